import { describe, expect, test } from 'vitest';
import { addDays, dayAt, daysFrom, nextDayAt, periodsAt, weekday } from '../../src/core/calendar.ts';

const at = (iso: string): number => Date.parse(iso);

test.each([
  ['2026-11-21T14:59:59Z', 'Asia/Seoul', '2026-11-21'],
  ['2026-11-21T15:00:00Z', 'Asia/Seoul', '2026-11-22'],
  ['2026-11-21T04:59:59Z', 'America/New_York', '2026-11-20'],
  ['2026-11-21T05:00:00Z', 'America/New_York', '2026-11-21'],
  // Summer time: an hour earlier.
  ['2026-07-21T04:00:00Z', 'America/New_York', '2026-07-21'],
  ['2026-11-21T11:00:00Z', 'Pacific/Kiritimati', '2026-11-22'],
])('%s in %s is the day %s', (instant, zone, day) => {
  expect(dayAt(at(instant), zone)).toBe(day);
});

describe('the next day', () => {
  test.each([
    ['2026-11-21T12:00:00Z', 'UTC', '2026-11-22T00:00:00Z'],
    ['2026-11-21T12:00:00Z', 'Asia/Seoul', '2026-11-21T15:00:00Z'],
    // 25 hours long, as clocks go back.
    ['2026-11-01T04:00:00Z', 'America/New_York', '2026-11-02T05:00:00Z'],
    // Clocks go forward at midnight: the day begins at one.
    ['2026-09-05T12:00:00Z', 'America/Santiago', '2026-09-06T04:00:00Z'],
  ])('after %s in %s begins at %s', (instant, zone, next) => {
    expect(nextDayAt(at(instant), zone)).toBe(at(next));
    expect(dayAt(at(next), zone)).not.toBe(dayAt(at(next) - 1, zone));
  });
});

test('weeks are ISO weeks, which do not end with the year', () => {
  expect(periodsAt(at('2027-01-01T12:00:00Z'), 'UTC')).toEqual({
    week: '2026-W53',
    month: '2027-01',
    year: '2027',
  });
  expect(periodsAt(at('2026-12-31T15:30:00Z'), 'Asia/Seoul').year).toBe('2027');
});

test('days are counted over months and leap years', () => {
  expect(daysFrom('2028-02-28', '2028-03-01')).toBe(2);
  expect(daysFrom('2026-11-21', '2026-11-20')).toBe(-1);
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(weekday('2026-11-21')).toBe(6);
});
