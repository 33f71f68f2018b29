import { z } from 'zod';

export const followKinds = ['drama', 'artist'] as const;
export type FollowKind = (typeof followKinds)[number];

export const followSchema = z
  .strictObject({
    kind: z.enum(followKinds),
    /** Of the catalogue. */
    id: z.string(),
    /** The server in which it was asked for; `null` in a direct message. */
    guildId: z.string().nullable(),
    /** Milliseconds since the Unix epoch. */
    at: z.number(),
  })
  .readonly();

/** A drama or an artist that a member wants to hear news of. */
export type Follow = z.infer<typeof followSchema>;
