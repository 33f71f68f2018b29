import { isElector } from './electors.ts';
import { step } from './game.ts';
import { GRACE_MS, NEAR_VOTE_MS, PRESS_SLACK_MS } from './rules.ts';
import type {
  Effect,
  EventOf,
  Game,
  GameState,
  NearMiss,
  NearVote,
  OpenRound,
  RoundRecord,
  Step,
  Tally,
} from './types.ts';

/** Everyone who takes part now, but for the member whose guess it is. */
const votersOf = (game: Game, { number, prepared }: RoundRecord, memberId: string): readonly string[] =>
  game.members
    .filter((member) => member.id !== memberId)
    .filter((member) => isElector(game, { number, play: prepared.media.kind }, member))
    .map(({ id }) => id);

const votersIn = (game: Game, { roundId, memberId }: NearVote): readonly string[] => {
  const record = game.history.find((finished) => finished.roundId === roundId);
  return record === undefined ? [] : votersOf(game, record, memberId);
};

export const nearTally = (game: Game, vote: NearVote): Tally => {
  const voters = votersIn(game, vote);
  return {
    votes: voters.filter((id) => vote.votes.includes(id)).length,
    needed: Math.floor(voters.length / 2) + 1,
  };
};

/** The first of each member: later ones may only have been led there by it. */
export const withNear = (round: OpenRound, near: NearMiss): OpenRound =>
  round.nears.some(({ memberId }) => memberId === near.memberId)
    ? round
    : { ...round, nears: [...round.nears, near] };

/** As the engine has it: later near misses would not have scored either. */
const couldScore = (record: RoundRecord, { memberId, guessedAt }: NearMiss): boolean =>
  (record.outcome === 'won' || record.outcome === 'time-up') &&
  guessedAt <= Math.min(...record.awards.map((award) => award.at + GRACE_MS), record.closedAt) &&
  !record.awards.some((award) => award.memberId === memberId);

const over = (game: Game, vote: NearVote, accepted: boolean): Effect => ({
  type: 'nearVoteOver',
  vote,
  kind: game.settings.answer,
  accepted,
});

export const showNearVote = (game: Game, vote: NearVote): Effect => ({
  type: 'nearVote',
  vote,
  kind: game.settings.answer,
  tally: nearTally(game, vote),
});

/**
 * The vote that a reveal opens, if any: on the earliest near miss of a member who got nothing. It comes with the reveal:
 * then its words spoil nothing and everybody can judge them. One that is still open gives way.
 */
export const openNearVote = (
  game: Game,
  round: OpenRound,
  record: RoundRecord,
): { readonly game: Game; readonly effects: readonly Effect[] } => {
  const near = round.nears.find((miss) => couldScore(record, miss));
  if (near === undefined || votersOf(game, record, near.memberId).length === 0) return { game, effects: [] };
  const nearVote: NearVote = {
    ...near,
    roundId: record.roundId,
    endsAt: record.closedAt + NEAR_VOTE_MS,
    votes: [],
    accepted: false,
  };
  const old = game.nearVote === null ? [] : [over(game, game.nearVote, game.nearVote.accepted)];
  return { game: { ...game, nearVote }, effects: [...old, showNearVote(game, nearVote)] };
};

/** Time is over. One that was accepted still waits for `nearAccepted`, which a crash may have cut off. */
export const endNearVote = (state: GameState): Step => {
  const { nearVote } = state.game;
  if (nearVote === null) return step(state);
  if (nearVote.accepted) return step(state, { type: 'acceptNear', vote: nearVote });
  return step({ ...state, game: { ...state.game, nearVote: null } }, over(state.game, nearVote, false));
};

/** After a restart: asks again, in the same message, and finishes what had been decided. */
export const recoverNearVote = ({ game }: GameState, at: number): readonly Effect[] => {
  const { nearVote } = game;
  if (nearVote === null) return [];
  if (nearVote.accepted) return [{ type: 'acceptNear', vote: nearVote }];
  return at > nearVote.endsAt + PRESS_SLACK_MS ? [] : [showNearVote(game, nearVote)];
};

export const handleNearVoted = (state: GameState, { memberId, roundId, at }: EventOf<'nearVoted'>): Step => {
  const { game } = state;
  const { nearVote } = game;
  if (nearVote?.roundId !== roundId || nearVote.accepted || at > nearVote.endsAt)
    return step(state, { type: 'refuse', memberId, why: 'unknown-round' });
  if (!votersIn(game, nearVote).includes(memberId))
    return step(state, { type: 'refuse', memberId, why: 'not-eligible' });
  if (nearVote.votes.includes(memberId))
    return step(state, { type: 'refuse', memberId, why: 'already-voted' });
  const counted: NearVote = { ...nearVote, votes: [...nearVote.votes, memberId] };
  const tally = nearTally(game, counted);
  const vote: NearVote = { ...counted, accepted: tally.votes >= tally.needed };
  return step(
    { ...state, game: { ...game, nearVote: vote } },
    { type: 'nearCounted', memberId, vote, kind: game.settings.answer, tally },
    ...(vote.accepted ? [{ type: 'acceptNear', vote } as const] : []),
  );
};

/** Closes the vote of an accepted near miss. */
export const closeAccepted = (
  state: GameState,
  roundId: number,
): { readonly state: GameState; readonly effects: readonly Effect[] } => {
  const { nearVote } = state.game;
  if (nearVote?.roundId !== roundId) return { state, effects: [] };
  return {
    state: { ...state, game: { ...state.game, nearVote: null } },
    effects: [over(state.game, nearVote, true)],
  };
};
