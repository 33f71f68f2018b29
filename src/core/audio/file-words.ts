import { compact, fold } from '../text/fold.ts';
import { wordTable } from '../text/word-table.ts';

/** What a file says of itself. */
export interface FileFacts {
  /** Inside the library, with `/` between folders. */
  readonly path: string;
  readonly title?: string | undefined;
  readonly artist?: string | undefined;
  readonly album?: string | undefined;
  readonly lengthMs?: number | undefined;
}

export type OtherVersion = 'instrumental' | 'cover' | 'live' | 'other';

/** Words that make another recording of what is named beside them. */
const versionWords = wordTable<OtherVersion>({
  instrumental: 'instrumental', inst: 'instrumental', mr: 'instrumental', karaoke: 'instrumental', '반주': 'instrumental',
  '연주곡': 'instrumental', '노래방': 'instrumental', offvocal: 'instrumental', minus: 'instrumental',
  cover: 'cover', covered: 'cover', '커버': 'cover', live: 'live', concert: 'live', '라이브': 'live',
  remix: 'other', mix: 'other', acoustic: 'other', '어쿠스틱': 'other', ver: 'other', version: 'other', '버전': 'other',
  nightcore: 'other', slowed: 'other', reverb: 'other', sped: 'other', '8d': 'other', demo: 'other', teaser: 'other',
  piano: 'other', orgel: 'other', edit: 'other', '피아노': 'other', english: 'other', japanese: 'other', chinese: 'other',
}); // prettier-ignore

/** Versions that are the song: what is said to be the ordinary recording. */
const ordinary = /\b(?:album|original|full|drama|main|single|studio|ost|vocal)\s*(?:ver\.?|version)\b/giu;

/** Words that open a bracket on who else takes part; the names are evidence, not title. */
const guests = /\s(?:feat|ft|featuring|prod)\b\.?\s.*$/iu;
const brackets = /[([{（［【「『〈《<]([^)\]}）］】」』〉》>]*)[)\]}）］】」』〉》>]/gu;
const trackNumber = /^\s*(?:(?:disc|cd)\s*\d+\s*[-_.]?\s*)?\d{1,3}\s*(?:[-_.)]+\s*|\s)(?=\S)/iu;
const dashes = /\s+[-–—~|/]\s+|\s*[｜／]\s*/u;

const withoutBrackets = (text: string): string => text.replace(brackets, ' ').replace(/\s+/gu, ' ').trim();
const inBrackets = (text: string): string[] => [...text.matchAll(brackets)].map(([, inner = '']) => inner);

export const keyOf = (text: string): string => compact(fold(text));

/** A way to read a title off a file, with what stands beside it. */
export interface TitleReading {
  readonly title: string;
  readonly beside: readonly string[];
}

/** Last words such as "Inst." taken off, as long as something is left. */
const withoutVersion = (title: string): string => {
  const words = title.split(/\s+/u);
  while (words.length > 1 && versionWords[keyOf(words.at(-1) ?? '')] !== undefined) words.pop();
  return words.join(' ');
};

const readingsOf = (text: string): TitleReading[] => {
  const plain = withoutBrackets(text);
  const aside = inBrackets(text);
  const parts = plain.split(dashes).filter(Boolean);
  // "Artist-Title": a hyphen without spaces may also be part of a word, so that is a reading more, not instead.
  const hyphened = parts.length === 1 ? plain.split('-').filter(Boolean) : [];
  const readings = [
    { title: text, beside: [] as string[] },
    ...[[plain], parts, hyphened.length === 2 ? hyphened : []].flatMap((pieces) =>
      pieces.map((title, at) => ({
        title,
        beside: [...pieces.filter((_, other) => other !== at), ...aside],
      })),
    ),
    // "너의 모든 순간 (Every Moment of You)": a second title in brackets.
    ...aside.map((title) => ({ title, beside: [plain] })),
  ];
  return readings.flatMap(({ title, beside }) => {
    const guest = guests.exec(title)?.[0];
    const alone = withoutVersion(title.replace(guests, ''));
    return [
      { title, beside },
      ...(alone === title
        ? []
        : [{ title: alone, beside: guest === undefined ? beside : [...beside, guest] }]),
    ];
  });
};

const stemOf = (path: string): string =>
  (path.split('/').at(-1) ?? '')
    .replace(/\.[^.]*$/u, '')
    .replaceAll('_', ' ')
    .replace(trackNumber, '');

export const foldersOf = (path: string): string[] => path.split('/').slice(0, -1);

/** The tag's readings first: a file name is often cut, or made of them. */
export const titleReadings = ({ path, title }: FileFacts): TitleReading[] => {
  const stem = stemOf(path);
  return [
    ...(title === undefined
      ? []
      : readingsOf(title).map((reading) => ({ ...reading, beside: [...reading.beside, stem] }))),
    ...readingsOf(stem),
  ];
};

/** Where a word may mark a version: in brackets, in the last words, or alone in a part behind a dash. */
const markedWords = (text: string): string[] => {
  const parts = withoutBrackets(text).split(dashes);
  const last = (parts.at(-1) ?? '').replace(guests, '').split(/\s+/u).filter(Boolean).slice(-2);
  // A title of one word is a title: a song called "Live".
  const ending = parts.length > 1 || withoutBrackets(text).includes(' ') ? last : [];
  return [
    ...inBrackets(text).flatMap((inner) => fold(inner.replace(ordinary, ' ')).split(' ')),
    ...ending.map(keyOf),
  ];
};

/** Which other version a file says it is, by the word that says so. */
export const versionsIn = ({ path, title }: FileFacts): ReadonlyMap<string, OtherVersion> => {
  const folders = foldersOf(path).flatMap((folder) =>
    versionWords[keyOf(folder)] === undefined ? [] : [keyOf(folder)],
  );
  const texts = [title ?? '', stemOf(path)].map((text) => text.replace(ordinary, ' '));
  const words = [...texts.flatMap(markedWords), ...folders];
  return new Map(
    words.flatMap((word) => {
      const version = Object.hasOwn(versionWords, word) ? versionWords[word] : undefined;
      return version === undefined ? [] : [[word, version] as const];
    }),
  );
};
