import { z } from 'zod';
import type { PeriodKeys } from '../calendar.ts';
import { countIn } from '../counts.ts';
import { addToTally, noTally } from './tally.ts';
import type { CountingStep, Gain } from './tally.ts';

/** Bounds of the records: a song about 2 KB, a server about 15 KB, a member of a server about 2 KB. */
const maxWrongAnswers = 20;
const maxHeard = 200;
const maxDramas = 20;
/**
 * Steps a record remembers having counted. It matters only to a step that a crash cut short: it is repeated on the next
 * start, before which a song can hardly be in this many rounds of other servers.
 */
const maxApplied = 20;

const count = z.number().int().min(0);
const list = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).max(most).readonly();
const countedSchema = z.strictObject({ id: z.string(), count }).readonly();
const applied = list(z.string(), maxApplied);
const totalsSchema = z
  .strictObject({ points: count, rounds: count, firsts: count, right: count, bestStreak: count })
  .readonly();
const periodSchema = z.strictObject({ key: z.string(), totals: totalsSchema }).readonly();

export const ledgerSchema = z.strictObject({ gameId: z.string(), roundId: z.number().int(), amended: count });
export const songSchema = z.strictObject({
  shown: count,
  right: count,
  /** Wrong answers as `drama:id`. */
  wrong: list(countedSchema, maxWrongAnswers),
  applied,
});
export const heardSchema = z.strictObject({ songIds: list(z.string(), maxHeard), applied });
export const memberSchema = z.strictObject({
  tally: z
    .strictObject({ all: totalsSchema, week: periodSchema, month: periodSchema, year: periodSchema })
    .readonly(),
  /** Dramas whose songs the member knew. */
  dramas: list(countedSchema, maxDramas),
  applied,
});

type HeardRecord = z.infer<typeof heardSchema>;
export type SongRecord = z.infer<typeof songSchema>;
export type MemberRecord = z.infer<typeof memberSchema>;

const noHeard: HeardRecord = { songIds: [], applied: [] };
const noSong: SongRecord = { shown: 0, right: 0, wrong: [], applied: [] };
export const noMember: MemberRecord = { tally: noTally, dramas: [], applied: [] };

/** The latest keys, this one last; `undefined` when it is among them. */
const withKey = (keys: readonly string[], key: string): readonly string[] | undefined =>
  keys.includes(key) ? undefined : [...keys, key].slice(-maxApplied);

/** The song's record with a step counted; `undefined` when it has been. */
export const countedSong = (
  current: SongRecord | undefined,
  step: CountingStep,
  wrong: ReadonlyMap<string, number>,
): SongRecord | undefined => {
  const { shown, right, wrong: before, applied: done } = current ?? noSong;
  const keys = withKey(done, step.key);
  if (keys === undefined) return undefined;
  const answers = [...wrong].flatMap(([id, times]) => Array<string>(times).fill(id));
  return {
    shown: shown + step.song.shown,
    right: right + step.song.right,
    wrong: answers.reduce((counts, id) => countIn(counts, id, maxWrongAnswers), before),
    applied: keys,
  };
};

/** The server's record with a step counted; `undefined` when it has been. */
export const countedHeard = (
  current: HeardRecord | undefined,
  step: CountingStep,
): HeardRecord | undefined => {
  const { songIds, applied: done } = current ?? noHeard;
  const keys = withKey(done, step.key);
  if (keys === undefined) return undefined;
  return { songIds: [...songIds, step.record.prepared.songId].slice(-maxHeard), applied: keys };
};

/** The member's record with what they get out of a step; `undefined` when it has been counted. */
export const countedMember = (
  current: MemberRecord | undefined,
  step: CountingStep,
  gain: Gain,
  periods: PeriodKeys,
): MemberRecord | undefined => {
  const { tally, dramas, applied: done } = current ?? noMember;
  const keys = withKey(done, step.key);
  if (keys === undefined) return undefined;
  const [dramaId] = step.record.prepared.dramaIds;
  const knew = gain.right > 0 && dramaId !== undefined;
  return {
    tally: addToTally(tally, periods, gain),
    dramas: knew ? countIn(dramas, dramaId, maxDramas) : dramas,
    applied: keys,
  };
};
