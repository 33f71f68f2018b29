import { z } from 'zod';
import type { Stores } from '../core/ports.ts';
import { stampsOf } from '../core/stamps.ts';
import type { Stamp } from '../core/stamps.ts';
import type { Game, RoundRecord } from '../core/quiz/types.ts';

const bookSchema = z.strictObject({
  stamps: z.array(z.strictObject({ songId: z.string(), at: z.number() }).readonly()).readonly(),
});

/** What members have recognised unaided, in any server. */
export interface Stamps {
  /** Gives the stamps of a finished round; a song a member has already is not stamped twice. */
  give(game: Pick<Game, 'settings'>, record: RoundRecord): Promise<void>;
  /** In the order they were earned. */
  of(memberId: string): Promise<readonly Stamp[]>;
  exportMember(memberId: string): Promise<readonly Stamp[]>;
  /** @returns whether there was anything. */
  forgetMember(memberId: string): Promise<boolean>;
}

/**
 * One record a member, of about 60 bytes a song: at most some 300 KB for somebody who knows the whole catalogue. The rounds
 * themselves are not kept, so this is the only place that knows; giving is repeatable, as counting is after a crash.
 */
export const createStamps = ({ stores }: { readonly stores: Stores }): Stamps => {
  const store = stores.open('stamps', { schema: bookSchema, version: 1 });
  const of = async (memberId: string): Promise<readonly Stamp[]> => (await store.get(memberId))?.stamps ?? [];
  return {
    give: async (game, record) => {
      for (const { memberId, songId, at } of stampsOf(game, record)) {
        await store.update(memberId, (current = { stamps: [] }) =>
          current.stamps.some((stamp) => stamp.songId === songId)
            ? undefined
            : { stamps: [...current.stamps, { songId, at }] },
        );
      }
    },
    of,
    exportMember: of,
    forgetMember: (memberId) => store.delete(memberId),
  };
};
