import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countIn } from '../../../src/core/counts.ts';
import type { Counted } from '../../../src/core/counts.ts';
import { levelOf } from '../../../src/core/level.ts';
import { addToTally, noTally, noTotals, rank, totalsIn, uncounted } from '../../../src/core/quiz/tally.ts';
import { playGame } from '../../support/quiz-scenario.ts';

const row = (memberId: string, points: number) => ({ memberId, totals: { ...noTotals, points } });

test('equal points share a rank, and the next rank is passed over', () => {
  const ranks = rank([row('a', 10), row('b', 30), row('c', 10), row('d', 5), row('e', 0)]);
  expect(ranks.map(({ memberId, rank: place }) => [memberId, place])).toEqual([
    ['b', 1],
    ['a', 2],
    ['c', 2],
    ['d', 4],
  ]);
});

test('a week, month and year start from nothing, and what comes late for one is left out of it only', () => {
  const gain = { memberId: 'a', rounds: 1, points: 10, firsts: 1, right: 1, streak: 1 };
  const week = (key: string) => ({ week: key, month: '2026-11', year: '2026' });
  const tally = ['2026-W46', '2026-W47', '2026-W46'].reduce(
    (sum, key) => addToTally(sum, week(key), gain),
    noTally,
  );
  expect(totalsIn(tally, 'week', week('2026-W47')).points).toBe(10);
  expect(totalsIn(tally, 'month', week('2026-W47')).points).toBe(30);
  expect(totalsIn(tally, 'all', week('2026-W47')).points).toBe(30);
  expect(totalsIn(tally, 'week', week('2026-W48'))).toEqual(noTotals);
});

test('levels begin where the one before ends', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), (points) => {
      const { level, made, needed } = levelOf(points);
      expect(made).toBeGreaterThanOrEqual(0);
      expect(made).toBeLessThan(needed);
      expect(levelOf(points + needed - made).level).toBe(level + 1);
    }),
  );
  expect(levelOf(0).level).toBe(1);
});

test('a bounded list of counts keeps what is frequent', () => {
  let counts: readonly Counted[] = [];
  for (let round = 0; round < 200; round += 1) {
    counts = countIn(counts, 'often', 5);
    counts = countIn(counts, `rare-${round}`, 5);
  }
  expect(counts).toHaveLength(5);
  expect(counts[0]).toEqual({ id: 'often', count: 200 });
});

describe('what is still to be counted of a game', () => {
  test('is each round once, in order, and nothing after the last', () => {
    const scenario = playGame({ rounds: 3 }, ['host', 'guest']);
    scenario.winRound('host');
    scenario.winRound('guest', 'host');
    const { game } = scenario.state();
    const steps = uncounted(game, undefined);
    expect(steps.map(({ counted }) => counted.roundId)).toEqual(game.history.map(({ roundId }) => roundId));
    expect(uncounted(game, steps[0]?.counted)).toEqual(steps.slice(1));
    expect(uncounted(game, steps.at(-1)?.counted)).toEqual([]);
    expect(uncounted(game, { gameId: 'another', roundId: 99, amended: 0 })).toEqual(steps);
  });

  test('is an award given after the reveal, once, as no second round', () => {
    const scenario = playGame({ rounds: 3 }, ['host', 'guest']);
    scenario.guess('guest', 'near');
    const guessedAt = scenario.now();
    const { roundId } = scenario.inPhase('asking').round;
    scenario.wait(31_000);
    const [round] = uncounted(scenario.state().game, undefined);
    scenario.acceptNear('guest', roundId, guessedAt);
    const steps = uncounted(scenario.state().game, round?.counted);
    expect(
      steps.map(({ gains, isRound }) => [isRound, gains.length, gains[0]?.rounds, gains[0]?.right]),
    ).toEqual([[false, 1, 0, 1]]);
    expect(uncounted(scenario.state().game, steps.at(-1)?.counted)).toEqual([]);
    const all = uncounted(scenario.state().game, undefined);
    expect(all.map(({ key }) => key)).toEqual([round?.key, steps[0]?.key]);
  });
});
