import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { NewRow, Plan } from '../../src/core/party/types.ts';
import { en } from '../../src/i18n/en.ts';
import { partyRecapView } from '../../src/views/party-now.ts';
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
const time = createSteppedTime(() => bot.settled());

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
  await bot.recover();
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await bot.kill();
});

const as = (memberId: string, steward = false) => ({ memberId, at: time.clock.now(), steward });
const planned = (changes: Partial<Plan> = {}): Plan =>
  planOf({ startsAt: time.clock.now() + 2 * day, ...changes });

describe('the hosts of a series', () => {
  const weekly = async (hostIds: readonly string[]) => {
    const wish = { plan: planned({ hostId: hostIds[0]! }), repeat: 'weekly', hostIds } as const;
    const state = await bot.parties.schedule('guild', as('ann'), wish);
    await bot.settled();
    return state.party.partyId;
  };
  /** Lets the next one pass, with nobody there. */
  const pass = async () => {
    await time.advance(week);
    await bot.settled();
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
    await bot.settled();
    // The evening goes on with its host; the next one is planned already, and follows too.
    await bot.parties.setHosts(partyId, as('cleo'), ['dana']);
    expect(bot.parties.get(partyId).party.plan.hostId).toBe('cleo');
    expect(nextHost()).toBe('dana');
  });
});

describe('what a party holds on a member', () => {
  const here = async (...memberIds: readonly string[]) => {
    for (const memberId of memberIds) {
      outside.present.add(memberId);
      await bot.parties.voiceChanged('guild', memberId, 'stage', time.clock.now());
    }
  };
  const exported = async (memberId: string) =>
    (await bot.parties.exportMember(memberId)) as readonly Record<string, unknown>[] | undefined;
  /** In the state and in what is stored. */
  const isNamed = async (partyId: string, memberId: string) => {
    const stored = JSON.stringify((await bot.parties.recall(partyId)) ?? null);
    return stored.includes(`"${memberId}"`);
  };

  /** Both come, bo with everything a member can leave behind. */
  const evening = async () => {
    const wish = { plan: planned({ hostId: 'ann' }), repeat: null } as const;
    const { partyId } = (await bot.parties.schedule('guild', as('ann'), wish)).party;
    await bot.parties.rsvp(partyId, as('bo'), 'going');
    await bot.parties.rsvp(partyId, as('cy'), 'going');
    await bot.parties.remindMe(partyId, as('bo'), true);
    const songId = [...catalogue.songs.keys()][20]!;
    const { trackId } = await bot.parties.add(partyId, as('bo'), songId, false);
    await bot.parties.upvote(partyId, as('bo'), trackId, true);
    await time.advance(2 * day);
    await here('ann', 'bo');
    await time.advance(minute + 30_000);
    const state = bot.parties.running('guild');
    if (state?.phase !== 'playing') throw new Error('Nothing is playing');
    await bot.parties.react(partyId, as('bo'), state.track.row.trackId, 'save');
    return { partyId, songId, track: state.track };
  };

  test('is exported whole', async () => {
    const { partyId, songId } = await evening();
    expect(await exported('bo')).toMatchObject([
      {
        partyId,
        isHost: false,
        answer: 'going',
        remindedByMessage: true,
        asked: [songId],
        votedFor: [songId],
        reactions: [{ kind: 'save' }],
      },
    ]);
    expect(await exported('ann')).toMatchObject([
      { isHost: true, attendance: { since: expect.any(Number) as number } },
    ]);
    expect(await exported('nobody')).toBeUndefined();
  });

  test('is gone at once, and the party goes on at the same place', async () => {
    const { partyId, track } = await evening();
    outside.present.delete('bo');
    await bot.parties.forgetMember('bo');
    expect(await isNamed(partyId, 'bo')).toBe(false);
    expect(await exported('bo')).toBeUndefined();
    const state = bot.parties.running('guild');
    expect(state).toMatchObject({
      phase: 'playing',
      track: { row: { songId: track.row.songId }, startedAt: track.startedAt },
    });
    // As many people, one of them without a name, and not in the room any more.
    expect(state?.run.guests).toHaveLength(2);
    expect(state?.run.guests.filter(({ since }) => since !== null).map(({ id }) => id)).toEqual(['ann']);
    expect(bot.shown.some(({ effect }) => effect.type === 'redraw')).toBe(true);
    await time.advance(4 * minute);
    expect(bot.parties.running('guild')?.run.history.length).toBeGreaterThan(0);
  });

  test('who stays in the room is there anew, and can be heard', async () => {
    const { partyId } = await evening();
    await bot.parties.forgetMember('bo');
    expect(await exported('bo')).toMatchObject([
      { asked: [], reactions: [], answer: undefined, attendance: { earlierMs: 0 } },
    ]);
    await bot.parties.skip(partyId, as('bo'), { force: false });
    expect(await bot.parties.skip(partyId, as('ann'), { force: false })).toBe(true);
  });

  test('a host who is forgotten leaves a party that others may steer', async () => {
    const { partyId } = await evening();
    outside.present.delete('ann');
    await bot.parties.forgetMember('ann');
    expect(await isNamed(partyId, 'ann')).toBe(false);
    await expect(bot.parties.pause(partyId, as('bo'))).rejects.toThrow('notPartyHost');
    await bot.parties.pause(partyId, as('mod', true));
  });

  test('is gone from parties of the past, whose recap is drawn again', async () => {
    const { partyId } = await evening();
    await bot.parties.end(partyId, as('ann'));
    await time.advance(11 * minute);
    expect(() => bot.parties.get(partyId)).toThrow('noParty');
    expect(await exported('bo')).toMatchObject([{ partyId, reactions: [{ kind: 'save' }] }]);
    bot.shown.length = 0;
    await bot.parties.forgetMember('bo');
    expect(await isNamed(partyId, 'bo')).toBe(false);
    expect(await exported('bo')).toBeUndefined();
    expect(await exported('ann')).toHaveLength(1);
    const [{ state, effect } = { state: undefined, effect: undefined }] = bot.shown;
    expect(effect).toEqual({ type: 'redraw' });
    if (state?.phase !== 'ended') throw new Error('No recap was drawn again');
    const recap = partyRecapView(catalogue, state, { now: time.clock.now(), files: [] }, en);
    expect(JSON.stringify(recap)).toContain('2 people');
    expect(JSON.stringify(recap)).toContain('<@ann>');
    expect(JSON.stringify(recap)).not.toContain('<@0');
  });
});
