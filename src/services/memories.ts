import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import { maxMemoryLength, memorySchema } from '../core/memory.ts';
import type { Memory } from '../core/memory.ts';
import type { ReadableMemory } from '../core/party/notes.ts';
import type { Clock, Rng, Stores } from '../core/ports.ts';
import type { MemberData } from './member-data.ts';

/** A server keeps at most this many, about 200 KB, as each change writes them whole. */
const mostOfServer = 500;
const mostOfMember = 50;

const serverSchema = z.strictObject({ memories: z.array(memorySchema).readonly() });
const memberSchema = z.strictObject({ guildIds: z.array(z.string()).readonly() });

export interface Editor {
  readonly memberId: string;
  /** May remove what others wrote. */
  readonly isModerator: boolean;
}

export interface Memories extends MemberData {
  /** Not read aloud until its author says so. @throws UserError `listFull`. */
  add(guildId: string, memory: Pick<Memory, 'memberId' | 'songId' | 'text'>): Promise<Memory>;
  /** All of a server, latest first. */
  list(guildId: string): Promise<readonly Memory[]>;
  /** Their author alone may. `undefined` when it is not there or not theirs. */
  change(
    guildId: string,
    memberId: string,
    memoryId: string,
    changes: Partial<Pick<Memory, 'isAloud' | 'spoils'>>,
  ): Promise<Memory | undefined>;
  /** `undefined` when it is not there, or neither theirs nor theirs to moderate. */
  remove(guildId: string, by: Editor, memoryId: string): Promise<Memory | undefined>;
  /** Those of a song that may be read aloud, in the order in which they were told. */
  readable(guildId: string, songId: string): Promise<readonly ReadableMemory[]>;
}

export const createMemories = ({
  stores,
  clock,
  rng,
}: {
  stores: Stores;
  clock: Clock;
  rng: Rng;
}): Memories => {
  const servers = stores.open('memories', { schema: serverSchema, version: 1 });
  /** Where a member has told something: noted before the memory, so that none is missed when they ask to be forgotten. */
  const members = stores.open('memory-members', { schema: memberSchema, version: 1 });

  const newId = () => `${clock.now().toString(36)}${Math.floor(rng.next() * 36 ** 3).toString(36)}`;
  const of = async (guildId: string) => (await servers.get(guildId))?.memories ?? [];
  const serversOf = async (memberId: string) => (await members.get(memberId))?.guildIds ?? [];

  return {
    add: async (guildId, { memberId, songId, text }) => {
      await members.update(memberId, (current = { guildIds: [] }) =>
        current.guildIds.includes(guildId) ? undefined : { guildIds: [...current.guildIds, guildId] },
      );
      const memory: Memory = {
        memoryId: newId(),
        memberId,
        songId,
        text: text.trim().slice(0, maxMemoryLength).toWellFormed(),
        isAloud: false,
        spoils: null,
        at: clock.now(),
      };
      await servers.update(guildId, (current = { memories: [] }) => {
        const own = current.memories.filter((one) => one.memberId === memberId).length;
        if (own >= mostOfMember) throw new UserError('listFull', { limit: mostOfMember });
        if (current.memories.length >= mostOfServer) throw new UserError('listFull', { limit: mostOfServer });
        return { memories: [...current.memories, memory] };
      });
      return memory;
    },
    list: async (guildId) => (await of(guildId)).toReversed(),
    change: async (guildId, memberId, memoryId, changes) => {
      let changed: Memory | undefined;
      await servers.update(guildId, (current = { memories: [] }) => {
        const found = current.memories.find((one) => one.memoryId === memoryId && one.memberId === memberId);
        changed = found === undefined ? undefined : { ...found, ...changes };
        const { memories } = current;
        return changed && { memories: memories.map((one) => (one === found ? (changed ?? one) : one)) };
      });
      return changed;
    },
    remove: async (guildId, { memberId, isModerator }, memoryId) => {
      let removed: Memory | undefined;
      await servers.update(guildId, (current = { memories: [] }) => {
        removed = current.memories.find(
          (one) => one.memoryId === memoryId && (isModerator || one.memberId === memberId),
        );
        return removed && { memories: current.memories.filter((one) => one !== removed) };
      });
      return removed;
    },
    readable: async (guildId, songId) =>
      (await of(guildId))
        .filter((one) => one.songId === songId && one.isAloud)
        .map(({ memoryId, memberId, text, spoils }) => ({ memoryId, memberId, text, spoils })),
    exportMember: async (memberId) => {
      const all = await Promise.all(
        (await serversOf(memberId)).map(async (guildId) =>
          (await of(guildId)).filter((one) => one.memberId === memberId).map((one) => ({ guildId, ...one })),
        ),
      );
      const own = all.flat();
      return own.length === 0 ? undefined : own;
    },
    forgetMember: async (memberId) => {
      for (const guildId of await serversOf(memberId)) {
        await servers.update(
          guildId,
          (current) => current && { memories: current.memories.filter((one) => one.memberId !== memberId) },
        );
      }
      await members.delete(memberId);
    },
  };
};
