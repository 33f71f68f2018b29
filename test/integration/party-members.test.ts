import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { NewRow, Plan } from '../../src/core/party/types.ts';
import { bootParties, createOutside } from '../support/party-process.ts';
import type { Outside, PartyProcess } from '../support/party-process.ts';
import { planOf } from '../support/party-scenario.ts';
import { createSteppedTime } from '../support/stepped-time.ts';

const day = 86_400_000;
const minute = 60_000;
const week = 7 * day;

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue('data');
});

let bot: PartyProcess;
let outside: Outside;
const time = createSteppedTime(() => bot.parties.settled());

beforeEach(async () => {
  outside = createOutside();
  const rows: readonly NewRow[] = [...catalogue.songs.keys()].slice(0, 4).map((songId) => ({
    songId,
    owner: { kind: 'list', memberId: null },
    why: { code: 'host-pick' },
    role: null,
    lengthMs: 200_000,
  }));
  bot = await bootParties({ url: 'sqlite://:memory:', catalogue, time, outside, rows });
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.parties.dispose();
  await bot.stores.close();
});

const as = (memberId: string, steward = false) => ({ memberId, at: time.clock.now(), steward });
const planned = (changes: Partial<Plan> = {}): Plan =>
  planOf({ startsAt: time.clock.now() + 2 * day, ...changes });

describe('the hosts of a series', () => {
  const weekly = async (hostIds: readonly string[]) => {
    const wish = { plan: planned({ hostId: hostIds[0]! }), repeat: 'weekly', hostIds } as const;
    const state = await bot.parties.schedule('guild', as('ann'), wish);
    await bot.parties.settled();
    return state.party.partyId;
  };
  /** Lets the next one pass, with nobody there. */
  const pass = async () => {
    await time.advance(week);
    await bot.parties.settled();
  };
  const nextHost = () => bot.parties.list('guild').at(-1)?.party.plan.hostId;

  test('take turns, and who has left the server is passed over', async () => {
    await weekly(['ann', 'bo', 'cleo']);
    expect(nextHost()).toBe('ann');
    await pass();
    expect(nextHost()).toBe('bo');
    outside.absent.add('cleo');
    await pass();
    expect(nextHost()).toBe('ann');
    // Back again, cleo has her turn after bo.
    outside.absent.clear();
    await pass();
    await pass();
    expect(nextHost()).toBe('cleo');
  });

  test('who leaves between the planning and the evening is passed over by the first reminder, which names the next', async () => {
    const partyId = await weekly(['ann', 'bo']);
    outside.absent.add('ann');
    await time.advance(day + minute);
    expect(bot.parties.get(partyId).party.plan.hostId).toBe('bo');
    const reminder = bot.shown.find(({ effect }) => effect.type === 'remind');
    expect(reminder?.state.party.plan.hostId).toBe('bo');
    // The host of the night steers, and the one who has left does not.
    await expect(bot.parties.begin(partyId, as('ann'))).rejects.toThrow('notPartyHost');
    await bot.parties.begin(partyId, as('bo'));
    expect([...outside.events.values()].at(0)?.hostId).toBe('bo');
  });

  test('are changed by a host for all parties that are planned, and by nobody else', async () => {
    const partyId = await weekly(['ann']);
    await expect(bot.parties.setHosts(partyId, as('bo'), ['bo'])).rejects.toThrow('notPartyHost');
    const changed = await bot.parties.setHosts(partyId, as('ann'), ['cleo', 'bo']);
    expect(changed.party.plan.hostId).toBe('cleo');
    await bot.parties.begin(partyId, as('cleo'));
    await bot.parties.settled();
    // The evening goes on with its host; the next one is planned already, and follows too.
    await bot.parties.setHosts(partyId, as('cleo'), ['dana']);
    expect(bot.parties.get(partyId).party.plan.hostId).toBe('cleo');
    expect(nextHost()).toBe('dana');
  });
});
