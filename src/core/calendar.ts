import { Temporal } from 'temporal-polyfill';

/** Days and periods as people in a time zone live them. Days are written as in `2026-11-21`. */

const zoned = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(zone);

/** The calendar day of an instant in an IANA time zone. */
export const dayAt = (at: number, zone: string): string => zoned(at, zone).toPlainDate().toString();

/** When the next calendar day begins there. Where clocks change at midnight, that is the first moment there is. */
export const nextDayAt = (at: number, zone: string): number =>
  zoned(at, zone).toPlainDate().add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;

/** Whole days from one day to another; negative when `to` is earlier. */
export const daysFrom = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;

export const addDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** 1 is Monday. */
export const weekday = (day: string): number => Temporal.PlainDate.from(day).dayOfWeek;

/** `2026-11` */
export const monthOf = (day: string): string => day.slice(0, 7);

export interface PeriodKeys {
  /** ISO week, such as `2026-W47`. */
  readonly week: string;
  readonly month: string;
  readonly year: string;
}

/** The week, month and year an instant belongs to. Keys of one kind sort by time. */
export const periodsAt = (at: number, zone: string): PeriodKeys => {
  const date = zoned(at, zone).toPlainDate();
  const week = String(date.weekOfYear ?? 0).padStart(2, '0');
  return {
    week: `${date.yearOfWeek ?? date.year}-W${week}`,
    month: monthOf(date.toString()),
    year: String(date.year),
  };
};

/** The same day so many years later; 29 February is the 28th where there is none. */
export const addYears = (day: string, years: number): string =>
  Temporal.PlainDate.from(day).add({ years }).toString();

/** Hours since local midnight, as a clock on the wall there says. */
export const hourAt = (at: number, zone: string): number => zoned(at, zone).hour;

/** When it is this hour of that day there. */
export const hourOfDay = (day: string, hour: number, zone: string): number =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: { hour } }).epochMilliseconds;
