import type { Clock, Stores } from '../core/ports.ts';
import { createSavedList } from './saved-list.ts';
import type { SavedList } from './saved-list.ts';

/** The dramas a member has watched. */
export type Watched = SavedList;

export const createWatched = ({ stores, clock }: { stores: Stores; clock: Clock }): Watched =>
  createSavedList({ stores, clock, namespace: 'watched', version: 1 });
