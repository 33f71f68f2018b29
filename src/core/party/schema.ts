import { z } from 'zod';
import { moods } from '../catalogue/moods.ts';
import { planSchema, seriesSchema } from './plan-schema.ts';
import { at, count, id, list } from './schema-parts.ts';

/**
 * The stored form of a party: its state here, plan and events in files of their own. Plain JSON; the TypeScript types are inferred from here
 * (`types.ts`), so a stored party and a running one cannot drift apart.
 */

/** Raised when a stored event of the older form no longer replays to the same state; the store migrates on it. */
export const PARTY_VERSION = 1;

/** Why a row is in the set list. */
export const whySchema = z.discriminatedUnion('code', [
  z.strictObject({ code: z.literal('host-pick') }).readonly(),
  z.strictObject({ code: z.literal('request') }).readonly(),
  z.strictObject({ code: z.literal('mood'), mood: z.enum(moods) }).readonly(),
  z.strictObject({ code: z.literal('drama'), dramaId: id, part: z.string().nullable() }).readonly(),
  z.strictObject({ code: z.literal('artist'), artistId: id }).readonly(),
  /** How many members of the server saved it. */
  z.strictObject({ code: z.literal('favourite'), savers: count }).readonly(),
  z.strictObject({ code: z.literal('anniversary'), dramaId: id, years: count }).readonly(),
  /** From an earlier party. */
  z.strictObject({ code: z.literal('replay'), partyId: id }).readonly(),
]);

/** The place of a drafted row in the evening. */
export const roleSchema = z.enum(['opening', 'rise', 'peak', 'fall', 'closer']);

export const ownerSchema = z.discriminatedUnion('kind', [
  /** Of the list: drafted, or written by the host or a DJ. */
  z.strictObject({ kind: z.literal('list'), memberId: id.nullable() }).readonly(),
  z.strictObject({ kind: z.literal('request'), memberId: id }).readonly(),
]);

export const rowSchema = z
  .strictObject({
    /** Counts from 1 in each party. */
    trackId: z.number().int().min(1),
    songId: id,
    owner: ownerSchema,
    why: whySchema,
    role: roleSchema.nullable(),
    /** As the catalogue states it, for the plan of the evening; what is played knows its own. */
    lengthMs: z.number().positive().nullable(),
    votes: list(id),
  })
  .readonly();

/** What a drafted or replayed row is before the party numbers it. */
export const newRowSchema = rowSchema.unwrap().omit({ trackId: true, votes: true }).readonly();

/** What may not be shown to who has not seen this episode. */
export const spoilsSchema = z.strictObject({ dramaId: id, episode: z.number().int().min(1) }).readonly();

/** A fact code of the catalogue, or a member's own memory: see `notes.ts`. */
export const noteSchema = z
  .strictObject({
    offsetMs: z.number().min(0),
    content: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('part'), dramaId: id, part: z.string() }).readonly(),
      z.strictObject({ kind: z.literal('released'), date: z.string() }).readonly(),
      z.strictObject({ kind: z.literal('also-in'), dramaIds: list(id) }).readonly(),
      z.strictObject({ kind: z.literal('writers'), artistIds: list(id) }).readonly(),
      z.strictObject({ kind: z.literal('versions'), kinds: list(z.string()) }).readonly(),
      z.strictObject({ kind: z.literal('memory'), memberId: id, memoryId: id, text: z.string() }).readonly(),
      /** Of a replayed party: so many people reacted here then. */
      z.strictObject({ kind: z.literal('echo'), people: count }).readonly(),
    ]),
    spoils: spoilsSchema.nullable(),
  })
  .readonly();

export const originSchema = z.enum(['library', 'itunes', 'deezer', 'links']);

/** The track that sounds, or is about to. Its position follows from times alone: `positionAt`. */
export const trackSchema = z
  .strictObject({
    row: rowSchema,
    startedAt: at,
    /** Time since `startedAt` in which it did not sound. */
    pausedMs: z.number().min(0),
    lengthMs: z.number().positive(),
    origin: originSchema,
    storeUrl: z.string().nullable(),
    notes: list(noteSchema),
    /** How many of them have been shown. */
    notesShown: count,
    skipVotes: list(id),
  })
  .readonly();

export const momentKindSchema = z.enum(['save', 'goosebumps']);

export const momentSchema = z
  .strictObject({
    memberId: id,
    trackId: z.number().int(),
    kind: momentKindSchema,
    offsetMs: z.number().min(0),
    at,
  })
  .readonly();

export const trackRecordSchema = z
  .strictObject({
    row: rowSchema,
    outcome: z.enum(['played', 'skipped', 'stopped', 'failed']),
    startedAt: at,
    endedAt: at,
    /** Of the track, and how much of it was played. */
    lengthMs: z.number().min(0),
    playedMs: z.number().min(0),
    origin: originSchema.nullable(),
    notes: list(noteSchema),
  })
  .readonly();

export const rsvpSchema = z
  .strictObject({ memberId: id, answer: z.enum(['going', 'maybe', 'no']), at })
  .readonly();

export const reminderKindSchema = z.enum(['day', 'hour', 'five-minutes']);

/** Why Discord has no event for a party. */
export const nativeFailureSchema = z.enum(['no-permission', 'too-many', 'bad-channel', 'unreachable']);

/** What Discord's own event says of a party; without a channel it is elsewhere. */
export const agreedSchema = z
  .strictObject({ title: z.string(), startsAt: at, channelId: id.nullable() })
  .readonly();

/** Discord's own scheduled event for a party. */
export const nativeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }).readonly(),
  z
    .strictObject({
      kind: z.literal('linked'),
      eventId: id,
      /** What it said when it was last in step: one that says something else was changed by somebody. */
      agreed: agreedSchema.exactOptional(),
    })
    .readonly(),
  z.strictObject({ kind: z.literal('refused'), why: nativeFailureSchema }).readonly(),
]);

/** What every phase knows: the plan, who comes, and what is to be played. */
export const partySchema = z
  .strictObject({
    version: z.literal(PARTY_VERSION),
    partyId: id,
    guildId: id,
    plan: planSchema,
    series: seriesSchema.nullable(),
    scheduledAt: at,
    /** Latest answer of each member, in the order in which they came. */
    rsvps: list(rsvpSchema),
    /** Who pressed "Interested" in Discord's own event. */
    interestedIds: list(id),
    /** Who asked for reminders by direct message. */
    dmIds: list(id),
    /** Reminders that were stored as sent. */
    reminded: list(reminderKindSchema),
    native: nativeSchema,
    /** Waiting rows in the order of the list; what is played next is up to the order. */
    rows: list(rowSchema),
    lastTrackId: count,
  })
  .readonly();

export const guestSchema = z
  .strictObject({
    id,
    /** Present since then; null when not here. */
    since: at.nullable(),
    firstAt: at,
    /** Of earlier stays. */
    totalMs: z.number().min(0),
  })
  .readonly();

/** What came of a party since it began. */
export const runSchema = z
  .strictObject({
    begunAt: at,
    guests: list(guestSchema),
    history: list(trackRecordSchema),
    moments: list(momentSchema),
    /** Voice only: since when nobody is there. */
    emptySince: at.nullable(),
  })
  .readonly();

export const endReasonSchema = z.enum([
  'finished',
  'time-over',
  'stopped',
  'abandoned',
  'voice-lost',
  'event-ended',
]);
export const cancelReasonSchema = z.enum([
  'host',
  'skipped',
  'event-cancelled',
  'event-deleted',
  'channel-deleted',
  'missed',
]);
export const pauseReasonSchema = z.enum(['empty', 'host', 'voice-lost']);

export const resumeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('track'), track: trackSchema }).readonly(),
  z.strictObject({ kind: z.literal('next') }).readonly(),
]);

const base = { party: partySchema, run: runSchema };

export const partyStateSchema = z.discriminatedUnion('phase', [
  z.strictObject({ phase: z.literal('scheduled'), party: partySchema }).readonly(),
  z
    .strictObject({
      phase: z.literal('cancelled'),
      party: partySchema,
      reason: cancelReasonSchema,
      cancelledAt: at,
    })
    .readonly(),
  /** The welcome. */
  z.strictObject({ phase: z.literal('lobby'), ...base, beginsAt: at }).readonly(),
  /** The next track is being looked for. */
  z.strictObject({ phase: z.literal('opening'), ...base, row: rowSchema }).readonly(),
  /** Link-only: everyone presses play at `goAt`; later than the start of the track after a pause. */
  z.strictObject({ phase: z.literal('countdown'), ...base, track: trackSchema, goAt: at }).readonly(),
  z.strictObject({ phase: z.literal('playing'), ...base, track: trackSchema }).readonly(),
  /** After a track. `awaiting`: nothing is left to play, and a request would be played at once. */
  z.strictObject({ phase: z.literal('between'), ...base, nextAt: at, awaiting: z.boolean() }).readonly(),
  z
    .strictObject({
      phase: z.literal('paused'),
      ...base,
      reason: pauseReasonSchema,
      pausedAt: at,
      /** When it is given up. */
      until: at,
      resume: resumeSchema,
    })
    .readonly(),
  z.strictObject({ phase: z.literal('ended'), ...base, reason: endReasonSchema, endedAt: at }).readonly(),
]);
