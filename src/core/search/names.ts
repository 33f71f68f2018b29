import { fold, compact } from '../text/fold.ts';
import { choseong, hasHangul, jamo } from '../text/hangul.ts';
import { numberSeasons } from '../text/numbering.ts';
import { romanise, romaniseBySyllable, skeleton } from '../text/romanise.ts';
import type { Entry } from './entries.ts';
import { createKeyIndex, type KeyIndex } from './key-index.ts';

/** One spelling (spaces and case aside) that entries are called by. */
export interface Name {
  /** Keystrokes without spaces. */
  readonly letters: string;
  /** Keystrokes of each word, as numbers of the vocabulary. */
  readonly words: readonly number[];
  readonly digits: string;
  /** Romanised, without spaces: finer than the skeleton, to tell those apart that share one. */
  readonly latin: string;
  readonly isHangul: boolean;
  readonly uses: NameUse[];
}

export interface NameUse {
  readonly entry: number;
  readonly isAlias: boolean;
  /** As written, to tell "슬기로운 의사생활++" from its sibling when all else is equal. */
  readonly text: string;
}

/** A second way to spell names (skeleton, first consonants …), each key leading to the names it stands for. */
export interface Channel {
  readonly keys: readonly string[];
  readonly index: KeyIndex;
  readonly names: readonly (readonly number[])[];
}

export interface NameIndex {
  readonly names: readonly Name[];
  readonly vocabulary: readonly string[];
  /** The numbers in each name's order; key n of this index is name n. */
  readonly letters: KeyIndex;
  readonly skeletons: Channel;
  readonly choseong: Channel;
  readonly initials: ReadonlyMap<string, readonly number[]>;
  readonly consonants: ReadonlyMap<string, readonly number[]>;
}

export const digitsOf = (letters: string): string => letters.replace(/[^0-9]+/gu, '');

/** The words a title or query is compared by. */
export const wordsOf = (text: string): readonly string[] => numberSeasons(fold(text).split(' ')).words;

/** Consonants of a skeleton: English words keep them when written in Hangul (고블린, goblin → kpln). */
export const consonantsOf = (skeletonKey: string): string => skeletonKey.replace(/[aeio]/gu, '');

/** CLOY, with and without a leading "the"; numbers stay whole, and years also as their last two digits (r1988, r88). */
const initialsOf = (words: readonly string[]): readonly string[] => {
  if (words.length < 2) return [];
  const whole = words.map((word) => (/^[0-9]/u.test(word) ? word : word.charAt(0))).join('');
  const short = whole.replace(/(?:19|20)([0-9]{2})$/u, '$1');
  return [whole, ...(short === whole ? [] : [short]), ...(words[0] === 'the' ? [whole.slice(1)] : [])];
};

const latinOnly = /^[a-z0-9 ]+$/u;

const createCollector = () => {
  const places = new Map<string, number>();
  const names: number[][] = [];
  return {
    add(key: string, name: number): void {
      if (key === '') return;
      const place = places.get(key);
      if (place === undefined) {
        places.set(key, names.length);
        names.push([name]);
      } else if (names[place]?.at(-1) !== name) names[place]?.push(name);
    },
    toChannel: (boosts: Float32Array): Channel => ({
      keys: [...places.keys()],
      index: createKeyIndex(
        [...places.keys()],
        Float32Array.from(names, (group) => Math.max(...group.slice(0, 50).map((name) => boosts[name] ?? 0))),
      ),
      names,
    }),
    toMap: (): ReadonlyMap<string, readonly number[]> =>
      new Map([...places].map(([key, place]) => [key, names[place] ?? []])),
  };
};

/** Every distinct name of the entries, and the keys it can be found by. */
export const indexNames = (entries: readonly Entry[]): NameIndex => {
  const names: Name[] = [];
  const spaced: string[] = [];
  const byLetters = new Map<string, Name>();
  const vocabulary: string[] = [];
  const wordNumbers = new Map<string, number>();
  const found = { skeletons: createCollector(), choseong: createCollector(), initials: createCollector(), consonants: createCollector() }; // prettier-ignore

  const numberOf = (word: string): number => {
    let number = wordNumbers.get(word);
    if (number === undefined) {
      number = vocabulary.length;
      wordNumbers.set(word, number);
      vocabulary.push(word);
    }
    return number;
  };

  const addKeys = (folded: string, words: readonly string[], spoken: string, name: number): void => {
    const key = skeleton(spoken);
    found.skeletons.add(key, name);
    if (hasHangul(folded)) {
      found.skeletons.add(skeleton(romaniseBySyllable(folded)), name);
      found.choseong.add(compact(choseong(folded)), name);
    } else if (latinOnly.test(folded)) {
      for (const initials of initialsOf(words)) found.initials.add(initials, name);
      found.consonants.add(consonantsOf(key), name);
    }
  };

  const addName = (text: string, isAlias: boolean, entry: number): void => {
    const words = wordsOf(text);
    const keyed = words.map(jamo);
    const letters = keyed.join('');
    const known = byLetters.get(letters);
    if (known !== undefined) {
      if (!known.uses.some((use) => use.entry === entry && use.text === text))
        known.uses.push({ entry, isAlias, text });
      return;
    }
    const folded = words.join(' ');
    const spoken = romanise(folded);
    const name: Name = {
      letters,
      words: keyed.map(numberOf),
      digits: digitsOf(letters),
      latin: compact(spoken),
      isHangul: spoken !== folded,
      uses: [{ entry, isAlias, text }],
    };
    byLetters.set(letters, name);
    addKeys(folded, words, spoken, names.length);
    names.push(name);
    spaced.push(keyed.join(' '));
  };

  entries.forEach((entry, place) => {
    for (const { text, isAlias } of entry.names) addName(text, isAlias, place);
  });
  const boosts = Float32Array.from(names, ({ uses }) =>
    uses.reduce((most, use) => Math.max(most, entries[use.entry]?.popularity ?? 0), 0),
  );
  return {
    names,
    vocabulary,
    letters: createKeyIndex(spaced, boosts),
    skeletons: found.skeletons.toChannel(boosts),
    choseong: found.choseong.toChannel(boosts),
    initials: found.initials.toMap(),
    consonants: found.consonants.toMap(),
  };
};
