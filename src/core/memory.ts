import { z } from 'zod';
import { spoilsSchema } from './party/schema.ts';

export const maxMemoryLength = 300;

export const memorySchema = z
  .strictObject({
    memoryId: z.string(),
    memberId: z.string(),
    songId: z.string(),
    text: z.string().min(1).max(maxMemoryLength),
    /** Its author lets it be read aloud at a party. */
    isAloud: z.boolean(),
    spoils: spoilsSchema.nullable(),
    /** Milliseconds since the Unix epoch. */
    at: z.number(),
  })
  .readonly();

/** What a member connects with a song, in one server. */
export type Memory = z.infer<typeof memorySchema>;
