import { TEAMS } from './rules.ts';
import type { Effect, EndReason, Game, Standing, Step, TeamStanding } from './types.ts';

const awardsOf = (game: Game) => game.history.flatMap((record) => record.awards);

export const scoreOf = (game: Game, memberId: string): number =>
  awardsOf(game)
    .filter((award) => award.memberId === memberId)
    .reduce((sum, { points }) => sum + points, 0);

/** Everyone who has played or could have, best first; equal points share a rank. */
export const standings = (game: Game): readonly Standing[] => {
  const awards = awardsOf(game);
  const rows = game.members.map((member) => {
    const own = awards.filter((award) => award.memberId === member.id);
    return {
      memberId: member.id,
      points: own.reduce((sum, { points }) => sum + points, 0),
      firsts: own.filter(({ place }) => place === 'first').length,
      right: own.length,
      bestStreak: member.bestStreak,
      team: member.stake.kind === 'team' ? member.stake.team : null,
      out: member.stake.kind === 'out',
    };
  });
  return rows
    .map((row) => ({ ...row, rank: 1 + rows.filter(({ points }) => points > row.points).length }))
    .sort((a, b) => a.rank - b.rank || b.right - a.right);
};

/** Points stay with the team they were earned for, whoever changes sides later. */
export const teamStandings = (game: Game): readonly TeamStanding[] => {
  if (game.settings.mode !== 'teams') return [];
  const awards = awardsOf(game);
  return TEAMS.map((team) => ({
    team,
    points: awards.filter((award) => award.team === team).reduce((sum, { points }) => sum + points, 0),
    memberIds: game.members
      .filter(({ stake }) => stake.kind === 'team' && stake.team === team)
      .map(({ id }) => id),
  })).sort((a, b) => b.points - a.points);
};

export const endGame = (game: Game, reason: EndReason, at: number): Step => {
  const recap: Effect = {
    type: 'recap',
    reason,
    standings: standings(game),
    teams: teamStandings(game),
    rounds: game.history,
  };
  return { state: { phase: 'ended', game, reason, endedAt: at, rematchBy: null }, effects: [recap] };
};

/** The next game: whoever asked for it is its host. */
export const rematchWith = (game: Game, hostId: string): Effect => {
  const here = game.members.filter(({ presence }) => presence.kind === 'here').map(({ id }) => id);
  return { type: 'rematch', hostId, settings: game.settings, memberIds: [...new Set([hostId, ...here])] };
};
