import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { instanceAt, localAt, nextOfSeries } from '../../../src/core/party/repeat.ts';
import { planOf } from '../../support/party-scenario.ts';

const zones = [
  'Europe/London',
  'America/New_York',
  'Asia/Seoul',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'UTC',
];

const inZone = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

const datesOf = (first: string, zone: string, parties: number) =>
  Array.from({ length: parties }, (_, number) =>
    inZone(instanceAt({ first, every: 'monthly', number }, zone), zone)
      .toPlainDate()
      .toString(),
  );

describe('a weekly party at 20:00', () => {
  it.each(zones)('stays at 20:00 in %s for two years', (zone) => {
    const weeks = Array.from({ length: 105 }, (_, number) =>
      inZone(instanceAt({ first: '2026-11-27T20:00', every: 'weekly', number }, zone), zone),
    );
    expect(new Set(weeks.map((at) => at.toPlainTime().toString()))).toEqual(new Set(['20:00:00']));
    expect(new Set(weeks.map((at) => at.dayOfWeek))).toEqual(new Set([5]));
    const days = weeks.slice(1).map((at, index) => weeks[index]!.toPlainDate().until(at.toPlainDate()).days);
    expect(new Set(days)).toEqual(new Set([7]));
  });

  it('is not a fixed number of hours apart where clocks change', () => {
    const gaps = (zone: string) => {
      const at = (number: number) => instanceAt({ first: '2026-11-27T20:00', every: 'weekly', number }, zone);
      return new Set(Array.from({ length: 104 }, (_, number) => (at(number + 1) - at(number)) / 3_600_000));
    };
    expect(gaps('Europe/London')).toEqual(new Set([168, 167, 169]));
    expect(gaps('Australia/Lord_Howe')).toEqual(new Set([168, 168.5, 167.5]));
    expect(gaps('Asia/Seoul')).toEqual(new Set([168]));
  });
});

describe('a monthly party', () => {
  it('on the 31st is on the last day of shorter months, and comes back to the 31st', () => {
    expect(datesOf('2026-12-31T20:00', 'Asia/Seoul', 6)).toEqual([
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
    expect(datesOf('2028-01-31T20:00', 'America/Sao_Paulo', 2)).toEqual(['2028-01-31', '2028-02-29']);
  });
});

describe('the next of a series', () => {
  const startsAt = Date.UTC(2026, 10, 27, 20);
  const plan = planOf({ startsAt, zone: 'UTC', hostId: 'ann' });
  const series = {
    seriesId: 's',
    every: 'weekly' as const,
    first: localAt(startsAt, 'UTC'),
    number: 0,
    hostIds: ['ann', 'bo'],
  };
  const week = 7 * 86_400_000;

  it('has its own id and date, and the next host', () => {
    const next = nextOfSeries({ plan, series }, startsAt);
    expect(next).toMatchObject({
      partyId: 's-1',
      plan: { startsAt: startsAt + week, hostId: 'bo' },
      series: { number: 1 },
    });
    expect(nextOfSeries(next!, startsAt + week)).toMatchObject({ plan: { hostId: 'ann' } });
  });

  it('does not move when this one alone was moved', () => {
    const moved = { ...plan, startsAt: startsAt + 86_400_000 };
    expect(nextOfSeries({ plan: moved, series }, moved.startsAt)?.plan.startsAt).toBe(startsAt + week);
  });

  it('leaves out what was missed', () => {
    expect(nextOfSeries({ plan, series }, startsAt + 3.5 * week)?.series.number).toBe(4);
  });

  it('is none without a series', () => {
    expect(nextOfSeries({ plan, series: null }, startsAt)).toBeUndefined();
  });
});
