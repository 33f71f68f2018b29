import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { addDays, monthOf } from '../../../src/core/calendar.ts';
import { gridOf, phaseOf, withMove } from '../../../src/core/daily/play.ts';
import type { Move, Play } from '../../../src/core/daily/play.ts';
import {
  cluesAt,
  createChoosePuzzle,
  difficultyOf,
  DRAMA_REST_DAYS,
  STEPS,
} from '../../../src/core/daily/puzzle.ts';
import type { Puzzle } from '../../../src/core/daily/puzzle.ts';
import { hasFreeze, noStreak, solvedOn, streakToday } from '../../../src/core/daily/streak.ts';

const catalogue = await loadCatalogue('data');
const puzzleOf = createChoosePuzzle(catalogue);
const first = '2026-11-21';

describe('the puzzle of a day', () => {
  const days = Array.from({ length: 366 }, (_, index) => addDays(first, index));
  const puzzles: Puzzle[] = [];
  for (const day of days) {
    const puzzle = puzzleOf(day, puzzles);
    if (puzzle !== undefined) puzzles.push(puzzle);
  }

  test('is there every day, and no song comes twice in a year', () => {
    expect(puzzles).toHaveLength(days.length);
    expect(new Set(puzzles.map(({ songId }) => songId)).size).toBe(days.length);
  });

  test('rests dramas for a while', () => {
    puzzles.forEach(({ dramaIds }, index) => {
      const before = puzzles.slice(Math.max(0, index - DRAMA_REST_DAYS + 1), index);
      expect(before.flatMap((puzzle) => puzzle.dramaIds)).not.toEqual(expect.arrayContaining([dramaIds[0]]));
    });
  });

  test('is the same wherever it is asked for', () => {
    expect(puzzleOf(first, [])).toEqual(puzzles[0]);
    expect(puzzleOf(addDays(first, 1), [])?.songId).not.toBe(puzzles[0]?.songId);
  });

  test('is asked for in another order without a repetition', () => {
    const later = puzzleOf(first, []);
    if (later === undefined) throw new Error('no puzzle');
    // Somewhere it is tomorrow already: what is out there does not come again today.
    const taken = { ...later, day: addDays(first, 1) };
    expect(puzzleOf(first, [taken])?.songId).not.toBe(later.songId);
  });

  test('gets harder towards the weekend', () => {
    const monday = '2026-11-23';
    const week = Array.from({ length: 7 }, (_, index) => difficultyOf(addDays(monday, index)));
    expect(week[0]).toBe('easy');
    expect(week[6]).toBe('hard');
    expect(new Set(week).size).toBe(3);
  });

  test('has a clue for every step, and the last step has them all', () => {
    for (const { clues } of puzzles) {
      const counts = Array.from({ length: STEPS }, (_, index) => cluesAt(clues, index + 1).length);
      expect(counts[0]).toBeGreaterThanOrEqual(1);
      expect(counts.at(-1)).toBe(clues.length);
      for (const [index, count] of counts.entries()) {
        if (index > 0) expect(count).toBeGreaterThan(counts[index - 1] ?? 0);
      }
    }
  });
});

const anyMove: fc.Arbitrary<Move> = fc.oneof(
  fc.record({ kind: fc.constant('wrong' as const), guess: fc.string() }),
  fc.record({ kind: fc.constant('clue' as const) }),
  fc.record({ kind: fc.constant('right' as const) }),
);

test('any moves give a play of at most six steps that ends once and shows six marks', () => {
  fc.assert(
    fc.property(fc.array(anyMove, { maxLength: 12 }), (moves) => {
      const plays = moves.reduce<Play[]>(
        (all, move) => [...all, withMove(all.at(-1) ?? { day: first, moves: [] }, move)],
        [{ day: first, moves: [] }],
      );
      const last = plays.at(-1);
      if (last === undefined) return;
      expect(last.moves.length).toBeLessThanOrEqual(STEPS);
      expect(Array.from(gridOf(last))).toHaveLength(STEPS);
      const ended = plays.findIndex((play) => phaseOf(play).kind !== 'playing');
      if (ended >= 0) expect(last).toEqual(plays[ended]);
      expect(last.moves.slice(0, -1).some(({ kind }) => kind === 'right')).toBe(false);
    }),
  );
});

test('asking for a clue never loses the puzzle', () => {
  let play: Play = { day: first, moves: [] };
  for (let press = 0; press < 10; press += 1) play = withMove(play, { kind: 'clue' });
  expect(phaseOf(play)).toEqual({ kind: 'playing', step: STEPS });
  expect(gridOf(play)).toBe('🟨🟨🟨🟨🟨⬜');
});

describe('a streak', () => {
  const after = (...days: string[]) => days.reduce(solvedOn, noStreak);

  test('grows by a day, counts a day once, and starts anew after two missed days', () => {
    expect(after('2026-11-01', '2026-11-02', '2026-11-02').days).toBe(2);
    expect(after('2026-11-01', '2026-11-02', '2026-11-05')).toMatchObject({ days: 1, best: 2 });
  });

  test('is saved by one freeze a month', () => {
    const once = after('2026-11-01', '2026-11-03');
    expect(once).toMatchObject({ days: 2, frozenDay: '2026-11-02' });
    expect(hasFreeze(once, '2026-11-03')).toBe(false);
    expect(hasFreeze(once, '2026-12-01')).toBe(true);
    expect(solvedOn(once, '2026-11-05').days).toBe(1);
    expect(after('2026-11-01', '2026-11-03', '2026-11-30', '2026-12-01', '2026-12-03').days).toBe(3);
  });

  test('two missed days at the end of a month have a freeze each', () => {
    expect(after('2026-11-29', '2026-12-02').days).toBe(2);
    expect(after('2026-11-28', '2026-12-01').days).toBe(1);
  });

  test('stands until it cannot be saved any more', () => {
    const streak = after('2026-11-01', '2026-11-02');
    expect(
      ['2026-11-02', '2026-11-03', '2026-11-04', '2026-11-05'].map((day) => streakToday(streak, day)),
    ).toEqual([2, 2, 2, 0]);
    expect(streakToday(noStreak, first)).toBe(0);
  });

  test('is never moved by a day before the last one', () => {
    const streak = after('2026-11-01', '2026-11-02');
    expect(solvedOn(streak, '2026-11-01')).toEqual(streak);
  });

  test('never uses two freezes in a month, whatever days are solved', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 60 }), (gaps) => {
        let [day, streak] = [first, solvedOn(noStreak, first)];
        const frozen: string[] = [];
        for (const gap of gaps) {
          day = addDays(day, gap);
          const stands = streakToday(streak, day);
          const next = solvedOn(streak, day);
          expect(next.days).toBe(stands === 0 ? 1 : stands + 1);
          if (next.frozenDay !== null && next.frozenDay !== streak.frozenDay)
            frozen.push(monthOf(next.frozenDay));
          streak = next;
        }
        expect(new Set(frozen).size).toBe(frozen.length);
      }),
    );
  });
});
