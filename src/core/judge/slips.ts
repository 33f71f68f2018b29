import { distance } from '../text/distance.ts';
import { digitsOf } from './forms.ts';

/** A key within reach of a guess. */
interface Slip {
  readonly key: number;
  readonly edits: number;
}

export interface SlipIndex {
  /** All keys at most `limit` edits away; with `sameDigits`, only those whose numbers agree. */
  near(letters: string, limit: number, sameDigits: boolean): readonly Slip[];
}

const bitOf = (code: number): number => {
  if (code >= 97 && code <= 122) return code - 97;
  return code >= 0x3131 && code <= 0x318e ? 26 + ((code - 0x3131) % 36) : 62 + (code & 1);
};

const low = (text: string): number => {
  let mask = 0;
  for (let i = 0; i < text.length; i += 1) {
    const bit = bitOf(text.charCodeAt(i));
    if (bit < 32) mask |= 1 << bit;
  }
  return mask;
};

const high = (text: string): number => {
  let mask = 0;
  for (let i = 0; i < text.length; i += 1) {
    const bit = bitOf(text.charCodeAt(i));
    if (bit >= 32) mask |= 1 << (bit - 32);
  }
  return mask;
};

const bitCount = (mask: number): number => {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

/**
 * Finds every key within a few edits, leaving none out: keys lie by length, and letters one of two texts lacks are counted by
 * bit masks before any are compared, which leaves a few dozen of twenty thousand. Keys shorter than `least` are left out.
 */
export const createSlipIndex = (count: number, keyAt: (key: number) => string, least: number): SlipIndex => {
  let longest = 0;
  const sizes: number[] = [];
  for (let key = 0; key < count; key += 1) {
    const { length } = keyAt(key);
    longest = Math.max(longest, length);
    sizes[length + 1] = (sizes[length + 1] ?? 0) + (length < least ? 0 : 1);
  }
  /** Where the keys of each length begin. */
  const starts = Uint32Array.from({ length: longest + 3 }, (_, length) => sizes[length] ?? 0);
  for (let length = 1; length < starts.length; length += 1)
    starts[length] = (starts[length] ?? 0) + (starts[length - 1] ?? 0);
  const total = starts.at(-1) ?? 0;
  const order = new Uint32Array(total);
  const lows = new Int32Array(total);
  const highs = new Int32Array(total);
  const filled = starts.slice();
  for (let key = 0; key < count; key += 1) {
    const letters = keyAt(key);
    if (letters.length < least) continue;
    const at = filled[letters.length] ?? 0;
    filled[letters.length] = at + 1;
    order[at] = key;
    lows[at] = low(letters);
    highs[at] = high(letters);
  }

  return {
    near(letters, limit, sameDigits) {
      const found: Slip[] = [];
      const wantedLow = low(letters);
      const wantedHigh = high(letters);
      const wantedDigits = digitsOf(letters);
      const from = starts[Math.min(Math.max(0, letters.length - limit), longest + 1)] ?? 0;
      const to = starts[Math.min(letters.length + limit, longest) + 1] ?? 0;
      for (let at = from; at < to; at += 1) {
        const keyLow = lows[at] ?? 0;
        const keyHigh = highs[at] ?? 0;
        if (bitCount(wantedLow & ~keyLow) + bitCount(wantedHigh & ~keyHigh) > limit) continue;
        if (bitCount(keyLow & ~wantedLow) + bitCount(keyHigh & ~wantedHigh) > limit) continue;
        const place = order[at] ?? 0;
        const key = keyAt(place);
        if (sameDigits && digitsOf(key) !== wantedDigits) continue;
        const edits = distance(letters, key, limit);
        if (edits <= limit) found.push({ key: place, edits });
      }
      return found;
    },
  };
};

const hangulOnly = /^[ㄱ-ㆎ0-9]+$/u;

/** Slips forgiven, by the length of the title: in keystrokes for Hangul, in letters for Latin. */
export const slipsFor = (letters: string): number => {
  const { length } = letters.replace(/[0-9]+/gu, '');
  if (hangulOnly.test(letters)) {
    if (length < 4) return 0;
    if (length < 10) return 1;
    return length < 18 ? 2 : 3;
  }
  if (length < 5) return 0;
  if (length < 8) return 1;
  if (length < 13) return 2;
  return length < 20 ? 3 : 4;
};
