import type { Client } from 'discord.js';
import { LRUCache } from 'lru-cache';

/** Names that members show, by id; whom Discord no longer knows is left out. */
export type UserNames = (userIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Ten names a page, and few pages are looked at: an hour is fresh enough for a name. */
const remembered = { max: 5_000, ttl: 3_600_000 };

export const createUserNames = (client: Client): UserNames => {
  const known = new LRUCache<string, string>(remembered);
  return async (userIds) => {
    const found = await Promise.all(
      userIds.map(async (id) => {
        const name = known.get(id) ?? (await client.users.fetch(id).catch(() => undefined))?.displayName;
        if (name !== undefined) known.set(id, name);
        return name === undefined ? [] : [[id, name] as const];
      }),
    );
    return new Map(found.flat());
  };
};
