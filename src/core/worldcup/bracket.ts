import type { PairResult } from './types.ts';

/** Seeds in the order of the bracket: 1 meets the last seed, and 1 and 2 can meet in the final only. */
export const bracketOrder = (size: number): readonly number[] => {
  let order = [1];
  while (order.length < size) {
    const sum = order.length * 2 + 1;
    order = order.flatMap((seed) => [seed, sum - seed]);
  }
  return order;
};

/** Where a pair of the whole cup stands: its round from 0, its place in that round from 0, and how many are left in it. */
export interface PairPlace {
  readonly round: number;
  readonly index: number;
  readonly contenders: number;
}

export const placeOfPair = (size: number, number: number): PairPlace => {
  let [round, contenders, index] = [0, size, number - 1];
  while (index >= contenders / 2 && contenders > 2) {
    index -= contenders / 2;
    contenders /= 2;
    round += 1;
  }
  return { round, index, contenders };
};

export const winnerOf = (result: PairResult): number => (result.winner === 'a' ? result.a : result.b);
export const loserOf = (result: PairResult): number => (result.winner === 'a' ? result.b : result.a);

/**
 * Who stands in each place of each round so far: the first round is full, later places are `undefined` until their pair is
 * decided. The last list has one place, the champion's.
 */
export const bracketOf = (
  size: number,
  results: readonly PairResult[],
): readonly (readonly (number | undefined)[])[] => {
  const rounds: (number | undefined)[][] = [[...bracketOrder(size)]];
  let before = 0;
  for (let contenders = size; contenders > 1; contenders /= 2) {
    const decided = results.slice(before, before + contenders / 2);
    rounds.push(
      Array.from({ length: contenders / 2 }, (_, index) => {
        const result = decided[index];
        return result === undefined ? undefined : winnerOf(result);
      }),
    );
    before += contenders / 2;
  }
  return rounds;
};

/** The two seeds of the next pair; `undefined` when the champion is known. */
export const nextPair = (
  size: number,
  results: readonly PairResult[],
): { readonly number: number; readonly a: number; readonly b: number } | undefined => {
  const number = results.length + 1;
  if (number >= size) return undefined;
  const { round, index } = placeOfPair(size, number);
  const places = bracketOf(size, results)[round] ?? [];
  const [a, b] = [places[index * 2], places[index * 2 + 1]];
  if (a === undefined || b === undefined) throw new Error(`Pair ${number} of ${size} is not decided yet.`);
  return { number, a, b };
};
