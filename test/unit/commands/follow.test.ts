import { beforeEach, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { createLocalCarrier } from '../../../src/adapters/schedule-local.ts';
import { createMemoryStores } from '../../../src/adapters/store.ts';
import { createFollowCommand } from '../../../src/commands/follow.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { toReference } from '../../../src/core/catalogue/reference.ts';
import { anniversariesFrom, eveningOf } from '../../../src/core/party/anniversaries.ts';
import type { Stores } from '../../../src/core/ports.ts';
import { createSeededRng } from '../../../src/core/rng.ts';
import { createSearch } from '../../../src/core/search/search.ts';
import { createAnniversaryRadar } from '../../../src/services/anniversary-radar.ts';
import type { Announcement, Audience } from '../../../src/services/announcements.ts';
import { createFollowNews } from '../../../src/services/follow-news.ts';
import { createFollows } from '../../../src/services/follows.ts';
import { createOnce } from '../../../src/services/once.ts';
import { createSchedule } from '../../../src/services/schedule.ts';
import { createSettings } from '../../../src/services/settings.ts';
import { createLabel } from '../../../src/views/labels.ts';
import { catalogueOf, dramaRow, songRow } from '../../support/fixture-catalogue.ts';
import { createHands, partsOf, readable, viewOf } from '../../support/handlers.ts';
import { createSteppedTime } from '../../support/stepped-time.ts';

const startMs = Date.parse('2026-11-20T00:00:00Z');
const hourMs = 3_600_000;

const songs = (dramaId: string, count: number, artistId = 'punch') =>
  Array.from({ length: count }, (_one, index) => songRow(`${dramaId}-${index}`, [dramaId], [artistId]));
const dramas = [
  dramaRow('goblin', { aired: { from: '2016-11-25' }, popularity: 90 }),
  dramaRow('signal', { aired: { from: '2011-11-26' }, popularity: 95 }),
  dramaRow('misaeng', { aired: { from: '2014-11-22' } }),
  dramaRow('leap', { aired: { from: '2024-02-29' } }),
  dramaRow('no-date', { year: 2016 }),
];
const artists = [{ id: 'punch', names: { en: 'Punch' }, sources: ['test'] }];
const before = catalogueOf(dramas, [...songs('goblin', 6), ...songs('misaeng', 6)], artists);

/** A bot of this catalogue, on stores that may have been another one's. */
const boot = async (
  stores: Stores,
  catalogue: Catalogue,
  more: { startMs?: number; failing?: number; serves?: (guildId: string) => boolean } = {},
) => {
  let failures = more.failing ?? 0;
  const posts: { to: Audience; what: Announcement }[] = [];
  let idle = () => Promise.resolve();
  const time = createSteppedTime(() => idle(), more.startMs ?? startMs);
  const { clock, timers } = time;
  const log = { debug: () => 0, info: () => 0, warn: () => 0, error: () => 0 };
  const carrier = createLocalCarrier(clock, timers);
  idle = () => carrier.idle();
  const rng = createSeededRng('follows');
  const schedule = createSchedule({ stores, clock, rng, timers, log, carrier });
  const settings = createSettings({ stores, defaultZone: 'UTC' });
  await settings.load(more.serves);
  const follows = createFollows({ stores, clock });
  const announcer = {
    post: (to: Audience, what: Announcement) => {
      failures -= 1;
      if (failures >= 0) return Promise.reject(new Error('Discord answers 500'));
      posts.push({ to, what });
      return Promise.resolve();
    },
  };
  const heard = { catalogue, clock, follows, schedule, once: createOnce({ stores, clock }), announcer };
  const news = createFollowNews({ ...heard, stores, settings });
  const radar = createAnniversaryRadar({ ...heard, log, settings });
  await news.compare();
  await schedule.start(more.serves);
  await radar.start();
  return { posts, follows, settings, time, stop: () => schedule.dispose() };
};

/** One database under bots that come and go: each opens its namespaces anew. */
let stores: Stores;
let opened: Map<string, unknown>;
beforeEach(() => {
  const real = createMemoryStores();
  opened = new Map();
  stores = {
    ...real,
    open: (namespace, format) => {
      const known = opened.get(namespace) ?? real.open(namespace, format);
      opened.set(namespace, known);
      return known as never;
    },
  };
});

const withSettings = async (channel: 'party' | 'announcements', zone?: string) => {
  const settings = createSettings({ stores, defaultZone: 'UTC' });
  await settings.change('server', [
    { setting: 'channel', use: channel, value: 'channel' },
    ...(zone === undefined ? [] : [{ setting: 'zone' as const, value: zone }]),
  ]);
};

test('finds anniversaries by the first day on air, also of 29 February', () => {
  const ids = (day: string, days: number) =>
    anniversariesFrom(before, day, days).map(({ dramaId, years, day: on }) => [dramaId, years, on]);
  expect(ids('2026-11-20', 7)).toEqual([
    ['misaeng', 12, '2026-11-22'],
    ['goblin', 10, '2026-11-25'],
    ['signal', 15, '2026-11-26'],
  ]);
  expect(ids('2026-11-26', 1)).toEqual([['signal', 15, '2026-11-26']]);
  expect(ids('2026-02-25', 7)).toEqual([['leap', 2, '2026-02-28']]);
  expect(ids('2028-02-25', 7)).toEqual([['leap', 4, '2028-02-29']]);
  expect(ids('2011-11-26', 1)).toEqual([]);
  expect(ids('2026-12-30', 360)).toContainEqual(['goblin', 11, '2027-11-25']);
});

test('puts the party on the evening of the day, or on the next one to come', () => {
  const at = (day: string, now: string) =>
    new Date(eveningOf(day, Date.parse(now), 'Asia/Seoul')).toISOString();
  expect(at('2026-11-25', '2026-11-20T00:00:00Z')).toBe('2026-11-25T11:00:00.000Z');
  expect(at('2026-11-25', '2026-11-25T11:00:00Z')).toBe('2026-11-26T11:00:00.000Z');
  expect(at('2026-11-25', '2026-11-28T02:00:00Z')).toBe('2026-11-28T11:00:00.000Z');
});

test('tells followers of new songs once: in the channel of their server, else each by message', async () => {
  await withSettings('announcements');
  const first = await boot(stores, before);
  await first.follows.add('fan', { kind: 'drama', id: 'goblin', guildId: 'server' });
  await first.follows.add('another', { kind: 'artist', id: 'punch', guildId: 'server' });
  await first.follows.add('third', { kind: 'drama', id: 'goblin', guildId: 'without channel' });
  await first.follows.add('fourth', { kind: 'drama', id: 'misaeng', guildId: null });
  await first.stop();
  expect(first.posts).toEqual([]);

  const more = [
    ...before.songs.values(),
    songRow('new-a', ['goblin'], ['heize']),
    songRow('new-b', ['signal'], ['punch']),
  ];
  const second = await boot(stores, catalogueOf(dramas, more, artists));
  await second.time.advance(1_000);
  await second.stop();
  const songPosts = second.posts.filter(({ what }) => what.kind === 'songs');
  expect(songPosts).toHaveLength(2);
  expect(songPosts).toContainEqual({
    to: { kind: 'channel', guildId: 'server', channelId: 'channel' },
    what: { kind: 'songs', songIds: ['new-a', 'new-b'], more: 0 },
  });
  expect(songPosts).toContainEqual({
    to: { kind: 'member', memberId: 'third' },
    what: { kind: 'songs', songIds: ['new-a'], more: 0 },
  });

  const third = await boot(stores, catalogueOf(dramas, more, artists), { startMs: startMs + 60_000 });
  await third.time.advance(1_000);
  await third.stop();
  expect(third.posts).toEqual([]);
});

test('tries again when Discord fails, and takes a song with another id for the same', async () => {
  const first = await boot(stores, before);
  await first.follows.add('fan', { kind: 'drama', id: 'goblin', guildId: null });
  await first.stop();
  const renamed = [...before.songs.values()].map((song) =>
    song.id === 'goblin-0' ? { ...song, id: 'stay', aliases: ['goblin-0'] } : song,
  );
  const second = await boot(stores, catalogueOf(dramas, renamed, artists));
  await second.time.advance(1_000);
  await second.stop();
  expect(second.posts).toEqual([]);
  const more = [...renamed, songRow('new', ['goblin'], [])];
  const third = await boot(stores, catalogueOf(dramas, more, artists), { failing: 2 });
  await third.time.advance(60_000);
  await third.stop();
  expect(third.posts).toHaveLength(1);
});

test('posts an anniversary in the morning of the server, once, also through restarts', async () => {
  await withSettings('party', 'America/New_York');
  const bot = await boot(stores, before);
  await bot.follows.add('fan', { kind: 'drama', id: 'misaeng', guildId: 'server' });
  const channel = { kind: 'channel', guildId: 'server', channelId: 'channel' } as const;
  // 9 in the morning there is 14:00 UTC.
  await bot.time.advance(13 * hourMs + 59 * 60_000);
  expect(bot.posts).toEqual([]);
  await bot.time.advance(60_000);
  expect(bot.posts).toMatchObject([
    { to: channel, what: { kind: 'anniversary', dramaId: 'misaeng', years: 12, day: '2026-11-22' } },
    // Signal is better known, but nothing could be played for it.
    { to: channel, what: { kind: 'anniversary', dramaId: 'goblin', years: 10, day: '2026-11-25' } },
  ]);
  expect(bot.posts[1]?.what).toMatchObject({ startsAt: Date.parse('2026-11-26T01:00:00Z') });
  await bot.time.advance(24 * hourMs);
  await bot.stop();
  expect(bot.posts).toHaveLength(2);
  const again = await boot(stores, before, { startMs: startMs + 40 * hourMs });
  await again.time.advance(24 * hourMs);
  await again.stop();
  expect(again.posts).toEqual([]);
});

test('leaves servers alone that follow nothing and chose no party channel', async () => {
  await withSettings('announcements');
  const bot = await boot(stores, before);
  await bot.time.advance(48 * hourMs);
  expect(bot.posts).toEqual([]);
  await bot.follows.add('fan', { kind: 'drama', id: 'goblin', guildId: 'server' });
  await bot.follows.add('other', { kind: 'drama', id: 'goblin', guildId: null });
  await bot.time.advance(24 * hourMs);
  await bot.stop();
  expect(bot.posts.map(({ to, what }) => [to.kind, what.kind === 'anniversary' && what.dramaId])).toEqual([
    ['channel', 'goblin'],
    ['member', 'goblin'],
  ]);
});

test('tells an anniversary once although Discord failed at first', async () => {
  await withSettings('party');
  const bot = await boot(stores, before, { failing: 1 });
  await bot.time.advance(9 * hourMs);
  expect(bot.posts).toEqual([]);
  await bot.time.advance(hourMs);
  await bot.stop();
  expect(bot.posts).toHaveLength(1);
});

test('whichever process looks, the one with the server tells its channel', async () => {
  await withSettings('party');
  const bot = await boot(stores, before, { serves: () => false });
  await bot.follows.add('fan', { kind: 'drama', id: 'goblin', guildId: 'server' });
  await bot.time.advance(9 * hourMs);
  await bot.stop();
  expect(bot.posts).toEqual([]);
  const owner = await boot(stores, before, { startMs: startMs + 9 * hourMs + 1_000 });
  await owner.time.advance(0);
  await owner.stop();
  const channel = { kind: 'channel', guildId: 'server', channelId: 'channel' } as const;
  expect(owner.posts).toMatchObject([{ to: channel, what: { dramaId: 'goblin' } }]);
});

test('news of another process’s server go to its channel as well, and to nobody by message', async () => {
  await withSettings('announcements');
  const first = await boot(stores, before);
  await first.follows.add('fan', { kind: 'drama', id: 'goblin', guildId: 'server' });
  await first.stop();
  const more = catalogueOf(dramas, [...before.songs.values(), songRow('new', ['goblin'], [])], artists);
  const other = await boot(stores, more, { serves: () => false });
  await other.time.advance(5_000);
  await other.stop();
  expect(other.posts).toEqual([]);
  const owner = await boot(stores, more, { startMs: startMs + 10_000 });
  await owner.time.advance(0);
  await owner.stop();
  expect(owner.posts).toMatchObject([{ to: { kind: 'channel', channelId: 'channel' } }]);
});

const catalogue = await loadCatalogue('data');

test('/follow follows, lists and stops, and says where it tells', async () => {
  const label = createLabel(catalogue);
  const follows = createFollows({ stores: createMemoryStores(), clock: { now: () => 0 } });
  const command = createFollowCommand({
    search: createSearch(catalogue),
    follows,
    label,
    announcementsOf: (guildId) => (guildId === 'guild' ? '42' : undefined),
  });
  const hands = createHands([command]);
  const [choice] = await hands.complete('follow drama', 'query', 'goblin');
  const told = await hands.run('follow drama', { query: 'goblin' });
  expect(readable(viewOf(told))).toContain('<#42>');
  const followed = await follows.list('fan');
  expect(followed.map(({ id }) => toReference(id))).toEqual([choice?.value]);
  await hands.run('follow drama', { query: choice?.value ?? '' });
  expect(await follows.list('fan')).toHaveLength(1);
  const byMessage = await hands.run('follow artist', { query: 'punch' }, { guildId: null });
  expect(readable(viewOf(byMessage))).toContain('direct message');
  const list = await hands.run('follow list');
  const [select] = partsOf(viewOf(list));
  expect(select?.options).toHaveLength(2);
  const value = select?.options?.find(({ value: one }) => one.startsWith('drama'))?.value ?? '';
  await hands.component('follow.pick', {}, { values: [value] });
  expect((await follows.list('fan')).map(({ kind }) => kind)).toEqual(['artist']);
  await hands.press(byMessage, 'Unfollow', { guildId: null });
  expect(await follows.exportMember('fan')).toBeUndefined();
  await expect(hands.run('follow artist', { query: '' })).rejects.toMatchObject({ code: 'artistNotFound' });
  await hands.run('follow drama', { query: 'goblin' });
  expect(await follows.exportMember('fan')).toMatchObject([{ kind: 'drama', guildId: 'guild' }]);
  await follows.forgetMember('fan');
  expect(await follows.all()).toEqual([]);
});
