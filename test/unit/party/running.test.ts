import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { skipTally } from '../../../src/core/party/presence.ts';
import { positionAt } from '../../../src/core/party/state.ts';
import { liveTimers } from '../../../src/core/party/timers.ts';
import { newRows, planOf, runParty, T0, TRACK_MS } from '../../support/party-scenario.ts';

const day = 86_400_000;

describe('before a party', () => {
  it('reminds a day, an hour and five minutes before, each once', () => {
    const party = runParty();
    party.send({ type: 'remindMe', at: T0, memberId: 'ann', byMessage: true });
    party.waitUntil(planOf().startsAt);
    expect(party.all('remind')).toEqual(
      ['day', 'hour', 'five-minutes'].map((kind) => ({ type: 'remind', kind, dmIds: ['ann'] })),
    );
    expect(party.phase()).toBe('lobby');
  });

  it('drops a reminder whose time is over, and tells one only of those that came due in a long sleep', () => {
    const late = runParty({ startsAt: T0 + 2 * 3_600_000 });
    late.waitUntil(T0 + 2 * 3_600_000);
    expect(late.all('remind').map(({ kind }) => kind)).toEqual(['hour', 'five-minutes']);
    const slept = runParty();
    const woken = planOf().startsAt - 60_000;
    for (const { timerId } of liveTimers(slept.state()).slice(0, 3)) {
      slept.send({ type: 'timer', at: woken, timerId });
    }
    expect(slept.all('remind').map(({ kind }) => kind)).toEqual(['five-minutes']);
  });

  it('reminds anew of a party that was moved, and begins at the new time', () => {
    const party = runParty();
    party.waitUntil(planOf().startsAt - 3_000_000);
    party.send({
      type: 'edit',
      ...party.as('host'),
      fromDiscord: false,
      changes: { startsAt: planOf().startsAt + day },
    });
    party.waitUntil(planOf().startsAt + day);
    expect(party.all('remind').map(({ kind }) => kind)).toEqual([
      'day',
      'hour',
      'day',
      'hour',
      'five-minutes',
    ]);
    expect(party.inPhase('lobby').run.begunAt).toBe(planOf().startsAt + day);
  });

  it('tells who got a place, and keeps Discord’s own event in step', () => {
    const party = runParty({ capacity: 1 });
    party.send({ type: 'rsvp', at: T0, memberId: 'ann', answer: 'going' });
    party.send({ type: 'rsvp', at: T0 + 1, memberId: 'bo', answer: 'going' });
    const sent = party.send({ type: 'rsvp', at: T0 + 2, memberId: 'ann', answer: 'no' });
    expect(party.only('promoted', sent)).toEqual([{ type: 'promoted', memberIds: ['bo'] }]);
    const edited = party.send({
      type: 'edit',
      ...party.as('ann'),
      fromDiscord: false,
      changes: { title: 'x' },
    });
    expect(party.refusal(edited)).toBe('not-host');
    const moved = party.send({
      type: 'edit',
      ...party.as('ann'),
      fromDiscord: true,
      changes: { title: 'In Discord' },
    });
    expect(party.only('syncEvent', moved)).toHaveLength(1);
    expect(party.state().party.plan.title).toBe('In Discord');
  });

  it('is called off for good by its host, and alone by a moderator who deletes its event', () => {
    const host = runParty();
    const off = host.send({ type: 'cancel', ...host.as('host'), reason: 'host' });
    expect(host.only('nextInstance', off)).toEqual([]);
    expect(host.refusal(host.send({ type: 'rsvp', at: T0, memberId: 'ann', answer: 'going' }))).toBe('over');
    const deleted = runParty();
    const gone = deleted.send({ type: 'cancel', ...deleted.as('bot'), reason: 'event-deleted' });
    expect(deleted.only('nextInstance', gone)).toHaveLength(1);
    expect(deleted.inPhase('cancelled').reason).toBe('event-deleted');
    const guest = runParty();
    expect(guest.refusal(guest.send({ type: 'cancel', ...guest.as('ann'), reason: 'host' }))).toBe(
      'not-host',
    );
  });

  it('is called off when the bot was away at its time and long after', () => {
    const party = runParty();
    const timerId = liveTimers(party.state()).at(-1)!.timerId;
    party.send({ type: 'timer', at: planOf().startsAt + 2 * 3_600_000, timerId });
    expect(party.inPhase('cancelled').reason).toBe('missed');
  });
});

describe('a party', () => {
  it('welcomes, plays its list with a breath between tracks, waits for requests and ends', () => {
    const party = runParty({}, { rows: newRows(2) });
    party.begin('ann');
    expect(party.inPhase('playing').track).toMatchObject({
      startedAt: party.now(),
      row: { songId: 'list-1' },
    });
    party.wait(TRACK_MS);
    expect(party.phase()).toBe('between');
    party.wait(5_000);
    expect(party.inPhase('playing').track.row.songId).toBe('list-2');
    party.wait(TRACK_MS + 5_000);
    expect(party.inPhase('between').awaiting).toBe(true);
    party.wait(120_000);
    expect(party.inPhase('ended')).toMatchObject({ reason: 'finished' });
    expect(party.all('play')).toHaveLength(2);
    expect(party.all('silence')).toHaveLength(2);
    expect(party.all('recap')).toHaveLength(1);
  });

  it('plays a request at once when it waits for one', () => {
    const party = runParty();
    party.begin('ann');
    expect(party.phase()).toBe('between');
    expect(party.request('ann', 'goblin-stay')).toBeUndefined();
    expect(party.inPhase('playing').track.row.songId).toBe('goblin-stay');
  });

  it('takes no song twice, no more than the cap, and no request when only the host chooses', () => {
    const party = runParty({ requestCap: 2 }, { rows: newRows(1) });
    expect(party.request('ann', 'list-1')).toBe('already-there');
    expect([party.request('ann', 'a'), party.request('ann', 'b'), party.request('ann', 'c')]).toEqual([
      undefined,
      undefined,
      'cap-reached',
    ]);
    party.begin('ann');
    expect(party.request('bo', 'list-1')).toBe('already-there');
    party.send({ type: 'edit', ...party.as('host'), fromDiscord: false, changes: { order: 'host' } });
    expect(party.request('bo', 'd')).toBe('host-only');
    const byHost = party.send({
      type: 'add',
      ...party.as('host'),
      songId: 'd',
      lengthMs: null,
      toList: true,
    });
    expect(party.only('added', byHost)[0]?.row.why.code).toBe('host-pick');
  });

  it('goes on to the next track when there is no sound for one', () => {
    const party = runParty({}, { rows: newRows(2), silent: ['list-1'] });
    party.begin('ann');
    party.wait(5_000);
    expect(party.inPhase('playing').track.row.songId).toBe('list-2');
    expect(party.inPhase('playing').run.history.map(({ outcome }) => outcome)).toEqual(['failed']);
    party.send({ type: 'trackFailed', at: party.now() + 1_000, trackId: 2 });
    expect(party.inPhase('between').run.history.at(-1)).toMatchObject({ outcome: 'failed', playedMs: 1_000 });
  });

  it('shows liner notes at their offsets, not while it is paused', () => {
    const party = runParty({}, { rows: newRows(1), notesAt: [30_000, 10_000] });
    party.begin('ann');
    const startedAt = party.now();
    party.wait(10_000);
    expect(party.all('note')).toHaveLength(1);
    party.send({ type: 'pause', ...party.as('host') });
    party.wait(100_000);
    expect(party.all('note')).toHaveLength(1);
    party.send({ type: 'resume', ...party.as('host') });
    party.wait(19_999);
    expect(party.all('note')).toHaveLength(1);
    party.wait(1);
    expect(party.all('note')).toHaveLength(2);
    expect(party.now()).toBe(startedAt + 130_000);
  });

  it('pauses three minutes after the last one left, and goes on where it was when someone comes back', () => {
    const party = runParty({}, { rows: newRows(3) });
    party.begin('ann');
    party.wait(10_000);
    party.leave('ann');
    party.wait(179_999);
    expect(party.phase()).toBe('playing');
    party.wait(1);
    expect(party.inPhase('paused').reason).toBe('empty');
    party.wait(600_000);
    party.join('ann');
    const { track } = party.inPhase('playing');
    expect(positionAt(track, party.now())).toBe(190_000);
    expect(party.all('play').at(-1)).toMatchObject({ fromMs: 190_000, trackId: 1 });
  });

  it('pauses when everyone left during a gap, and is given up after half an hour', () => {
    const party = runParty({}, { rows: newRows(3) });
    party.begin('ann');
    party.wait(TRACK_MS - 170_000);
    party.leave('ann');
    party.wait(170_000 + 5_000);
    party.wait(5_000);
    expect(party.phase()).toBe('paused');
    party.wait(1_800_000);
    expect(party.inPhase('ended').reason).toBe('abandoned');
    expect(party.inPhase('ended').run.guests).toMatchObject([
      { id: 'ann', since: null, totalMs: 60_000 + 30_000 },
    ]);
  });

  it('begins no track after its time', () => {
    const party = runParty({ minutes: 10 }, { rows: newRows(10) });
    party.begin('ann');
    party.wait(1_000_000);
    expect(party.inPhase('ended')).toMatchObject({ reason: 'time-over' });
    expect(party.inPhase('ended').run.history).toHaveLength(3);
  });

  it('is steered by its host and by stewards alone', () => {
    const party = runParty({}, { rows: newRows(3) });
    party.begin('ann', 'host');
    for (const type of ['pause', 'resume'] as const)
      expect(party.refusal(party.send({ type, ...party.as('ann') }))).toBe('not-host');
    expect(party.vote('ann', true)).toBe('not-host');
    expect(party.refusal(party.send({ type: 'end', ...party.as('ann'), reason: 'stopped' }))).toBe(
      'not-host',
    );
    party.send({ type: 'vote', ...party.as('dj', true), force: true });
    expect(party.inPhase('between').run.history[0]?.outcome).toBe('skipped');
    party.wait(5_000);
    party.send({ type: 'end', ...party.as('host'), reason: 'stopped' });
    expect(party.inPhase('ended').run.history[1]?.outcome).toBe('stopped');
    expect(party.refusal(party.send({ type: 'pause', ...party.as('host') }))).toBe('over');
  });

  it('waits when its seat is lost, and takes it again when the host resumes', () => {
    const party = runParty({}, { rows: newRows(3) });
    party.begin('ann');
    party.wait(10_000);
    party.send({ type: 'voiceLost', at: party.now() });
    expect(party.inPhase('paused').reason).toBe('voice-lost');
    const sent = party.send({ type: 'resume', ...party.as('host') });
    expect(sent.map(({ type }) => type)).toEqual(expect.arrayContaining(['enter', 'play']));
  });
});

describe('a link-only party', () => {
  it('counts down together, keeps the clock of the song, and does not need anyone to be in a channel', () => {
    const party = runParty({ mode: 'link-only' }, { rows: newRows(1) });
    party.begin();
    expect(party.inPhase('countdown').goAt).toBe(party.now() + 20_000);
    party.wait(20_000 + 50_000);
    const { track } = party.inPhase('playing');
    expect(positionAt(track, party.now())).toBe(50_000);
    expect(party.all('play')).toEqual([]);
    party.send({ type: 'pause', ...party.as('host') });
    party.wait(60_000);
    party.send({ type: 'resume', ...party.as('host') });
    expect(party.phase()).toBe('countdown');
    party.wait(20_000);
    expect(positionAt(party.inPhase('playing').track, party.now())).toBe(50_000);
  });

  it('takes a reaction for presence', () => {
    const party = runParty({ mode: 'link-only' }, { rows: newRows(1) });
    party.begin();
    party.wait(30_000);
    party.react('ann', 1);
    expect(party.inPhase('playing').run).toMatchObject({
      guests: [{ id: 'ann', since: party.now() }],
      moments: [{ memberId: 'ann', offsetMs: 10_000 }],
    });
  });
});

describe('votes to skip', () => {
  it('need more than half of who is present; a vote leaves with its voter', () => {
    const party = runParty({}, { rows: newRows(3) });
    party.begin('ann', 'bo', 'cy', 'di');
    expect(party.vote('outsider')).toBe('not-here');
    expect(party.vote('ann')).toBeUndefined();
    expect(party.vote('ann')).toBe('already-voted');
    party.vote('bo');
    expect(party.phase()).toBe('playing');
    party.leave('bo');
    expect(skipTally(party.inPhase('playing').run, party.inPhase('playing').track)).toEqual({
      votes: 1,
      needed: 2,
    });
    party.leave('cy');
    expect(party.phase()).toBe('playing');
    party.leave('di');
    expect(party.inPhase('between').run.history[0]?.outcome).toBe('skipped');
  });

  it('count only of who is present, whatever people do', () => {
    const who = fc.constantFrom('ann', 'bo', 'cy', 'di', 'ed');
    const act = fc.record({ who, what: fc.constantFrom('join', 'leave', 'vote') });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const party = runParty({}, { rows: newRows(1) });
        party.begin('ann');
        const present = new Set(['ann']);
        let votes = new Set<string>();
        for (const { who: id, what } of acts) {
          if (party.phase() !== 'playing') break;
          if (what === 'join') {
            party.join(id);
            present.add(id);
          } else if (what === 'leave') {
            party.leave(id);
            present.delete(id);
          } else {
            const refused = party.vote(id);
            expect(refused === 'not-here').toBe(!present.has(id));
            if (present.has(id)) votes.add(id);
          }
          votes = new Set([...votes].filter((voter) => present.has(voter)));
          const isSkipped = votes.size > 0 && votes.size > present.size / 2;
          expect(party.phase()).toBe(isSkipped ? 'between' : 'playing');
        }
      }),
    );
  });
});

describe('reactions', () => {
  it('are stamped with the offset in the track, also when they arrive just after its end', () => {
    const party = runParty({}, { rows: newRows(2) });
    party.begin('ann', 'bo');
    party.wait(72_000);
    party.react('ann', 1);
    party.react('ann', 1);
    party.wait(10_000);
    party.react('ann', 1);
    party.react('ann', 1, 'save');
    party.react('ann', 1, 'save');
    party.wait(TRACK_MS - 82_000 + 1_000);
    party.react('bo', 1);
    party.wait(4_000);
    expect(party.refusal(party.react('bo', 1))).toBe('nothing-playing');
    expect(party.inPhase('playing').run.moments.map(({ kind, offsetMs }) => [kind, offsetMs])).toEqual([
      ['goosebumps', 72_000],
      ['goosebumps', 82_000],
      ['save', 82_000],
      ['goosebumps', TRACK_MS],
    ]);
    expect(party.refusal(party.react('outsider', 2))).toBe('not-here');
    expect(party.refusal(party.react('outsider', 2, 'save'))).toBeUndefined();
  });
});
