import { fold, compact } from '../text/fold.ts';
import { choseong, hasHangul, jamo } from '../text/hangul.ts';
import { numberSeasons } from '../text/numbering.ts';
import { romaniseAll, romaniseBySyllable, skeleton } from '../text/romanise.ts';
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

/** Names under each of their keys. */
const createCollector = () => {
  const groups = new Map<string, number[]>();
  const boostOf = (group: readonly number[], boosts: Float32Array): number => {
    let most = 0;
    for (const name of group) most = Math.max(most, boosts[name] ?? 0);
    return most;
  };
  return {
    groups,
    add(key: string, name: number): void {
      if (key === '') return;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [name]);
      else if (group.at(-1) !== name) group.push(name);
    },
    toChannel(boosts: Float32Array): Channel {
      const keys = [...groups.keys()];
      const names = [...groups.values()];
      const keyBoosts = Float32Array.from(names, (group) => boostOf(group, boosts));
      return { keys, names, index: createKeyIndex(keys, keyBoosts) };
    },
  };
};

/** A name with the words it is folded to, before its keys are known. */
interface Folded {
  readonly words: readonly string[];
  readonly keyed: readonly string[];
  readonly letters: string;
  readonly uses: NameUse[];
}

/** Names that differ in spaces, case or punctuation only are one. */
const foldNames = (entries: readonly Entry[]): readonly Folded[] => {
  const byLetters = new Map<string, Folded>();
  entries.forEach((entry, place) => {
    for (const { text, isAlias } of entry.names) {
      const words = wordsOf(text);
      const keyed = words.map(jamo);
      const letters = keyed.join('');
      const known = byLetters.get(letters);
      if (known === undefined)
        byLetters.set(letters, { words, keyed, letters, uses: [{ entry: place, isAlias, text }] });
      else if (!known.uses.some((use) => use.entry === place && use.text === text)) {
        known.uses.push({ entry: place, isAlias, text });
      }
    }
  });
  return [...byLetters.values()];
};

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

/** Every distinct name of the entries, and the keys it can be found by. */
export const indexNames = (entries: readonly Entry[]): NameIndex => {
  const folded = foldNames(entries);
  const texts = folded.map(({ words }) => words.join(' '));
  const spoken = romaniseAll(texts);
  const { vocabulary, numberOf } = createVocabulary();
  const skeletons = createCollector();
  const firstConsonants = createCollector();
  const initials = createCollector();
  const consonants = createCollector();

  const names = folded.map(({ words, keyed, letters, uses }, place): Name => {
    const text = texts[place] ?? '';
    const latin = spoken[place] ?? '';
    const isHangul = hasHangul(text);
    const key = skeleton(latin);
    skeletons.add(key, place);
    if (isHangul) {
      skeletons.add(skeleton(romaniseBySyllable(text)), place);
      firstConsonants.add(compact(choseong(text)), place);
    } else if (latinOnly.test(text)) {
      for (const short of initialsOf(words)) initials.add(short, place);
      consonants.add(consonantsOf(latin, key), place);
    }
    return {
      letters,
      words: keyed.map(numberOf),
      digits: digitsOf(letters),
      latin: compact(latin),
      isHangul,
      uses,
    };
  });

  const boosts = Float32Array.from(names, ({ uses }) => {
    let most = 0;
    for (const use of uses) most = Math.max(most, entries[use.entry]?.popularity ?? 0);
    return most;
  });
  return {
    names,
    vocabulary,
    letters: createKeyIndex(
      folded.map(({ keyed }) => keyed.join(' ')),
      boosts,
    ),
    skeletons: skeletons.toChannel(boosts),
    choseong: firstConsonants.toChannel(boosts),
    initials: initials.groups,
    consonants: consonants.groups,
  };
};
