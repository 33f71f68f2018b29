import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { openSqliteStores } from '../../src/adapters/store.ts';
import type { Log } from '../../src/core/log.ts';
import type { Stores } from '../../src/core/ports.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import type { CupEffect, CupSettings, CupState } from '../../src/core/worldcup/types.ts';
import { createFavourites } from '../../src/services/favourites.ts';
import { createMoodTags } from '../../src/services/mood-tags.ts';
import { createWorldcups } from '../../src/services/worldcups.ts';
import { createSteppedTime } from '../support/stepped-time.ts';

const catalogue = await loadCatalogue('data');
const place = { guildId: 'guild', channelId: 'channel' };
const settings: CupSettings = { size: 4, theme: { kind: 'everything' }, seconds: 30 };

let folder: string;
let url: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-cups-'));
  url = `sqlite://${join(folder, 'bot.db')}`;
});
afterEach(() => rm(folder, { recursive: true }));

type Cups = ReturnType<typeof createWorldcups>;

/** One life of the bot after another on one database and one clock. */
const createLives = (around: (stores: Stores) => Stores = (stores) => stores) => {
  const shown: { state: CupState; effect: CupEffect }[] = [];
  const errors: object[] = [];
  const note = () => undefined;
  const log: Log = { debug: note, info: note, warn: note, error: (fields) => errors.push(fields) };
  const rng = createSeededRng('lives');
  let cups: Cups | undefined;
  let stores: Stores | undefined;
  const time = createSteppedTime(async () => cups?.settled());
  const current = (): Cups => {
    if (cups === undefined) throw new Error('The bot is not running.');
    return cups;
  };
  const boot = async (): Promise<Cups> => {
    stores = around(await openSqliteStores(url));
    const { clock, timers } = time;
    cups = createWorldcups({
      stores,
      catalogue,
      clock,
      timers,
      rng,
      log,
      screen: { show: (_place, state, effect) => shown.push({ state, effect }) },
      moodTags: createMoodTags({ stores }),
      favourites: createFavourites({ stores, clock }),
      membersOf: () => Promise.resolve([]),
    });
    await cups.recover();
    return cups;
  };
  const end = async (): Promise<void> => {
    await cups?.dispose();
    await stores?.close();
  };
  const member = (memberId: string, moderator = false) => ({ memberId, at: time.clock.now(), moderator });
  return {
    shown,
    errors,
    time,
    boot,
    end,
    member,
    cups: current,
    restart: async () => {
      await end();
      await boot();
    },
    vote: (memberId: string, side: 'a' | 'b') => {
      const state = current().current('channel');
      if (state?.phase !== 'voting') throw new Error('No pair is open.');
      const vote = { cupId: state.cup.cupId, number: state.pair.number, side };
      return current().vote('channel', member(memberId), vote);
    },
    count: (type: CupEffect['type']) => shown.filter(({ effect }) => effect.type === type).length,
  };
};

describe('a cup on disk', () => {
  test('goes on after a restart between every two steps, with every vote and one champion', async () => {
    const life = createLives();
    await life.boot();
    await life.cups().start(place, life.member('host'), settings);
    for (let pair = 1; pair <= 3; pair += 1) {
      await life.restart();
      await life.vote('ann', 'b');
      await life.restart();
      await life.vote('bo', 'b');
      await life.restart();
      const state = life.cups().current('channel');
      expect(state?.phase === 'voting' && state.pair.votes.map(({ memberId }) => memberId)).toEqual([
        'ann',
        'bo',
      ]);
      await life.time.advance(31_000);
      await life.restart();
      await life.time.advance(6_000);
    }
    expect(life.count('announcePair')).toBe(3);
    expect(life.count('revealPair')).toBe(3);
    expect(life.count('crown')).toBe(1);
    await life.restart();
    const champions = await life.cups().champions('guild');
    expect(champions).toMatchObject([{ votes: 6, voters: 2, settings }]);
    expect(life.errors).toEqual([]);
    await life.end();
  });

  test('whose champion could not be kept is entered on the next start, once', async () => {
    let isFull = true;
    const life = createLives((stores) => ({
      ...stores,
      open: (namespace, format) => {
        const store = stores.open(namespace, format);
        if (namespace !== 'worldcup-hall') return store;
        return {
          ...store,
          update: (id, change) =>
            isFull ? Promise.reject(new Error('disk full')) : store.update(id, change),
        };
      },
    }));
    await life.boot();
    await life.cups().start(place, life.member('host'), settings);
    for (let pair = 1; pair <= 3; pair += 1) {
      await life.vote('ann', 'a');
      await life.time.advance(37_000);
    }
    expect(life.count('crown')).toBe(1);
    expect(life.errors).toHaveLength(1);
    expect(await life.cups().champions('guild')).toEqual([]);
    isFull = false;
    await life.restart();
    await life.restart();
    expect(await life.cups().champions('guild')).toHaveLength(1);
    await life.end();
  });

  test('closes its pair although the store fails for a moment, and shows nothing that is not stored', async () => {
    let failures = 0;
    const life = createLives((stores) => ({
      ...stores,
      open: (namespace, format) => {
        const store = stores.open(namespace, format);
        if (namespace !== 'worldcup-events') return store;
        return {
          ...store,
          update: (id, change) => {
            if (failures === 0) return store.update(id, change);
            failures -= 1;
            return Promise.reject(new Error('busy'));
          },
        };
      },
    }));
    await life.boot();
    await life.cups().start(place, life.member('host'), settings);
    failures = 1;
    await expect(life.vote('ann', 'b')).rejects.toThrow('busy');
    expect(life.count('voteTaken')).toBe(0);
    await life.vote('ann', 'b');
    failures = 2;
    await life.time.advance(30_600);
    expect(life.count('revealPair')).toBe(0);
    await life.time.advance(3_000);
    expect(life.count('revealPair')).toBe(1);
    expect(life.cups().current('channel')?.cup.results).toMatchObject([{ votes: { a: 0, b: 1 } }]);
    await life.end();
  });
});

describe('cups', () => {
  test('run side by side in channels, one in each', async () => {
    const life = createLives();
    const cups = await life.boot();
    await cups.start(place, life.member('host'), settings);
    const again = cups.start(place, life.member('ann'), settings);
    await expect(again).rejects.toMatchObject({ code: 'cupRunning' });
    await cups.start({ ...place, channelId: 'other' }, life.member('ann'), settings);
    await cups.steer('other', life.member('ann'), 'stop');
    expect(cups.current('other')).toBeUndefined();
    expect(cups.current('channel')).toBeDefined();
    const old = { cupId: 'older', number: 1, side: 'a' as const };
    await expect(cups.vote('channel', life.member('ann'), old)).rejects.toMatchObject({ code: 'expired' });
    await expect(cups.steer('nowhere', life.member('ann'), 'stop')).rejects.toMatchObject({ code: 'noCup' });
    await life.end();
  });

  test('take the favourites of the host and of members the server knows', async () => {
    const life = createLives();
    const cups = await life.boot();
    const theme = { kind: 'favourites' } as const;
    const none = cups.start(place, life.member('host'), { ...settings, theme });
    await expect(none).rejects.toMatchObject({ code: 'cupTooSmall', params: { found: 0, fits: null } });
    await life.end();
    const stores = await openSqliteStores(url);
    const favourites = createFavourites({ stores, clock: life.time.clock });
    const ids = [...catalogue.songs.keys()].slice(0, 4);
    for (const id of ids) await favourites.add('host', id);
    await stores.close();
    const state = await (await life.boot()).start(place, life.member('host'), { ...settings, theme });
    expect([...state.cup.songIds].sort()).toEqual([...ids].sort());
    await life.end();
  });

  test('tell a member what is held on them, and forget who they were but not their vote', async () => {
    const life = createLives();
    const cups = await life.boot();
    await cups.start(place, life.member('ann'), settings);
    await life.vote('ann', 'b');
    await life.time.advance(37_000);
    await life.vote('ann', 'b');
    await life.vote('bo', 'a');
    const { cupId } = cups.current('channel')!.cup;
    const voted = { type: 'vote', memberId: 'ann', side: 'b' };
    expect(await cups.exportMember('ann')).toMatchObject([
      {
        cupId,
        guildId: place.guildId,
        events: [
          { type: 'start', hostId: 'ann' },
          { ...voted, number: 1 },
          { ...voted, number: 2 },
        ],
      },
    ]);
    expect(await cups.exportMember('nobody')).toEqual([]);
    await cups.forgetMember('ann');
    for (const isRestarted of [false, true]) {
      if (isRestarted) await life.restart();
      expect(await life.cups().exportMember('ann')).toEqual([]);
      const state = life.cups().current('channel');
      expect(state?.phase === 'voting' && state.pair.votes).toMatchObject([
        { side: 'b' },
        { memberId: 'bo' },
      ]);
      expect(JSON.stringify(state)).not.toContain('"ann"');
    }
    await life.end();
  });
});
