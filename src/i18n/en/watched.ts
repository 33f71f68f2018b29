import { plural } from '../plural.ts';

const count = plural('en');

/** `/watched`. */
export const watched = {
  title: 'Dramas you have watched',
  empty: 'Your list is empty. Add a drama with `/watched add`, then play `/quiz start pool: watched`.',
  notThere: 'That drama is not on your list. See it with `/watched list`.',
  added: (params: { title: string }) => `**${params.title}** is on your list of watched dramas.`,
  isAt: (params: { title: string; episode: number }) =>
    `You are at episode ${params.episode} of **${params.title}**. I keep what comes after it behind a button.`,
  watching: 'You are in the middle of',
  watchingLine: (params: { title: string; episode: number }) => `${params.title} · episode ${params.episode}`,
  alreadyAdded: (params: { title: string }) => `**${params.title}** was on your list already.`,
  removed: (params: { title: string }) => `Took **${params.title}** off your list.`,
  restored: (params: { title: string }) => `**${params.title}** is back in its place.`,
  page: (params: { page: number; pages: number; dramas: number }) =>
    `Page ${params.page} of ${params.pages} · ${count(params.dramas, { one: '# drama', other: '# dramas' })}`,
};
