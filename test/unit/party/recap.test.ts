import { describe, expect, it } from 'vitest';
import { icsOf, jsonOf, m3uOf, textOf, tracksCsv } from '../../../src/core/party/export.ts';
import { eventOfEdit, wantedEvent } from '../../../src/core/party/native.ts';
import { bestMoment, recapOf } from '../../../src/core/party/recap.ts';
import { isBeyond, isPublic } from '../../../src/core/party/spoilers.ts';
import type { Progress } from '../../../src/core/party/spoilers.ts';
import { newRows, planOf, runParty, T0, TRACK_MS } from '../../support/party-scenario.ts';

const moment = (memberId: string, offsetMs: number) => ({
  memberId,
  offsetMs,
  trackId: 1,
  kind: 'goosebumps' as const,
  at: T0,
});

describe('the best moment of a song', () => {
  it('is where most people reacted within ten seconds, counting each once', () => {
    const reactions = [
      ...[10_000, 12_000, 14_000, 16_000].map((at) => moment('ann', at)),
      ...['bo', 'cy', 'di'].map((id, index) => moment(id, 72_000 + index * 4_000)),
      moment('ed', 82_000),
    ];
    expect(bestMoment(reactions)).toEqual({ offsetMs: 72_000, people: 3 });
    expect(bestMoment([])).toBeUndefined();
  });
});

describe('a recap', () => {
  it('tells who stayed how long, and what they loved', () => {
    const party = runParty({}, { rows: newRows(2) });
    party.begin('ann', 'bo');
    party.wait(72_000);
    party.react('ann', 1);
    party.react('bo', 1, 'save');
    party.wait(TRACK_MS - 72_000);
    party.leave('bo');
    party.wait(6_000);
    party.react('ann', 2, 'save');
    party.send({ type: 'end', ...party.as('host'), reason: 'stopped' });
    const recap = recapOf(party.inPhase('ended'), party.now());
    expect(recap.guests).toEqual([
      { memberId: 'ann', stayMs: 60_000 + TRACK_MS + 6_000 },
      { memberId: 'bo', stayMs: 60_000 + TRACK_MS },
    ]);
    expect(recap.mostLoved?.record.row.trackId).toBe(1);
    expect(recap.tracks[0]).toMatchObject({
      lovedBy: 2,
      savedBy: ['bo'],
      best: { offsetMs: 72_000, people: 2 },
    });
    expect(recap.saves).toBe(2);
    expect(recap.playedMs).toBe(TRACK_MS + 1_000);
  });
});

const exported = {
  partyId: 'p-0',
  title: 'Goblin night',
  startsAt: Date.UTC(2026, 10, 27, 20),
  tracks: [
    {
      songId: 'stay-with-me',
      title: '=Stay "With" Me',
      artist: 'Chanyeol, Punch',
      drama: 'Goblin',
      lengthMs: 192_400,
      url: 'https://open.spotify.com/track/x',
      requestedBy: '',
      moments: [{ offsetMs: 72_000, kind: 'save', people: 2 }],
    },
    {
      songId: 's',
      title: 'A\nB',
      artist: '',
      drama: 'D',
      lengthMs: null,
      url: 'https://u',
      requestedBy: 'ann',
      moments: [],
    },
  ],
};

describe('an export', () => {
  it('is a text, a spreadsheet without formulas, a playlist and data', () => {
    expect(textOf(exported)).toBe(
      'Goblin night (2026-11-27)\n1. Chanyeol, Punch - =Stay "With" Me (Goblin)\n2. A B (D)\n',
    );
    expect(tracksCsv(exported)).toContain('1,"\'=Stay ""With"" Me","Chanyeol, Punch",Goblin,192,,2,');
    expect(m3uOf(exported).split('\n')).toEqual([
      '#EXTM3U',
      '#PLAYLIST:Goblin night',
      '#EXTINF:192,Chanyeol, Punch - =Stay "With" Me',
      'https://open.spotify.com/track/x',
      '#EXTINF:-1,A B',
      'https://u',
      '',
    ]);
    expect(JSON.parse(jsonOf(exported))).toEqual(exported);
  });

  it('is a calendar that is right everywhere', () => {
    const plan = planOf({ startsAt: exported.startsAt, title: 'Friday; OST, night' });
    const ics = icsOf(
      [{ party: { partyId: 'p-0', plan }, description: 'Bring tissues', location: 'Lounge' }],
      T0,
    );
    expect(ics).toContain('UID:p-0@sonagi');
    expect(ics).toContain('DTSTART:20261127T200000Z');
    expect(ics).toContain('DTEND:20261127T213000Z');
    expect(ics).toContain('SUMMARY:Friday\\; OST\\, night');
  });
});

describe('the spoiler shield', () => {
  const progress: Readonly<Record<string, Progress>> = { ann: 'all', bo: 5 };
  const of = (id: string) => progress[id];
  const spoils = { dramaId: 'goblin', episode: 6 };

  it('shows up to the least progress of those present who track the drama', () => {
    expect(isPublic(spoils, ['ann'], of)).toBe(true);
    expect(isPublic(spoils, ['ann', 'bo'], of)).toBe(false);
    expect(isPublic({ ...spoils, episode: 5 }, ['ann', 'bo', 'untracked'], of)).toBe(true);
    expect(isPublic(null, ['bo'], of)).toBe(true);
  });

  it('protects when nobody present tracks it', () => {
    expect(isPublic(spoils, ['untracked'], of)).toBe(false);
    expect(isPublic(spoils, [], of)).toBe(false);
  });

  it('warns whom it goes beyond', () => {
    expect([
      isBeyond(spoils, 'all'),
      isBeyond(spoils, 5),
      isBeyond(spoils, 6),
      isBeyond(spoils, undefined),
    ]).toEqual([false, true, false, true]);
  });
});

describe('Discord’s own event', () => {
  it('follows the party, and is left alone when it was ended there', () => {
    const party = runParty({}, { rows: newRows(1) });
    expect(wantedEvent(party.state())).toMatchObject({ status: 'scheduled', title: planOf().title });
    party.begin('ann');
    expect(wantedEvent(party.state())?.status).toBe('active');
    party.send({ type: 'end', ...party.as('bot', true), reason: 'event-ended' });
    expect(wantedEvent(party.state())).toBeUndefined();
  });

  it('changes the party only where it differs', () => {
    const state = runParty().state();
    const { title, startsAt, channelId } = state.party.plan;
    const same = { eventId: 'e', title, startsAt, channelId, status: 'scheduled' as const };
    const now = { at: T0, isBusy: false };
    expect(eventOfEdit(state, same, now)).toBeUndefined();
    expect(eventOfEdit(state, { ...same, startsAt: T0 + 5, channelId: 'other' }, now)).toMatchObject({
      type: 'edit',
      fromDiscord: true,
      changes: { startsAt: T0 + 5, channelId: 'other' },
    });
  });

  it('begins, calls off or ends the party, which cannot begin while another one goes on', () => {
    const before = runParty().state();
    const during = runParty();
    during.begin('ann');
    const edit = (status: 'active' | 'cancelled' | 'completed' | 'deleted') => ({
      eventId: 'e',
      title: '',
      startsAt: 0,
      channelId: null,
      status,
    });
    const now = { at: T0, isBusy: false };
    expect(eventOfEdit(before, edit('active'), now)?.type).toBe('begin');
    expect(eventOfEdit(before, edit('active'), { ...now, isBusy: true })).toBeUndefined();
    expect(eventOfEdit(before, edit('cancelled'), now)).toMatchObject({ reason: 'event-cancelled' });
    expect(eventOfEdit(before, edit('deleted'), now)).toMatchObject({ reason: 'event-deleted' });
    for (const status of ['completed', 'cancelled', 'deleted'] as const)
      expect(eventOfEdit(during.state(), edit(status), now)).toMatchObject({
        type: 'end',
        reason: 'event-ended',
      });
  });
});
