import { z } from 'zod';
import { dayAt, daysFrom, nextDayAt } from '../core/calendar.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { fromReference } from '../core/catalogue/reference.ts';
import { phaseOf, wasGuessed, withMove } from '../core/daily/play.ts';
import type { Move, Play } from '../core/daily/play.ts';
import { createChoosePuzzle, SONG_REST_DAYS, STEPS } from '../core/daily/puzzle.ts';
import type { Puzzle } from '../core/daily/puzzle.ts';
import { hasFreeze, noStreak, solvedOn, streakToday } from '../core/daily/streak.ts';
import { UserError } from '../core/errors.ts';
import type { Judge } from '../core/judge/judge.ts';
import type { Stores } from '../core/ports.ts';
import { clueSchema } from '../core/quiz/schema.ts';
import { compact, fold } from '../core/text/fold.ts';
import type { MemberData } from './member-data.ts';

const count = z.number().int().min(0);
const maxGuessLength = 200;
/** Between the first and the last time zone there may be three days at once. */
const maxPlays = 3;

const puzzleSchema = z.strictObject({
  day: z.iso.date(),
  songId: z.string(),
  dramaIds: z.array(z.string()).readonly(),
  answerIds: z.array(z.string()).min(1).readonly(),
  clues: z.array(clueSchema).readonly(),
});

const moveSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wrong'), guess: z.string().max(maxGuessLength) }),
  z.strictObject({ kind: z.literal('clue') }),
  z.strictObject({ kind: z.literal('right') }),
]);

/** A member's plays and streak are one record, so that no crash can come between them. At most about 4 KB. */
const memberSchema = z.strictObject({
  plays: z
    .array(z.strictObject({ day: z.iso.date(), moves: z.array(moveSchema).max(STEPS).readonly() }))
    .max(maxPlays)
    .readonly(),
  streak: z.strictObject({
    days: count,
    best: count,
    lastDay: z.iso.date().nullable(),
    frozenDay: z.iso.date().nullable(),
  }),
  /** Puzzles begun, and how many were solved on each step. */
  played: count,
  solvedAt: z.array(count).length(STEPS).readonly(),
});
type MemberRecord = z.infer<typeof memberSchema>;

const newMember: MemberRecord = {
  plays: [],
  streak: noStreak,
  played: 0,
  solvedAt: Array<number>(STEPS).fill(0),
};

/** What a member's last act came to. */
export type DailyOutcome = 'right' | 'wrong' | 'near' | 'repeated' | 'clue' | 'none';

export interface DailyState {
  readonly puzzle: Puzzle;
  readonly play: Play;
  readonly outcome: DailyOutcome;
  readonly streak: { readonly days: number; readonly best: number; readonly hasFreeze: boolean };
  readonly played: number;
  /** Puzzles solved on each step. */
  readonly solvedAt: readonly number[];
  /** When the next puzzle comes, in milliseconds. */
  readonly nextAt: number;
}

/** Who plays, where (`null` in a direct message) and when, in milliseconds by Discord's clock. */
export interface DailyPlayer {
  readonly userId: string;
  readonly guildId: string | null;
  readonly at: number;
}

/** One puzzle a day, the same for everybody; the day is the server's own. Each move is stored before it is answered. */
export interface Daily extends MemberData {
  today(player: DailyPlayer): Promise<DailyState>;
  /** @throws UserError `dailyOver` when `day` is not today any more. */
  guess(player: DailyPlayer, day: string, typed: string): Promise<DailyState>;
  /** Takes the next clue for a step. @throws UserError `dailyOver`. */
  clue(player: DailyPlayer, day: string): Promise<DailyState>;
  /** A finished play of one of the latest days; `undefined` when there is none. */
  finished(userId: string, day: string): Promise<Play | undefined>;
  /** Days in a row, as of now. */
  streak(userId: string, guildId: string | null, at: number): Promise<number>;
}

export interface DailyDeps {
  readonly stores: Stores;
  readonly catalogue: Catalogue;
  readonly judge: Judge;
  /** The IANA time zone of a server, or of direct messages for `null`. */
  readonly zoneOf: (guildId: string | null) => string;
}

const sameGuess = (a: string, b: string): boolean => compact(fold(a)) === compact(fold(b));

/** The play of a day, or a new one. */
const playOf = ({ plays }: MemberRecord, day: string): Play =>
  plays.find((play) => play.day === day) ?? { day, moves: [] };

const withPlay = (record: MemberRecord, play: Play): MemberRecord => {
  const isNew = !record.plays.some(({ day }) => day === play.day);
  const plays = [...record.plays.filter(({ day }) => day !== play.day), play]
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(-maxPlays);
  const phase = phaseOf(play);
  const solvedStep = phase.kind === 'solved' ? phase.step : undefined;
  return {
    plays: plays.map(({ day, moves }) => ({ day, moves })),
    streak: solvedStep === undefined ? record.streak : solvedOn(record.streak, play.day),
    played: record.played + (isNew ? 1 : 0),
    solvedAt: record.solvedAt.map((times, index) => times + (index + 1 === solvedStep ? 1 : 0)),
  };
};

export const createDaily = ({ stores, catalogue, judge, zoneOf }: DailyDeps): Daily => {
  const puzzles = stores.open('daily-puzzles', { schema: puzzleSchema, version: 1 });
  const members = stores.open('daily-members', { schema: memberSchema, version: 1 });

  const choosePuzzle = createChoosePuzzle(catalogue);

  /** Stored when it is first asked for, so that a new catalogue does not change a day that has begun. */
  const puzzleFor = async (day: string): Promise<Puzzle> => {
    const known = await puzzles.get(day);
    if (known !== undefined) return known;
    const all = await puzzles.list(() => undefined);
    const made = choosePuzzle(day, [...all.values()]);
    if (made === undefined) throw new Error('The catalogue has no song for a daily puzzle.');
    for (const old of all.keys()) if (daysFrom(old, day) > SONG_REST_DAYS) await puzzles.delete(old);
    const stored = await puzzles.update(day, (current) =>
      current === undefined ? { ...made, clues: [...made.clues] } : undefined,
    );
    return stored ?? made;
  };

  const todayOf = ({ guildId, at }: DailyPlayer): string => dayAt(at, zoneOf(guildId));

  const stateOf = (
    player: DailyPlayer,
    puzzle: Puzzle,
    record: MemberRecord,
    outcome: DailyOutcome,
  ): DailyState => ({
    puzzle,
    play: playOf(record, puzzle.day),
    outcome,
    streak: {
      days: streakToday(record.streak, puzzle.day),
      best: record.streak.best,
      hasFreeze: hasFreeze(record.streak, puzzle.day),
    },
    played: record.played,
    solvedAt: record.solvedAt,
    nextAt: nextDayAt(player.at, zoneOf(player.guildId)),
  });

  /** One move of a member on today's puzzle; `decide` says which, from what they have done so far. */
  const move = async (
    player: DailyPlayer,
    day: string,
    decide: (play: Play, puzzle: Puzzle) => { readonly outcome: DailyOutcome; readonly move?: Move },
  ): Promise<DailyState> => {
    if (day !== todayOf(player)) throw new UserError('dailyOver', {});
    const puzzle = await puzzleFor(day);
    let outcome: DailyOutcome = 'none';
    const record = await members.update(player.userId, (current = newMember) => {
      const play = playOf(current, day);
      if (phaseOf(play).kind !== 'playing') return undefined;
      const decision = decide(play, puzzle);
      outcome = decision.outcome;
      if (decision.move === undefined) return undefined;
      const next = withMove(play, decision.move);
      if (next !== play) return withPlay(current, next);
      outcome = 'none';
      return undefined;
    });
    return stateOf(player, puzzle, record ?? newMember, outcome);
  };

  return {
    today: async (player) => {
      const puzzle = await puzzleFor(todayOf(player));
      return stateOf(player, puzzle, (await members.get(player.userId)) ?? newMember, 'none');
    },
    clue: (player, day) => move(player, day, () => ({ outcome: 'clue', move: { kind: 'clue' } })),
    guess: (player, day, typed) =>
      move(player, day, (play, puzzle) => {
        const { kind } = judge(typed, { kind: 'drama', answerIds: puzzle.answerIds });
        if (kind === 'correct') return { outcome: 'right', move: { kind: 'right' } };
        if (kind === 'near') return { outcome: 'near' };
        const picked = catalogue.drama(fromReference(typed.trim()) ?? '');
        const guess = (picked?.titles.en ?? picked?.titles.ko ?? typed.trim()).slice(0, maxGuessLength);
        if (wasGuessed(play, guess, sameGuess)) return { outcome: 'repeated' };
        return { outcome: 'wrong', move: { kind: 'wrong', guess } };
      }),
    finished: async (userId, day) => {
      const play = (await members.get(userId))?.plays.find((one) => one.day === day);
      return play === undefined || phaseOf(play).kind === 'playing' ? undefined : play;
    },
    streak: async (userId, guildId, at) => {
      const record = await members.get(userId);
      return record === undefined ? 0 : streakToday(record.streak, dayAt(at, zoneOf(guildId)));
    },
    exportMember: (userId) => members.get(userId),
    forgetMember: async (userId) => {
      await members.delete(userId);
    },
  };
};
