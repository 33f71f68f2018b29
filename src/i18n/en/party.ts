import type { UserErrors } from '../../core/errors.ts';
import type { MomentKind, Order, PartyMode, Role } from '../../core/party/types.ts';
import type { NativeFailure } from '../../core/party/types.ts';
import type { WhenProblem } from '../../core/party/when.ts';
import { plural } from '../plural.ts';

const count = plural('en');

type WhenReason = WhenProblem['reason'];
type ProblemOf<R extends WhenReason> = Extract<WhenProblem, { reason: R }>;

const stamp = (at: number, style: 'F' | 'R') => `<t:${Math.floor(at / 1000)}:${style}>`;
const example = 'Write it like `fri 9pm`, `tomorrow 20:30` or `27 Nov 8pm`.';

/** What to write instead of a time that was not taken. */
const whens: { readonly [R in WhenReason]: (problem: ProblemOf<R>) => string } = {
  unreadable: ({ rest }) => `I cannot read “${rest}” as a time. ${example}`,
  'no-time': () => 'At what time? Add it, like `fri 9pm`.',
  'am-or-pm': ({ hour }) => `${hour} in the morning or in the evening? Write \`${hour}am\` or \`${hour}pm\`.`,
  'day-or-month': ({ written }) =>
    `“${written}” is two dates. Write the month as a word, like \`3 April 9pm\`.`,
  several: () => 'That is more than one time. A party begins once: name one.',
  'has-end': () => 'Give me the beginning only; how long it lasts goes into `minutes`.',
  past: ({ at }) => `That was ${stamp(at, 'R')}. Name a time to come.`,
  'too-far': ({ at }) => `${stamp(at, 'F')} is more than a year away. Name an earlier time.`,
};

const whenText = (problem: WhenProblem): string =>
  (whens[problem.reason] as (problem: WhenProblem) => string)(problem);

export type PartyErrorCode =
  | 'badWhen'
  | 'noParty'
  | 'partyOver'
  | 'partyRunning'
  | 'partyNotBegun'
  | 'partyHasBegun'
  | 'notPartyHost'
  | 'notAtParty'
  | 'songThereAlready'
  | 'requestCap'
  | 'hostChooses'
  | 'setListFull'
  | 'noSuchRow'
  | 'nothingPlaying'
  | 'notPaused'
  | 'themeUnknown'
  | 'themeEmpty'
  | 'notVoiceChannel';

export const partyErrors: { readonly [C in PartyErrorCode]: (params: UserErrors[C]) => string } = {
  badWhen: ({ problem }) => whenText(problem),
  noParty: () => 'There is no such party here. Plan one with `/party schedule`.',
  partyOver: () => 'That party is over or was called off.',
  partyRunning: ({ title }) => `“${title}” is going on here. End it first with \`/party end\`.`,
  partyNotBegun: () => 'That party has not begun yet.',
  partyHasBegun: () => 'That party has begun already.',
  notPartyHost: () => 'Only the host of this party, a DJ or a moderator can do that.',
  notAtParty: () => 'Only who is at the party can do that. Come into the channel first.',
  songThereAlready: () => 'That song is part of this evening already. Pick another one.',
  requestCap: ({ cap }) =>
    `You have ${count(cap, { one: '# request', other: '# requests' })} waiting, which is the most at a time. ` +
    'Wait for one to play, or take one back with `/party remove`.',
  hostChooses: () => 'Tonight the host chooses the songs.',
  setListFull: () => 'The set list is full. Remove something first.',
  noSuchRow: () => 'That song is no longer waiting in the set list.',
  nothingPlaying: () => 'That track is not playing now.',
  notPaused: () => 'The party is not paused.',
  themeUnknown: ({ theme }) =>
    `I know no theme “${theme}”. Pick one of the suggestions: a mood, a drama, an artist or your favourites.`,
  themeEmpty: () =>
    'No song fits that theme yet. Pick another one, or leave it out and add songs with `/party add`.',
  notVoiceChannel: () =>
    'A voice party needs a voice or stage channel. Name one with `channel`, or join one first.',
};

const roles: Readonly<Record<Role, string>> = {
  opening: 'Opening',
  rise: 'On the way up',
  peak: 'Peak',
  fall: 'Winding down',
  closer: 'Closer',
};

const orders: Readonly<Record<Order, string>> = {
  host: 'The host chooses',
  fair: 'Fair turns',
  votes: 'Most votes first',
  'rotating-dj': 'Rotating DJs',
};

const modes: Readonly<Record<PartyMode, string>> = { voice: 'Voice', 'link-only': 'Everyone plays along' };

const nativeFailures: Readonly<Record<NativeFailure, string>> = {
  'no-permission':
    'I could not make a server event: my role lacks **Create Events** (or may not see or join that channel). The party stands without it.',
  'too-many': 'This server has 100 events already, so I made none. The party stands without it.',
  'bad-channel': 'Discord takes no event in that channel. The party stands without it.',
  unreachable: 'Discord did not take the server event just now. I will try again when something changes.',
};

const momentNames: Readonly<Record<MomentKind, string>> = { save: 'saved', goosebumps: 'goosebumps' };

export const party = {
  roles,
  orders,
  modes,
  nativeFailures,
  momentNames,
  themes: {
    favourites: 'The server’s favourites',
    mood: (params: { name: string }) => `Mood: ${params.name}`,
    drama: (params: { name: string }) => `Drama, part by part: ${params.name}`,
    artist: (params: { name: string }) => `Artist: ${params.name}`,
    anniversary: (params: { name: string }) => `Anniversary: ${params.name}`,
  },
  confirm: (params: { title: string; at: number; zone: string }) =>
    `**${params.title}** on ${stamp(params.at, 'F')} (${stamp(params.at, 'R')}), read in ${params.zone}. Is that right?`,
  /** What else was understood; `places` and `theme` only when they were said. */
  facts: (params: {
    minutes: number;
    places: number | undefined;
    repeat: string | undefined;
    theme: string | undefined;
  }) =>
    [
      params.repeat,
      count(params.minutes, { one: '# minute', other: '# minutes' }),
      params.places === undefined ? undefined : count(params.places, { one: '# place', other: '# places' }),
      params.theme,
    ]
      .filter((fact) => fact !== undefined)
      .join(' · '),
  clockGap: 'Clocks go forward around then and that time does not exist; I took the next one there is.',
  clockOverlap: 'Clocks go back around then and that time comes twice; I took the first.',
  /** `planned`: a stamp, as Discord shows it. */
  eventDescription: (params: { hostId: string | undefined; planned: string }) =>
    `A listening party${params.hostId === undefined ? '' : `, hosted by <@${params.hostId}>`}. Its post has the set list, and buttons to say whether you come.\n\nPlanned ${params.planned}.`,
  schedule: 'Schedule it',
  never: 'No, forget it',
  forgotten: 'Nothing was scheduled.',
  scheduled: (params: { title: string }) =>
    `**${params.title}** is scheduled. Everyone can answer below the post.`,
  begins: (params: { title: string }) => `**${params.title}** begins now.`,
  when: 'When',
  where: 'Where',
  host: 'Host',
  hostNext: (params: { member: string }) => `next time ${params.member}`,
  nobody: 'nobody yet',
  hosts: {
    button: 'Hosts',
    pick: 'Who takes turns as host',
    /** `member` hosts first. */
    told: (params: { members: string; first: string }) =>
      `${params.first} hosts. Then they take turns: ${params.members}. Who has left the server is passed over.`,
    alone: (params: { first: string }) => `${params.first} hosts every time.`,
    ask: 'Who takes turns as host, in the order in which you pick them?',
  },
  starts: (params: { at: number }) => `${stamp(params.at, 'F')}\n${stamp(params.at, 'R')}`,
  repeats: { weekly: 'every week', monthly: 'every month' },
  setListTitle: (params: { title: string }) => `Set list · ${params.title}`,
  songsOf: (params: { songs: number; minutes: number }) =>
    `${count(params.songs, { one: '# song', other: '# songs' })} · ${count(params.minutes, { one: '# minute', other: '# minutes' })}`,
  moreSongs: (params: { songs: number }) => `… and ${params.songs} more`,
  emptyList: 'Nothing yet. Add a song with `/party add`.',
  why: {
    hostPick: 'picked by the host',
    someone: 'somebody',
    request: (params: { member: string }) => `asked for by ${params.member}`,
    mood: (params: { mood: string }) => `because it is ${params.mood}`,
    drama: (params: { drama: string; part: string | undefined }) =>
      params.part === undefined ? `from ${params.drama}` : `from ${params.drama}, ${params.part}`,
    artist: (params: { artist: string }) => `sung by ${params.artist}`,
    favourite: (params: { savers: number }) =>
      `saved by ${count(params.savers, { one: '# member', other: '# members' })}`,
    anniversary: (params: { drama: string; years: number }) =>
      `${count(params.years, { one: '# year', other: '# years' })} of ${params.drama}`,
    replay: 'from an earlier party',
  },
  rsvp: {
    going: 'Going',
    goingNext: 'I come next time too',
    maybe: 'Maybe',
    no: 'Can’t',
    remindMe: 'Remind me by DM',
    counts: { going: 'Going', waiting: 'Waitlist', maybe: 'Maybe', interested: 'Interested' },
    full: (params: { going: number; capacity: number }) => `${params.going} of ${params.capacity}`,
    told: {
      going: 'See you there!',
      waiting: (params: { place: number }) =>
        `It is full. You are number ${params.place} on the waitlist and I will say so when a place is free.`,
      maybe: 'Maybe it is.',
      no: 'A pity. You can change your mind any time.',
    },
    dmOn: 'I will write to you before it begins. Press again to stop that.',
    dmOff: 'I will not write to you.',
    promoted: (params: { members: string; title: string }) =>
      `A place is free: ${params.members}, you are in for **${params.title}**.`,
  },
  reminder: (params: { title: string; at: number; channelId: string }) =>
    `**${params.title}** begins ${stamp(params.at, 'R')} in <#${params.channelId}>.`,
  reminderHost: (params: { member: string }) => `Your host: ${params.member}.`,
  cancelled: (params: { title: string }) => `**${params.title}** is called off.`,
  skippedOnce: (params: { title: string }) =>
    `**${params.title}** is skipped this time. The next one stands.`,
  calledOffBecause: {
    'event-deleted': 'Its server event was deleted.',
    'event-cancelled': 'Its server event was cancelled.',
    'channel-deleted': 'Its channel was deleted.',
    missed: 'I was away when it should have begun. I am sorry.',
  },
  onNow: (params: { channelId: string }) => `It is on now: come to <#${params.channelId}>.`,
  welcome: (params: { title: string }) => `Welcome to ${params.title}`,
  welcomeText: (params: { at: number; songs: number }) =>
    `The music begins ${stamp(params.at, 'R')}. ${count(params.songs, { one: '# song is', other: '# songs are' })} waiting; add yours with \`/party add\`.`,
  nowPlaying: (params: { number: number; tracks: number }) => `Track ${params.number} of ${params.tracks}`,
  requestedBy: 'Asked for by',
  whyHere: 'Why',
  notesTitle: 'Liner notes',
  reactions: (params: { saves: number; goosebumps: number }) => `♥ ${params.saves} · ⚡ ${params.goosebumps}`,
  buttons: {
    save: '♥ Save',
    goosebumps: '⚡ Goosebumps',
    skip: (params: { votes: number; needed: number }) => `Skip ${params.votes}/${params.needed}`,
    what: 'What is this?',
    here: 'I am here',
    catchUp: 'What did I miss?',
    saveAll: 'Save all',
    open: 'Open in the store',
    begin: 'Begin now',
    replay: 'Hear it again',
    export: 'Take it home',
  },
  note: {
    part: (params: { drama: string; part: string }) => `${params.part} of the OST of ${params.drama}.`,
    released: (params: { date: string }) => `Released on ${params.date}.`,
    alsoIn: (params: { dramas: string }) => `Also heard in ${params.dramas}.`,
    writers: (params: { names: string }) => `Written by ${params.names}.`,
    versions: (params: { kinds: string }) => `There are other versions: ${params.kinds}.`,
    memory: (params: { member: string; text: string }) => `${params.member} remembers: “${params.text}”`,
    echo: (params: { people: number }) =>
      `Here it moved ${count(params.people, { one: '# person', other: '# people' })} last time.`,
    hidden: (params: { drama: string; episode: number }) =>
      `A note gives away episode ${params.episode} of ${params.drama}`,
    beyond: (params: { drama: string; episode: number; seen: number | undefined }) =>
      (params.seen === undefined
        ? `This note gives away episode ${params.episode} of ${params.drama}.`
        : `You are at episode ${params.seen}, and this note gives away episode ${params.episode} of ${params.drama}.`) +
      ' Read it all the same?',
    hiddenButton: 'A note with a spoiler',
    read: 'Read it',
    setEpisode: 'I am at episode…',
    episodeTitle: 'How far are you?',
    episodeLabel: 'The last episode you have seen',
    isAt: (params: { drama: string; episode: number }) =>
      `You are at episode ${params.episode} of ${params.drama}. The note stays closed until you are further.`,
  },
  saved: (params: { at: string }) => `Saved, at ${params.at}. It is in your \`/favourites\`.`,
  felt: (params: { at: string }) => `Noted, at ${params.at}.`,
  counted: 'That one is counted already.',
  voted: 'Your vote is counted.',
  skipped: 'Skipped.',
  outcome: {
    skipped: 'Skipped by the room',
    failed: 'No sound for this one',
    stopped: 'Stopped',
    played: 'Played',
  },
  countdown: (params: { at: number }) => `Press play ${stamp(params.at, 'R')}, all together.`,
  countdownFrom: (params: { at: number; position: string }) =>
    `Press play ${stamp(params.at, 'R')}, at ${params.position}.`,
  listEmpty: (params: { until: number }) =>
    `The list is empty. Ask for a song with \`/party add\`, or we end ${stamp(params.until, 'R')}.`,
  paused: {
    empty: 'Everyone has left, so I wait here. Come back and it goes on where it was.',
    host: 'Paused. `/party resume` goes on.',
    'voice-lost': 'I lost my place in the channel. `/party resume` brings me back.',
  },
  giveUp: (params: { until: number }) => `I give up ${stamp(params.until, 'R')}.`,
  goesOn: 'It goes on.',
  recap: (params: { title: string }) => `That was ${params.title}`,
  recapSummary: (params: { songs: number; minutes: number; people: number; saves: number }) =>
    `${count(params.songs, { one: '# song', other: '# songs' })} in ${count(params.minutes, { one: '# minute', other: '# minutes' })}, ` +
    `${count(params.people, { one: '# person', other: '# people' })}, ${count(params.saves, { one: '# save', other: '# saves' })}`,
  endedBecause: {
    finished: undefined,
    'time-over': 'The time was over.',
    stopped: 'The host ended it.',
    abandoned: 'Nobody came back.',
    'voice-lost': 'I could not come back into the channel.',
    'event-ended': 'Its server event was ended.',
  },
  mostLoved: 'Most loved',
  lovedBy: (params: { song: string; people: number }) =>
    `${params.song} · ${count(params.people, { one: '# person', other: '# people' })}`,
  moments: 'Moments',
  moment: (params: { song: string; at: string; people: number }) =>
    `**${params.at}** ${params.song} · ${count(params.people, { one: '# person', other: '# people' })}`,
  wereThere: 'Were there',
  stayed: (params: { member: string; minutes: number }) => `${params.member} · ${params.minutes} min`,
  next: 'Next time',
  poster: {
    kicker: 'Listening party',
    facts: { people: 'people', songs: 'songs', minutes: 'minutes of music', saves: 'saves' },
    people: (params: { people: number }) => count(params.people, { one: '# person', other: '# people' }),
    played: 'We heard',
    alt: (params: { title: string; date: string; rest: string }) =>
      `Poster of the listening party “${params.title}”, ${params.date}. ${params.rest}.`,
  },
  now: {
    none: 'No party is going on here. `/party list` shows what is planned.',
    catchUp: (params: { number: number; tracks: number; missed: number }) =>
      params.missed === 0
        ? 'You are right on time: this is the first track.'
        : `This is track ${params.number} of ${params.tracks}. You missed ${count(params.missed, { one: '# song', other: '# songs' })}:`,
    here: 'Good to have you here.',
    savedAll: (params: { songs: number }) =>
      `${count(params.songs, { one: '# song is', other: '# songs are' })} in your \`/favourites\` now.`,
  },
  list: {
    title: 'Parties',
    none: 'Nothing is planned. `/party schedule` changes that.',
    line: (params: { title: string; at: number; going: number }) =>
      `**${params.title}** · ${stamp(params.at, 'F')} · ${params.going} going`,
    running: (params: { title: string; channelId: string }) =>
      `**${params.title}** · now, in <#${params.channelId}>`,
  },
  choose: 'Which party?',
  ics: 'Calendar file',
  icsDescription: 'A listening party in your server',
  exportFile: 'What was played at the party',
  exported: (params: { title: string; songs: number }) =>
    `**${params.title}**: ${count(params.songs, { one: '# song', other: '# songs' })} as text, CSV, playlist, JSON and calendar.`,
  replayTitle: (params: { title: string }) => `Again: ${params.title}`,
  replays: (params: { title: string }) =>
    `**${params.title}** begins. The reactions of then come at their places.`,
  chooseRequest: 'Which song should go?',
  noRequests: 'You have no songs waiting.',
  added: (params: { song: string }) => `${params.song} is in the set list.`,
  removed: (params: { song: string }) => `${params.song} is out of the set list.`,
  cancelAsk: (params: { title: string }) => `Call off **${params.title}**?`,
  cancelOne: 'Only this one',
  cancelAll: 'All of the series',
  cancelYes: 'Call it off',
  keep: 'Keep it',
  kept: 'It stands.',
  ended: 'The party is over.',
  pausedDone: 'Paused.',
  resumedDone: 'It goes on.',
  editTitle: 'Change the party',
  editFields: {
    title: 'Title',
    when: 'When (empty: as it is)',
    capacity: 'Places (empty: no limit)',
    minutes: 'Minutes',
    requests: 'Requests of one member at a time',
  },
  edited: (params: { title: string; at: number }) => `**${params.title}** is now ${stamp(params.at, 'F')}.`,
  badNumber: 'Write whole numbers: places from 1 to 10000, minutes from 10 to 480, requests from 1 to 25.',
  setlistButtons: {
    vote: (params: { votes: number }) => `▲ ${params.votes}`,
    up: 'Up',
    down: 'Down',
    remove: 'Remove',
    previous: 'Back',
    next: 'More',
    add: 'Add a song',
    redraft: 'Draft it anew',
    open: 'Set list',
  },
  addLabel: 'Which song?',
  addHint: 'Its title in any script, the singer, or both',
  soon: 'The next track is on its way.',
  upNext: (params: { song: string }) => `Up next: ${params.song}`,
  orderPick: 'Who decides what comes next',
  votePick: 'A song to vote for',
  setlistPick: 'A song to move or remove',
  pageOf: (params: { page: number; pages: number }) => `Page ${params.page} of ${params.pages}`,
  seatRefused: (params: { reason: string }) => `I could not come into the channel. ${params.reason}`,
  cannotWrite: (params: { title: string; channelId: string }) =>
    `I cannot write in <#${params.channelId}> any more, so **${params.title}** is not shown there. ` +
    'Let me **View Channel**, **Send Messages** and **Embed Links** there, or call it off with `/party cancel`.',
  seatGone: 'Check that I may **Connect** and **Speak** there, then `/party resume`.',
};
