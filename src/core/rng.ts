import type { Rng } from './ports.ts';

/** FNV-1a over UTF-16 units. */
const hash = (text: string): number => {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return value >>> 0;
};

/** The same seed gives the same numbers on every machine (SplitMix32). Not for secrets. */
export const createSeededRng = (seed: string): Rng => {
  let state = hash(seed);
  return {
    next: () => {
      state = (state + 0x9e3779b9) | 0;
      let mixed = state ^ (state >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
    },
  };
};

export const pickFrom = <Item>(items: readonly Item[], rng: Rng): Item | undefined =>
  items[Math.floor(rng.next() * items.length)];

/** A shuffled copy (Fisher–Yates). */
export const shuffled = <Item>(items: readonly Item[], rng: Rng): readonly Item[] => {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(rng.next() * (last + 1));
    const [a, b] = [result[last], result[other]];
    if (a !== undefined && b !== undefined) [result[last], result[other]] = [b, a];
  }
  return result;
};
