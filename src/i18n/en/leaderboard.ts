import { plural } from '../plural.ts';

const count = plural('en');

/** `/leaderboard`. */
export const leaderboard = {
  title: (params: { scope: string; period: string }) => `Leaderboard · ${params.scope} · ${params.period}`,
  scope: { server: 'this server', global: 'all servers' },
  period: { week: 'this week', month: 'this month', year: 'this year', all: 'all time' },
  empty: 'No points yet. The first `/quiz start` changes that.',
  someone: 'A fan elsewhere',
  line: (params: { name: string; points: number; right: number; rounds: number; bestStreak: number }) =>
    `**${params.name}** · ${count(params.points, { one: '# point', other: '# points' })} · ` +
    `${params.right} of ${params.rounds} right · best streak ${params.bestStreak}`,
  page: (params: { page: number; pages: number; members: number }) =>
    `Page ${params.page} of ${params.pages} · ${count(params.members, { one: '# member', other: '# members' })}`,
};
