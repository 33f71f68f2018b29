import { z } from 'zod';
import type { Rng, Stores } from '../core/ports.ts';

const identitySchema = z.strictObject({ id: z.string() });

/** The namespace of what makes a store this one and no other: it stays when the store is copied elsewhere. */
export const identityNamespace = 'identity';

/** An id of the store, the same in every process that shares it. Names its job queue. */
export const readStoreId = async (stores: Stores, rng: Rng): Promise<string> => {
  const fresh = Math.floor(rng.next() * 2 ** 50).toString(36);
  const identities = stores.open(identityNamespace, { schema: identitySchema, version: 1 });
  const identity = await identities.update('store', (current) => current ?? { id: fresh });
  return identity?.id ?? fresh;
};
