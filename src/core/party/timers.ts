import type { StateTimer } from '../timer-changes.ts';
import { dueReminders } from './reminders.ts';
import { EMPTY_MS } from './rules.ts';
import { endsAt } from './state.ts';
import type { InPhase, PartyState, ReminderKind } from './types.ts';

type TimerKind = 'remind' | 'start' | 'begin' | 'go' | 'note' | 'track-end' | 'empty' | 'next' | 'give-up';

export type LiveTimer = StateTimer &
  (
    | { readonly kind: 'remind'; readonly reminder: ReminderKind }
    | { readonly kind: Exclude<TimerKind, 'remind'> }
  );

// The due time is part of the id, so that a timer from before a pause or a move is not taken for the one after it.
const idOf = (kind: TimerKind, owner: number | string, dueAt: number): string => `${kind}:${owner}:${dueAt}`;

const timer = (kind: Exclude<TimerKind, 'remind'>, owner: number | string, dueAt: number): LiveTimer => ({
  kind,
  timerId: idOf(kind, owner, dueAt),
  dueAt,
});

const trackTimers = ({ track, run }: InPhase<'playing'>): readonly LiveTimer[] => {
  const { trackId } = track.row;
  const note = track.notes[track.notesShown];
  const ends = endsAt(track);
  const noteAt = note === undefined ? Infinity : track.startedAt + track.pausedMs + note.offsetMs;
  return [
    ...(noteAt < ends ? [timer('note', `${trackId}.${track.notesShown}`, noteAt)] : []),
    timer('track-end', trackId, ends),
    ...(run.emptySince === null ? [] : [timer('empty', trackId, run.emptySince + EMPTY_MS)]),
  ];
};

/**
 * The timers a state waits for. They are a function of the state, so none can be forgotten or left running: the reducer
 * schedules and cancels the difference, and after a restart all of them are scheduled.
 */
export const liveTimers = (state: PartyState): readonly LiveTimer[] => {
  switch (state.phase) {
    case 'scheduled':
      return [
        ...dueReminders(state.party).map(({ kind, dueAt }): LiveTimer => ({
          kind: 'remind',
          reminder: kind,
          timerId: idOf('remind', kind, dueAt),
          dueAt,
        })),
        timer('start', 'party', state.party.plan.startsAt),
      ];
    case 'lobby':
      return [timer('begin', 'lobby', state.beginsAt)];
    case 'countdown':
      return [timer('go', state.track.row.trackId, state.goAt)];
    case 'playing':
      return trackTimers(state);
    case 'between':
      return [timer('next', state.awaiting ? 'awaiting' : 'gap', state.nextAt)];
    case 'paused':
      return [timer('give-up', state.pausedAt, state.until)];
    case 'opening':
    case 'ended':
    case 'cancelled':
      return [];
  }
};

/** Whether a timer belongs to the plan: a reminder or the start, hours or weeks ahead. */
export const isOfPlan = (timerId: string): boolean => /^(?:remind|start):/.test(timerId);
