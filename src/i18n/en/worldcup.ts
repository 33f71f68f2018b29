import { plural } from '../plural.ts';

const count = plural('en');

const rounds: Readonly<Record<number, string>> = { 2: 'Final', 4: 'Semi-finals', 8: 'Quarter-finals' };

/** `/worldcup`. */
export const worldcup = {
  title: (params: { theme: string }) => `World Cup · ${params.theme}`,
  theme: {
    everything: 'All songs',
    favourites: 'Favourites of this server',
    mood: (params: { mood: string }) => `Mood: ${params.mood}`,
    drama: (params: { title: string }) => `Drama: ${params.title}`,
    artist: (params: { name: string }) => `Artist: ${params.name}`,
    years: (params: { years: string }) => `Years: ${params.years}`,
  },
  /** What people type for the theme of the same name. */
  words: {
    everything: ['all', 'all songs', 'everything', 'any'],
    favourites: [
      'favourites',
      'favorites',
      'favourites of this server',
      'my favourites',
      'my favorites',
      'saved',
    ],
  },
  started: (params: { host: string; theme: string; size: number; time: string }) =>
    `${params.host} started a World Cup of ${params.size} songs: **${params.theme}**. ` +
    `Press the song you like better; each pair is open for ${params.time}. ` +
    'You can change your vote until it closes. A tie gets extra time once, then the better-known song goes through.',
  time: {
    days: (value: number) => count(value, { one: '# day', other: '# days' }),
    hours: (value: number) => count(value, { one: '# hour', other: '# hours' }),
    minutes: (value: number) => count(value, { one: '# minute', other: '# minutes' }),
    seconds: (value: number) => count(value, { one: '# second', other: '# seconds' }),
  },
  round: (params: { contenders: number }) => rounds[params.contenders] ?? `Round of ${params.contenders}`,
  pair: (params: { round: string; pair: number; pairs: number }) =>
    params.pairs === 1 ? params.round : `${params.round} · pair ${params.pair} of ${params.pairs}`,
  versus: 'or',
  seed: (params: { seed: number }) => `#${params.seed}`,
  closes: (params: { unixSeconds: number }) => `Closes <t:${params.unixSeconds}:R>`,
  overtime: 'It is a tie: extra time. If it stays one, the better-known song goes through.',
  votesSoFar: (params: { votes: number }) =>
    params.votes === 0
      ? 'No votes yet. Who leads is shown when the pair closes.'
      : `${count(params.votes, { one: '# vote', other: '# votes' })} so far. Who leads is shown when the pair closes.`,
  voted: (params: { title: string }) =>
    `Your vote: **${params.title}**. You can change it until the pair closes.`,
  votedAgain: (params: { title: string }) => `Changed. Your vote: **${params.title}**.`,
  wins: (params: { title: string }) => `**${params.title}** goes through`,
  score: (params: { winner: number; loser: number }) => `${params.winner} to ${params.loser}`,
  by: {
    votes: '',
    overtime: 'in extra time',
    seed: 'a tie, by the better seed',
  },
  nextSoon: 'The next pair comes in a moment.',
  paused: 'Paused. The host or a moderator can go on at any time, also days from now.',
  silent: 'Nobody voted on the last pairs, so I wait. The host or a moderator can go on at any time.',
  pause: 'Pause',
  resume: 'Resume',
  look: 'Look at a song…',
  champion: (params: { title: string }) => `🏆 ${params.title}`,
  championLabel: 'Champion',
  reaches: (params: { round: string }) => `Reaches: ${params.round}`,
  championOf: (params: { theme: string; size: number }) =>
    `Champion of ${params.size} songs · ${params.theme}`,
  turnout: (params: { votes: number; voters: number }) =>
    `${count(params.votes, { one: '# vote', other: '# votes' })} of ${count(params.voters, { one: '# member', other: '# members' })}`,
  runnerUp: (params: { title: string }) => `In the final: ${params.title}`,
  stopped: 'The World Cup is stopped. It has no champion.',
  stoppedBy: (params: { member: string }) => `${params.member} stopped the World Cup. It has no champion.`,
  hall: 'Hall of fame',
  noHall: 'No champion yet. Start with `/worldcup start`.',
  hallLine: (params: { title: string; theme: string; size: number; unixSeconds: number }) =>
    `🏆 **${params.title}** · ${params.theme} · ${params.size} · <t:${params.unixSeconds}:d>`,
  progress: (params: { done: number; pairs: number }) => `${params.done} of ${params.pairs} pairs decided`,
  /** What the picture shows, for those who do not see it. */
  alt: (params: { title: string; round: string; pairs: string }) =>
    `Bracket of the ${params.title}. ${params.round}: ${params.pairs}`,
  altPair: (params: { a: string; b: string }) => `${params.a} against ${params.b}`,
};
