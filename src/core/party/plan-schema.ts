import { z } from 'zod';
import { moods } from '../catalogue/moods.ts';
import { at, count, id, list } from './schema-parts.ts';

/** The stored form of what a host plans. */

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
