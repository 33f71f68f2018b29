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
 * bit masks before any are compared, which leaves a few dozen of twenty thousand.
 */
export const createSlipIndex = (keys: readonly string[]): SlipIndex => {
  const order = keys.map((_, key) => key).sort((a, b) => (keys[a]?.length ?? 0) - (keys[b]?.length ?? 0));
  const sorted = order.map((key) => keys[key] ?? '');
  const digits = sorted.map(digitsOf);
  const lows = Int32Array.from(sorted, low);
  const highs = Int32Array.from(sorted, high);
  const longest = sorted.at(-1)?.length ?? 0;
  const starts = new Uint32Array(longest + 3);
  for (const key of sorted) starts[key.length + 1] = (starts[key.length + 1] ?? 0) + 1;
  for (let length = 1; length < starts.length; length += 1)
    starts[length] = (starts[length] ?? 0) + (starts[length - 1] ?? 0);

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
        if (sameDigits && digits[at] !== wantedDigits) continue;
        const edits = distance(letters, sorted[at] ?? '', limit);
        if (edits <= limit) found.push({ key: order[at] ?? 0, edits });
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
