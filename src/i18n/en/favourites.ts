import { plural } from '../plural.ts';

const count = plural('en');

/** `/favourites`. */
export const favourites = {
  title: 'Your favourites',
  empty: 'You have saved no songs yet. Press “Save” under a song, or use `/favourites add`.',
  notThere: 'That song is not among your favourites. See them with `/favourites list`.',
  removed: (params: { title: string }) => `Took **${params.title}** off your favourites.`,
  restored: (params: { title: string }) => `**${params.title}** is back in its place.`,
  undo: 'Undo',
  exported: (params: { songs: number }) =>
    `Your favourites: ${count(params.songs, { one: '# song', other: '# songs' })}, with links to listen.`,
};
