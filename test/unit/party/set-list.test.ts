import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextRow, turnOf, upcoming } from '../../../src/core/party/set-list.ts';
import type { Order, Row } from '../../../src/core/party/types.ts';
import { rowOf } from '../../support/party-scenario.ts';

const waiting = (
  rows: readonly Row[],
  order: Order,
  more: { turns?: string[]; present?: string[]; leftMs?: number } = {},
) => ({
  rows,
  order,
  turns: more.turns ?? [],
  presentIds: new Set(more.present ?? []),
  leftMs: more.leftMs ?? Infinity,
});

const titles = (rows: readonly Row[]) => rows.map((row) => `${turnOf(row)}${row.trackId}`);

/** An evening: members ask at any time, and tracks are played one after another. */
const evening = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ ask: fc.constantFrom('ann', 'bo', 'cy', 'di', undefined) }) },
    { weight: 2, arbitrary: fc.constant('play' as const) },
  ),
  { maxLength: 60 },
);

interface Played {
  readonly turn: string;
  readonly waitingTurns: ReadonlySet<string>;
}

const playThrough = (
  steps: readonly ('play' | { ask: string | undefined })[],
  order: Order,
): readonly Played[] => {
  let rows: readonly Row[] = [];
  const played: Played[] = [];
  for (const [index, one] of steps.entries()) {
    if (one !== 'play') {
      rows = [...rows, rowOf(index + 1, one.ask)];
      continue;
    }
    const row = nextRow(waiting(rows, order, { turns: played.map(({ turn }) => turn) }));
    if (row === undefined) continue;
    played.push({ turn: turnOf(row), waitingTurns: new Set(rows.map(turnOf)) });
    rows = rows.filter((other) => other !== row);
  }
  return played;
};

describe('fair rotation', () => {
  it('takes turns, newcomers first', () => {
    const rows = [rowOf(1, 'ann'), rowOf(2, 'ann'), rowOf(3, 'ann'), rowOf(4, 'bo'), rowOf(5, 'cy')];
    expect(titles(upcoming(waiting(rows, 'fair')))).toEqual(['ann1', 'bo4', 'cy5', 'ann2', 'ann3']);
    expect(titles(upcoming(waiting(rows, 'fair', { turns: ['ann', 'bo'] })))[0]).toBe('cy5');
  });

  it('counts the list as one more member', () => {
    const rows = [rowOf(1), rowOf(2), rowOf(3), rowOf(4, 'ann'), rowOf(5, 'ann')];
    expect(titles(upcoming(waiting(rows, 'fair')))).toEqual(['list1', 'ann4', 'list2', 'ann5', 'list3']);
  });

  it('never plays one member twice while another waits', () => {
    fc.assert(
      fc.property(evening, (steps) => {
        const played = playThrough(steps, 'fair');
        for (const [index, { turn }] of played.entries()) {
          const before = played.slice(0, index).findLastIndex((other) => other.turn === turn);
          if (before === -1) continue;
          const between = played.slice(before + 1, index).map((other) => other.turn);
          const passedOver = [...played[index]!.waitingTurns].filter(
            (other) => other !== turn && !between.includes(other),
          );
          expect(passedOver).toEqual([]);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('rotating DJs', () => {
  it('have a turn of three, then it is the next one’s', () => {
    const rows = [1, 2, 3, 4].map((id) => rowOf(id, 'ann')).concat([5, 6].map((id) => rowOf(id, 'bo')));
    expect(titles(upcoming(waiting(rows, 'rotating-dj')))).toEqual([
      'ann1',
      'ann2',
      'ann3',
      'bo5',
      'bo6',
      'ann4',
    ]);
  });

  it('never have more than a turn while another waits', () => {
    fc.assert(
      fc.property(evening, (steps) => {
        const played = playThrough(steps, 'rotating-dj');
        for (let index = 3; index < played.length; index += 1) {
          const four = played.slice(index - 3, index + 1);
          const isOne = new Set(four.map(({ turn }) => turn)).size === 1;
          if (isOne) expect(four[3]!.waitingTurns.size).toBe(1);
        }
      }),
    );
  });
});

describe('votes', () => {
  it('count of who is present only', () => {
    const rows = [rowOf(1, 'ann', { votes: ['x', 'y', 'z'] }), rowOf(2, 'bo', { votes: ['here'] })];
    expect(nextRow(waiting(rows, 'votes', { present: ['here'] }))?.trackId).toBe(2);
    expect(nextRow(waiting(rows, 'votes', { present: ['here', 'x', 'y'] }))?.trackId).toBe(1);
  });

  it('choose the row with the most of them, for any votes and any room', () => {
    const ids = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'), { maxLength: 5 });
    fc.assert(
      fc.property(fc.array(ids, { minLength: 1, maxLength: 6 }), ids, (votes, present) => {
        const rows = votes.map((one, index) => rowOf(index + 1, 'ann', { votes: one }));
        const count = (row: Row) => row.votes.filter((id) => present.includes(id)).length;
        const next = nextRow(waiting(rows, 'votes', { present }))!;
        expect(count(next)).toBe(Math.max(...rows.map(count)));
      }),
    );
  });
});

describe('the closer of a draft', () => {
  const closer = rowOf(9, undefined, { role: 'closer' });

  it('waits until nothing else is left', () => {
    const rows = [closer, rowOf(1), rowOf(2, 'ann')];
    expect(titles(upcoming(waiting(rows, 'fair')))).toEqual(['list1', 'ann2', 'list9']);
    expect(titles(upcoming(waiting(rows, 'host')))).toEqual(['list1', 'ann2', 'list9']);
  });

  it('comes earlier when there is time for nothing else', () => {
    expect(nextRow(waiting([rowOf(1), closer], 'host', { leftMs: 300_000 }))).toBe(closer);
    expect(nextRow(waiting([rowOf(1), closer], 'host', { leftMs: 500_000 }))?.trackId).toBe(1);
  });

  it('nothing is lost or doubled in what is shown of an evening', () => {
    const rows = fc.array(fc.tuple(fc.constantFrom('ann', 'bo', undefined), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(rows, fc.constantFrom<Order>('host', 'fair', 'votes', 'rotating-dj'), (owners, order) => {
        const list = owners.map(([who, last], index) =>
          rowOf(index + 1, who, last ? { role: 'closer' } : {}),
        );
        expect(upcoming(waiting(list, order)).toSorted((a, b) => a.trackId - b.trackId)).toEqual(list);
      }),
    );
  });
});
