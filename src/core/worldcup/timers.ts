import { ARRIVAL_SLACK_MS } from './rules.ts';
import type { StateTimer } from '../timer-changes.ts';
import type { CupState } from './types.ts';

/**
 * The timers a state waits for: a function of the state, so none can be forgotten or left running. The due time is part of the
 * id, so that a timer from before a pause is not taken for the one after it.
 */
export const liveCupTimers = (state: CupState): readonly StateTimer[] => {
  const timer = (kind: string, number: number, dueAt: number): StateTimer => ({
    timerId: `${kind}:${number}:${dueAt}`,
    dueAt,
  });
  switch (state.phase) {
    case 'voting':
      return [timer('close', state.pair.number, state.endsAt + ARRIVAL_SLACK_MS)];
    case 'decided':
      return [timer('next', state.cup.results.length, state.nextAt)];
    case 'paused':
    case 'ended':
      return [];
  }
};
