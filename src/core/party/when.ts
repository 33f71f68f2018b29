// The other languages of chrono are 200 modules, and none of them is asked.
import { casual } from 'chrono-node/en';
import type { ParsedResult } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { fromKorean } from './korean-when.ts';
import { DAY_MS } from './rules.ts';

/** Why a date was not taken; the person is told what to write instead. */
export type WhenProblem =
  | { readonly reason: 'unreadable'; readonly rest: string }
  | { readonly reason: 'no-time' }
  /** "at 9": in the morning or in the evening. */
  | { readonly reason: 'am-or-pm'; readonly hour: number }
  /** "3/4": in March or in April. */
  | { readonly reason: 'day-or-month'; readonly written: string }
  | { readonly reason: 'several' }
  | { readonly reason: 'has-end' }
  | { readonly reason: 'past'; readonly at: number }
  | { readonly reason: 'too-far'; readonly at: number };

export type When =
  | {
      readonly kind: 'ok';
      readonly at: number;
      /** Clocks change around this time: the one written does not exist (the later is taken), or comes twice (the first is). */
      readonly clockChange: 'gap' | 'overlap' | null;
    }
  | ({ readonly kind: 'refused' } & WhenProblem);

const FARTHEST_MS = 366 * DAY_MS;

const dayParts = /\b(?:morning|noon|midday|midnight|afternoon|evening|night|tonight)\b/i;
/** "09:00" is of a clock with 24 hours. */
const leadingZero = /(?:^|[^\d])0\d(?:[:.]\d\d)/;
/** Begins at once. */
const nowWords = /^(?:right )?now[.!]?$|^(?:지금|바로|지금 바로)$/i;
const fillers = /\b(?:at|on|the|of|around|from|by|in|o'?clock|this|coming|please)\b|[@,.;!()~–—-]/gi;

const refused = (problem: WhenProblem): When => ({ kind: 'refused', ...problem });

/** "21h" and "21h30" are times, but for chrono lengths of time; "9 in the evening" is no time to it at all. */
const normalised = (text: string): string =>
  text
    .replace(
      /(?<!in\s+)(?<!\d)(\d{1,2})h(\d{2})?\b/gi,
      (_all, hours: string, minutes: string | undefined) => `${hours}:${minutes ?? '00'}`,
    )
    .replace(
      /(?<![\d:])(\d{1,2}(?::\d\d)?) (?:in the|at) (morning|afternoon|evening|night)\b/gi,
      (_all, clock: string, part: string) => clock + (part.toLowerCase() === 'morning' ? 'am' : 'pm'),
    );

const ambiguousDate = (text: string): string | undefined => {
  const found = /(?<![\d/])(\d{1,2})\/(\d{1,2})(?!\d)/.exec(text);
  if (found === null) return undefined;
  const [written, first, second] = [found[0], Number(found[1]), Number(found[2])];
  return first !== second && first <= 12 && second <= 12 ? written : undefined;
};

type Components = ParsedResult['start'];

const isHourClear = (components: Components, text: string): boolean => {
  const hour = components.get('hour') ?? 0;
  return (
    components.isCertain('meridiem') ||
    hour === 0 ||
    hour > 12 ||
    dayParts.test(text) ||
    leadingZero.test(text)
  );
};

const localTime = (components: Components): Temporal.PlainDateTime | undefined => {
  const field = (name: 'year' | 'month' | 'day' | 'hour' | 'minute') => components.get(name) ?? 0;
  try {
    return Temporal.PlainDateTime.from(
      {
        year: field('year'),
        month: field('month'),
        day: field('day'),
        hour: field('hour'),
        minute: field('minute'),
      },
      { overflow: 'reject' },
    );
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};

/** What the day is by: a time alone means the next such time, a weekday the next such day. */
const stepDays = (components: Components): number => {
  if (components.isCertain('day')) return 0;
  return components.isCertain('weekday') ? 7 : 1;
};

const clockChangeAt = (local: Temporal.PlainDateTime, zone: string): 'gap' | 'overlap' | null => {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return null;
  return later.toPlainDateTime().equals(local) ? 'overlap' : 'gap';
};

type Candidate = Omit<Extract<When, { kind: 'ok' }>, 'kind'>;

const resolve = (components: Components, now: number, zone: string): Candidate | undefined => {
  const days = stepDays(components);
  if (components.isCertain('timezoneOffset')) {
    const said = components.date().getTime();
    const steps = days > 0 && said <= now ? Math.floor((now - said) / (days * DAY_MS)) + 1 : 0;
    return { at: said + steps * days * DAY_MS, clockChange: null };
  }
  const local = localTime(components);
  if (local === undefined) return undefined;
  const at = (time: Temporal.PlainDateTime) => time.toZonedDateTime(zone).epochMilliseconds;
  const chosen = at(local) <= now && days > 0 ? local.add({ days }) : local;
  return { at: at(chosen), clockChange: clockChangeAt(chosen, zone) };
};

/**
 * Reads "fri 9pm", "tomorrow 20:30" or "11월 27일 오후 8시" as a time to come in an IANA zone. Nothing is guessed that a host
 * could have meant otherwise, and nothing that was written is passed over.
 */
export const readWhen = (written: string, now: number, zone: string): When => {
  if (nowWords.test(written.normalize('NFC').trim())) return { kind: 'ok', at: now, clockChange: null };
  const here = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(zone);
  const text = normalised(fromKorean(written.trim(), here.toPlainDate()));
  const dayOrMonth = ambiguousDate(text);
  if (dayOrMonth !== undefined) return refused({ reason: 'day-or-month', written: dayOrMonth });
  const reference = { instant: new Date(now), timezone: here.offsetNanoseconds / 60e9 };
  const results = casual.parse(text, reference, { forwardDate: true });
  const [result] = results;
  if (result === undefined) return refused({ reason: 'unreadable', rest: written });
  if (results.length > 1) return refused({ reason: 'several' });
  if (result.end != null) return refused({ reason: 'has-end' });
  const rest = (text.slice(0, result.index) + ' ' + text.slice(result.index + result.text.length))
    .replace(fillers, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const bareHour = /^\d{1,2}$/.test(rest) && !result.start.isCertain('hour') ? Number(rest) : 0;
  if (bareHour > 0 && bareHour <= 12) return refused({ reason: 'am-or-pm', hour: bareHour });
  if (rest !== '') return refused({ reason: 'unreadable', rest });
  if (!result.start.isCertain('hour')) return refused({ reason: 'no-time' });
  if (!isHourClear(result.start, text)) {
    return refused({ reason: 'am-or-pm', hour: result.start.get('hour') ?? 0 });
  }
  const candidate = resolve(result.start, now, zone);
  if (candidate === undefined) return refused({ reason: 'unreadable', rest: written });
  if (candidate.at <= now) return refused({ reason: 'past', at: candidate.at });
  if (candidate.at - now > FARTHEST_MS) return refused({ reason: 'too-far', at: candidate.at });
  return { kind: 'ok', ...candidate };
};
