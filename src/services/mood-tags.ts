import { z } from 'zod';
import type { Mood, Tally } from '../core/catalogue/moods.ts';
import { isMood } from '../core/catalogue/moods.ts';
import { omit } from '../core/omit.ts';
import type { Stores } from '../core/ports.ts';

/** By song, then by member. Moods are kept as text, so that one that was dropped from the list breaks no record. */
const guildSchema = z.strictObject({
  songs: z.record(z.string(), z.record(z.string(), z.string())),
});
type Votes = Readonly<Record<string, string>>;

/** The moods that members of a server give to songs: one a member and song, changeable. */
export interface MoodTags {
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
 * vote, so ten thousand votes are a write of 0.4 MB.
 */
export const createMoodTags = ({ stores }: { stores: Stores }): MoodTags => {
  const store = stores.open('mood-tags', { schema: guildSchema, version: 1 });
  const songsOf = async (guildId: string) => (await store.get(guildId))?.songs ?? {};
  return {
    tag: async (guildId, userId, songId, mood) => {
      await store.update(guildId, (current = { songs: {} }) => ({
        songs: { ...current.songs, [songId]: { ...current.songs[songId], [userId]: mood } },
      }));
    },
    untag: async (guildId, userId, songId) => {
      let had = false;
      await store.update(guildId, (current) => {
        const votes = current?.songs[songId];
        had = votes?.[userId] !== undefined;
        if (current === undefined || votes === undefined || !had) return undefined;
        const left = omit(votes, userId);
        return {
          songs:
            Object.keys(left).length === 0
              ? omit(current.songs, songId)
              : { ...current.songs, [songId]: left },
        };
      });
      return had;
    },
    ofSong: async (guildId, songId, userId = '') => {
      const votes = (await songsOf(guildId))[songId] ?? {};
      const own = votes[userId];
      return { own: own !== undefined && isMood(own) ? own : undefined, tally: tallyOf(votes) };
    },
    ofGuild: async (guildId) =>
      new Map(Object.entries(await songsOf(guildId)).map(([songId, votes]) => [songId, tallyOf(votes)])),
  };
};
