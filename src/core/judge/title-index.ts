import type { AnswerKind } from '../quiz/types.ts';
import { choseong, hasHangul } from '../text/hangul.ts';
import { createKeyTable, type KeyTable } from '../text/key-table.ts';
import { romaniseAll, romaniseBySyllable, skeleton } from '../text/romanise.ts';
import { packTexts, type TextList } from '../text/text-list.ts';
import { aliasLooseness, lettersOf, looseness, variantsOf, type Words } from './forms.ts';
import { createSlipIndex, type SlipIndex } from './slips.ts';
import { dropStolenAliases, textsOf, type Entry, type TitleText } from './titles.ts';

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

export interface HitTable {
  get(key: string): readonly Hit[];
}

/** Keys within reach of slips, and what they stand for. */
export interface SlipTable {
  readonly index: SlipIndex;
  keyAt(place: number): string;
  hitsAt(place: number): readonly Hit[];
}

/** Every way the titles of one kind are written, from strict to loose. */
export interface TitleIndex {
  readonly entries: readonly Entry[];
  readonly places: ReadonlyMap<string, number>;
  /** Letters of an entry's titles, whole. */
  lettersOf(entry: number): readonly string[];
  /** Whether entries are one thing listed twice: artists are if they share a name in any script. */
  areOne(entries: readonly number[]): boolean;
  readonly whole: HitTable;
  readonly short: HitTable;
  /** Words in any order, sorted. */
  readonly shuffled: HitTable;
  readonly sound: HitTable;
  readonly consonants: HitTable;
  readonly initials: HitTable;
  readonly slips: SlipTable;
  readonly soundSlips: SlipTable;
  readonly titles: {
    readonly count: number;
    entryOf(title: number): number;
    wordsOf(title: number): Words;
    /** The titles that have this word. */
    withWord(word: string): readonly number[];
  };
}

const leastSlipLetters = 4;

const small: ReadonlySet<string> = new Set(['the', 'a', 'an']);
const latinWords = /^[a-z0-9 ]+$/u;

/** CLOY; numbers stay whole (r1988, hp2). */
const initialsOf = (words: Words): string =>
  words.map((word) => (/^[0-9]/u.test(word) ? word : word.charAt(0))).join('');

// What is kept is made outside the builders: a function made within one would keep all that the builder knew.

const readTitleList = (texts: TextList, entries: Uint32Array, entryCount: number, byWord: KeyTable) => {
  const starts = new Uint32Array(entryCount + 1);
  for (const entry of entries) starts[entry + 1] = (starts[entry + 1] ?? 0) + 1;
  for (let entry = 0; entry < entryCount; entry += 1)
    starts[entry + 1] = (starts[entry + 1] ?? 0) + (starts[entry] ?? 0);
  const wordsOf = (title: number): Words => texts.at(title).split(' ').filter(Boolean);
  return {
    count: texts.length,
    entryOf: (title: number): number => entries[title] ?? 0,
    wordsOf,
    withWord: byWord.get,
    source: (title: number): string => lettersOf(wordsOf(title)),
    lettersOf: (entry: number): readonly string[] => {
      const own = new Set<string>();
      for (let title = starts[entry] ?? 0; title < (starts[entry + 1] ?? 0); title += 1)
        own.add(lettersOf(wordsOf(title)));
      return [...own];
    },
  };
};

/** The titles, one after another, those of an entry next to each other. */
const createTitleList = (entryCount: number) => {
  const texts: string[] = [];
  const letters: string[] = [];
  const entries: number[] = [];
  const byWord = createKeyTable();
  return {
    lettersAt: (title: number): string => letters[title] ?? '',
    entryAt: (title: number): number => entries[title] ?? 0,
    /** To be called entry by entry, in their order. */
    add: (entry: number, { words, letters: whole }: TitleText, plain: Words): number => {
      const title = texts.push(words.join(' ')) - 1;
      letters.push(whole);
      entries.push(entry);
      for (const word of new Set([...words, ...plain])) byWord.add(word, title);
      return title;
    },
    pack: () => readTitleList(packTexts(texts), Uint32Array.from(entries), entryCount, byWord.build()),
  };
};

const readFormList = (titles: Uint32Array, distances: Uint8Array, latin: TextList) => ({
  titleOf: (form: number): number => titles[form] ?? 0,
  loosenessOf: (form: number): number => distances[form] ?? 0,
  latinOf: latin.at,
});

/** Ways to write the titles, which is what all tables of the index lead to. */
const createFormList = () => {
  const titles: number[] = [];
  const distances: number[] = [];
  const latin: string[] = [];
  return {
    titleAt: (form: number): number => titles[form] ?? 0,
    loosenessAt: (form: number): number => distances[form] ?? 0,
    add: (title: number, distance: number): number => {
      titles.push(title);
      latin.push('');
      return distances.push(distance) - 1;
    },
    speak: (form: number, spoken: string): void => {
      latin[form] = spoken;
    },
    pack: () => readFormList(Uint32Array.from(titles), Uint8Array.from(distances), packTexts(latin)),
  };
};

const slipTable = (hitOf: (form: number) => Hit, ...tables: readonly KeyTable[]): SlipTable => {
  const length = tables.reduce((sum, { keys }) => sum + keys.length, 0);
  const locate = (place: number): readonly [KeyTable, number] => {
    let own = place;
    for (const table of tables) {
      if (own < table.keys.length) return [table, own];
      own -= table.keys.length;
    }
    throw new RangeError(`There are ${length} keys, and none in place ${place}.`);
  };
  const keyAt = (place: number): string => {
    const [{ keys }, own] = locate(place);
    return keys.at(own);
  };
  return {
    index: createSlipIndex(length, keyAt, leastSlipLetters),
    keyAt,
    hitsAt: (place) => {
      const [table, own] = locate(place);
      return table.at(own).map(hitOf);
    },
  };
};

/** Entries, titles or forms read in one go: about a millisecond. */
const stride = 25;
/** Titles romanised in one go. koroman's cost is mostly the call, so they are not taken one by one. */
const spokenAtOnce = 100;

/** Adds every way the titles are written to the tables that find them. */
const createReader = (kind: AnswerKind, entryCount: number) => {
  const tables = {
    whole: createKeyTable(),
    short: createKeyTable(),
    shuffled: createKeyTable(),
    sound: createKeyTable(),
    consonants: createKeyTable(),
    initials: createKeyTable(),
    romanised: createKeyTable(),
  };
  const titles = createTitleList(entryCount);
  const forms = createFormList();
  const toBeSpoken: { readonly words: Words; readonly form: number }[] = [];

  const put = (table: keyof typeof tables, key: string, form: number): void => {
    const title = forms.titleAt(form);
    // The same title of the same entry, found by something no looser: one is enough.
    tables[table].add(key, form, (known) => {
      const other = forms.titleAt(known);
      return (
        titles.entryAt(other) === titles.entryAt(title) &&
        forms.loosenessAt(known) <= forms.loosenessAt(form) &&
        titles.lettersAt(other) === titles.lettersAt(title)
      );
    });
  };

  const putInitials = (words: Words, form: number): void => {
    if (words.length < 2 || !latinWords.test(words.join(' '))) return;
    put('initials', initialsOf(words), form);
    put('initials', initialsOf(words.filter((word) => !small.has(word))), form);
  };

  const putSound = (words: Words, form: number, spoken: string): void => {
    const folded = words.join(' ');
    const latin = spoken.replaceAll(' ', '');
    const isHangul = hasHangul(folded);
    const keys = new Set([skeleton(spoken), ...(isHangul ? [skeleton(romaniseBySyllable(folded))] : [])]);
    forms.speak(form, latin);
    for (const key of keys) if (key.length >= 3) put('sound', key, form);
    if (!isHangul) return;
    put('consonants', choseong(words.join('')), form);
    put('romanised', latin, form);
  };

  const readTitle = (entry: number, text: TitleText): void => {
    const { isAlias, words, letters: source } = text;
    const base = isAlias ? aliasLooseness : 0;
    const variants = variantsOf(text.text, kind === 'drama', words);
    const title = titles.add(entry, text, variants[0]?.words ?? []);
    const form = forms.add(title, base);
    put('whole', source, form);
    toBeSpoken.push({ words, form });
    putInitials(words, form);
    for (const variant of variants) {
      const letters = lettersOf(variant.words);
      const isShuffled = variant.looseness === looseness.shuffled;
      if (letters === source && !isShuffled) continue;
      const loose = forms.add(title, base + variant.looseness);
      put(isShuffled ? 'shuffled' : 'short', letters, loose);
      if (isShuffled) continue;
      if (!isAlias) toBeSpoken.push({ words: variant.words, form: loose });
      if (variant.looseness === looseness.head) putInitials(variant.words, loose);
    }
  };

  const speak = (): void => {
    const now = toBeSpoken.splice(0, spokenAtOnce);
    const spoken = romaniseAll(now.map(({ words }) => words.join(' ')));
    now.forEach(({ words, form }, at) => {
      putSound(words, form, spoken[at] ?? '');
    });
  };

  return { tables, titles, forms, readTitle, speak, hasUnspoken: () => toBeSpoken.length > 0 };
};

/**
 * Reads the titles in steps of a few milliseconds each, for it takes some hundred in all, in which a bot has to answer.
 * Whoever cannot wait takes all steps at once.
 */
export function* readTitles(
  entries: readonly Entry[],
  kind: AnswerKind,
): Generator<undefined, TitleIndex, undefined> {
  const { tables, titles, forms, readTitle, speak, hasUnspoken } = createReader(kind, entries.length);
  const all: (readonly TitleText[])[] = [];
  for (const entry of entries) {
    all.push(textsOf(entry.titles));
    if (all.length % stride === 0) yield;
  }
  const texts = dropStolenAliases(all);
  for (const [entry, list] of texts.entries()) {
    for (const text of list) readTitle(entry, text);
    if (entry % stride === 0) yield;
  }
  while (hasUnspoken()) {
    speak();
    yield;
  }

  const packedTitles = titles.pack();
  const packedForms = forms.pack();
  const hitOf = (form: number): Hit => {
    const title = packedForms.titleOf(form);
    return {
      entry: packedTitles.entryOf(title),
      looseness: packedForms.loosenessOf(form),
      source: packedTitles.source(title),
    };
  };
  const spokenHitOf = (form: number): Hit => ({ ...hitOf(form), latin: packedForms.latinOf(form) });
  const hits = (table: KeyTable, toHit = hitOf): HitTable => ({ get: (key) => table.get(key).map(toHit) });
  yield;
  const whole = tables.whole.build();
  const short = tables.short.build();
  yield;
  const sound = tables.sound.build();
  const shuffled = tables.shuffled.build();
  yield;
  const slips = slipTable(hitOf, whole, short, tables.romanised.build());
  yield;
  const { lettersOf: lettersOfEntry } = packedTitles;
  return {
    entries,
    places: new Map(entries.map(({ id }, place) => [id, place])),
    lettersOf: lettersOfEntry,
    areOne: ([first = -1, ...others]) =>
      kind === 'artist' &&
      others.every((other) => lettersOfEntry(other).some((title) => lettersOfEntry(first).includes(title))),
    whole: hits(whole),
    short: hits(short),
    shuffled: hits(shuffled),
    sound: hits(sound, spokenHitOf),
    consonants: hits(tables.consonants.build()),
    initials: hits(tables.initials.build()),
    slips,
    soundSlips: slipTable(spokenHitOf, sound),
    titles: packedTitles,
  };
}
