import { plural } from '../plural.ts';

const count = plural('en');

/** “Find the OST” on a message. */
export const mentions = {
  found: (params: { count: number }) =>
    count(params.count, {
      one: 'That message names # thing I know:',
      other: 'That message names # things I know:',
    }),
  none: 'I found no song or drama in that message. Try `/ost song` with its title.',
  open: 'Open one…',
  song: 'Song',
};
