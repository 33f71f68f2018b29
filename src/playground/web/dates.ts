const relativeSteps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

const relativeTime = (atMs: number, nowMs: number, locale: string): string => {
  const seconds = Math.round((atMs - nowMs) / 1000);
  const [unit, size] = relativeSteps.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
};

const styles: Record<string, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};

/** The text of `<t:…:style>`. */
export const stampText = (atMs: number, style: string, nowMs: number, locale: string): string =>
  style === 'R'
    ? relativeTime(atMs, nowMs, locale)
    : new Intl.DateTimeFormat(locale, styles[style] ?? styles['f']).format(atMs);

const dayOf = (ms: number) => new Date(ms).toDateString();

/** The date beside a message: the time alone today, the date as well before. */
export const messageTime = (iso: string, nowMs: number, locale: string): string => {
  const atMs = Date.parse(iso);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(atMs);
  if (dayOf(atMs) === dayOf(nowMs)) return time;
  return `${new Intl.DateTimeFormat(locale, { dateStyle: 'short' }).format(atMs)} ${time}`;
};

export const dayTitle = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(Date.parse(iso));

export const isSameDay = (left: string, right: string): boolean =>
  dayOf(Date.parse(left)) === dayOf(Date.parse(right));
