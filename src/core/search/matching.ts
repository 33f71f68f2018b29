import { distance, distanceWithin } from '../text/distance.ts';
import type { NameIndex } from './names.ts';
import type { Query, Reading } from './query.ts';

/** How well a name fits a query: which words it accounts for, and how good (0–1) the likeness is. */
export interface NameMatch {
  readonly mask: number;
  readonly quality: number;
  readonly how: 'exact' | 'prefix' | 'fuzzy';
  /** The query is only a part of the name. */
  readonly isPart?: true;
}

/** Slips forgiven in a string of this length. */
const slipsFor = (length: number): number => {
  if (length < 4) return 0;
  if (length < 7) return 1;
  if (length < 13) return 2;
  return length < 20 ? 3 : 4;
};

const slipCost = 1.15;

/** A whole name spelt by neighbouring words of the query, slips forgiven. Numbers must agree: siblings differ in nothing else. */
export const matchSpans = (letters: string, digits: string, reading: Reading): NameMatch | undefined => {
  let best: NameMatch | undefined;
  const slips = slipsFor(letters.length);
  for (const span of reading.spans) {
    if (Math.abs(span.letters.length - letters.length) > slips || span.digits !== digits) continue;
    const edits = distance(span.letters, letters, slips);
    if (edits > slips) continue;
    const quality = edits === 0 ? 1 : 0.97 - (slipCost * edits) / letters.length;
    if (best === undefined || quality > best.quality)
      best = { mask: span.mask, quality, how: edits === 0 ? 'exact' : 'fuzzy' };
  }
  return best;
};

/** The query somewhere inside a longer name, whatever the spacing. */
export const matchInside = (letters: string, query: Query, reading: Reading): NameMatch | undefined => {
  const { letters: sought } = reading.whole;
  if (sought.length < 2 || sought.length >= letters.length) return undefined;
  const share = sought.length / letters.length;
  const at = letters.indexOf(sought);
  if (at === 0) return { mask: query.allMask, quality: 0.6 + 0.36 * share, how: 'prefix', isPart: true };
  if (at > 0)
    return sought.length < 3
      ? undefined
      : { mask: query.allMask, quality: 0.54 + 0.36 * share, how: 'fuzzy', isPart: true };
  if (sought.length < 6 || sought.length > 32 || letters.length > 60) return undefined;
  const slips = Math.min(2, slipsFor(sought.length) - 1);
  const edits = slips < 1 ? 1 : distanceWithin(sought, letters, slips);
  if (edits > slips) return undefined;
  return {
    mask: query.allMask,
    quality: (0.5 + 0.36 * share) * (1 - edits / sought.length),
    how: 'fuzzy',
    isPart: true,
  };
};

const isNumber = (word: string): boolean => /^[0-9]+$/u.test(word);

const likenessOf = (sought: string, word: string): number => {
  if (sought === word) return 1;
  if (isNumber(sought) || isNumber(word)) {
    return sought.length === 2 && word.length === 4 && isNumber(sought) && word.endsWith(sought) ? 0.95 : 0;
  }
  if (sought.length >= 2 && word.startsWith(sought)) return 0.72 + (0.24 * sought.length) / word.length;
  const slips = Math.min(slipsFor(Math.min(sought.length, word.length)), 3);
  if (slips === 0) return 0;
  const edits = distance(sought, word, slips);
  return edits > slips ? 0 : 0.97 - (slipCost * edits) / Math.max(sought.length, word.length);
};

const smallWords: ReadonlySet<string> = new Set([
  'the',
  'a',
  'an',
  'of',
  'to',
  'in',
  'on',
  'and',
  'my',
  'is',
  's',
]);

/**
 * Compares word by word in any order. Each pair of words is compared once a query: `begin` starts a new one, and names of the
 * catalogue share most of their words.
 */
export const createWordMatcher = ({ names, vocabulary }: NameIndex) => {
  const { words, wordStarts } = names;
  const maxWords = 12;
  const likeness = new Float32Array(maxWords * vocabulary.length);
  const stamps = new Uint32Array(maxWords * vocabulary.length);
  const wordWeights = Float32Array.from(vocabulary, (word) =>
    smallWords.has(word) ? 1 : 2 + Math.min(10, word.length),
  );
  let stamp = 0;
  let sought: readonly string[] = [];
  let query: Query | undefined;

  const compare = (place: number, word: number): number => {
    const at = place * vocabulary.length + word;
    if (stamps[at] !== stamp) {
      stamps[at] = stamp;
      likeness[at] = likenessOf(sought[place] ?? '', vocabulary[word] ?? '');
    }
    return likeness[at] ?? 0;
  };

  /** Pairs each word of the query not in `skip` with the likest word of the name that is still free. */
  const match = (name: number, skip = 0): NameMatch | undefined => {
    const from = wordStarts[name] ?? 0;
    const to = wordStarts[name + 1] ?? from;
    if (query === undefined || from === to) return undefined;
    const compared = Math.min(to - from, 30);
    let used = 0;
    let mask = 0;
    let soughtWeight = 0;
    let likeWeight = 0;
    let coveredWeight = 0;
    let inOrder = true;
    let lastAt = -1;
    for (let place = 0; place < sought.length; place += 1) {
      if ((skip & (1 << place)) !== 0) continue;
      let best = 0.55;
      let bestAt = -1;
      for (let at = 0; at < compared; at += 1) {
        if ((used & (1 << at)) !== 0) continue;
        const like = compare(place, words[from + at] ?? 0);
        if (like > best) {
          best = like;
          bestAt = at;
        }
      }
      if (bestAt < 0) continue;
      used |= 1 << bestAt;
      mask |= 1 << place;
      inOrder = inOrder && bestAt > lastAt;
      lastAt = bestAt;
      const weight = query.weights[place] ?? 0;
      soughtWeight += weight;
      likeWeight += weight * best;
      coveredWeight += (wordWeights[words[from + bestAt] ?? 0] ?? 0) * best;
    }
    if (soughtWeight === 0) return undefined;
    let nameWeight = 0;
    for (let at = from; at < to; at += 1) nameWeight += wordWeights[words[at] ?? 0] ?? 0;
    const share = Math.min(1, coveredWeight / nameWeight);
    const startsName = inOrder && (used & 1) === 1;
    return {
      mask,
      quality: (likeWeight / soughtWeight) * (0.52 + 0.4 * share + (startsName ? 0.04 : 0)),
      how: startsName && likeWeight === soughtWeight ? 'prefix' : 'fuzzy',
      ...(share < 0.8 ? { isPart: true } : {}),
    };
  };

  return {
    begin(nextQuery: Query): void {
      stamp += 1;
      query = nextQuery;
      sought = nextQuery.typed.words;
    },
    match,
  };
};
