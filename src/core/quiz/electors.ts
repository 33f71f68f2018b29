import { ACTIVE_ROUNDS } from './rules.ts';
import type { Game, Member, OpenRound, Tally } from './types.ts';

/**
 * Who may vote in this round: in a voice game the humans in the channel now, while it is heard only those who hear it; in
 * a text game those who are in and have guessed or joined within the last rounds.
 */
export const isElector = (game: Game, round: Pick<OpenRound, 'number' | 'play'>, member: Member): boolean => {
  if (member.presence.kind !== 'here') return false;
  if (game.settings.play === 'text') return member.activeRound > round.number - ACTIVE_ROUNDS;
  return round.play === 'text' || !member.presence.deafened;
};

export const electors = (game: Game, round: OpenRound): readonly Member[] =>
  game.members.filter((member) => isElector(game, round, member));

/** More than half. */
const needed = (count: number): number => Math.floor(count / 2) + 1;

export const tallies = (game: Game, round: OpenRound): { readonly skip: Tally; readonly hint: Tally } => {
  const count = electors(game, round).length;
  return {
    skip: { votes: round.skipVotes.length, needed: needed(count) },
    hint: { votes: round.hintVotes.length, needed: needed(count) },
  };
};
