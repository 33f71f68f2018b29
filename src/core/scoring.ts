/** How points are made: the only place with these numbers. `docs/scoring.md` is generated from `describeScoring`. */

/** The first right answer. */
const POINTS_FIRST = 10;

/** Choice mode: the first right button, since one guess in four is right by luck. */
const POINTS_FIRST_CHOICE = 6;

/** Ladder mode: the first right answer on the first step and on the last one; in between they fall evenly. */
const POINTS_LADDER_TOP = 20;
const POINTS_LADDER_BOTTOM = 4;

/** Right within the grace after the first: this share of what the first would get. */
const GRACE_SHARE = 0.5;

/** What each hint given before the guess takes off. */
const HINT_COST = 2;

/** A right answer is never worth less. */
export const POINTS_LEAST = 1;

/** Added for each round in a row before this one that the member was right in, up to the limit. */
const STREAK_BONUS = 1;
const STREAK_BONUS_LIMIT = 5;

export interface ScoredGuess {
  readonly mode: 'classic' | 'choice' | 'lives' | 'sudden-death' | 'teams' | 'ladder';
  readonly place: 'first' | 'grace';
  /** Hints given before the guess. */
  readonly hints: number;
  /** Rounds in a row the member has been right in, this one included: at least 1. */
  readonly streak: number;
  /** Steps shown before the guess, out of how many. Only the ladder looks at it. */
  readonly step: number;
  readonly steps: number;
}

const firstPoints = ({ mode, step, steps }: ScoredGuess): number => {
  if (mode === 'choice') return POINTS_FIRST_CHOICE;
  if (mode !== 'ladder') return POINTS_FIRST;
  const fallen = steps <= 1 ? 0 : Math.min(Math.max(step - 1, 0), steps - 1) / (steps - 1);
  return POINTS_LADDER_TOP - (POINTS_LADDER_TOP - POINTS_LADDER_BOTTOM) * fallen;
};

export const streakBonus = (streak: number): number =>
  Math.min(Math.max(streak - 1, 0) * STREAK_BONUS, STREAK_BONUS_LIMIT);

/** Whole points, at least `POINTS_LEAST` and the bonus for the streak. */
export const pointsFor = (guess: ScoredGuess): number => {
  const afterHints = Math.max(firstPoints(guess) - HINT_COST * guess.hints, POINTS_LEAST);
  const share = guess.place === 'first' ? 1 : GRACE_SHARE;
  return Math.max(Math.round(afterHints * share), POINTS_LEAST) + streakBonus(guess.streak);
};

interface ScoringRow {
  readonly mode: ScoredGuess['mode'];
  readonly first: readonly number[];
  readonly grace: readonly number[];
}

export interface ScoringDescription {
  /** The constants by name, as the formula below uses them. */
  readonly constants: Readonly<Record<string, number>>;
  readonly formula: string;
  /** Points without hints and streak; a ladder has one column for each of its steps, all others one. */
  readonly byMode: readonly ScoringRow[];
  /** What `hints` hints leave of a first right answer of a classic game. */
  readonly byHints: readonly { readonly hints: number; readonly points: number }[];
  readonly byStreak: readonly { readonly streak: number; readonly bonus: number }[];
}

const MODES = ['classic', 'choice', 'lives', 'sudden-death', 'teams', 'ladder'] as const;

/** Everything the published page of points says, worked out by the function that gives the points. */
export const describeScoring = (ladderSteps: number): ScoringDescription => {
  const row = (mode: ScoredGuess['mode'], place: ScoredGuess['place']): readonly number[] => {
    const steps = mode === 'ladder' ? ladderSteps : 1;
    return Array.from({ length: steps }, (_, index) =>
      pointsFor({ mode, place, hints: 0, streak: 1, step: index + 1, steps }),
    );
  };
  const classic = { mode: 'classic', place: 'first', streak: 1, step: 1, steps: 1 } as const;
  return {
    constants: {
      POINTS_FIRST,
      POINTS_FIRST_CHOICE,
      POINTS_LADDER_TOP,
      POINTS_LADDER_BOTTOM,
      GRACE_SHARE,
      HINT_COST,
      POINTS_LEAST,
      STREAK_BONUS,
      STREAK_BONUS_LIMIT,
    },
    formula:
      'max(POINTS_LEAST, round(max(POINTS_LEAST, first − HINT_COST × hints) × share)) + min((streak − 1) × STREAK_BONUS, STREAK_BONUS_LIMIT)',
    byMode: MODES.map((mode) => ({ mode, first: row(mode, 'first'), grace: row(mode, 'grace') })),
    byHints: [0, 1, 2, 3, 4, 5].map((hints) => ({ hints, points: pointsFor({ ...classic, hints }) })),
    byStreak: [1, 2, 3, 4, 5, 6, 7].map((streak) => ({ streak, bonus: streakBonus(streak) })),
  };
};
