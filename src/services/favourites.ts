import { z } from 'zod';
import type { Clock, Stores } from '../core/ports.ts';
import { createSavedList } from './saved-list.ts';
import type { SavedList } from './saved-list.ts';

/** The songs a member saved. */
export type Favourites = SavedList;

const firstFormat = z.object({
  songs: z.array(z.strictObject({ songId: z.string(), savedAt: z.number() })),
});

export const createFavourites = ({ stores, clock }: { stores: Stores; clock: Clock }): Favourites =>
  createSavedList({
    stores,
    clock,
    namespace: 'favourites',
    version: 2,
    migrate: (data) => ({
      entries: firstFormat.parse(data).songs.map(({ songId, savedAt }) => ({ id: songId, savedAt })),
    }),
  });
