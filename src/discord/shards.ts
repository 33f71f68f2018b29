import { ShardClientUtil, Status } from 'discord.js';
import type { Client } from 'discord.js';

/** Which of the bot's shards a process runs: all of them, or some of a total. Without a count Discord is asked. */
export type ShardChoice =
  | { readonly kind: 'all'; readonly count: number | undefined }
  | { readonly kind: 'some'; readonly ids: readonly number[]; readonly count: number };

/** Options of a client for these shards. */
export const shardOptions = (choice: ShardChoice) => {
  const { count } = choice;
  if (count === undefined) return { shards: 'auto' } as const;
  const ids = choice.kind === 'some' ? [...choice.ids] : Array.from({ length: count }, (_, id) => id);
  return { shards: ids, shardCount: count };
};

/** Tells whether events of a server come to this process. */
export const createServes = (choice: ShardChoice): ((guildId: string) => boolean) => {
  if (choice.kind === 'all') return () => true;
  const ids = new Set(choice.ids);
  return (guildId) => ids.has(ShardClientUtil.shardIdForGuildId(guildId, choice.count));
};

/** Whether this process hears what happens outside servers. One process does, so it is also the one for what is done once. */
export const hasFirstShard = (choice: ShardChoice): boolean =>
  choice.kind === 'all' || choice.ids.includes(0);

/** Shards of this process that are not connected now. */
export const lostShards = (client: Client): readonly number[] =>
  [...client.ws.shards.values()].filter(({ status }) => status !== Status.Ready).map(({ id }) => id);
