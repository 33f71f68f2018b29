import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Mood, Tally } from '../core/catalogue/moods.ts';
import { isMood } from '../core/catalogue/moods.ts';
import { omit } from '../core/omit.ts';
import type { Stores } from '../core/ports.ts';
import type { MemberData } from './member-data.ts';

/** By song, then by member. Moods are kept as text, so that one that was dropped from the list breaks no record. */
const guildSchema = z.strictObject({
  songs: z.record(z.string(), z.record(z.string(), z.string())),
});
type Votes = Readonly<Record<string, string>>;
type Songs = Readonly<Record<string, Votes>>;

/** Votes kept in memory, of all servers together: about 20 MB. */
const mostKept = 200_000;

/** The moods that members of a server give to songs: one a member and song, changeable. */
export interface MoodTags extends MemberData {
  tag(guildId: string, userId: string, songId: string, mood: Mood): Promise<void>;
  /** `false` when the member had none there. */
  untag(guildId: string, userId: string, songId: string): Promise<boolean>;
  /** What the member gave to the song, and what all members of the server did. */
  ofSong(
    guildId: string,
    songId: string,
    userId?: string,
  ): Promise<{ readonly own: Mood | undefined; readonly tally: Tally }>;
  /** The tallies of every song that has one. */
  ofGuild(guildId: string): Promise<ReadonlyMap<string, Tally>>;
}

const tallyOf = (votes: Votes): Tally => {
  const tally = new Map<Mood, number>();
  for (const mood of Object.values(votes)) if (isMood(mood)) tally.set(mood, (tally.get(mood) ?? 0) + 1);
  return tally;
};

/**
 * One record a server: `/ost mood` reads all of them at once. Writing one costs what the record is long, about 40 bytes a
 * vote, so ten thousand votes are a write of 0.4 MB. Each song card reads it too: what was read or written last stays in
 * memory, which is right as long as a server is the business of one process.
 */
export const createMoodTags = ({ stores }: { stores: Stores }): MoodTags => {
  const store = stores.open('mood-tags', { schema: guildSchema, version: 1 });
  const kept = new LRUCache<string, Songs>({
    maxSize: mostKept,
    sizeCalculation: (songs) =>
      1 + Object.values(songs).reduce((sum, votes) => sum + Object.keys(votes).length, 0),
  });

  /** Reads in the queue of writes as well, so that what is kept last is what is stored last. */
  const change = async (
    guildId: string,
    to: (songs: Songs) => { readonly songs: Songs } | undefined,
  ): Promise<Songs> => {
    const record = await store.update(guildId, (current) => to(current?.songs ?? {}));
    const songs = record?.songs ?? {};
    kept.set(guildId, songs);
    return songs;
  };
  const songsOf = async (guildId: string): Promise<Songs> =>
    kept.get(guildId) ?? change(guildId, () => undefined);

  const untag = async (guildId: string, userId: string, songIds?: readonly string[]): Promise<boolean> => {
    let had = false;
    await change(guildId, (songs) => {
      const own = (songIds ?? Object.keys(songs)).filter((id) => songs[id]?.[userId] !== undefined);
      had = own.length > 0;
      if (!had) return undefined;
      const left = Object.entries(songs).map(
        ([id, votes]) => [id, own.includes(id) ? omit(votes, userId) : votes] as const,
      );
      return { songs: Object.fromEntries(left.filter(([, votes]) => Object.keys(votes).length > 0)) };
    });
    return had;
  };

  return {
    tag: async (guildId, userId, songId, mood) => {
      await change(guildId, (songs) => ({
        songs: { ...songs, [songId]: { ...songs[songId], [userId]: mood } },
      }));
    },
    untag: (guildId, userId, songId) => untag(guildId, userId, [songId]),
    ofSong: async (guildId, songId, userId = '') => {
      const votes = (await songsOf(guildId))[songId] ?? {};
      const own = votes[userId];
      return { own: own !== undefined && isMood(own) ? own : undefined, tally: tallyOf(votes) };
    },
    ofGuild: async (guildId) =>
      new Map(Object.entries(await songsOf(guildId)).map(([songId, votes]) => [songId, tallyOf(votes)])),
    exportMember: async (userId) => {
      const all = [...(await store.list(() => undefined))].flatMap(([guildId, { songs }]) => {
        const own = Object.entries(songs).flatMap(([songId, votes]) =>
          votes[userId] === undefined ? [] : [[songId, votes[userId]] as const],
        );
        return own.length === 0 ? [] : [{ guildId, moods: Object.fromEntries(own) }];
      });
      return all.length === 0 ? undefined : all;
    },
    forgetMember: async (userId) => {
      for (const guildId of (await store.list(() => undefined)).keys()) await untag(guildId, userId);
    },
  };
};
