import { z } from 'zod';
import { moods } from '../catalogue/moods.ts';
import { CUP_SIZES, SECONDS_LEAST, SECONDS_MOST } from './rules.ts';

/** The stored form of a World Cup: settings, events and state. The TypeScript types are inferred from here (`types.ts`). */

/** Raised when a stored event of the older form no longer replays to the same state. */
export const CUP_VERSION = 1;

const id = z.string().min(1).max(100);
/** Milliseconds since the Unix epoch: of an interaction by its snowflake, of a timer by the clock. */
const at = z.number();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const year = z.number().int();

/** Which songs may take part. */
export const themeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }).readonly(),
  z.strictObject({ kind: z.literal('mood'), mood: z.enum(moods) }).readonly(),
  z.strictObject({ kind: z.literal('drama'), dramaId: id }).readonly(),
  z.strictObject({ kind: z.literal('artist'), artistId: id }).readonly(),
  z.strictObject({ kind: z.literal('years'), from: year, to: year }).readonly(),
  /** Songs that members of the server have saved. */
  z.strictObject({ kind: z.literal('favourites') }).readonly(),
]);

export const cupSettingsSchema = z
  .strictObject({
    size: z.literal(CUP_SIZES),
    theme: themeSchema,
    /** Time to vote on one pair. */
    seconds: z.number().int().min(SECONDS_LEAST).max(SECONDS_MOST),
  })
  .readonly();

/** A song by its place in the seeding: 1 is the best known. */
const seed = z.number().int().min(1).max(64);
export const sideSchema = z.enum(['a', 'b']);
/** Pairs are counted through the whole cup, from 1. */
const pairNumber = z.number().int().min(1).max(63);

export const resultSchema = z
  .strictObject({
    number: pairNumber,
    a: seed,
    b: seed,
    votes: z.strictObject({ a: z.number().int().min(0), b: z.number().int().min(0) }).readonly(),
    winner: sideSchema,
    /** What decided it: more votes, more votes after the extra time, or the better seed of a tie. */
    by: z.enum(['votes', 'overtime', 'seed']),
    closedAt: at,
  })
  .readonly();

const cupSchema = z
  .strictObject({
    version: z.literal(CUP_VERSION),
    cupId: id,
    guildId: id,
    hostId: id,
    settings: cupSettingsSchema,
    /** The song of seed n is at n - 1. */
    songIds: list(id),
    startedAt: at,
    /** In the order of the pairs. */
    results: list(resultSchema),
    /** Everyone whose vote counted in some pair. */
    voterIds: list(id),
  })
  .readonly();

const voteSchema = z.strictObject({ memberId: id, side: sideSchema, at }).readonly();

export const openPairSchema = z
  .strictObject({
    number: pairNumber,
    a: seed,
    b: seed,
    /** One a member: the latest. */
    votes: list(voteSchema),
    overtime: z.boolean(),
  })
  .readonly();

export const cupStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('voting'), cup: cupSchema, pair: openPairSchema, endsAt: at }).readonly(),
  /** The result is the last of the cup's. */
  z.strictObject({ phase: z.literal('decided'), cup: cupSchema, nextAt: at }).readonly(),
  z
    .strictObject({
      phase: z.literal('paused'),
      cup: cupSchema,
      pausedAt: at,
      why: z.enum(['host', 'silence']),
      resume: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('pair'), pair: openPairSchema, leftMs: z.number() }).readonly(),
        z.strictObject({ kind: z.literal('next') }).readonly(),
      ]),
    })
    .readonly(),
  z
    .strictObject({
      phase: z.literal('ended'),
      cup: cupSchema,
      endedAt: at,
      end: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('champion'), seed }).readonly(),
        z
          .strictObject({
            kind: z.literal('stopped'),
            by: id,
            /** The pair that was open; `null` between two. */
            number: pairNumber.nullable(),
          })
          .readonly(),
      ]),
    })
    .readonly(),
]);

const moderator = z.boolean();

export const cupEventSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('start'),
      version: z.literal(CUP_VERSION),
      at,
      cupId: id,
      guildId: id,
      hostId: id,
      settings: cupSettingsSchema,
      songIds: list(id),
    })
    .readonly(),
  z
    .strictObject({ type: z.literal('vote'), at, memberId: id, number: pairNumber, side: sideSchema })
    .readonly(),
  z.strictObject({ type: z.literal('pause'), at, memberId: id, moderator }).readonly(),
  z.strictObject({ type: z.literal('resume'), at, memberId: id, moderator }).readonly(),
  z.strictObject({ type: z.literal('stop'), at, memberId: id, moderator }).readonly(),
  z.strictObject({ type: z.literal('timer'), at, timerId: z.string() }).readonly(),
  /** The process is back. Sent once after replaying, before anything else. */
  z.strictObject({ type: z.literal('recovered'), at }).readonly(),
]);
