import { bracketOf, loserOf, placeOfPair } from './bracket.ts';
import type { Cup } from './types.ts';

/** One place of a drawn bracket. */
export interface BracketPlace {
  /** Absent while nobody stands here. */
  readonly contender?: { readonly seed: string; readonly name: string };
  /** `now`: in the pair that is open. */
  readonly state: 'open' | 'won' | 'lost' | 'now';
}

/** What is drawn: every word on it is given, the painter knows no language. */
export interface BracketCard {
  readonly title: string;
  readonly subtitle: string;
  /** Above the last place. */
  readonly champion: string;
  /** From the widest round, at most 16 places, to the last of one place. */
  readonly rounds: readonly (readonly BracketPlace[])[];
  /** Degrees on the colour wheel. */
  readonly hue: number;
}

/** Draws a bracket as a PNG file. */
export type PaintBracket = (card: BracketCard) => Promise<Uint8Array>;

/** More would be too small to read on a phone. */
const mostPlaces = 16;

const isWhole = (contenders: number): boolean => contenders <= mostPlaces;

/** How many are left once the last place of the window is taken: 1 when that is the champion's. */
export const windowEnd = (size: number, number: number): number => {
  const { contenders } = placeOfPair(size, number);
  return isWhole(contenders) ? 1 : contenders / mostPlaces;
};

/** The part worth drawing: the sixteen places around the present pair while more are left, then all from sixteen on. */
export const bracketWindow = (
  cup: Cup,
  /** The present pair, or the last one. */
  number: number,
): readonly (readonly (number | undefined)[])[] => {
  const { size } = cup.settings;
  const rounds = bracketOf(size, cup.results);
  const { round, index, contenders } = placeOfPair(size, number);
  if (isWhole(contenders)) return rounds.slice(Math.max(0, Math.log2(size / mostPlaces)));
  const from = Math.floor((index * 2) / mostPlaces) * mostPlaces;
  return rounds
    .slice(round, round + Math.log2(mostPlaces) + 1)
    .map((places, step) => places.slice(from >> step, (from + mostPlaces) >> step));
};

/** The places of a window with how each of them fared. */
export const bracketPlaces = (
  cup: Cup,
  open: { readonly a: number; readonly b: number } | undefined,
  number: number,
  nameOf: (seed: number) => { readonly seed: string; readonly name: string },
): BracketCard['rounds'] => {
  const window = bracketWindow(cup, number);
  const out = new Set(cup.results.map(loserOf));
  const winnersAt = window.map((places) => new Set(places));
  const stateOf = (seed: number, column: number): BracketPlace['state'] => {
    if (winnersAt[column + 1]?.has(seed) === true) return 'won';
    if (out.has(seed)) return 'lost';
    return open !== undefined && (open.a === seed || open.b === seed) ? 'now' : 'open';
  };
  return window.map((places, column) =>
    places.map((seed) =>
      seed === undefined
        ? { state: 'open' as const }
        : { contender: nameOf(seed), state: stateOf(seed, column) },
    ),
  );
};
