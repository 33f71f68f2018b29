import { isElector } from './electors.ts';
import { GRACE_MS } from './rules.ts';
import type { AnswerKind, Game, GameState, RoundRecord, Tally } from './types.ts';

/** How long the room may vote. */
export const nearVoteMs = 10_000;

/** A guess that was nearly right, made while its round was open. */
export interface NearGuess {
  readonly roundId: number;
  readonly memberId: string;
  readonly text: string;
  readonly at: number;
  readonly kind: AnswerKind;
  readonly answerId: string;
}

export interface NearVote extends NearGuess {
  readonly gameId: string;
  readonly endsAt: number;
}

export interface NearVoted {
  readonly kind: 'counted' | 'accepted';
  readonly vote: NearVote;
  readonly tally: Tally;
}

export type NearVotes = ReturnType<typeof createNearVotes>;

interface OpenVote {
  readonly vote: NearVote;
  readonly record: RoundRecord;
  readonly votes: Set<string>;
}

/** Everyone who takes part now, but for the member whose guess it is. */
const votersOf = (game: Game, { number, prepared }: RoundRecord, memberId: string): readonly string[] =>
  game.members
    .filter((member) => member.id !== memberId)
    .filter((member) => isElector(game, { number, play: prepared.media.kind }, member))
    .map(({ id }) => id);

/** As the engine has it: later near misses would not have scored either. */
const couldScore = (record: RoundRecord, { memberId, at }: NearGuess): boolean =>
  (record.outcome === 'won' || record.outcome === 'time-up') &&
  at <= Math.min(...record.awards.map((award) => award.at + GRACE_MS), record.closedAt) &&
  !record.awards.some((award) => award.memberId === memberId);

/**
 * The vote on a near miss comes with the reveal: then its words spoil nothing and everybody can judge them. Votes live in
 * memory; a restart ends them.
 */
export const createNearVotes = () => {
  const noted = new Map<string, readonly NearGuess[]>();
  const open = new Map<string, OpenVote>();

  const tallyOf = ({ vote, record, votes }: OpenVote, game: Game): Tally => {
    const voters = votersOf(game, record, vote.memberId);
    return {
      votes: voters.filter((id) => votes.has(id)).length,
      needed: Math.floor(voters.length / 2) + 1,
    };
  };

  return {
    note: (gameId: string, near: NearGuess): void => {
      const same = (noted.get(gameId) ?? []).filter(({ roundId }) => roundId === near.roundId);
      if (!same.some(({ memberId }) => memberId === near.memberId)) noted.set(gameId, [...same, near]);
    },
    /** The vote that this reveal opens, if any: on the earliest near miss of a member who got nothing. */
    begin: (state: GameState, record: RoundRecord, now: number): NearVote | undefined => {
      const { game } = state;
      const guesses = noted.get(game.gameId) ?? [];
      noted.delete(game.gameId);
      const near = guesses.find((guess) => guess.roundId === record.roundId && couldScore(record, guess));
      if (near === undefined || votersOf(game, record, near.memberId).length === 0) return undefined;
      const vote = { ...near, gameId: game.gameId, endsAt: now + nearVoteMs };
      open.set(game.gameId, { vote, record, votes: new Set() });
      return vote;
    },
    /** Takes a vote; `undefined` when there is none to take. */
    take: (
      { game }: GameState,
      by: { readonly memberId: string; readonly roundId: number; readonly at: number },
    ): NearVoted | 'not-eligible' | 'already-voted' | undefined => {
      const found = open.get(game.gameId);
      if (found?.vote.roundId !== by.roundId || by.at > found.vote.endsAt) return undefined;
      if (!votersOf(game, found.record, found.vote.memberId).includes(by.memberId)) return 'not-eligible';
      if (found.votes.has(by.memberId)) return 'already-voted';
      found.votes.add(by.memberId);
      const tally = tallyOf(found, game);
      if (tally.votes < tally.needed) return { kind: 'counted', vote: found.vote, tally };
      open.delete(game.gameId);
      return { kind: 'accepted', vote: found.vote, tally };
    },
    /** Ends a vote whose time is over. @returns whether it was still open. */
    end: ({ gameId, roundId }: NearVote): boolean =>
      open.get(gameId)?.vote.roundId === roundId && open.delete(gameId),
    forget: (gameId: string): void => {
      noted.delete(gameId);
      open.delete(gameId);
    },
  };
};
