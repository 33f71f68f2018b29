import type { PeriodKeys } from '../calendar.ts';
import type { Game, GameSettings, RoundRecord } from './types.ts';

/** How far a game has been counted: up to this round, with so many of its amended awards. */
export interface Counted {
  readonly gameId: string;
  readonly roundId: number;
  readonly amended: number;
}

/** What one member gets out of one round. */
export interface Gain {
  readonly memberId: string;
  readonly rounds: number;
  readonly points: number;
  readonly firsts: number;
  readonly right: number;
  readonly streak: number;
}

/** One step of counting. Its key is the same whenever the step is taken, so that it can be taken once. */
export interface CountingStep {
  readonly key: string;
  /** Where the game is counted up to, once the step is done. */
  readonly counted: Counted;
  readonly record: RoundRecord;
  readonly gains: readonly Gain[];
  /** What it adds to the song's statistics; nothing unless the round was played with the default settings. */
  readonly song: { readonly shown: number; readonly right: number };
  /** Whether the round itself is counted in this step, and not only an award given later. */
  readonly isRound: boolean;
}

/** Rounds of other settings say too little about how well a song is known. */
const hasDefaultSettings = (settings: GameSettings): boolean =>
  settings.mode === 'classic' &&
  settings.answer === 'drama' &&
  settings.seconds === 30 &&
  settings.difficulty === 'any' &&
  settings.years === null &&
  settings.pool === 'everything';

const gainOf = (award: RoundRecord['awards'][number], rounds: number): Gain => ({
  memberId: award.memberId,
  rounds,
  points: award.points,
  firsts: award.place === 'first' ? 1 : 0,
  right: 1,
  streak: award.streak,
});

/** Members who guessed in the round and had nothing right; a skipped or stopped round is nobody's miss. */
const missesOf = (game: Game, record: RoundRecord): readonly Gain[] => {
  if (record.outcome !== 'won' && record.outcome !== 'time-up') return [];
  const rewarded = new Set(record.awards.filter(({ amended }) => !amended).map(({ memberId }) => memberId));
  return game.members
    .filter(({ id, activeRound }) => activeRound === record.number && !rewarded.has(id))
    .map(({ id }) => ({ memberId: id, rounds: 1, points: 0, firsts: 0, right: 0, streak: 0 }));
};

const stepsOf = (game: Game, record: RoundRecord): readonly CountingStep[] => {
  const key = `${game.gameId}:${record.roundId}`;
  const counted = (amended: number): Counted => ({ gameId: game.gameId, roundId: record.roundId, amended });
  const amendments = record.awards.filter(({ amended }) => amended);
  const atReveal = record.awards.filter(({ amended }) => !amended);
  const wasPlayed = record.guesses > 0 && (record.outcome === 'won' || record.outcome === 'time-up');
  const counts = hasDefaultSettings(game.settings) && wasPlayed ? 1 : 0;
  const round: CountingStep = {
    key,
    counted: counted(0),
    record,
    gains: [...atReveal.map((award) => gainOf(award, 1)), ...missesOf(game, record)],
    song: { shown: counts, right: atReveal.length > 0 ? counts : 0 },
    isRound: true,
  };
  // A member whose guess was accepted later has the round already: as a miss.
  const later = amendments.map((award, index) => ({
    key: `${key}+${index}`,
    counted: counted(index + 1),
    record,
    gains: [gainOf(award, 0)],
    song: { shown: 0, right: atReveal.length === 0 && index === 0 ? counts : 0 },
    isRound: false,
  }));
  return [round, ...later];
};

/** What of a game is still to be counted, in order. */
export const uncounted = (game: Game, done: Counted | undefined): readonly CountingStep[] => {
  const before = done?.gameId === game.gameId ? done : undefined;
  return game.history
    .filter(({ roundId }) => before === undefined || roundId >= before.roundId)
    .flatMap((record) => stepsOf(game, record))
    .filter(
      ({ counted }) =>
        before === undefined || counted.roundId > before.roundId || counted.amended > before.amended,
    );
};

/** Sums over some time. */
export interface Totals {
  readonly points: number;
  readonly rounds: number;
  readonly firsts: number;
  readonly right: number;
  readonly bestStreak: number;
}

export const noTotals: Totals = { points: 0, rounds: 0, firsts: 0, right: 0, bestStreak: 0 };

export const addGain = (totals: Totals, gain: Gain): Totals => ({
  points: totals.points + gain.points,
  rounds: totals.rounds + gain.rounds,
  firsts: totals.firsts + gain.firsts,
  right: totals.right + gain.right,
  bestStreak: Math.max(totals.bestStreak, gain.streak),
});

export type Period = 'week' | 'month' | 'year' | 'all';

/** A member's totals of all time and of the latest week, month and year they played in. */
export interface Tally {
  readonly all: Totals;
  readonly week: PeriodTotals;
  readonly month: PeriodTotals;
  readonly year: PeriodTotals;
}

interface PeriodTotals {
  readonly key: string;
  readonly totals: Totals;
}

const noPeriod: PeriodTotals = { key: '', totals: noTotals };
export const noTally: Tally = { all: noTotals, week: noPeriod, month: noPeriod, year: noPeriod };

/** A new period starts from nothing; one that is over already is left as it is. */
const addToPeriod = (period: PeriodTotals, key: string, gain: Gain): PeriodTotals => {
  if (key < period.key) return period;
  return { key, totals: addGain(key === period.key ? period.totals : noTotals, gain) };
};

export const addToTally = (tally: Tally, keys: PeriodKeys, gain: Gain): Tally => ({
  all: addGain(tally.all, gain),
  week: addToPeriod(tally.week, keys.week, gain),
  month: addToPeriod(tally.month, keys.month, gain),
  year: addToPeriod(tally.year, keys.year, gain),
});

/** The totals of a period that is now; nothing when the member has not played in it. */
export const totalsIn = (tally: Tally, period: Period, now: PeriodKeys): Totals => {
  if (period === 'all') return tally.all;
  return tally[period].key === now[period] ? tally[period].totals : noTotals;
};

export interface Ranked {
  readonly memberId: string;
  /** 1 is best; equal points share a rank. */
  readonly rank: number;
  readonly totals: Totals;
}

/** Everyone with points, best first; among equals, more right answers are listed first. */
export const rank = (
  rows: readonly { readonly memberId: string; readonly totals: Totals }[],
): readonly Ranked[] => {
  const sorted = rows
    .filter(({ totals }) => totals.points > 0)
    .sort(
      (a, b) =>
        b.totals.points - a.totals.points ||
        b.totals.right - a.totals.right ||
        (a.memberId < b.memberId ? -1 : 1),
    );
  let place = 0;
  return sorted.map((row, index) => {
    if (row.totals.points !== sorted[index - 1]?.totals.points) place = index + 1;
    return { ...row, rank: place };
  });
};
