import type { Temporal } from 'temporal-polyfill';

const weekdays = ['월', '화', '수', '목', '금', '토', '일'];
const englishWeekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const halves: Readonly<Record<string, 'am' | 'pm'>> = {
  오전: 'am',
  아침: 'am',
  새벽: 'am',
  오후: 'pm',
  저녁: 'pm',
  밤: 'pm',
  낮: 'pm',
};

const daysAhead: Readonly<Record<string, number>> = { 오늘: 0, 내일: 1, 모레: 2, 글피: 3 };

const hour = (half: string | undefined, hours: string, minutes: string): string => {
  const clock = `${hours}:${minutes.padStart(2, '0')}`;
  return half === undefined || Number(hours) > 12 ? clock : `${clock}${halves[half] ?? ''}`;
};

/**
 * Dates and times as Koreans write them, in words that the English reader takes: "11월 27일 오후 8시" becomes
 * "11/27" spelt out. What is not Korean stays. `today` is the day in the host's zone.
 */
export const fromKorean = (text: string, today: Temporal.PlainDate): string => {
  if (!/[가-힣]/.test(text)) return text;
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const month = (number: string) =>
    ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'][
      Number(number) - 1
    ] ?? `${number}월`;
  return text
    .normalize('NFC')
    .replace(/(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일/g, (_all, y: string, m: string, d: string) =>
      [y, m.padStart(2, '0'), d.padStart(2, '0')].join('-'),
    )
    .replace(/(\d{1,2})월\s*(\d{1,2})일/g, (_all, m: string, d: string) => `${month(m)} ${d}`)
    .replace(/(이번|다음)\s*주\s*([월화수목금토일])요일/g, (_all, which: string, day: string) =>
      monday.add({ days: weekdays.indexOf(day) + (which === '다음' ? 7 : 0) }).toString(),
    )
    .replace(/([월화수목금토일])요일/g, (_all, day: string) => englishWeekdays[weekdays.indexOf(day)] ?? day)
    .replace(/오늘|내일|모레|글피/g, (day) => today.add({ days: daysAhead[day] ?? 0 }).toString())
    .replace(/정오/g, '12:00pm')
    .replace(/자정/g, '12:00am')
    .replace(
      /(?:(오전|아침|새벽|오후|저녁|밤|낮)\s*)?(\d{1,2})시(?:\s*(?:(\d{1,2})분|(반)))?/g,
      (
        _all,
        half: string | undefined,
        hours: string,
        minutes: string | undefined,
        isHalf: string | undefined,
      ) => ` ${hour(half, hours, isHalf === undefined ? (minutes ?? '0') : '30')}`,
    )
    .replace(/(?<=\S)에(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
};
