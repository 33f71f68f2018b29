import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Titles, Version } from '../catalogue/schema.ts';
import type { AnswerKind } from '../quiz/types.ts';
import { choseong, hasHangul } from '../text/hangul.ts';
import { romaniseAll, romaniseBySyllable, skeleton } from '../text/romanise.ts';
import { aliasLooseness, digitsOf, lettersOf, looseness, variantsOf, wordsOf, type Words } from './forms.ts';
import { createSlipIndex, type SlipIndex } from './slips.ts';

/** Something that can be an answer. */
export interface Entry {
  readonly id: string;
  readonly titles: Titles;
  readonly year: number | undefined;
  /** 0–100: decides between equal first letters only. */
  readonly popularity: number;
}

/** A way to write a title, with whose title it is. */
export interface Hit {
  readonly entry: number;
  /** 0 for the title itself; see `looseness`. */
  readonly looseness: number;
  /** The letters of the whole title it comes from: entries that share it share that very title. */
  readonly source: string;
  /** In Latin letters, where found by sound: of several that sound alike the one that looks most alike wins. */
  readonly latin?: string;
}

type HitTable = ReadonlyMap<string, readonly Hit[]>;

/** Keys within reach of slips, and what they stand for. */
export interface SlipTable {
  readonly keys: readonly string[];
  readonly hits: readonly (readonly Hit[])[];
  readonly index: SlipIndex;
}

/** Every way the titles of one kind are written, from strict to loose. */
export interface TitleIndex {
  readonly entries: readonly Entry[];
  readonly places: ReadonlyMap<string, number>;
  /** Letters of each entry's titles, whole. */
  readonly letters: readonly (readonly string[])[];
  /** Whether entries are one thing listed twice: artists are if they share a name in any script. */
  readonly areOne: (entries: readonly number[]) => boolean;
  readonly whole: HitTable;
  readonly short: HitTable;
  /** Words in any order, sorted. */
  readonly shuffled: HitTable;
  readonly sound: HitTable;
  readonly consonants: HitTable;
  readonly initials: HitTable;
  readonly slips: SlipTable;
  readonly soundSlips: SlipTable;
  /** Titles by each of their words. */
  readonly words: ReadonlyMap<string, readonly number[]>;
  readonly titles: readonly { readonly entry: number; readonly words: Words; readonly isAlias: boolean }[];
}

const createTable = () => {
  const table = new Map<string, Hit[]>();
  return {
    table,
    add(key: string, hit: Hit): void {
      if (key === '') return;
      const hits = table.get(key);
      if (hits === undefined) table.set(key, [hit]);
      else if (
        !hits.some(
          (known) =>
            known.entry === hit.entry && known.source === hit.source && known.looseness <= hit.looseness,
        )
      )
        hits.push(hit);
    },
  };
};

const slipTable = (...tables: readonly HitTable[]): SlipTable => {
  const keys = [...new Set(tables.flatMap((table) => [...table.keys()]))].filter((key) => key.length >= 4);
  /** Most keys are in one table only: its own list serves, which saves a copy of each. */
  const hitsOf = (key: string): readonly Hit[] => {
    const lists = tables.map((table) => table.get(key)).filter((hits) => hits !== undefined);
    return lists.length === 1 ? (lists[0] ?? []) : lists.flat();
  };
  return {
    keys,
    hits: keys.map(hitsOf),
    index: createSlipIndex(keys),
  };
};

const small: ReadonlySet<string> = new Set(['the', 'a', 'an']);
const latinWords = /^[a-z0-9 ]+$/u;

/** CLOY; numbers stay whole (r1988, hp2). */
const initialsOf = (words: Words): string =>
  words.map((word) => (/^[0-9]/u.test(word) ? word : word.charAt(0))).join('');

/** A title as it stands, and as read: reading it is what an index costs most, so that it is done once. */
interface TitleText {
  readonly text: string;
  readonly isAlias: boolean;
  readonly words: Words;
  readonly letters: string;
}

const ownTexts = ({ en, ko, romanised, short = [] }: Titles): readonly string[] =>
  [en, ko, romanised, ...short].filter((text) => text !== undefined);

const textsOf = (titles: Titles): readonly TitleText[] => {
  const read = (text: string, isAlias: boolean): TitleText => {
    const words = wordsOf(text);
    return { text, isAlias, words, letters: lettersOf(words) };
  };
  return [
    ...ownTexts(titles).map((text) => read(text, false)),
    ...(titles.other ?? []).map((text) => read(text, true)),
  ];
};

/**
 * What an entry is also called elsewhere is no title of it where another entry has that for its own ("Life" for *When
 * Life Gives You Tangerines*), nor where it only lacks the number that sets the entry apart from a sibling of that name.
 */
const dropStolenAliases = (texts: readonly (readonly TitleText[])[]): readonly (readonly TitleText[])[] => {
  const owners = new Map<string, Set<number>>();
  const bearers = new Map<string, Set<number>>();
  const note = (table: Map<string, Set<number>>, key: string, entry: number): void =>
    void table.set(key, (table.get(key) ?? new Set()).add(entry));
  texts.forEach((titles, entry) => {
    for (const { letters, isAlias } of titles) {
      note(bearers, letters, entry);
      if (!isAlias) note(owners, letters, entry);
    }
  });
  const numbered = texts.map((titles) => {
    const own = titles.filter(({ isAlias }) => !isAlias);
    return own.length > 0 && own.every(({ letters }) => digitsOf(letters) !== '');
  });
  return texts.map((titles, entry) =>
    titles.filter(({ letters, isAlias }) => {
      if (!isAlias) return true;
      if (owners.get(letters)?.has(entry) === false) return false;
      const lacksNumber = numbered[entry] === true && digitsOf(letters) === '';
      return !(lacksNumber && [...(bearers.get(letters) ?? [])].some((bearer) => numbered[bearer] === false));
    }),
  );
};

export const createTitleIndex = (entries: readonly Entry[], kind: AnswerKind): TitleIndex => {
  const whole = createTable();
  const short = createTable();
  const shuffled = createTable();
  const sound = createTable();
  const consonants = createTable();
  const initials = createTable();
  const romanised = createTable();
  const words = new Map<string, number[]>();
  const titles: { entry: number; words: Words; isAlias: boolean }[] = [];

  const toBeSpoken: { readonly form: Words; readonly hit: Hit }[] = [];
  const addBySound = (form: Words, folded: string, spoken: string, hit: Hit): void => {
    const isHangul = hasHangul(folded);
    const latin = spoken.replaceAll(' ', '');
    const keys = new Set([skeleton(spoken), ...(isHangul ? [skeleton(romaniseBySyllable(folded))] : [])]);
    for (const key of keys) if (key.length >= 3) sound.add(key, { ...hit, latin });
    if (!isHangul) return;
    consonants.add(choseong(form.join('')), hit);
    romanised.add(latin, hit);
  };

  const addInitials = (form: Words, hit: Hit): void => {
    if (form.length < 2 || !latinWords.test(form.join(' '))) return;
    initials.add(initialsOf(form), hit);
    initials.add(initialsOf(form.filter((word) => !small.has(word))), hit);
  };

  /** All at once, as that is much cheaper. */
  const speak = (): void => {
    const folded = toBeSpoken.map(({ form }) => form.join(' '));
    const spoken = romaniseAll(folded);
    toBeSpoken.forEach(({ form, hit }, at) => {
      addBySound(form, folded[at] ?? '', spoken[at] ?? '', hit);
    });
  };

  const addTitle = (entry: number, { text, isAlias, words: form, letters: source }: TitleText): void => {
    const base = isAlias ? aliasLooseness : 0;
    const hit = { entry, looseness: base, source };
    whole.add(source, hit);
    toBeSpoken.push({ form, hit });
    addInitials(form, hit);
    const variants = variantsOf(text, kind === 'drama', form);
    for (const variant of variants) {
      const loose = { entry, looseness: base + variant.looseness, source };
      if (variant.looseness === looseness.shuffled) {
        shuffled.add(lettersOf(variant.words), loose);
        continue;
      }
      const letters = lettersOf(variant.words);
      if (letters === source) continue;
      short.add(letters, loose);
      if (!isAlias) toBeSpoken.push({ form: variant.words, hit: loose });
      if (variant.looseness === looseness.head) addInitials(variant.words, loose);
    }
    const number = titles.length;
    titles.push({ entry, words: form, isAlias });
    for (const word of new Set([...form, ...(variants[0]?.words ?? [])])) {
      const list = words.get(word);
      if (list === undefined) words.set(word, [number]);
      else list.push(number);
    }
  };

  const texts = dropStolenAliases(entries.map((entry) => textsOf(entry.titles)));
  texts.forEach((list, entry) => {
    for (const text of list) addTitle(entry, text);
  });
  speak();
  const letters = texts.map((list) => [...new Set(list.map((text) => text.letters))]);
  return {
    entries,
    areOne: ([first = -1, ...others]) =>
      kind === 'artist' &&
      others.every(
        (other) => letters[other]?.some((title) => letters[first]?.includes(title) === true) === true,
      ),
    places: new Map(entries.map(({ id }, place) => [id, place])),
    letters,
    whole: whole.table,
    short: short.table,
    shuffled: shuffled.table,
    sound: sound.table,
    consonants: consonants.table,
    initials: initials.table,
    slips: slipTable(whole.table, short.table, romanised.table),
    soundSlips: slipTable(sound.table),
    words,
    titles,
  };
};

/** A song may be named by the title of any version of it. */
const withVersions = (titles: Titles, versions: readonly Version[]): Titles => {
  const others = versions.flatMap(({ titles: own }) => [...ownTexts(own), ...(own.other ?? [])]);
  return others.length === 0 ? titles : { ...titles, other: [...(titles.other ?? []), ...others] };
};

export const entriesOf = (catalogue: Catalogue, kind: AnswerKind): readonly Entry[] => {
  switch (kind) {
    case 'drama':
      return [...catalogue.dramas.values()].map(({ id, titles, year, popularity = 0 }) => ({
        id,
        titles,
        year,
        popularity,
      }));
    case 'song':
      return [...catalogue.songs.values()].map(
        ({ id, titles, popularity = 0, releaseDate, versions = [] }) => ({
          id,
          titles: withVersions(titles, versions),
          year: releaseDate === undefined ? undefined : Number(releaseDate.slice(0, 4)),
          popularity,
        }),
      );
    case 'artist':
      return [...catalogue.artists.values()].map(({ id, names }) => ({
        id,
        titles: names,
        year: undefined,
        popularity: Math.min(100, catalogue.songsOfArtist(id).length * 5),
      }));
  }
};
