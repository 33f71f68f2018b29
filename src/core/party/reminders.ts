import { REMINDERS } from './rules.ts';
import type { Party, ReminderKind } from './types.ts';

export interface Reminder {
  readonly kind: ReminderKind;
  readonly dueAt: number;
}

const kinds: readonly ReminderKind[] = ['day', 'hour', 'five-minutes'];

/** The reminders a party still has to send, first one first. `startsAt` belongs to each: a moved party reminds anew. */
export const dueReminders = ({ plan, reminded }: Pick<Party, 'plan' | 'reminded'>): readonly Reminder[] =>
  kinds
    .filter((kind) => !reminded.includes(kind))
    .map((kind) => ({ kind, dueAt: plan.startsAt - REMINDERS[kind] }));

/** Reminders whose time is over already: "in a day" would be a lie, so they are not sent late. */
export const pastReminders = (startsAt: number, now: number): readonly ReminderKind[] =>
  kinds.filter((kind) => startsAt - REMINDERS[kind] <= now);

/**
 * Which of the reminders that are due is still true. After a long sleep only the latest one is; all of them count as sent.
 */
export const latestDue = (due: readonly Reminder[]): Reminder | undefined => due.at(-1);
