import { step } from './game.ts';
import { recoverNearVote } from './near-votes.ts';
import { clipOf, editRound, prepareRound } from './rounds.ts';
import { PAUSE_MS, RECOVERY_LEAST_MS, VOID_AFTER_MS } from './rules.ts';
import type { GameState, InPhase, OpenRound, Step } from './types.ts';

const recoverRound = (state: InPhase<'asking'>, at: number): Step => {
  const { game } = state;
  if (at - state.round.openedAt > VOID_AFTER_MS) {
    const { roundId, number } = state.round;
    const replay = prepareRound(game, number);
    return step(replay.state, { type: 'roundVoided', roundId, number }, ...replay.effects);
  }
  const round: OpenRound = { ...state.round, endsAt: Math.max(state.round.endsAt, at + RECOVERY_LEAST_MS) };
  return step({ ...state, round }, { type: 'redraw' }, editRound(game, round), ...clipOf(game, round));
};

const recoverPhase = (state: GameState, at: number): Step => {
  switch (state.phase) {
    case 'asking':
      return recoverRound(state, at);
    case 'preparing':
      return step(
        state,
        { type: 'redraw' },
        { type: 'prepareRound', roundId: state.roundId, number: state.number },
      );
    case 'paused':
      // Who has come back while the process was down is told by `join` events after this one.
      return step({ ...state, until: Math.max(state.until, at + PAUSE_MS) }, { type: 'redraw' });
    case 'lobby':
    case 'grace':
    case 'revealed':
    case 'ended':
      return step(state, { type: 'redraw' });
  }
};

/**
 * The process is back. The wall clock went on meanwhile, so times that members were shown stay true; a round is only
 * made long enough to be answered. A round somebody has already won is never void: their points are not lost.
 */
export const handleRecovered = (state: GameState, at: number): Step => {
  const recovered = recoverPhase(state, at);
  return { ...recovered, effects: [...recovered.effects, ...recoverNearVote(recovered.state, at)] };
};
