import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reduce, replay } from '../../../src/core/party/reduce.ts';
import { partyEventSchema } from '../../../src/core/party/event-schema.ts';
import { partyStateSchema } from '../../../src/core/party/schema.ts';
import { positionAt } from '../../../src/core/party/state.ts';
import type { PartyEvent } from '../../../src/core/party/types.ts';
import { newRows, runParty, TRACK_MS } from '../../support/party-scenario.ts';

describe('after the process was killed', () => {
  it('goes on at the same track where it was, for any moment of the evening', () => {
    const party = runParty({}, { rows: newRows(3) });
    party.begin('ann');
    party.wait(61_000);
    const restored = replay(party.events)!;
    expect(restored).toEqual(party.state());
    const downSince = party.now() - 4_000;
    const back = reduce(restored, {
      type: 'recovered',
      at: party.now() + 90_000,
      downSince,
      presentIds: ['ann'],
    });
    if (back.state.phase !== 'playing') throw new Error(back.state.phase);
    expect(back.state.track.row.trackId).toBe(1);
    expect(positionAt(back.state.track, party.now() + 90_000)).toBe(57_000);
    expect(back.effects).toContainEqual({ type: 'play', trackId: 1, songId: 'list-1', fromMs: 57_000 });
    expect(back.effects.map(({ type }) => type)).toContain('schedule');
  });

  it('counts those who left meanwhile as gone, and pauses if it was everyone', () => {
    const party = runParty({}, { rows: newRows(3) });
    party.begin('ann', 'bo');
    party.wait(10_000);
    party.send({ type: 'recovered', at: party.now() + 60_000, downSince: party.now(), presentIds: ['cy'] });
    const { run } = party.inPhase('playing');
    expect(run.guests.map(({ id, since }) => [id, since !== null])).toEqual([
      ['ann', false],
      ['bo', false],
      ['cy', true],
    ]);
    expect(run.guests[0]?.totalMs).toBe(70_000);
  });

  it('lets a link-only track that ended meanwhile be over', () => {
    const party = runParty({ mode: 'link-only' }, { rows: newRows(2) });
    party.begin();
    party.wait(30_000);
    party.send({ type: 'recovered', at: party.now() + TRACK_MS, downSince: party.now(), presentIds: [] });
    expect(party.inPhase('between').run.history).toHaveLength(1);
  });

  it('stores nothing it could not read again, and replays to the same state', () => {
    const act = fc.constantFrom(
      'join',
      'leave',
      'request',
      'vote',
      'react',
      'pause',
      'resume',
      'wait',
      'move',
      'end',
      'lost',
    );
    const steps = fc.array(fc.tuple(act, fc.constantFrom('ann', 'bo', 'host'), fc.nat(200)), {
      maxLength: 40,
    });
    const modes = fc.constantFrom('voice' as const, 'link-only' as const);
    const orders = fc.constantFrom(
      'host' as const,
      'fair' as const,
      'votes' as const,
      'rotating-dj' as const,
    );
    fc.assert(
      fc.property(steps, modes, orders, (acts, mode, order) => {
        const party = runParty({ mode, order }, { rows: newRows(3), silent: ['song-3'], notesAt: [5_000] });
        party.begin('ann');
        for (const [what, who, n] of acts) {
          const as = party.as(who);
          const events: Record<typeof what, PartyEvent | number> = {
            join: { type: 'join', at: as.at, memberId: who },
            leave: { type: 'leave', at: as.at, memberId: who },
            request: { type: 'add', ...as, songId: `song-${n % 9}`, lengthMs: null, toList: false },
            vote: { type: 'vote', ...as, force: n % 5 === 0 },
            react: { type: 'react', at: as.at, memberId: who, trackId: 1 + (n % 4), kind: 'goosebumps' },
            pause: { type: 'pause', ...as },
            resume: { type: 'resume', ...as },
            wait: n * 1_000,
            move: { type: 'move', ...as, trackId: 1 + (n % 4), to: n % 3 },
            end: { type: 'end', ...as, reason: 'stopped' },
            lost: { type: 'voiceLost', at: as.at },
          };
          const event = events[what];
          if (typeof event === 'number') party.wait(event);
          else party.send(event);
          partyStateSchema.parse(party.state());
        }
        const stored = JSON.parse(JSON.stringify(party.events)) as unknown[];
        expect(replay(stored.map((event) => partyEventSchema.parse(event)))).toEqual(party.state());
        const songs = [...party.state().party.rows.map(({ songId }) => songId)];
        expect(new Set(songs).size).toBe(songs.length);
      }),
      { numRuns: 200 },
    );
  });
});
