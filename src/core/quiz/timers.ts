import { ARRIVAL_SLACK_MS, GRACE_MS, PRESS_SLACK_MS } from './rules.ts';
import type { StateTimer } from '../timer-changes.ts';
import type { Game, GameState, OpenRound } from './types.ts';

type TimerKind = 'begin' | 'step' | 'time-up' | 'settle' | 'next' | 'give-up' | 'near-vote';

export interface LiveTimer extends StateTimer {
  readonly kind: TimerKind;
}

const timer = (kind: TimerKind, owner: number | string, dueAt: number): LiveTimer => ({
  kind,
  // The due time is part of the id, so that a timer from before a pause is not taken for the one after it.
  timerId: `${kind}:${owner}:${dueAt}`,
  dueAt,
});

const roundTimers = (round: OpenRound): readonly LiveTimer[] => {
  const nextStepAt = round.stepsAt[round.steps];
  return [
    ...(nextStepAt === undefined ? [] : [timer('step', `${round.roundId}.${round.steps}`, nextStepAt)]),
    timer('time-up', round.roundId, round.endsAt + ARRIVAL_SLACK_MS),
  ];
};

const phaseTimers = (state: GameState): readonly LiveTimer[] => {
  switch (state.phase) {
    case 'lobby':
      return [timer('begin', 'lobby', state.beginsAt)];
    case 'asking':
      return roundTimers(state.round);
    case 'grace':
      return [timer('settle', state.round.roundId, state.finds[0].at + GRACE_MS + ARRIVAL_SLACK_MS)];
    case 'revealed':
      return [timer('next', state.game.lastRoundId, state.nextAt)];
    case 'paused':
      return [timer('give-up', state.pausedAt, state.until)];
    case 'preparing':
    case 'ended':
      return [];
  }
};

/** A vote on a near miss goes on beside the rounds, and after the last. */
const voteTimers = ({ nearVote }: Game): readonly LiveTimer[] =>
  nearVote === null ? [] : [timer('near-vote', nearVote.roundId, nearVote.endsAt + PRESS_SLACK_MS)];

/**
 * The timers a state waits for. They are a function of the state, so none can be forgotten or left running: the reducer
 * schedules and cancels the difference, and after a restart the service schedules all of them.
 */
export const liveTimers = (state: GameState): readonly LiveTimer[] => [
  ...phaseTimers(state),
  ...voteTimers(state.game),
];

/** When an open round is closed, if nobody does anything any more. */
export const closesAt = (state: GameState): number | undefined =>
  state.phase === 'asking' || state.phase === 'grace'
    ? liveTimers(state).find(({ kind }) => kind === 'time-up' || kind === 'settle')?.dueAt
    : undefined;
