import { createHash } from 'node:crypto';
import { z } from 'zod';

export const audienceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('channel'), guildId: z.string(), channelId: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('member'), memberId: z.string() }).readonly(),
]);

/** Who hears of something. */
export type Audience = z.infer<typeof audienceSchema>;

/**
 * The part of a job that says who may carry it: only the process with a server knows the server's channels and language.
 * A direct message can come from any.
 */
export const serverOf = (to: Audience): { readonly guildId?: string } =>
  to.kind === 'channel' ? { guildId: to.guildId } : {};

export type Announcement =
  /** Songs the catalogue has gained; `more` are not named. */
  | { readonly kind: 'songs'; readonly songIds: readonly string[]; readonly more: number }
  /** `startsAt`: when a party could be, in milliseconds. */
  | {
      readonly kind: 'anniversary';
      readonly dramaId: string;
      readonly years: number;
      readonly day: string;
      readonly startsAt: number;
    };

export interface Announcer {
  /**
   * Posts it. What no second try would mend (no such channel, no permission, closed direct messages) is logged and taken
   * for done; anything else rejects. @param nonce at most 25 characters: a second post with it is dropped.
   */
  post(to: Audience, what: Announcement, nonce: string): Promise<void>;
}

/** A short key that says nothing of whom it is about. */
export const keyOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('|')).digest('base64url').slice(0, 22);
