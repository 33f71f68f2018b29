import { plural } from '../plural.ts';

const count = plural('en');

/** `/profile`. */
export const profile = {
  aFan: 'A fan',
  level: (params: { level: number }) => `Level ${params.level}`,
  points: (params: { points: number }) => count(params.points, { one: '# point', other: '# points' }),
  toNext: (params: { points: number; level: number }) =>
    `${count(params.points, { one: '# point', other: '# points' })} to level ${params.level}`,
  rankHere: 'Rank here',
  rankEverywhere: 'Rank everywhere',
  firsts: 'First to know',
  rounds: 'Rounds',
  accuracy: 'Right',
  bestStreak: 'Best streak',
  dailyStreak: 'Daily streak',
  knowsBest: 'Knows best',
  nothingYet: 'Nothing yet: play a quiz',
};
