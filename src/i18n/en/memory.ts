import { plural } from '../plural.ts';

const count = plural('en');

/** What members connect with songs. */
export const memory = {
  added: (params: { song: string }) =>
    `Kept with **${params.song}**. It is not shown at parties until you say so below.`,
  listTitle: {
    own: 'Your memories in this server',
    song: 'Memories of this song',
    all: 'All memories of this server',
  },
  empty: {
    own: 'You have told no memory here yet. Tie one to a song with `/memory add`.',
    song: 'Nobody has told a memory of this song here yet. Be the first: `/memory add`.',
    all: 'Nobody has told a memory here yet.',
  },
  line: (params: { song: string; text: string; member: string }) =>
    `**${params.song}** · ${params.member}\n“${params.text}”`,
  hidden: (params: { episode: number }) => `gives away episode ${params.episode}: open it to read`,
  page: (params: { page: number; pages: number; memories: number }) =>
    `Page ${params.page} of ${params.pages} · ${count(params.memories, { one: '# memory', other: '# memories' })}`,
  pick: 'Open a memory…',
  of: 'Song',
  by: 'Told by',
  aloud: 'At parties',
  aloudState: { yes: 'Read aloud when the song plays', no: 'Not read aloud' },
  spoiler: 'Spoils',
  spoilerOf: (params: { drama: string; episode: number }) =>
    `${params.drama}, episode ${params.episode}: behind a button unless everyone is that far`,
  buttons: {
    readAloud: 'May be read aloud',
    keepSilent: 'No longer read aloud',
    episode: 'It gives something away…',
    remove: 'Delete',
    back: 'All of them',
    ofServer: 'All of this server',
  },
  episodeTitle: 'Up to which episode?',
  episodeLabel: 'Episode it gives away (empty: none)',
  episodeBad: 'Write the number of an episode, such as 12, or leave it empty.',
  removed: (params: { song: string }) => `The memory of **${params.song}** is deleted.`,
  gone: 'That memory is gone.',
};
