import { memberOf, step } from './game.ts';
import { isElector, tallies } from './electors.ts';
import { closeRound } from './settle.ts';
import { editRound, giveHint, hasMoreClues } from './rounds.ts';
import type { EventOf, GameState, InPhase, OpenRound, Refusal, Step } from './types.ts';

const skipRound = (state: InPhase<'asking'>, at: number): Step =>
  closeRound(state.game, state.round, [], 'skipped', at);

/** Counts again: after a vote, and whenever someone comes, goes or deafens. Votes of those who left are gone. */
export const recount = (state: InPhase<'asking'>, at: number): Step => {
  const { game, round } = state;
  const stillIn = (memberId: string) => {
    const member = memberOf(game, memberId);
    return member !== undefined && isElector(game, round, member);
  };
  const counted: InPhase<'asking'> = {
    ...state,
    round: {
      ...round,
      skipVotes: round.skipVotes.filter(stillIn),
      hintVotes: round.hintVotes.filter(stillIn),
    },
  };
  const { skip, hint } = tallies(game, counted.round);
  if (skip.votes >= skip.needed) return skipRound(counted, at);
  if (hint.votes >= hint.needed && hasMoreClues(round)) return giveHint(counted, at);
  return round.skipVotes.length + round.hintVotes.length > 0
    ? step(counted, editRound(game, counted.round))
    : step(state);
};

const refusalOf = (state: InPhase<'asking'>, event: EventOf<'vote'>): Refusal | undefined => {
  const { game, round } = state;
  if (event.roundId !== undefined && event.roundId !== round.roundId) return 'no-round';
  if (event.vote === 'hint' && !hasMoreClues(round)) return 'no-more-hints';
  if (event.force) return event.moderator || event.memberId === game.hostId ? undefined : 'not-host';
  const member = memberOf(game, event.memberId);
  if (member === undefined || !isElector(game, round, member)) return 'not-eligible';
  const votes = event.vote === 'skip' ? round.skipVotes : round.hintVotes;
  return votes.includes(member.id) ? 'already-voted' : undefined;
};

export const handleVote = (state: GameState, event: EventOf<'vote'>): Step => {
  const why = state.phase === 'asking' ? refusalOf(state, event) : 'no-round';
  if (state.phase !== 'asking' || why !== undefined) {
    return step(state, { type: 'refuse', memberId: event.memberId, why: why ?? 'no-round' });
  }
  if (event.force) {
    return event.vote === 'skip' ? skipRound(state, event.at) : giveHint(state, event.at);
  }
  const { round } = state;
  const voted: OpenRound =
    event.vote === 'skip'
      ? { ...round, skipVotes: [...round.skipVotes, event.memberId] }
      : { ...round, hintVotes: [...round.hintVotes, event.memberId] };
  return recount({ ...state, round: voted }, event.at);
};
