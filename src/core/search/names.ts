import { fold, compact } from '../text/fold.ts';
import { choseong, hasHangul, jamo } from '../text/hangul.ts';
import { numberSeasons } from '../text/numbering.ts';
import { romaniseAll, romaniseBySyllable, skeleton } from '../text/romanise.ts';
import { createKeyTable, type KeyTable, type KeyTableBuilder } from '../text/key-table.ts';
import { listTexts } from '../text/text-list.ts';
import type { Entry, EntryName } from './entries.ts';
import { indexKeys, type KeyIndex } from './key-index.ts';

export interface NameUse {
  readonly entry: number;
  readonly isAlias: boolean;
  /** As written, to tell "슬기로운 의사생활++" from its sibling when all else is equal. */
  readonly text: string;
}

/** The spellings (spaces and case aside) that entries are called by, by their numbers. */
export interface Names {
  /** Keystrokes without spaces. */
  lettersOf(name: number): string;
  digitsOf(name: number): string;
  /** Romanised, without spaces: finer than the skeleton, to tell those apart that share one. */
  latinOf(name: number): string;
  isHangul(name: number): boolean;
  usesOf(name: number): readonly NameUse[];
  /** An entry's own uses of names. */
  ofEntry(entry: number): readonly { readonly name: number; readonly use: NameUse }[];
  /** Keystrokes of the words of name n, as numbers of the vocabulary: from place `wordStarts[n]` to before the next. */
  readonly words: Uint32Array;
  readonly wordStarts: Uint32Array;
}

/** A second way to spell names (skeleton, first consonants …), each key leading to the names it stands for. */
export interface Channel {
  keyAt(key: number): string;
  readonly index: KeyIndex;
  namesAt(key: number): readonly number[];
}

export interface NameIndex {
  readonly names: Names;
  readonly vocabulary: readonly string[];
  /** Key n of this index is name n. */
  readonly letters: KeyIndex;
  readonly skeletons: Channel;
  readonly choseong: Channel;
  readonly initials: KeyTable;
  readonly consonants: KeyTable;
}

export const digitsOf = (letters: string): string => letters.replace(/[^0-9]+/gu, '');

/** The words a title or query is compared by. */
export const wordsOf = (text: string): readonly string[] => numberSeasons(fold(text).split(' ')).words;

/** English spelling that hides its consonants: christmas 크리스마스, dance 댄스, motion 모션, know 노우. */
const hidden: readonly (readonly [RegExp, string])[] = [
  [/chr/gu, 'kr'],
  [/stm/gu, 'sm'],
  [/c(?=[eiy])/gu, 's'],
  [/[st]ion/gu, 'shon'],
  [/\bkn/gu, 'n'],
];
const hasHidden = /chr|stm|c[eiy]|[st]ion|\bkn/u;

/**
 * The consonants an English text keeps when written in Hangul (고블린 and goblin → kpln). Hangul has no z, and writes some s as
 * ㅈ, so those are one.
 */
export const consonantsOf = (latin: string, key = skeleton(latin)): string => {
  const heard = hasHidden.test(latin)
    ? skeleton(hidden.reduce((text, [spelt, sound]) => text.replace(spelt, sound), latin))
    : key;
  return heard
    .replace(/[aeio]/gu, '')
    .replaceAll('c', 's')
    .replace(/(.)\1+/gu, '$1');
};

/** CLOY, with and without a leading "the"; numbers stay whole, and years also as their last two digits (r1988, r88). */
const initialsOf = (words: readonly string[]): readonly string[] => {
  if (words.length < 2) return [];
  const whole = words.map((word) => (/^[0-9]/u.test(word) ? word : word.charAt(0))).join('');
  const short = whole.replace(/(?:19|20)([0-9]{2})$/u, '$1');
  return [whole, ...(short === whole ? [] : [short]), ...(words[0] === 'the' ? [whole.slice(1)] : [])];
};

const latinOnly = /^[a-z0-9 ]+$/u;

/** A name with the words it is folded to, before its keys are known. */
interface Folded {
  readonly words: readonly string[];
  readonly keyed: readonly string[];
  readonly letters: string;
}

interface FoldedNames {
  readonly folded: readonly Folded[];
  /** Entry after entry. */
  readonly uses: readonly NameUse[];
  /** Of each use. */
  readonly names: readonly number[];
}

/** Entries or names read in one go: one to three milliseconds. */
const stride = 100;

/** What a name is compared by: keystrokes, words aside. Names that differ in spaces, case or punctuation only are one. */
export const lettersOf = (text: string): string => wordsOf(text).map(jamo).join('');

function* foldNames(namesOfEntries: readonly (readonly EntryName[])[]): Generator<undefined, FoldedNames> {
  const numbers = new Map<string, number>();
  const folded: Folded[] = [];
  const uses: NameUse[] = [];
  const names: number[] = [];
  for (const [entry, own] of namesOfEntries.entries()) {
    const known = new Set<string>();
    for (const { text, isAlias } of own) {
      const words = wordsOf(text);
      const keyed = words.map(jamo);
      const letters = keyed.join('');
      const name = numbers.get(letters) ?? folded.push({ words, keyed, letters }) - 1;
      numbers.set(letters, name);
      if (known.has(text)) continue;
      known.add(text);
      names.push(name);
      uses.push({ entry, isAlias, text });
    }
    if (entry % stride === 0) yield;
  }
  return { folded, uses, names };
}

const createVocabulary = () => {
  const vocabulary: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (word: string): number => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, vocabulary.length);
    return vocabulary.push(word) - 1;
  };
  return { vocabulary, numberOf };
};

// What is kept is made outside the functions that build it: a function made within one would keep all that it knew.

/** The places of numbers that share a key below `count`, key after key. */
const groupPlaces = (keys: Uint32Array, count: number) => {
  const starts = new Uint32Array(count + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let key = 0; key < count; key += 1) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const filled = starts.slice();
  const places = new Uint32Array(keys.length);
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0;
    const at = filled[key] ?? 0;
    filled[key] = at + 1;
    places[at] = place;
  }
  return (key: number): Uint32Array => places.subarray(starts[key], starts[key + 1]);
};

interface Columns {
  readonly letters: readonly string[];
  readonly latin: readonly string[];
  readonly isHangul: Uint8Array;
  readonly words: Uint32Array;
  readonly wordStarts: Uint32Array;
  readonly useTexts: readonly string[];
  readonly useIsAlias: Uint8Array;
  readonly useNames: Uint32Array;
  readonly useEntries: Uint32Array;
}

const readColumns = (columns: Columns, entryCount: number): Names => {
  const { letters, latin, isHangul, words, wordStarts, useTexts, useIsAlias, useNames, useEntries } = columns;
  const placesOfName = groupPlaces(useNames, letters.length);
  const placesOfEntry = groupPlaces(useEntries, entryCount);
  const useAt = (place: number): NameUse => ({
    entry: useEntries[place] ?? 0,
    isAlias: useIsAlias[place] === 1,
    text: useTexts[place] ?? '',
  });
  return {
    lettersOf: (name) => letters[name] ?? '',
    digitsOf: (name) => digitsOf(letters[name] ?? ''),
    latinOf: (name) => latin[name] ?? '',
    isHangul: (name) => isHangul[name] === 1,
    usesOf: (name) => Array.from(placesOfName(name), useAt),
    ofEntry: (entry) =>
      Array.from(placesOfEntry(entry), (place) => ({ name: useNames[place] ?? 0, use: useAt(place) })),
    words,
    wordStarts,
  };
};

const readChannel = ({ keys, at }: KeyTable, index: KeyIndex): Channel => ({
  keyAt: keys.at,
  namesAt: at,
  index,
});

function* indexChannel(table: KeyTable, boosts: Float32Array): Generator<undefined, Channel> {
  const keyBoosts = new Float32Array(table.keys.length);
  for (let key = 0; key < keyBoosts.length; key += 1)
    for (const name of table.at(key)) keyBoosts[key] = Math.max(keyBoosts[key] ?? 0, boosts[name] ?? 0);
  yield;
  return readChannel(table, yield* indexKeys(table.keys, table.keys, keyBoosts));
}

/** Romanises in groups: koroman's cost is mostly the call. */
function* speak(texts: readonly string[]): Generator<undefined, readonly string[]> {
  const spoken: string[] = [];
  for (let from = 0; from < texts.length; from += stride) {
    spoken.push(...romaniseAll(texts.slice(from, from + stride)));
    yield;
  }
  return spoken;
}

/** Every distinct name of the entries, and the keys it can be found by, in steps. */
export function* indexNames(
  entries: readonly Entry[],
  namesOfEntries: readonly (readonly EntryName[])[],
): Generator<undefined, NameIndex> {
  const { folded, uses, names: useNames } = yield* foldNames(namesOfEntries);
  const texts = folded.map(({ words }) => words.join(' '));
  const spoken = yield* speak(texts);
  const { vocabulary, numberOf } = createVocabulary();
  const skeletons = createKeyTable();
  const firstConsonants = createKeyTable();
  const initials = createKeyTable();
  const consonants = createKeyTable();
  const latin: string[] = [];
  const words: number[] = [];
  const wordStarts = new Uint32Array(folded.length + 1);
  const isHangul = new Uint8Array(folded.length);

  for (const [name, { words: own, keyed }] of folded.entries()) {
    const text = texts[name] ?? '';
    const said = spoken[name] ?? '';
    const key = skeleton(said);
    const put = (table: KeyTableBuilder, under: string): void => {
      table.add(under, name, (known) => known === name);
    };
    put(skeletons, key);
    if (hasHangul(text)) {
      isHangul[name] = 1;
      put(skeletons, skeleton(romaniseBySyllable(text)));
      put(firstConsonants, compact(choseong(text)));
    } else if (latinOnly.test(text)) {
      for (const short of initialsOf(own)) put(initials, short);
      put(consonants, consonantsOf(said, key));
    }
    latin.push(compact(said));
    words.push(...keyed.map(numberOf));
    wordStarts[name + 1] = words.length;
    if (name % stride === 0) yield;
  }

  const boosts = new Float32Array(folded.length);
  uses.forEach(({ entry }, place) => {
    const name = useNames[place] ?? 0;
    boosts[name] = Math.max(boosts[name] ?? 0, entries[entry]?.popularity ?? 0);
  });
  const letters = folded.map((name) => name.letters);
  const columns: Columns = {
    letters,
    latin,
    isHangul,
    words: Uint32Array.from(words),
    wordStarts,
    useTexts: uses.map(({ text }) => text),
    useIsAlias: Uint8Array.from(uses, ({ isAlias }) => Number(isAlias)),
    useNames: Uint32Array.from(useNames),
    useEntries: Uint32Array.from(uses, ({ entry }) => entry),
  };
  yield;
  return {
    names: readColumns(columns, entries.length),
    vocabulary,
    letters: yield* indexKeys(
      listTexts(folded.map(({ keyed }) => keyed.join(' '))),
      listTexts(letters),
      boosts,
    ),
    skeletons: yield* indexChannel(skeletons.build(), boosts),
    choseong: yield* indexChannel(firstConsonants.build(), boosts),
    initials: initials.build(),
    consonants: consonants.build(),
  };
}
