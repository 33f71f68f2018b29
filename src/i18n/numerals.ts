import { plural } from './plural.ts';

/** How a language counts and writes numbers and days. */
export const numerals = (locale: string) => {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent' });
  return {
    locale,
    count: plural(locale),
    number: (value: number) => numbers.format(value),
    /** `value` is a share, 0–1. */
    percent: (value: number) => percents.format(value),
  };
};

/** Writes a calendar day ("2026-11-21") in a language's way. */
export const dayIn = (locale: string) => {
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return (day: string): string => days.format(new Date(`${day}T00:00:00Z`));
};

/** Writes when something was, where that was: "Friday, November 27, 2026 at 8:00 PM GMT+9". */
export const dateIn = (
  locale: string,
  { at, zone }: { readonly at: number; readonly zone: string },
): string =>
  new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
    timeZoneName: 'short',
  }).format(at);
