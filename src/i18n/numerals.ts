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
