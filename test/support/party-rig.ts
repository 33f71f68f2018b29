import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { Effect, NewRow, Plan, Track } from '../../src/core/party/types.ts';
import { bootParties, createOutside } from './party-process.ts';
import type { Outside, PartyProcess } from './party-process.ts';
import { planOf } from './party-scenario.ts';
import { createSteppedTime } from './stepped-time.ts';

const day = 86_400_000;

/** The parties of one server on a stepped clock, through as many lives of the bot as a test wants. A fresh one each test. */
export const usePartyRig = () => {
  let catalogue: Catalogue;
  let folder: string;
  let songIds: readonly string[];
  let bot: PartyProcess;
  let outside: Outside;
  let url: string;
  let databases = 0;
  /** What all lives of the bot have shown. */
  let shown: Effect[] = [];
  let rows: readonly NewRow[] = [];
  const time = createSteppedTime(() => bot.settled());

  const boot = async () => {
    bot = await bootParties({ url, catalogue, time, outside, rows });
    await bot.recover();
    await bot.settled();
  };
  const kill = async () => {
    expect(bot.errors).toEqual([]);
    shown = [...shown, ...bot.shown.map(({ effect }) => effect)];
    await bot.kill();
  };
  /** Another server, of which the bot knows nothing yet. */
  const begin = async () => {
    databases += 1;
    url = `sqlite://${join(folder, `${databases}.db`)}`;
    outside = createOutside();
    shown = [];
    await boot();
  };

  beforeAll(async () => {
    catalogue = await loadCatalogue('data');
    folder = await mkdtemp(join(tmpdir(), 'sonagi-parties-'));
    songIds = [...catalogue.songs.values()]
      .filter(({ lengthMs }) => lengthMs !== undefined)
      .map(({ id }) => id);
    rows = songIds.slice(0, 4).map((songId) => ({
      songId,
      owner: { kind: 'list', memberId: null },
      why: { code: 'host-pick' },
      role: null,
      lengthMs: 200_000,
    }));
  });
  afterAll(() => rm(folder, { recursive: true }));
  beforeEach(begin);
  afterEach(kill);

  const as = (memberId: string, steward = false) => ({ memberId, at: time.clock.now(), steward });
  const planned = (changes: Partial<Plan> = {}): Plan =>
    planOf({ startsAt: time.clock.now() + 2 * day, ...changes });
  const come = async (memberIds: readonly string[], channelId: string | null) => {
    for (const memberId of memberIds) {
      if (channelId === null) outside.present.delete(memberId);
      else outside.present.add(memberId);
      await bot.parties.voiceChanged('guild', memberId, channelId, time.clock.now());
    }
  };

  return {
    time,
    kill,
    boot,
    begin,
    restart: async () => {
      await kill();
      await boot();
    },
    as,
    planned,
    schedule: async (changes: Partial<Plan> = {}, repeat: 'weekly' | null = null): Promise<string> => {
      const state = await bot.parties.schedule('guild', as('host'), { plan: planned(changes), repeat });
      await bot.settled();
      return state.party.partyId;
    },
    here: (...memberIds: readonly string[]) => come(memberIds, 'stage'),
    gone: (...memberIds: readonly string[]) => come(memberIds, null),
    playing: (): Track => {
      const state = bot.parties.running('guild');
      if (state?.phase !== 'playing') throw new Error(`Nothing is playing: ${state?.phase ?? 'no party'}`);
      return state.track;
    },
    allShown: <T extends Effect['type']>(type: T) =>
      [...shown, ...bot.shown.map(({ effect }) => effect)].filter(
        (effect): effect is Extract<Effect, { type: T }> => effect.type === type,
      ),
    get bot() {
      return bot;
    },
    get outside() {
      return outside;
    },
    get songIds() {
      return songIds;
    },
    get catalogue() {
      return catalogue;
    },
  };
};
