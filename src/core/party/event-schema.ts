import { z } from 'zod';
import { planChangesSchema, planSchema, seriesSchema } from './plan-schema.ts';
import { at, count, id, list } from './schema-parts.ts';
import {
  cancelReasonSchema,
  endReasonSchema,
  momentKindSchema,
  nativeSchema,
  newRowSchema,
  noteSchema,
  originSchema,
  PARTY_VERSION,
  rsvpSchema,
} from './schema.ts';

/** The stored form of what happens to a party. */

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
