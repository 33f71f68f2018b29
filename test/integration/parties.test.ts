import { describe, expect, test } from 'vitest';
import { replayRows } from '../../src/core/party/replay.ts';
import { recapOf } from '../../src/core/party/recap.ts';
import { hasBegun, positionAt } from '../../src/core/party/state.ts';
import { en } from '../../src/i18n/en.ts';
import { partyExportView } from '../../src/views/party-export.ts';
import { usePartyRig } from '../support/party-rig.ts';

const day = 86_400_000;
const minute = 60_000;

const rig = usePartyRig();
const { time, kill, boot, begin, restart, as, planned, schedule, here, gone, playing, allShown } = rig;

/** A whole evening in voice; between any two steps the process may die. */
const evening = (partyId: string): readonly (() => Promise<unknown>)[] => [
  () => rig.bot.parties.rsvp(partyId, as('ann'), 'going'),
  () => time.advance(1.5 * day),
  () => rig.bot.parties.add(partyId, as('ann'), rig.songIds[10]!, false),
  () => time.advance(0.5 * day),
  () => here('ann', 'bo', 'cy'),
  () => time.advance(minute),
  () => time.advance(50_000),
  () => rig.bot.parties.react(partyId, as('ann'), playing().row.trackId, 'goosebumps'),
  () => rig.bot.parties.react(partyId, as('bo'), playing().row.trackId, 'save'),
  () => rig.bot.parties.skip(partyId, as('ann'), { force: false }),
  () => rig.bot.parties.skip(partyId, as('bo'), { force: false }),
  () => time.advance(30_000),
  () => here('late'),
  () => rig.bot.parties.pause(partyId, as('host')),
  () => time.advance(5 * minute),
  () => rig.bot.parties.resume(partyId, as('host')),
  () => time.advance(minute),
  () => gone('ann', 'bo', 'cy', 'late'),
  () => time.advance(4 * minute),
  () => here('ann'),
  () => time.advance(10_000),
  () => rig.bot.parties.end(partyId, as('host')),
];

const outcome = async (partyId: string) => {
  const state = await rig.bot.parties.recall(partyId);
  if (state === undefined || !hasBegun(state)) throw new Error('The party never began');
  const recap = recapOf(state, time.clock.now());
  return {
    phase: state.phase,
    tracks: recap.tracks.map(({ record }) => [record.row.songId, record.outcome, record.playedMs]),
    moments: state.run.moments.map(({ memberId, kind, offsetMs }) => [memberId, kind, offsetMs]),
    guests: recap.guests,
    reminders: allShown('remind').map(({ kind }) => kind),
    recaps: allShown('recap').length,
    events: rig.outside.creations(),
    status: [...rig.outside.events.values()].map(({ status }) => status),
  };
};

describe('a voice party', () => {
  test('runs from the plan to the recap', async () => {
    const partyId = await schedule();
    for (const step of evening(partyId)) {
      await step();
      await rig.bot.settled();
    }
    const end = await outcome(partyId);
    expect(end).toMatchObject({
      phase: 'ended',
      tracks: [
        [rig.songIds[0], 'skipped', 50_000],
        [rig.songIds[10], 'played', 200_000],
        [rig.songIds[1], 'stopped', expect.any(Number)],
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
    expect(await rig.bot.favourites.list('bo')).toEqual([rig.songIds[0]]);
    expect(rig.outside.isSeated()).toBe(false);
    expect((await rig.bot.parties.past('guild')).map((past) => past.partyId)).toEqual([partyId]);
  });

  test('comes to the same end when the process dies between every two steps', async () => {
    const partyId = await schedule();
    for (const step of evening(partyId)) {
      await step();
      await rig.bot.settled();
    }
    const undisturbed = await outcome(partyId);
    await kill();
    await begin();
    const again = await schedule();
    for (const step of evening(again)) {
      await step();
      await rig.bot.settled();
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
    expect(playing().row.trackId).toBe(trackId);
    expect(Math.abs(positionAt(playing(), time.clock.now()) - before)).toBeLessThan(10_000);
    expect(rig.outside.heard.at(-1)!.fromMs).toBeGreaterThan(before - 10_000);
    await rig.bot.parties.end(partyId, as('host'));
  });

  test('is put away ten minutes after its end, and remembered', async () => {
    const partyId = await schedule();
    await rig.bot.parties.begin(partyId, as('host'));
    await rig.bot.parties.end(partyId, as('host'));
    await time.advance(11 * minute);
    expect(() => rig.bot.parties.get(partyId)).toThrow('noParty');
    await restart();
    expect((await rig.bot.parties.recall(partyId))?.phase).toBe('ended');
    expect((await rig.bot.parties.past('guild')).map((past) => past.partyId)).toEqual([partyId]);
  });

  test('goes to the next track when one has no sound', async () => {
    rig.outside.silent.add(rig.songIds[0]!);
    const partyId = await schedule();
    await rig.bot.parties.begin(partyId, as('host'));
    await here('ann');
    await time.advance(minute + 6_000);
    expect(playing().row.songId).toBe(rig.songIds[1]);
    await rig.bot.parties.end(partyId, as('host'));
  });

  test('waits for the host when it gets no seat, or loses it', async () => {
    rig.outside.refuseSeat(new Error('missing Connect'));
    const partyId = await schedule();
    await rig.bot.parties.begin(partyId, as('host'));
    await rig.bot.settled();
    expect(rig.bot.seatErrors).toHaveLength(1);
    expect(rig.bot.parties.get(partyId)).toMatchObject({ phase: 'paused', reason: 'voice-lost' });
    rig.outside.refuseSeat(undefined);
    rig.outside.present.add('ann');
    await rig.bot.parties.resume(partyId, as('host'));
    await rig.bot.settled();
    expect(playing().row.songId).toBe(rig.songIds[0]);
    rig.outside.lose();
    await rig.bot.settled();
    expect(rig.bot.parties.get(partyId)).toMatchObject({ phase: 'paused', reason: 'voice-lost' });
    await rig.bot.parties.end(partyId, as('host'));
  });
});

describe('a link-only party', () => {
  test('runs without any sound, also when the process dies between every two steps', async () => {
    const partyId = await schedule({ mode: 'link-only' });
    await time.advance(2 * day + minute + 30_000);
    await restart();
    expect(positionAt(playing(), time.clock.now())).toBe(10_000);
    await rig.bot.parties.react(partyId, as('ann'), playing().row.trackId, 'goosebumps');
    await restart();
    const { lengthMs } = playing();
    await time.advance(lengthMs - 10_000 + 5_000 + 20_000);
    expect(positionAt(playing(), time.clock.now())).toBe(0);
    expect(playing().row.trackId).toBe(2);
    await restart();
    await rig.bot.parties.skip(partyId, as('ann'), { force: false });
    await restart();
    await rig.bot.parties.end(partyId, as('host'));
    expect(rig.outside.heard).toEqual([]);
    expect(await outcome(partyId)).toMatchObject({
      tracks: [
        [rig.songIds[0], 'played', lengthMs],
        [rig.songIds[1], 'skipped', expect.any(Number)],
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
    await rig.bot.parties.react(partyId, as('ann'), playing().row.trackId, 'goosebumps');
    await rig.bot.parties.react(partyId, as('bob'), playing().row.trackId, 'save');
    await rig.bot.parties.end(partyId, as('host'));
    await time.advance(30 * minute);
    await restart();
    const then = await rig.bot.parties.recall(partyId);
    if (then === undefined || !hasBegun(then)) throw new Error('The party is gone');
    const again = replayRows(then);
    expect(again).toMatchObject([{ songId: rig.songIds[0], why: { code: 'replay', partyId } }]);
    const plan = planned({ mode: 'link-only', startsAt: time.clock.now() + minute });
    const state = await rig.bot.parties.schedule('guild', as('host'), { plan, repeat: null, rows: again });
    await rig.bot.parties.begin(state.party.partyId, as('host'));
    await rig.bot.settled();
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
    const files = partyExportView(rig.catalogue, then, { now: 0, names: new Map() }, en).files ?? [];
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
    await rig.bot.parties.end(state.party.partyId, as('host'));
  });
});

describe('a series', () => {
  test('makes each party an event of its own, once, whatever dies', async () => {
    const startsAt = Date.UTC(2027, 5, 4, 20);
    const partyId = await schedule({ startsAt }, 'weekly');
    await rig.bot.parties.begin(partyId, as('host'));
    await rig.bot.settled();
    await restart();
    await restart();
    const [running, next] = rig.bot.parties.list('guild');
    expect(running?.party.partyId).toBe(partyId);
    expect(next?.party.plan.startsAt).toBe(startsAt + 7 * day);
    expect(next?.party.rows).toHaveLength(4);
    expect(rig.bot.parties.list('guild')).toHaveLength(2);
    expect(rig.outside.creations()).toBe(2);
    await rig.bot.parties.cancel(next!.party.partyId, as('host'), true);
    await rig.bot.settled();
    expect(rig.bot.parties.list('guild').at(-1)?.party.plan.startsAt).toBe(startsAt + 14 * day);
    await rig.bot.parties.end(partyId, as('host'));
    await rig.bot.parties.cancel(rig.bot.parties.list('guild')[0]!.party.partyId, as('host'), false);
    await rig.bot.settled();
    expect(rig.bot.parties.list('guild')).toEqual([]);
  });
});

describe('two parties in one server', () => {
  test('the second waits until the first is over', async () => {
    const first = await schedule();
    const second = await schedule();
    await rig.bot.parties.begin(first, as('host'));
    await expect(rig.bot.parties.begin(second, as('host'))).rejects.toMatchObject({ code: 'partyRunning' });
    await here('ann');
    await time.advance(minute);
    await rig.bot.parties.end(first, as('host'));
    await time.advance(2 * day);
    expect(rig.bot.parties.running('guild')?.party.partyId).toBe(second);
  });
});
