import { z } from 'zod';
import type { Clock, Stores } from '../core/ports.ts';

const favouritesSchema = z.object({
  songs: z.array(z.strictObject({ songId: z.string(), savedAt: z.number() })),
});

/** The songs a member saved, the same in every server. */
export interface Favourites {
  /** `false` when the song was among them already. */
  add(userId: string, songId: string): Promise<boolean>;
  /** Song ids, latest first. */
  list(userId: string): Promise<readonly string[]>;
}

export const createFavourites = ({ stores, clock }: { stores: Stores; clock: Clock }): Favourites => {
  const store = stores.open('favourites', { schema: favouritesSchema, version: 1 });
  return {
    add: async (userId, songId) => {
      let isNew = false;
      await store.update(userId, (current = { songs: [] }) => {
        isNew = !current.songs.some((song) => song.songId === songId);
        return isNew ? { songs: [...current.songs, { songId, savedAt: clock.now() }] } : undefined;
      });
      return isNew;
    },
    list: async (userId) => (await store.get(userId))?.songs.map(({ songId }) => songId).toReversed() ?? [],
  };
};
