import { addDays, daysFrom, monthOf } from '../calendar.ts';

/** Days in a row, as of the day of the last solved puzzle. */
export interface Streak {
  readonly days: number;
  readonly best: number;
  /** The last day solved; `null` before the first. */
  readonly lastDay: string | null;
  /** The latest day that a freeze bridged. One a calendar month. */
  readonly frozenDay: string | null;
}

export const noStreak: Streak = { days: 0, best: 0, lastDay: null, frozenDay: null };

/**
 * Bridges the unsolved days between the last solved one and `until` (not included), each with the freeze of its month.
 * `undefined` when a freeze is lacking. Two days in a row can be bridged only where a month ends between them.
 */
const bridge = ({ lastDay, frozenDay }: Streak, until: string): { frozenDay: string | null } | undefined => {
  if (lastDay === null) return undefined;
  let frozen = frozenDay;
  const gap = daysFrom(lastDay, until) - 1;
  if (gap > 2) return undefined;
  for (let missed = 1; missed <= gap; missed += 1) {
    const day = addDays(lastDay, missed);
    if (frozen !== null && monthOf(frozen) === monthOf(day)) return undefined;
    frozen = day;
  }
  return { frozenDay: frozen };
};

/** Counts a solved day, once. A day before the last one (somebody travelled west) changes nothing. */
export const solvedOn = (streak: Streak, day: string): Streak => {
  if (streak.lastDay !== null && day <= streak.lastDay) return streak;
  const bridged = bridge(streak, day);
  const days = bridged === undefined ? 1 : streak.days + 1;
  return {
    days,
    best: Math.max(streak.best, days),
    lastDay: day,
    frozenDay: bridged === undefined ? streak.frozenDay : bridged.frozenDay,
  };
};

/** The streak as it stands today: one that no freeze can save any more is over. Today itself is not missed yet. */
export const streakToday = (streak: Streak, today: string): number =>
  streak.lastDay !== null && (today <= streak.lastDay || bridge(streak, today) !== undefined)
    ? streak.days
    : 0;

/** Whether this month's freeze is still there. */
export const hasFreeze = ({ frozenDay }: Streak, today: string): boolean =>
  frozenDay === null || monthOf(frozenDay) !== monthOf(today);
