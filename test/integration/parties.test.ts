import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { replayRows } from '../../src/core/party/replay.ts';
import { recapOf } from '../../src/core/party/recap.ts';
import { hasBegun, positionAt } from '../../src/core/party/state.ts';
import type { Effect, NewRow, Plan } from '../../src/core/party/types.ts';
import { en } from '../../src/i18n/en.ts';
import { partyExportView } from '../../src/views/party-export.ts';
import { planOf } from '../support/party-scenario.ts';
import { bootParties, createOutside } from '../support/party-process.ts';
import type { Outside, PartyProcess } from '../support/party-process.ts';
import { createSteppedTime } from '../support/stepped-time.ts';

const day = 86_400_000;
const minute = 60_000;

let catalogue: Catalogue;
let folder: string;
let songIds: readonly string[];
beforeAll(async () => {
  catalogue = await loadCatalogue('data');
  folder = await mkdtemp(join(tmpdir(), 'sonagi-parties-'));
  songIds = [...catalogue.songs.values()]
    .filter(({ lengthMs }) => lengthMs !== undefined)
    .map(({ id }) => id);
});
afterAll(() => rm(folder, { recursive: true }));

let bot: PartyProcess;
let outside: Outside;
let url: string;
let databases = 0;
const time = createSteppedTime(() => bot.parties.settled());
/** What all lives of the bot have shown. */
let shown: Effect[] = [];
let rows: readonly NewRow[] = [];

const boot = async () => {
  bot = await bootParties({ url, catalogue, time, outside, rows });
};
const kill = async () => {
  expect(bot.errors).toEqual([]);
  shown = [...shown, ...bot.shown.map(({ effect }) => effect)];
  await bot.parties.dispose();
  await bot.stores.close();
};
const restart = async () => {
  await kill();
  await boot();
  await bot.parties.recover();
  await bot.parties.settled();
};

beforeEach(async () => {
  databases += 1;
  url = `sqlite://${join(folder, `${databases}.db`)}`;
  outside = createOutside();
  shown = [];
  rows = songIds.slice(0, 4).map((songId) => ({
    songId,
    owner: { kind: 'list', memberId: null },
    why: { code: 'host-pick' },
    role: null,
    lengthMs: 200_000,
  }));
  await boot();
});
afterEach(kill);

const as = (memberId: string, steward = false) => ({ memberId, at: time.clock.now(), steward });
const planned = (changes: Partial<Plan> = {}): Plan =>
  planOf({ startsAt: time.clock.now() + 2 * day, ...changes });
const allShown = <T extends Effect['type']>(type: T) =>
  [...shown, ...bot.shown.map(({ effect }) => effect)].filter(
    (effect): effect is Extract<Effect, { type: T }> => effect.type === type,
  );

const schedule = async (changes: Partial<Plan> = {}, repeat: 'weekly' | null = null): Promise<string> => {
  const state = await bot.parties.schedule('guild', as('host'), { plan: planned(changes), repeat });
  await bot.parties.settled();
  return state.party.partyId;
};

const here = async (...memberIds: readonly string[]) => {
  for (const memberId of memberIds) {
    outside.present.add(memberId);
    await bot.parties.voiceChanged('guild', memberId, 'stage', time.clock.now());
  }
};
const gone = async (...memberIds: readonly string[]) => {
  for (const memberId of memberIds) {
    outside.present.delete(memberId);
    await bot.parties.voiceChanged('guild', memberId, null, time.clock.now());
  }
};

/** A whole evening in voice; between any two steps the process may die. */
const evening = (partyId: string): readonly (() => Promise<unknown>)[] => [
  () => bot.parties.rsvp(partyId, as('ann'), 'going'),
  () => time.advance(1.5 * day),
  () => bot.parties.add(partyId, as('ann'), songIds[10]!, false),
  () => time.advance(0.5 * day),
  () => here('ann', 'bo', 'cy'),
  () => time.advance(minute),
  () => time.advance(50_000),
  () => bot.parties.react(partyId, as('ann'), playing().row.trackId, 'goosebumps'),
  () => bot.parties.react(partyId, as('bo'), playing().row.trackId, 'save'),
  () => bot.parties.skip(partyId, as('ann'), { force: false }),
  () => bot.parties.skip(partyId, as('bo'), { force: false }),
  () => time.advance(30_000),
  () => here('late'),
  () => bot.parties.pause(partyId, as('host')),
  () => time.advance(5 * minute),
  () => bot.parties.resume(partyId, as('host')),
  () => time.advance(minute),
  () => gone('ann', 'bo', 'cy', 'late'),
  () => time.advance(4 * minute),
  () => here('ann'),
  () => time.advance(10_000),
  () => bot.parties.end(partyId, as('host')),
];

const playing = () => {
  const state = bot.parties.running('guild');
  if (state?.phase !== 'playing') throw new Error(`Nothing is playing: ${state?.phase ?? 'no party'}`);
  return state.track;
};

const outcome = async (partyId: string) => {
  const state = await bot.parties.recall(partyId);
  if (state === undefined || !hasBegun(state)) throw new Error('The party never began');
  const recap = recapOf(state, time.clock.now());
  return {
    phase: state.phase,
    tracks: recap.tracks.map(({ record }) => [record.row.songId, record.outcome, record.playedMs]),
    moments: state.run.moments.map(({ memberId, kind, offsetMs }) => [memberId, kind, offsetMs]),
    guests: recap.guests,
    reminders: allShown('remind').map(({ kind }) => kind),
    recaps: allShown('recap').length,
    events: outside.creations(),
    status: [...outside.events.values()].map(({ status }) => status),
  };
};

describe('a voice party', () => {
  test('runs from the plan to the recap', async () => {
    const partyId = await schedule();
    for (const step of evening(partyId)) {
      await step();
      await bot.parties.settled();
    }
    const end = await outcome(partyId);
    expect(end).toMatchObject({
      phase: 'ended',
      tracks: [
        [songIds[0], 'skipped', 50_000],
        [songIds[10], 'played', 200_000],
        [songIds[1], 'stopped', expect.any(Number)],
      ],
      moments: [
        ['ann', 'goosebumps', 50_000],
        ['bo', 'save', 50_000],
      ],
      reminders: ['day', 'hour', 'five-minutes'],
      recaps: 1,
      events: 1,
      status: ['completed'],
    });
    expect(allShown('lateJoin')).toEqual([{ type: 'lateJoin', memberId: 'late' }]);
    expect(await bot.favourites.list('bo')).toEqual([songIds[0]]);
    expect(outside.isSeated()).toBe(false);
    expect((await bot.parties.past('guild')).map((past) => past.partyId)).toEqual([partyId]);
  });

  test('comes to the same end when the process dies between every two steps', async () => {
    const partyId = await schedule();
    for (const step of evening(partyId)) {
      await step();
      await bot.parties.settled();
    }
    const undisturbed = await outcome(partyId);
    await kill();
    outside = createOutside();
    url = url.replace('.db', '-killed.db');
    shown = [];
    await boot();
    const again = await schedule();
    for (const step of evening(again)) {
      await step();
      await bot.parties.settled();
      await restart();
    }
    expect(await outcome(again)).toEqual(undisturbed);
  });

  test('goes on at the same track within ten seconds of where it was, when it was off for minutes', async () => {
    const partyId = await schedule();
    await time.advance(2 * day);
    await here('ann');
    await time.advance(minute + 63_000);
    const { trackId } = playing().row;
    const before = positionAt(playing(), time.clock.now());
    await kill();
    await time.advance(3 * minute);
    await boot();
    await bot.parties.recover();
    await bot.parties.settled();
    expect(playing().row.trackId).toBe(trackId);
    expect(Math.abs(positionAt(playing(), time.clock.now()) - before)).toBeLessThan(10_000);
    expect(outside.heard.at(-1)!.fromMs).toBeGreaterThan(before - 10_000);
    await bot.parties.end(partyId, as('host'));
  });

  test('is put away ten minutes after its end, and remembered', async () => {
    const partyId = await schedule();
    await bot.parties.begin(partyId, as('host'));
    await bot.parties.end(partyId, as('host'));
    await time.advance(11 * minute);
    expect(() => bot.parties.get(partyId)).toThrow('noParty');
    await restart();
    expect((await bot.parties.recall(partyId))?.phase).toBe('ended');
    expect((await bot.parties.past('guild')).map((past) => past.partyId)).toEqual([partyId]);
  });

  test('goes to the next track when one has no sound', async () => {
    outside.silent.add(songIds[0]!);
    const partyId = await schedule();
    await bot.parties.begin(partyId, as('host'));
    await here('ann');
    await time.advance(minute + 6_000);
    expect(playing().row.songId).toBe(songIds[1]);
    await bot.parties.end(partyId, as('host'));
  });

  test('waits for the host when it gets no seat, or loses it', async () => {
    outside.refuseSeat(new Error('missing Connect'));
    const partyId = await schedule();
    await bot.parties.begin(partyId, as('host'));
    await bot.parties.settled();
    expect(bot.seatErrors).toHaveLength(1);
    expect(bot.parties.get(partyId)).toMatchObject({ phase: 'paused', reason: 'voice-lost' });
    outside.refuseSeat(undefined);
    outside.present.add('ann');
    await bot.parties.resume(partyId, as('host'));
    await bot.parties.settled();
    expect(playing().row.songId).toBe(songIds[0]);
    outside.lose();
    await bot.parties.settled();
    expect(bot.parties.get(partyId)).toMatchObject({ phase: 'paused', reason: 'voice-lost' });
    await bot.parties.end(partyId, as('host'));
  });
});

describe('a link-only party', () => {
  test('runs without any sound, also when the process dies between every two steps', async () => {
    const partyId = await schedule({ mode: 'link-only' });
    await time.advance(2 * day + minute + 30_000);
    await restart();
    expect(positionAt(playing(), time.clock.now())).toBe(10_000);
    await bot.parties.react(partyId, as('ann'), playing().row.trackId, 'goosebumps');
    await restart();
    const { lengthMs } = playing();
    await time.advance(lengthMs - 10_000 + 5_000 + 20_000);
    expect(positionAt(playing(), time.clock.now())).toBe(0);
    expect(playing().row.trackId).toBe(2);
    await restart();
    await bot.parties.skip(partyId, as('ann'), { force: false });
    await restart();
    await bot.parties.end(partyId, as('host'));
    expect(outside.heard).toEqual([]);
    expect(await outcome(partyId)).toMatchObject({
      tracks: [
        [songIds[0], 'played', lengthMs],
        [songIds[1], 'skipped', expect.any(Number)],
      ],
      moments: [['ann', 'goosebumps', 10_000]],
      events: 1,
      recaps: 1,
    });
  });
});

describe('a replay', () => {
  test('shows the reactions of then at their offsets, also after the first party was put away', async () => {
    const partyId = await schedule({ mode: 'link-only' });
    await time.advance(2 * day + minute + 30_000);
    await bot.parties.react(partyId, as('ann'), playing().row.trackId, 'goosebumps');
    await bot.parties.react(partyId, as('bob'), playing().row.trackId, 'save');
    await bot.parties.end(partyId, as('host'));
    await time.advance(30 * minute);
    await restart();
    const then = await bot.parties.recall(partyId);
    if (then === undefined || !hasBegun(then)) throw new Error('The party is gone');
    const again = replayRows(then);
    expect(again).toMatchObject([{ songId: songIds[0], why: { code: 'replay', partyId } }]);
    const plan = planned({ mode: 'link-only', startsAt: time.clock.now() + minute });
    const state = await bot.parties.schedule('guild', as('host'), { plan, repeat: null, rows: again });
    await bot.parties.begin(state.party.partyId, as('host'));
    await bot.parties.settled();
    await time.advance(minute + 20_000 + 9_000);
    const echo = () => playing().notes.findIndex(({ content }) => content.kind === 'echo');
    expect(playing().notes[echo()]).toEqual({
      offsetMs: 10_000,
      content: { kind: 'echo', people: 2 },
      spoils: null,
    });
    expect(playing().notesShown).toBe(echo());
    await time.advance(1_000);
    expect(playing().notesShown).toBe(echo() + 1);
    const files = partyExportView(catalogue, then, { now: 0, names: new Map() }, en).files ?? [];
    expect(files.map(({ name }) => name)).toEqual([
      'party.txt',
      'party.csv',
      'party.m3u8',
      'party.json',
      'party.ics',
    ]);
    const contentOf = (index: number) => (files[index]?.attachment as Buffer | undefined)?.toString();
    expect(contentOf(3)).toContain('"offsetMs": 10000');
    expect(contentOf(4)).toContain('BEGIN:VEVENT');
    await bot.parties.end(state.party.partyId, as('host'));
  });
});

describe('a series', () => {
  test('makes each party an event of its own, once, whatever dies', async () => {
    const startsAt = Date.UTC(2027, 5, 4, 20);
    const partyId = await schedule({ startsAt }, 'weekly');
    await bot.parties.begin(partyId, as('host'));
    await bot.parties.settled();
    await restart();
    await restart();
    const [running, next] = bot.parties.list('guild');
    expect(running?.party.partyId).toBe(partyId);
    expect(next?.party.plan.startsAt).toBe(startsAt + 7 * day);
    expect(next?.party.rows).toHaveLength(4);
    expect(bot.parties.list('guild')).toHaveLength(2);
    expect(outside.creations()).toBe(2);
    await bot.parties.cancel(next!.party.partyId, as('host'), true);
    await bot.parties.settled();
    expect(bot.parties.list('guild').at(-1)?.party.plan.startsAt).toBe(startsAt + 14 * day);
    await bot.parties.end(partyId, as('host'));
    await bot.parties.cancel(bot.parties.list('guild')[0]!.party.partyId, as('host'), false);
    await bot.parties.settled();
    expect(bot.parties.list('guild')).toEqual([]);
  });
});

describe('what is done in Discord itself', () => {
  const edit = (changes: object = {}) => {
    const [eventId, { title, startsAt, channelId }] = [...outside.events][0]!;
    return bot.parties.nativeEdited('guild', {
      eventId,
      title,
      startsAt,
      channelId,
      status: 'scheduled' as const,
      ...changes,
    });
  };

  test('moves, cancels, begins and ends the party', async () => {
    const partyId = await schedule();
    const later = bot.parties.get(partyId).party.plan.startsAt + day;
    await edit({ startsAt: later, title: 'Renamed' });
    expect(bot.parties.get(partyId).party.plan).toMatchObject({ startsAt: later, title: 'Renamed' });
    await edit({ startsAt: later, title: 'Renamed', status: 'active' });
    expect(bot.parties.get(partyId).phase).toBe('lobby');
    await edit({ startsAt: later, title: 'Renamed', status: 'completed' });
    expect(bot.parties.get(partyId)).toMatchObject({ phase: 'ended', reason: 'event-ended' });
    const other = await schedule();
    const eventId = [...outside.events].find(([, { partyId: of }]) => of === other)![0];
    await edit({ eventId, status: 'deleted' });
    expect(bot.parties.get(other)).toMatchObject({ phase: 'cancelled', reason: 'event-deleted' });
  });

  test('interest counts, also what came while the bot was away', async () => {
    const partyId = await schedule();
    await bot.parties.interest('guild', 'event-1', 'ann', true);
    await kill();
    outside.interested.add('bo');
    await boot();
    await bot.parties.recover();
    await bot.parties.settled();
    expect(bot.parties.get(partyId).party.interestedIds).toEqual(['bo']);
  });

  test('a party stands without an event when Discord takes none, and says why', async () => {
    outside.answers('too-many');
    const partyId = await schedule();
    expect(bot.parties.get(partyId).party.native).toEqual({ kind: 'refused', why: 'too-many' });
    outside.answers('ok');
    await bot.parties.edit(partyId, as('host'), { title: 'Again' });
    await bot.parties.settled();
    expect(bot.parties.get(partyId).party.native.kind).toBe('linked');
  });

  test('a deleted channel calls the party off', async () => {
    const partyId = await schedule();
    await bot.parties.channelDeleted('guild', 'stage');
    expect(bot.parties.get(partyId)).toMatchObject({ phase: 'cancelled', reason: 'channel-deleted' });
  });
});

describe('two parties in one server', () => {
  test('the second waits until the first is over', async () => {
    const first = await schedule();
    const second = await schedule();
    await bot.parties.begin(first, as('host'));
    await expect(bot.parties.begin(second, as('host'))).rejects.toMatchObject({ code: 'partyRunning' });
    await here('ann');
    await time.advance(minute);
    await bot.parties.end(first, as('host'));
    await time.advance(2 * day);
    expect(bot.parties.running('guild')?.party.partyId).toBe(second);
  });
});
