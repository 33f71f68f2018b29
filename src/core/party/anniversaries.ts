import { addDays, addYears, dayAt, daysFrom, hourOfDay } from '../calendar.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';

export interface Anniversary {
  readonly dramaId: string;
  /** Since it was first on air. */
  readonly years: number;
  /** Such as `2026-12-02`. */
  readonly day: string;
}

/** Worth a party also where nobody follows the drama. */
export const isRound = ({ years }: Anniversary): boolean => years % 5 === 0;

/**
 * Anniversaries from a day on, within so many days, the next one first. A drama whose first day on air no source states has
 * none: a year alone is no date.
 */
export const anniversariesFrom = (
  catalogue: Pick<Catalogue, 'dramas'>,
  from: string,
  days: number,
): readonly Anniversary[] => {
  const thisYear = Number(from.slice(0, 4));
  return [...catalogue.dramas.values()]
    .flatMap(({ id, aired }) => {
      const first = aired?.from;
      if (first === undefined) return [];
      return [thisYear, thisYear + 1].flatMap((year) => {
        const years = year - Number(first.slice(0, 4));
        if (years < 1) return [];
        const day = addYears(first, years);
        const away = daysFrom(from, day);
        return away >= 0 && away < days ? [{ dramaId: id, years, day }] : [];
      });
    })
    .toSorted((a, b) => a.day.localeCompare(b.day) || a.dramaId.localeCompare(b.dramaId));
};

/** When an evening begins, unless somebody says otherwise. */
const EVENING_HOUR = 20;

/** The evening of that day there; when that is over, the next evening to come. */
export const eveningOf = (day: string, now: number, zone: string): number => {
  const today = dayAt(now, zone);
  const evenings = [day, today, addDays(today, 1)].map((one) => hourOfDay(one, EVENING_HOUR, zone));
  return evenings.find((at) => at > now) ?? now;
};
