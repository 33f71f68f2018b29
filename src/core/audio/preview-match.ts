import type { Catalogue, Drama, Song } from '../catalogue/catalogue.ts';
import { parseSongTitle } from '../catalogue/import/song-title.ts';
import { mainTitle, performersOf } from '../catalogue/names.ts';
import type { Artist, Titles } from '../catalogue/schema.ts';
import { distance } from '../text/distance.ts';
import { compact, fold } from '../text/fold.ts';
import { hasHangul, jamo } from '../text/hangul.ts';
import { romanise, romaniseBySyllable, skeleton } from '../text/romanise.ts';

/** What a music service says of one of its tracks. */
export interface PreviewCandidate {
  /** The service's own id of the track. */
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly album?: string;
  /** Of the whole track, not of its preview. */
  readonly lengthMs?: number;
}

/** What is known of a song, as far as it helps to tell a track of it from others. */
export interface WantedSong {
  /** Every way its title is written. */
  readonly titles: readonly string[];
  /** Every way each of its performers is written; empty when no source names one. */
  readonly performers: readonly (readonly string[])[];
  /** Titles of its dramas and its album: what the track's album may be called. */
  readonly albums: readonly string[];
  readonly lengthMs?: number;
  /** Titles of its other versions that the catalogue knows. */
  readonly versionTitles: readonly string[];
  readonly isInstrumental: boolean;
}

export interface PreviewScore {
  /** 0–1; from 0.75 on it is taken for the song. */
  readonly score: number;
  /** Why it is not the song, the first reason that applies. */
  readonly refused?: 'version' | 'title' | 'artist' | 'length';
}

const weights = { title: 0.45, artist: 0.35, length: 0.2 };
const least = 0.75;
/** By its sound alone nothing as short as a surname is found. */
const minSoundLength = 4;
const minSameScriptLength = 8;
/** One slip in so many keystrokes. */
const lettersPerSlip = 9;
/** The same recording is a second or two longer on one service than on another; a radio edit or remake much more. */
const lengthSteps: readonly (readonly [withinMs: number, score: number])[] = [
  [2_500, 1],
  [5_000, 0.85],
  [10_000, 0.5],
];
const unknownLength = 0.6;

const allTitles = (titles: Titles): string[] =>
  [titles.en, titles.ko, titles.romanised, ...(titles.other ?? [])].filter((title) => title !== undefined);

/** A member is billed under the own name, with or without the group's; never under the group's alone. */
const artistNames = ({ names }: Artist): string[] => [...allTitles(names), ...(names.short ?? [])];

export const wantedSong = (catalogue: Catalogue, song: Song): WantedSong => {
  const dramas = song.dramaIds
    .map((id) => catalogue.drama(id))
    .filter((drama): drama is Drama => drama !== undefined);
  return {
    titles: allTitles(song.titles),
    performers: performersOf(catalogue, song).map(artistNames),
    albums: [
      ...dramas.flatMap(({ titles }) => [...allTitles(titles), ...(titles.short ?? [])]),
      ...(song.album === undefined ? [] : [song.album]),
    ],
    ...(song.lengthMs !== undefined && { lengthMs: song.lengthMs }),
    versionTitles: (song.versions ?? []).flatMap(({ titles }) => allTitles(titles)),
    isInstrumental: song.instrumental === true,
  };
};

/** What to type into a service's search, best first: the Korean names, then the English ones. */
export const previewQueries = (catalogue: Catalogue, song: Song): readonly string[] => {
  const [performer] = performersOf(catalogue, song);
  const drama = catalogue.drama(song.dramaIds[0]);
  const beside = performer?.names ?? drama?.titles;
  const queries = [
    `${song.titles.ko ?? mainTitle(song.titles)} ${beside?.ko ?? beside?.en ?? ''}`,
    `${mainTitle(song.titles)} ${beside === undefined ? '' : mainTitle(beside)}`,
  ].map((query) => query.trim());
  return [...new Set(queries)];
};

/** Marks of a track that is the song, but not as it is heard in the drama, or is played by somebody else. */
const otherVersion =
  /\b(?:inst|instrumental|karaoke|mr|cover(?:ed)?|tribute|live|remix|remixed|rmx|acoustic|unplugged|piano|guitar|violin|cello|orchestral?|lullaby|lofi|lo fi|music box|orgel|sped up|speed up|slowed|nightcore|8d|demo|a cappella|acapella|english|eng|japanese|jpn|chinese|chn|made famous by|originally performed by|in the style of|ringtone|rearranged)\b|연주|반주|노래방|커버|라이브|피아노|오르골|자장가|리믹스|어쿠스틱|영어|일본어|중국어/gu;
/** Of an album and of an artist only what cannot be the name of a drama or a band. */
const otherAlbum =
  /\b(?:karaoke|tribute|covers?|piano|music box|orgel|lullaby|8d|made famous by)\b|노래방|커버|오르골|자장가/gu;

const bracketed = /\s*[([（［「『【]([^()[\]（）［］「」『』【】]*)[)\]）］」』】]/gu;

const versionWords: ReadonlySet<string> = new Set(['ver', 'version', '버전', '버젼']);
/** Words that call the very song a version. */
const plainVersion: ReadonlySet<string> = new Set([
  'ost', 'original', 'soundtrack', 'drama', 'tv', 'full', 'title', 'album', 'korean', 'kor', 'studio', 'main', '드라마', '오리지널',
]); // prettier-ignore

/** "(String Ver.)": whatever a service calls a version by a name of its own. */
const isNamedVersion = (title: string, own: ReadonlySet<string>): boolean =>
  [...title.matchAll(bracketed), ...title.matchAll(/\s[-–—]\s+(.*)$/gu)]
    .map(([, part = '']) => fold(part).split(' '))
    .filter((words) => words.some((word) => versionWords.has(word)))
    .some((words) =>
      words.some((word) => !versionWords.has(word) && !plainVersion.has(word) && !own.has(word)),
    );

const marksIn = (text: string, marks: RegExp): string[] => fold(text).match(marks) ?? [];

const isOtherVersion = (wanted: WantedSong, { title, album = '', artist }: PreviewCandidate): boolean => {
  const own = new Set(
    [...wanted.titles, ...wanted.performers.flat(), ...wanted.albums].flatMap((name) =>
      marksIn(name, otherVersion),
    ),
  );
  const ownWords = new Set([...wanted.titles, ...wanted.albums].flatMap((name) => fold(name).split(' ')));
  const isKnownVersion =
    wanted.versionTitles.some((name) => fold(name) === fold(title)) &&
    !wanted.titles.some((name) => fold(name) === fold(title));
  if (isKnownVersion || isNamedVersion(title, ownWords)) return true;
  const found = [
    ...marksIn(title, otherVersion),
    ...marksIn(album, otherAlbum),
    ...marksIn(artist, otherAlbum),
  ].filter((mark) => !own.has(mark));
  return found.some(
    (mark) => !(wanted.isInstrumental && /^(?:inst|instrumental|연주|piano|피아노)$/u.test(mark)),
  );
};

const digits = (folded: string): string => folded.replace(/[^0-9]+/gu, '');

/** One name against another, 0–1: the same letters, a slip in them, or the same sound in the other script. */
const likeness = (a: string, b: string): number => {
  const left = compact(fold(a));
  const right = compact(fold(b));
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  if (digits(left) !== digits(right)) return 0;
  const keys = [jamo(left), jamo(right)] as const;
  const shorter = Math.min(keys[0].length, keys[1].length);
  if (
    hasHangul(left) === hasHangul(right) &&
    distance(keys[0], keys[1], 2) <= Math.floor(shorter / lettersPerSlip)
  )
    return 0.9;
  const sounds = (text: string) => [skeleton(romanise(fold(text))), skeleton(romaniseBySyllable(fold(text)))];
  // Short names of one script and the same coarse sound are as often two names; long ones are romanised in two ways.
  if (hasHangul(left) === hasHangul(right) && shorter < minSameScriptLength) return 0;
  const others = sounds(b);
  const isHeard = sounds(a).some((sound) => sound.length >= minSoundLength && others.includes(sound));
  return isHeard ? 0.88 : 0;
};

const bestLikeness = (names: readonly string[], others: readonly string[]): number =>
  Math.max(0, ...names.flatMap((name) => others.map((other) => likeness(name, other))));

/** What a service adds to a title that is no part of it. */
const addition =
  /\b(?:ost|original (?:television |tv )?soundtrack|soundtrack|feat|ft|with|prod|from|part|pt|vol|ver|version|title|theme)\b|오에스티|드라마|주제곡|타이틀/u;

/** The ways a service's title can be read: whole, without brackets and additions, and what stands in brackets. */
const readTitle = (title: string, albums: readonly string[]): readonly string[] => {
  const parsed = parseSongTitle(title, albums);
  const insides = [...title.matchAll(bracketed)]
    .map(([, inside = '']) => inside)
    .filter((inside) => !addition.test(fold(inside)));
  const bare = title.replace(bracketed, '').trim();
  const beforeDash = bare.replace(/\s+[-–—]\s+.*$/u, (rest) => (addition.test(fold(rest)) ? '' : rest));
  const featured = beforeDash.replace(/\s+(?:feat|ft)\.?\s.*$/iu, '');
  return [...new Set([title, parsed.en, parsed.ko, bare, beforeDash, featured, ...insides])].filter(
    (form): form is string => form !== undefined && form.trim() !== '',
  );
};

const betweenArtists = /\s*(?:[,;/|×&+]|\s[xX]\s|\s(?:feat|ft|with|and|vs)\.?\s)\s*/u;

const readArtists = (artist: string): readonly string[] => {
  const bare = artist.replace(bracketed, '').trim();
  const insides = [...artist.matchAll(bracketed)].map(([, inside = '']) => inside);
  return [...new Set([artist, bare, ...insides, ...bare.split(betweenArtists)])].filter(
    (name) => name.trim() !== '',
  );
};

/** Best of the performers: services often bill the first one only, and put the others into the title. */
const artistLikeness = (wanted: WantedSong, { artist, title }: PreviewCandidate): number => {
  const featured = /[([]?\s*(?:feat|ft|with)\.?\s+([^)\]]+)[)\]]?/iu.exec(title)?.[1];
  const names = [...readArtists(artist), ...(featured === undefined ? [] : readArtists(featured))];
  const billed = Math.max(...wanted.performers.map((own) => bestLikeness(own, readArtists(artist))));
  const all = wanted.performers.map((own) => bestLikeness(own, names));
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return billed === 0 ? 0 : Math.max(mean, billed * 0.95);
};

const namesAlbum = (wanted: WantedSong, album: string | undefined): boolean => {
  if (album === undefined) return false;
  const folded = ` ${fold(album)} `;
  return wanted.albums.some((name) => compact(fold(name)).length > 1 && folded.includes(` ${fold(name)} `));
};

const lengthLikeness = (wanted: WantedSong, lengthMs: number | undefined): number => {
  if (wanted.lengthMs === undefined || lengthMs === undefined) return unknownLength;
  const apart = Math.abs(wanted.lengthMs - lengthMs);
  return lengthSteps.find(([within]) => apart <= within)?.[1] ?? 0;
};

/** How surely a track is the song as its drama plays it. */
export const scorePreview = (wanted: WantedSong, candidate: PreviewCandidate): PreviewScore => {
  if (isOtherVersion(wanted, candidate)) return { score: 0, refused: 'version' };
  const title = bestLikeness(wanted.titles, readTitle(candidate.title, wanted.albums));
  if (title === 0) return { score: 0, refused: 'title' };
  const isFromDrama = namesAlbum(wanted, candidate.album) || namesAlbum(wanted, candidate.title);
  const length = lengthLikeness(wanted, candidate.lengthMs);
  if (length === 0) return { score: 0, refused: 'length' };
  // Where no source names a singer, the drama's name on the album and the exact length have to speak for the track.
  const isUnsung = wanted.performers.length === 0;
  const artist = isUnsung ? Number(isFromDrama && length === 1) : artistLikeness(wanted, candidate);
  if (artist === 0) return { score: 0, refused: 'artist' };
  const sum = weights.title * title + weights.artist * artist + weights.length * length;
  return { score: Math.min(1, sum + (isFromDrama ? 0.03 : 0)) };
};

/** The track that is the song, or nothing: no sound is better than a wrong one. Of equals the first. */
export const matchPreview = <Candidate extends PreviewCandidate>(
  wanted: WantedSong,
  candidates: readonly Candidate[],
): { readonly candidate: Candidate; readonly score: number } | undefined => {
  let best: { candidate: Candidate; score: number } | undefined;
  for (const candidate of candidates) {
    const { score } = scorePreview(wanted, candidate);
    if (score >= least && score > (best?.score ?? 0)) best = { candidate, score };
  }
  return best;
};
