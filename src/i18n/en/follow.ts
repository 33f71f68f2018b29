import { plural } from '../plural.ts';

const count = plural('en');

/** What members follow, and what is told of it. */
export const follow = {
  followed: (params: { name: string }) => `You follow **${params.name}** now.`,
  known: (params: { name: string }) => `You follow **${params.name}** already.`,
  toldIn: (params: { channelId: string }) =>
    `New songs and anniversaries are posted in <#${params.channelId}>.`,
  toldByMessage: 'New songs and anniversaries come to you by direct message.',
  unfollow: 'Unfollow',
  unfollowed: (params: { name: string }) => `You no longer follow **${params.name}**.`,
  listTitle: 'You follow',
  none: 'You follow nothing yet. Begin with `/follow drama` or `/follow artist`.',
  kind: { drama: 'drama', artist: 'artist' },
  here: 'told in this server',
  elsewhere: 'told in another server',
  byMessage: 'told by direct message',
  pick: 'No longer follow…',
  newSongs: (params: { songs: number }) =>
    `New in the catalogue: ${count(params.songs, { one: '# song', other: '# songs' })}`,
  more: (params: { songs: number }) => `and ${params.songs} more`,
  anniversary: (params: { drama: string; years: number }) =>
    `${count(params.years, { one: '# year', other: '# years' })} of ${params.drama}`,
  anniversaryText: (params: { day: string; songs: number }) =>
    `First on air on ${params.day}. ` +
    (params.songs === 0
      ? 'I know no songs of it yet.'
      : `I know ${count(params.songs, { one: '# song', other: '# songs' })} of it.`),
  day: 'Anniversary',
  draft: 'A party for it',
  draftText: (params: { at: number }) =>
    `<t:${Math.floor(params.at / 1000)}:F>, with its songs part by part. Whoever presses the button is the host.`,
  accept: 'Host this party',
  accepted: (params: { member: string }) => `${params.member} hosts a party for it.`,
  acceptedAlready: 'A party for this anniversary is planned already. `/party list` shows it.',
  partyTitle: (params: { drama: string; years: number }) =>
    `${count(params.years, { one: '# year', other: '# years' })} of ${params.drama}`,
};
