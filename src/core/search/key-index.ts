import { createKeyFinder } from '../text/key-table.ts';
import type { TextList } from '../text/text-list.ts';

/** An n-gram index over short keys (titles as letters, skeletons or first consonants). */
export interface KeyIndex {
  readonly size: number;
  /** The number of the key with these letters, spaces aside, or undefined. */
  exact(letters: string): number | undefined;
  /** Keys that share the most telling letter groups with the query, best first. Takes words with single spaces. */
  near(words: string, limit: number): readonly number[];
}

/** Letter groups are hashed to this many lists; a collision only costs a wasted comparison later. */
const gramBits = 17;
const gramCount = 1 << gramBits;
/** Postings read per query at most: with the rarest groups first, this bounds the time at any catalogue size. */
const postingBudget = 60_000;
const wordStart = 1;
const keyStart = 2;
const buckets = 256;

const hash = (a: number, b: number, c: number): number =>
  Math.imul(Math.imul(Math.imul(a, 0x9e3779b1) + b, 0x85ebca77) + c, 0xc2b2ae3d) >>> (32 - gramBits);

/** Threes of letters across the words, the first two of each word, the first one and two of the key. */
const eachGram = (words: string, visit: (gram: number) => void): void => {
  let a = 0;
  let b = 0;
  let fresh = true;
  for (let i = 0; i < words.length; i += 1) {
    const c = words.charCodeAt(i);
    if (c === 32) {
      fresh = true;
      continue;
    }
    if (a !== 0) visit(hash(a, b, c));
    if (b === 0) visit(hash(keyStart, keyStart, c));
    if (fresh && i + 1 < words.length) visit(hash(wordStart, c, words.charCodeAt(i + 1)));
    fresh = false;
    a = b;
    b = c;
  }
};

interface Postings {
  readonly offsets: Uint32Array;
  readonly keys: Uint32Array;
  /** Sum of the weights of each key's groups. */
  readonly totals: Float32Array;
}

/** How much a group tells that `count` of so many keys have. */
const weightOf = (count: number, keyCount: number): number =>
  count === 0 ? 0 : Math.log(1 + keyCount / count);

/** Keys read in one go: about two milliseconds. */
const stride = 500;

function* buildPostings(keys: TextList): Generator<undefined, Postings> {
  const offsets = new Uint32Array(gramCount + 1);
  const last = new Int32Array(gramCount).fill(-1);
  for (let key = 0; key < keys.length; key += 1) {
    eachGram(keys.at(key), (gram) => {
      if (last[gram] === key) return;
      last[gram] = key;
      offsets[gram + 1] = (offsets[gram + 1] ?? 0) + 1;
    });
    if (key % stride === 0) yield;
  }
  const weights = new Float32Array(gramCount);
  for (let gram = 0; gram < gramCount; gram += 1) {
    const count = offsets[gram + 1] ?? 0;
    weights[gram] = weightOf(count, keys.length);
    offsets[gram + 1] = count + (offsets[gram] ?? 0);
  }
  const filled = offsets.slice(0, gramCount);
  const totals = new Float32Array(keys.length);
  const postings = new Uint32Array(offsets[gramCount] ?? 0);
  last.fill(-1);
  for (let key = 0; key < keys.length; key += 1) {
    eachGram(keys.at(key), (gram) => {
      if (last[gram] === key) return;
      last[gram] = key;
      const at = filled[gram] ?? 0;
      postings[at] = key;
      filled[gram] = at + 1;
      totals[key] = (totals[key] ?? 0) + (weights[gram] ?? 0);
    });
    if (key % stride === 0) yield;
  }
  return { offsets, keys: postings, totals };
}

const readPostings = (
  postings: Postings,
  size: number,
  boosts: Float32Array,
  exact: KeyIndex['exact'],
): KeyIndex => {
  const shared = new Float32Array(size);
  const touched = new Uint32Array(size);
  const places = new Uint8Array(size);
  const histogram = new Uint32Array(buckets);

  const gramsOf = (words: string): number[] => {
    const grams = new Set<number>();
    eachGram(words, (gram) => grams.add(gram));
    const listLength = (gram: number): number =>
      (postings.offsets[gram + 1] ?? 0) - (postings.offsets[gram] ?? 0);
    return [...grams].filter((gram) => listLength(gram) > 0).sort((a, b) => listLength(a) - listLength(b));
  };

  /** Adds up the weights of shared groups; returns how many keys were touched, and the most a key could have got. */
  const gather = (words: string): { readonly count: number; readonly most: number } => {
    let count = 0;
    let most = 0;
    let read = 0;
    for (const gram of gramsOf(words)) {
      const end = postings.offsets[gram + 1] ?? 0;
      let at = postings.offsets[gram] ?? 0;
      const weight = Math.fround(weightOf(end - at, size));
      if (read > 0 && read + end - at > postingBudget) break;
      read += end - at;
      most += weight;
      for (; at < end; at += 1) {
        const key = postings.keys[at] ?? 0;
        const before = shared[key] ?? 0;
        if (before === 0) {
          touched[count] = key;
          count += 1;
        }
        shared[key] = before + weight;
      }
    }
    return { count, most };
  };

  /** Picks by counting sort over the likeness: linear in the keys touched, whatever the limit. */
  const pick = (count: number, most: number, limit: number): number[] => {
    histogram.fill(0);
    for (let i = 0; i < count; i += 1) {
      const key = touched[i] ?? 0;
      const sharedWeight = shared[key] ?? 0;
      shared[key] = 0;
      const likeness =
        sharedWeight / most + (0.5 * sharedWeight) / (postings.totals[key] ?? 1) + 0.15 * (boosts[key] ?? 0);
      const place = Math.min(buckets - 1, Math.floor((likeness / 1.65) * buckets));
      places[i] = place;
      histogram[place] = (histogram[place] ?? 0) + 1;
    }
    let lowest = buckets - 1;
    for (let found = histogram[lowest] ?? 0; lowest > 0 && found < limit; lowest -= 1) {
      found += histogram[lowest - 1] ?? 0;
    }
    const picked: number[] = [];
    const ofLowest: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const place = places[i] ?? 0;
      if (place > lowest) picked.push(touched[i] ?? 0);
      else if (place === lowest) ofLowest.push(touched[i] ?? 0);
    }
    return picked.length >= limit ? picked : [...picked, ...ofLowest.slice(0, limit - picked.length)];
  };

  return {
    size,
    exact,
    near(words, limit) {
      const { count, most } = gather(words);
      return count === 0 ? [] : pick(count, most, limit);
    },
  };
};

/**
 * Indexes keys in steps. `boosts` (0–1 for each key) let the better known go first where many share as much with the query,
 * as with a query of two letters.
 */
export function* indexKeys(
  words: TextList,
  letters: TextList,
  boosts: Float32Array,
): Generator<undefined, KeyIndex> {
  const postings = yield* buildPostings(words);
  yield;
  return readPostings(postings, words.length, boosts, createKeyFinder(letters));
}
