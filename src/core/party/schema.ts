import { z } from 'zod';
import { moods } from '../catalogue/moods.ts';

/**
 * The stored form of a party: plan, events and state. Plain JSON; the TypeScript types are inferred from here
 * (`types.ts`), so a stored party and a running one cannot drift apart.
 */

/** Raised when a stored event of the older form no longer replays to the same state; the store migrates on it. */
export const PARTY_VERSION = 1;

const id = z.string().min(1).max(100);
/** Milliseconds since the Unix epoch: of an interaction by its snowflake, of a timer by the clock. */
const at = z.number();
const count = z.number().int().min(0);
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** What a set list is drafted from. */
export const themeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mood'), mood: z.enum(moods) }).readonly(),
  z.strictObject({ kind: z.literal('drama'), dramaId: id }).readonly(),
  z.strictObject({ kind: z.literal('artist'), artistId: id }).readonly(),
  z.strictObject({ kind: z.literal('favourites') }).readonly(),
  z.strictObject({ kind: z.literal('anniversary'), dramaId: id }).readonly(),
]);

/** Who decides what comes next: see `set-list.ts`. */
export const orderSchema = z.enum(['host', 'fair', 'votes', 'rotating-dj']);

export const partyModeSchema = z.enum(['voice', 'link-only']);

export const planSchema = z
  .strictObject({
    title: z.string().min(1).max(100),
    startsAt: at,
    /** How long it is meant to last: no track begins after that. */
    minutes: z.number().int().min(10).max(480),
    mode: partyModeSchema,
    /** Where people meet: a voice or stage channel; of a link-only party also any other. */
    channelId: id,
    /** Where the bot writes. */
    textChannelId: id,
    hostId: id,
    /** IANA zone of the host, in which times were said and a series repeats. */
    zone: z.string(),
    capacity: z.number().int().min(1).max(10_000).nullable(),
    theme: themeSchema.nullable(),
    order: orderSchema,
    /** Most requests of one member that may wait at a time. */
    requestCap: z.number().int().min(1).max(25),
  })
  .readonly();

/** What an edit changes: what is not named stays. */
const { shape } = planSchema.unwrap();
export const planChangesSchema = z
  .strictObject({
    title: shape.title.exactOptional(),
    startsAt: shape.startsAt.exactOptional(),
    minutes: shape.minutes.exactOptional(),
    mode: shape.mode.exactOptional(),
    channelId: shape.channelId.exactOptional(),
    hostId: shape.hostId.exactOptional(),
    capacity: shape.capacity.exactOptional(),
    order: shape.order.exactOptional(),
    requestCap: shape.requestCap.exactOptional(),
  })
  .readonly();

export const everySchema = z.enum(['weekly', 'monthly']);

/** Which of a series this party is. Its date follows from the first one and its number: see `repeat.ts`. */
export const seriesSchema = z
  .strictObject({
    seriesId: id,
    every: everySchema,
    /** Local date and time of the first party, such as `2026-11-27T20:00`, in the plan's zone. */
    first: z.string(),
    /** 0 is the first. */
    number: count,
    /** Hosts take turns in this order, from the one before on; never empty. */
    hostIds: list(id).refine((hosts) => hosts.length > 0, 'a series needs a host'),
  })
  .readonly();

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

/** Discord's own scheduled event for a party. */
export const nativeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }).readonly(),
  z.strictObject({ kind: z.literal('linked'), eventId: id }).readonly(),
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

/** Who acts. `steward`: a moderator, or a bearer of the DJ role; the host is known by the plan. */
const actor = { at, memberId: id, steward: z.boolean() };

const trackId = z.number().int().min(1);

export const partyEventSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('schedule'),
      version: z.literal(PARTY_VERSION),
      at,
      partyId: id,
      guildId: id,
      plan: planSchema,
      series: seriesSchema.nullable(),
      rows: list(newRowSchema),
    })
    .readonly(),
  /** Changes the plan: by the host, or `fromDiscord` when it was changed in Discord's own event. */
  z
    .strictObject({
      type: z.literal('edit'),
      ...actor,
      fromDiscord: z.boolean(),
      changes: planChangesSchema,
    })
    .readonly(),
  /** Who takes turns as host from now on. */
  z.strictObject({ type: z.literal('rota'), ...actor, hostIds: list(id) }).readonly(),
  z
    .strictObject({
      type: z.literal('cancel'),
      ...actor,
      /** From the bot itself for all reasons but `host` and `skipped`. */
      reason: cancelReasonSchema,
    })
    .readonly(),
  z
    .strictObject({ type: z.literal('rsvp'), at, memberId: id, answer: rsvpSchema.unwrap().shape.answer })
    .readonly(),
  z.strictObject({ type: z.literal('interest'), at, memberId: id, interested: z.boolean() }).readonly(),
  z.strictObject({ type: z.literal('remindMe'), at, memberId: id, byMessage: z.boolean() }).readonly(),
  /** Answers the effect `syncEvent`. */
  z.strictObject({ type: z.literal('nativeChanged'), at, native: nativeSchema }).readonly(),
  z
    .strictObject({
      type: z.literal('add'),
      ...actor,
      songId: id,
      lengthMs: z.number().positive().nullable(),
      /** Host and stewards: into the list rather than as a request. */
      toList: z.boolean(),
    })
    .readonly(),
  /** A new draft in place of what was drafted before; rows of members stay. */
  z.strictObject({ type: z.literal('draft'), ...actor, rows: list(newRowSchema) }).readonly(),
  z.strictObject({ type: z.literal('remove'), ...actor, trackId }).readonly(),
  /** Puts a row at this place of the list, counted from 0. */
  z.strictObject({ type: z.literal('move'), ...actor, trackId, to: count }).readonly(),
  /** For or no longer for a waiting row. */
  z.strictObject({ type: z.literal('upvote'), at, memberId: id, trackId, isFor: z.boolean() }).readonly(),
  /** Starts before its time, or ends the welcome. */
  z.strictObject({ type: z.literal('begin'), ...actor }).readonly(),
  /** Answers the effect `prepareTrack`. */
  z
    .strictObject({
      type: z.literal('trackReady'),
      at,
      trackId,
      lengthMs: z.number().positive(),
      origin: originSchema,
      storeUrl: z.string().nullable(),
      notes: list(noteSchema),
    })
    .readonly(),
  /** There is no sound for a track, or it broke off. */
  z.strictObject({ type: z.literal('trackFailed'), at, trackId }).readonly(),
  /** Came into the voice channel, or pressed "I am here". */
  z.strictObject({ type: z.literal('join'), at, memberId: id }).readonly(),
  z.strictObject({ type: z.literal('leave'), at, memberId: id }).readonly(),
  z
    .strictObject({ type: z.literal('vote'), ...actor, trackId: trackId.optional(), force: z.boolean() })
    .readonly(),
  z.strictObject({ type: z.literal('react'), at, memberId: id, trackId, kind: momentKindSchema }).readonly(),
  z.strictObject({ type: z.literal('pause'), ...actor }).readonly(),
  z.strictObject({ type: z.literal('resume'), ...actor }).readonly(),
  z.strictObject({ type: z.literal('end'), ...actor, reason: endReasonSchema }).readonly(),
  /** The seat in the voice channel is gone for good. */
  z.strictObject({ type: z.literal('voiceLost'), at }).readonly(),
  /** A moderator moved the bot, or the party was moved to another channel. */
  z.strictObject({ type: z.literal('moved'), at, channelId: id }).readonly(),
  z.strictObject({ type: z.literal('timer'), at, timerId: z.string() }).readonly(),
  /**
   * The process is back. `downSince`: the last time it was known to be alive. `presentIds`: who is in the channel now.
   * Sent once after replaying, before anything else.
   */
  z.strictObject({ type: z.literal('recovered'), at, downSince: at, presentIds: list(id) }).readonly(),
]);
