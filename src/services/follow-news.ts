import { z } from 'zod';
import type { Catalogue, Song } from '../core/catalogue/catalogue.ts';
import type { Clock, Stores } from '../core/ports.ts';
import type { Schedule } from '../core/schedule.ts';
import { audienceSchema, keyOf, serverOf } from './announcements.ts';
import type { Announcer, Audience } from './announcements.ts';
import type { Followed, Follows } from './follows.ts';
import type { Once } from './once.ts';
import type { Settings } from './settings.ts';

export interface FollowNewsDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  readonly follows: Pick<Follows, 'all'>;
  readonly schedule: Schedule;
  readonly once: Once;
  readonly announcer: Announcer;
  readonly settings: Pick<Settings, 'everywhere'>;
}

/** Songs named in one post; the others are counted. */
const mostNamed = 15;

const kind = 'follow.news';

const seenSchema = z.strictObject({ songIds: z.array(z.string()).readonly() });
const jobSchema = z.strictObject({
  to: audienceSchema,
  songIds: z.array(z.string()),
  more: z.number(),
});

/** What is followed may have got another id since. */
const isOf = (catalogue: Catalogue, song: Song, { kind: of, id }: Followed): boolean => {
  if (of === 'drama') return song.dramaIds.includes(catalogue.drama(id)?.id ?? id);
  const artistId = catalogue.artist(id)?.id ?? id;
  return song.credits.some(
    ({ artist, role }) => artist === artistId && (role === 'performer' || role === 'featuring'),
  );
};

/** Tells followers of songs that the catalogue has gained since the last start. */
export const createFollowNews = (deps: FollowNewsDeps) => {
  const { clock, catalogue, schedule, once, announcer } = deps;
  const seen = deps.stores.open('catalogue-seen', { schema: seenSchema, version: 1 });

  schedule.handle(kind, {
    schema: jobSchema,
    run: async ({ id, runKey, data: { to, songIds, more } }) => {
      await once.run(id, () => announcer.post(to, { kind: 'songs', songIds, more }, runKey));
    },
  });

  const tell = async (news: readonly Song[]): Promise<void> => {
    const settings = await deps.settings.everywhere();
    const audienceOf = ({ memberId, guildId }: Followed): Audience => {
      const channelId = settings.get(guildId ?? '')?.channels.announcements;
      return guildId === null || channelId === undefined
        ? { kind: 'member', memberId }
        : { kind: 'channel', guildId, channelId };
    };
    const heard = new Map<string, { to: Audience; songIds: Set<string> }>();
    for (const follow of await deps.follows.all()) {
      const own = news.filter((song) => isOf(catalogue, song, follow));
      if (own.length === 0) continue;
      const to = audienceOf(follow);
      const key = JSON.stringify(to);
      const one = heard.get(key) ?? { to, songIds: new Set() };
      for (const { id } of own) one.songIds.add(id);
      heard.set(key, one);
    }
    for (const [key, { to, songIds }] of heard) {
      const all = [...songIds].sort();
      const named = all.slice(0, mostNamed);
      await schedule.add({
        // The same however often it is added: a process that ends in the middle adds it again.
        id: `${kind}:${keyOf(key, ...all)}`,
        kind,
        dueAt: clock.now(),
        data: { to, songIds: named, more: all.length - named.length },
        ...serverOf(to),
      });
    }
  };

  return {
    /** Compares the catalogue with what was known at the last start. The first start tells nobody anything. */
    compare: async (): Promise<void> => {
      const known = (await seen.get('songs'))?.songIds;
      const before = new Set(known);
      const news = [...catalogue.songs.values()].filter(
        // A song that got another id is no new song.
        ({ id, aliases = [] }) => ![id, ...aliases].some((name) => before.has(name)),
      );
      if (known !== undefined && news.length === 0) return;
      if (known !== undefined) await tell(news);
      // What has left may come back, and is no news then either.
      const songIds = [...new Set([...before, ...catalogue.songs.keys()])];
      await seen.update('songs', () => ({ songIds }));
    },
  };
};
