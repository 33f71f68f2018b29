import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { readWhen } from '../../../src/core/party/when.ts';

/** Saturday, noon in London. */
const now = Date.UTC(2026, 10, 21, 12);

const local = (written: string, zone: string, from = now): string => {
  const when = readWhen(written, from, zone);
  return when.kind === 'ok'
    ? Temporal.Instant.fromEpochMilliseconds(when.at)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' })
    : when.reason;
};

describe('a time as a host writes it', () => {
  it.each([
    ['fri 9pm', '2026-11-27T21:00'],
    ['Friday at 21:00', '2026-11-27T21:00'],
    ['tomorrow 20:30', '2026-11-22T20:30'],
    ['tonight at 9', '2026-11-21T21:00'],
    ['sat 8pm', '2026-11-21T20:00'],
    ['sat 9am', '2026-11-28T09:00'],
    ['9am', '2026-11-22T09:00'],
    ['9pm', '2026-11-21T21:00'],
    ['saturday 21h', '2026-11-21T21:00'],
    ['noon tomorrow', '2026-11-22T12:00'],
    ['Nov 27 8pm', '2026-11-27T20:00'],
    ['27 November 20:00', '2026-11-27T20:00'],
    ['27/11 8pm', '2026-11-27T20:00'],
    ['2027-01-02 20:00', '2027-01-02T20:00'],
    ['tomorrow 09:00', '2026-11-22T09:00'],
    ['in 2 hours', '2026-11-21T14:00'],
    ['now', '2026-11-21T12:00'],
    ['지금', '2026-11-21T12:00'],
    ['friday 8 in the evening', '2026-11-27T20:00'],
    ['11월 27일 오후 8시', '2026-11-27T20:00'],
    ['금요일 밤 9시 반', '2026-11-27T21:30'],
    ['내일 저녁 8시 30분에', '2026-11-22T20:30'],
    ['다음 주 월요일 20시', '2026-11-23T20:00'],
    ['2027년 1월 2일 오후 8시', '2027-01-02T20:00'],
    ['모레 정오', '2026-11-23T12:00'],
  ])('reads “%s” as %s', (written, expected) => {
    expect(local(written, 'Europe/London')).toBe(expected);
  });

  it('reads in the zone of the host, also where it is another day', () => {
    // 23:30 on Saturday in Seoul.
    const late = Date.UTC(2026, 10, 21, 14, 30);
    expect(local('tomorrow 8pm', 'Asia/Seoul', late)).toBe('2026-11-22T20:00');
    expect(local('9pm', 'Asia/Seoul', late)).toBe('2026-11-22T21:00');
    expect(local('9pm', 'America/New_York', late)).toBe('2026-11-21T21:00');
    expect(local('11월 22일 오후 8시', 'Asia/Seoul', late)).toBe('2026-11-22T20:00');
  });

  it('takes a zone that is written', () => {
    const when = readWhen('fri 9pm KST', now, 'Europe/London');
    expect(when).toEqual({ kind: 'ok', at: Date.UTC(2026, 10, 27, 12), clockChange: null });
    expect(readWhen('1pm UTC', Date.UTC(2026, 10, 21, 14), 'Asia/Seoul')).toMatchObject({
      at: Date.UTC(2026, 10, 22, 13),
    });
  });

  it.each([
    ['at 9', 'am-or-pm'],
    ['fri 9', 'am-or-pm'],
    ['fri 9:30', 'am-or-pm'],
    ['tomorrow 12:30', 'am-or-pm'],
    ['11월 27일 8시', 'am-or-pm'],
    ['friday', 'no-time'],
    ['friday night', 'no-time'],
    ['next week', 'no-time'],
    ['3/4 9pm', 'day-or-month'],
    ['3/4/2027 9pm', 'day-or-month'],
    ['fri or sat 9pm', 'several'],
    ['fri 9pm to 11pm', 'has-end'],
    ['banana', 'unreadable'],
    ['', 'unreadable'],
    ['30 feb 9pm', 'unreadable'],
    ['fri 25:00', 'unreadable'],
    ['fri 9pm Seoul time', 'unreadable'],
    ['every friday 9pm', 'unreadable'],
    ['yesterday 9pm', 'past'],
    ['today 9am', 'past'],
    ['2020-01-01 20:00', 'past'],
    ['2028-01-02 20:00', 'too-far'],
  ])('does not guess at “%s”: %s', (written, reason) => {
    expect(local(written, 'Europe/London')).toBe(reason);
  });

  it('says what it could not read', () => {
    expect(readWhen('fri 9pm Seoul time', now, 'UTC')).toMatchObject({
      reason: 'unreadable',
      rest: 'Seoul time',
    });
    expect(readWhen('sat at 9', now, 'UTC')).toMatchObject({ reason: 'am-or-pm', hour: 9 });
    expect(readWhen('3/4 9pm', now, 'UTC')).toMatchObject({ reason: 'day-or-month', written: '3/4' });
  });

  it('knows hours that clocks leap over and hours that come twice', () => {
    const march = Date.UTC(2027, 2, 20, 12);
    // London leaps from 01:00 to 02:00 on 28 March 2027.
    expect(readWhen('28 march 2027 01:30', march, 'Europe/London')).toEqual({
      kind: 'ok',
      at: Date.UTC(2027, 2, 28, 1, 30),
      clockChange: 'gap',
    });
    // New York falls back at 02:00 on 7 November 2027: the first 01:30 is at 05:30 UTC.
    expect(readWhen('7 november 2027 01:30', Date.UTC(2027, 9, 1), 'America/New_York')).toEqual({
      kind: 'ok',
      at: Date.UTC(2027, 10, 7, 5, 30),
      clockChange: 'overlap',
    });
    // Today's offset is not the one of the day meant.
    expect(readWhen('2 april 2027 8pm', march, 'Europe/London')).toMatchObject({
      at: Date.UTC(2027, 3, 2, 19),
    });
  });
});
