import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeScoring, pointsFor, POINTS_LEAST, streakBonus } from '../../src/core/scoring.ts';

const guess = fc.record({
  mode: fc.constantFrom('classic', 'choice', 'lives', 'sudden-death', 'teams', 'ladder'),
  place: fc.constantFrom('first', 'grace'),
  hints: fc.nat(10),
  streak: fc.integer({ min: 1, max: 50 }),
  step: fc.integer({ min: 0, max: 10 }),
  steps: fc.integer({ min: 0, max: 10 }),
});

describe('points', () => {
  it('are whole, and never less than the least and the bonus', () => {
    fc.assert(
      fc.property(guess, (right) => {
        const points = pointsFor(right);
        expect(Number.isInteger(points)).toBe(true);
        expect(points).toBeGreaterThanOrEqual(POINTS_LEAST + streakBonus(right.streak));
      }),
    );
  });

  it('never grow by being later, by a hint or by a step', () => {
    fc.assert(
      fc.property(guess, (right) => {
        const points = pointsFor(right);
        expect(pointsFor({ ...right, place: 'grace' })).toBeLessThanOrEqual(points);
        expect(pointsFor({ ...right, hints: right.hints + 1 })).toBeLessThanOrEqual(points);
        expect(pointsFor({ ...right, step: right.step + 1 })).toBeLessThanOrEqual(points);
      }),
    );
  });

  it('are published as they are given', () => {
    const { byMode, byHints, byStreak, constants } = describeScoring(5);
    expect(byMode).toEqual([
      { mode: 'classic', first: [10], grace: [5] },
      { mode: 'choice', first: [6], grace: [3] },
      { mode: 'lives', first: [10], grace: [5] },
      { mode: 'sudden-death', first: [10], grace: [5] },
      { mode: 'teams', first: [10], grace: [5] },
      { mode: 'ladder', first: [20, 16, 12, 8, 4], grace: [10, 8, 6, 4, 2] },
    ]);
    expect(byHints.map(({ points }) => points)).toEqual([10, 8, 6, 4, 2, 1]);
    expect(byStreak.map(({ bonus }) => bonus)).toEqual([0, 1, 2, 3, 4, 5, 5]);
    expect(constants['HINT_COST']).toBe(2);
  });
});
