import type { Mood } from '../core/catalogue/moods.ts';
import type { Reason } from '../core/judge/reasons.ts';
import type { UserErrors } from '../core/errors.ts';
import { worldcup } from './en/worldcup.ts';
import { stamps } from './en/stamps.ts';
import { settings } from './en/settings.ts';
import { doctor } from './en/doctor.ts';
import { plural } from './plural.ts';

const count = plural('en');

/** One sentence for each code of UserError, so that a code without a text does not compile. */
type ErrorTexts = { readonly [Code in keyof UserErrors]: (params: UserErrors[Code]) => string };

const songs = (found: number): string => count(found, { one: '# song', other: '# songs' });

/** What leaving out a filter of a quiz gives. */
const widening = {
  years: ({ found }: { found: number }) => `Without the years: ${songs(found)}`,
  difficulty: ({ found }: { found: number }) => `At any difficulty: ${songs(found)}`,
  pool: ({ found }: { found: number }) => `From everything: ${songs(found)}`,
};

const errors: ErrorTexts = {
  songNotFound: ({ query }) =>
    `I know no song like “${query}”. Try fewer words, the singer’s name, or the drama with \`/ost drama\`.`,
  dramaNotFound: ({ query }) => `I know no drama like “${query}”. Try its English, Korean or short title.`,
  artistNotFound: ({ query }) =>
    `I know no artist like “${query}”. Try the name in Hangul or in Latin letters.`,
  serverOnly: () => 'This works in a server only. Run it in a channel where we can both write.',
  noSongFits: () => 'No song fits these choices. Widen the years, or leave one of them out.',
  slowDown: ({ seconds }) => `That was quick. Try again in ${seconds} s.`,
  expired: () => 'This button has expired. Run the command again for a fresh one.',
  commandChanged: () => 'This command has changed. Type it anew, and restart Discord if it still looks old.',
  missingBotPermissions: ({ permissions }) =>
    `I am missing a permission in this channel: **${permissions}**. Ask a moderator to allow it for my role.`,
  missingMemberPermissions: ({ permissions }) => `Only members with **${permissions}** can do this.`,
  noGame: () => 'No quiz is running here. Start one with `/quiz start`.',
  gameRunning: ({ channelId }) =>
    `A quiz is running already in <#${channelId}>. Join in there, or stop it first.`,
  notHost: () => 'Only the host of this quiz or a moderator can do that.',
  poolTooSmall: ({ found, wanted, widen }) =>
    `Only ${count(found, { one: '# song fits', other: '# songs fit' })} these settings, and a quiz of this length wants ` +
    `${wanted}. ${[...widen.map((way) => `${widening[way.drop](way)}.`), 'Or ask for fewer rounds.'].join(' ')}`,
  badYears: ({ years }) => `I cannot read “${years}” as years. Write \`2016\`, \`2010-2019\` or \`2010s\`.`,
  voiceForbidden: ({ channelId, permissions }) =>
    `I cannot be heard in <#${channelId}>. Ask a moderator to allow **${permissions}** for my role there.`,
  voiceFull: ({ channelId, limit }) =>
    `<#${channelId}> is full (${limit}). Ask a moderator to raise its user limit or to give my role **Move Members**.`,
  voiceBusy: ({ channelId }) =>
    `I am playing in <#${channelId}> already. A quiz with sound has to wait until that is over.`,
  joinVoiceFirst: () => 'For a quiz with sound, join a voice channel and start again: I come to you.',
  noSound: () => 'I have no sound to play: the operator sets `AUDIO_LIBRARY` or `AUDIO_PREVIEWS`.',
  notEligible: () => 'Only members who take part in this quiz can vote.',
  alreadyVoted: () => 'Your vote is counted already.',
  noMoreHints: () => 'Every clue is out already.',
  listFull: ({ limit }) => `Your list is full: it holds ${limit}. Remove something first.`,
  dailyOver: () => 'The day of that puzzle is over. Today’s is waiting: `/daily`.',
  noCup: () => 'No World Cup is running in this channel. Start one with `/worldcup start`.',
  cupRunning: () =>
    'A World Cup is running in this channel already. See it with `/worldcup status`, or start one in another channel.',
  cupTooSmall: ({ found, wanted, fits }) =>
    `${count(found, { one: '# song fits', other: '# songs fit' })} this theme, and a cup of ${wanted} wants ${wanted}. ` +
    (fits === null ? 'Pick a wider theme.' : `Pick \`size: ${fits}\` or a wider theme.`),
  cupPairOver: () => 'That pair is decided. Vote on the one that is open.',
  cupPaused: () => 'This World Cup is paused. Its host can resume it.',
  cupNotPaused: () => 'This World Cup is not paused.',
  notCupHost: () => 'Only the host of this World Cup or a moderator can do that.',
  noTheme: ({ theme }) =>
    `I know no theme “${theme}”. Pick one from the list: a mood, a drama, an artist, a decade, or \`favourites\`.`,
  badTimeZone: ({ zone }) => `I know no time zone “${zone}”. Pick one from the list, by city or region.`,
  quizElsewhere: ({ channelId }) => `Quizzes are played in <#${channelId}> in this server. Start it there.`,
  tooLate: () => 'That round is over. The next one is for you.',
};

const numbers = new Intl.NumberFormat('en');
const percents = new Intl.NumberFormat('en', { style: 'percent' });

export const en = {
  count,
  number: (value: number) => numbers.format(value),
  /** `value` is a share, 0–1. */
  percent: (value: number) => percents.format(value),
  errors,
  bug: (params: { errorId: string }) =>
    `Something went wrong on my side. If it happens again, tell the operator this id: \`${params.errorId}\`.`,
  ost: {
    part: (params: { part: string }) => (/^\d/.test(params.part) ? `Part ${params.part}` : params.part),
    drama: 'Drama',
    artists: 'Artists',
    released: 'Released',
    length: 'Length',
    album: 'Album',
    alsoKnownAs: 'Also known as',
    versions: 'Other versions',
    year: 'Year',
    network: 'Network',
    genres: 'Genres',
    episodes: 'Episodes',
    songsFrom: (params: { title: string }) => `OST of ${params.title}`,
    songsBy: (params: { name: string }) => `OSTs by ${params.name}`,
    page: (params: { page: number; pages: number; songs: number }) =>
      `Page ${params.page} of ${params.pages} · ${count(params.songs, { one: '# song', other: '# songs' })}`,
    sources: (params: { sources: number }) =>
      params.sources === 0
        ? 'no source of its own'
        : count(params.sources, { one: '# source', other: '# sources' }),
    titleOnly:
      'I know this drama by its title only: nobody has added its songs yet. ' +
      'Anyone can add them in one pull request to Sonagi: CONTRIBUTING.md, “Add a drama”, says how. Every song needs a source.',
    unknownArtist: 'Artist unknown',
    didYouMean: 'Did you mean another one?',
    nearest: 'Did you mean one of these?',
    memberOf: 'Member of',
    members: 'Members',
    wholeOst: 'Whole OST',
    moreBy: (params: { name: string }) => `More by ${params.name}`,
    save: 'Save',
    saved: (params: { title: string }) => `Saved **${params.title}** to your favourites.`,
    alreadySaved: (params: { title: string }) => `**${params.title}** is among your favourites already.`,
    previous: 'Previous',
    next: 'Next',
    pickSong: 'Open a song…',
    jump: 'Jump to a part…',
    noPart: 'Part unknown',
    noYear: 'Year unknown',
    noSongs: 'I know no song under this name yet.',
    songCount: (params: { songs: number }) => count(params.songs, { one: '# song', other: '# songs' }),
    range: (params: { first: number; last: number; of: number }) =>
      params.first === params.last
        ? `Song ${params.first} of ${params.of}`
        : `Songs ${params.first}–${params.last} of ${params.of}`,
    openBand: 'Open a group or member…',
    alsoSangWith: 'Also sang with',
    openPartner: 'Also sang with…',
    together: (params: { songs: number }) =>
      count(params.songs, { one: '# song together', other: '# songs together' }),
    similar: 'Similar',
    similarTo: (params: { title: string }) => `Like ${params.title}`,
    noSimilar: 'I know too little of this song to say what is like it.',
    sameArtist: (params: { name: string }) => `also by ${params.name}`,
    sameMood: (params: { mood: string }) => `also ${params.mood.toLowerCase()}`,
    sameDrama: 'from the same drama',
    sameGenre: (params: { genres: string }) => `drama of the same genre (${params.genres})`,
    sameYears: (params: { year: number }) => `from the same years (${params.year})`,
    anotherOne: 'Another one',
  },
  moods: {
    mood: 'Mood',
    /** Also the names of the choices of `/ost mood`. */
    names: {
      romantic: 'Romantic',
      sweet: 'Sweet',
      longing: 'Longing',
      melancholy: 'Melancholy',
      'heart-rending': 'Heart-rending',
      mourning: 'Mourning',
      anxious: 'Anxious',
      warm: 'Warm',
      playful: 'Playful',
      youthful: 'Youthful',
      uplifting: 'Uplifting',
      calm: 'Calm',
      dreamy: 'Dreamy',
      eerie: 'Eerie',
      tense: 'Tense',
      energetic: 'Energetic',
      epic: 'Epic',
    } satisfies Record<Mood, string>,
    gems: 'little-known songs',
    bySource: 'stated by a source',
    byMembers: (params: { members: number }) =>
      count(params.members, { one: 'tagged by # member here', other: 'tagged by # members here' }),
    byGenre: (params: { genres: string }) => `from the drama’s genre: ${params.genres}`,
    tagIt: 'Tag its mood',
    question: (params: { title: string }) =>
      `How does **${params.title}** feel? Your tag counts in this server and you can change it any time.`,
    pick: 'Pick a mood…',
    tagged: (params: { title: string; mood: string }) =>
      `You tagged **${params.title}** as **${params.mood}**.`,
    undo: 'Undo my tag',
  },
  reports: {
    button: 'Report a mistake',
    title: 'Report a mistake',
    question: 'What is wrong?',
    example: 'The singer is not …, see https://…',
    outcome: {
      filed: 'Thank you. The operator will look at it.',
      known: 'You told me this before. It is on the operator’s list.',
      'too-many': 'That is a lot of reports for one hour. Keep the rest for later.',
    },
  },
  mentions: {
    found: (params: { count: number }) =>
      count(params.count, {
        one: 'That message names # thing I know:',
        other: 'That message names # things I know:',
      }),
    none: 'I found no song or drama in that message. Try `/ost song` with its title.',
    open: 'Open one…',
    song: 'Song',
  },
  help: {
    title: 'Sonagi, for the songs of K-dramas',
    intro:
      'Ask in English, 한글, romanised Korean or with typos; I will find it. Your searches are not kept.',
    commands: 'Commands',
    tips: 'Good to know',
    tipGuess:
      'In a quiz, `/guess` is private and works everywhere. Typing in the channel works where I may read it.',
    tipSources: 'Every song has a source. Its card says how many.',
  },
  quiz: {
    started: (params: { host: string; rounds: number; seconds: number }) =>
      `**${params.host}** started a quiz: ${count(params.rounds, { one: '# round', other: '# rounds' })} of ${params.seconds} s. ` +
      'Name the drama from the song. Answer with `/guess`, or type here if I can read this channel.',
    round: (params: { round: number; rounds: number }) => `Round ${params.round} of ${params.rounds}`,
    question: {
      drama: 'Which drama is this song from?',
      song: 'Which song is this?',
      artist: 'Who sings this?',
    },
    clue: {
      year: 'Year',
      network: 'Network',
      part: 'Part',
      length: 'Length',
      mood: 'Mood',
      artistInitials: 'Singer’s initials',
      artist: 'Singer',
      maskedTitle: 'Title',
    },
    inVoice: (params: { channelId: string }) => `With sound, in <#${params.channelId}>.`,
    inText: (params: { reason: string }) => `With written clues. ${params.reason}`,
    heard: {
      voice: 'Listen in the voice channel.',
      text: 'There is no sound for this one, so here are written clues.',
    },
    again: '▶ Again',
    soundLost: {
      disconnected: 'I was disconnected from the voice channel. The quiz goes on with written clues.',
      'channel-deleted': 'The voice channel is gone. The quiz goes on with written clues.',
      'no-permission': 'I may not speak in that voice channel. The quiz goes on with written clues.',
      'gave-up': 'I cannot reach the voice channel any more. The quiz goes on with written clues.',
    },
    asksToSpeak: (params: { channelId: string }) =>
      `I have asked to speak in <#${params.channelId}>. A moderator has to accept before you hear me.`,
    endsAt: (params: { unixSeconds: number }) => `Round ends <t:${params.unixSeconds}:R>`,
    /** What a member is told, privately, about a guess. */
    outcome: {
      found: () => 'Correct. Your points come with the reveal.',
      near: (params: { guess: string }) =>
        `Close! “${params.guess}” is nearly it. Look at the spelling, the year or the season.`,
      wrong: (params: { guess: string }) => `“${params.guess}” is not it. Keep going.`,
      'too-late': () => 'Too late for this round. The next one is for you.',
      'already-found': () => 'You have this round already. Wait for the reveal.',
      'already-chosen': () => 'One answer a round: yours is in.',
      out: () => 'You are out of this game. Stay for the recap, then play again.',
      paused: () => 'The quiz is paused until somebody comes back.',
      'no-round': () => 'No round is open right now. Wait for the next one.',
    } satisfies Record<string, (params: { guess: string }) => string>,
    solved: (params: { names: string }) => `Got it: ${params.names}`,
    reveal: (params: { answer: string }) => `It was ${params.answer}`,
    nobody: 'Nobody got this one.',
    scoreLine: (params: { name: string; points: number }) =>
      `${params.name} · ${count(params.points, { one: '# point', other: '# points' })}`,
    next: 'The next round starts in a moment.',
    recap: 'Quiz over',
    winner: (params: { names: string; points: number }) =>
      `${params.names} wins with ${count(params.points, { one: '# point', other: '# points' })}.`,
    noWinner: 'No points this time. The songs will be back.',
    scores: 'Scores so far',
    noScores: 'No points yet.',
    stopped: 'The quiz is stopped. The recap is below.',
    songs: 'Songs',
    voted: 'Your vote is counted.',
    lobby: 'Pick a side',
    lobbyBegins: (params: { unixSeconds: number }) => `The first round begins <t:${params.unixSeconds}:R>.`,
    team: { a: 'Team Umbrella', b: 'Team Puddle' },
    joinedTeam: (params: { team: string }) =>
      `You play for ${params.team}. You can switch; points stay where they were made.`,
    yourChoice: 'Your choice',
    nobodyYet: 'Nobody yet',
    begin: 'Begin now',
    join: 'Join',
    joined: 'You are in. Your lives count from the next round on.',
    lives: (params: { members: string }) => `Lives: ${params.members}`,
    paused: (params: { unixSeconds: number }) =>
      `Everybody has left. The quiz waits until <t:${params.unixSeconds}:T> for somebody to come back.`,
    voided: (params: { round: number }) =>
      `I was away during round ${params.round}, so it does not count. It is played again with another song.`,
    hostChanged: (params: { host: string }) => `${params.host} is the host of this quiz now.`,
    near: {
      question: (params: { member: string; guess: string; title: string; unixSeconds: number }) =>
        `${params.member} said “${params.guess}” for **${params.title}**. Close enough? The vote ends <t:${params.unixSeconds}:R>.`,
      tally: (params: { votes: number; needed: number }) =>
        `${params.votes} of ${count(params.needed, { one: '# vote', other: '# votes' })}`,
      accept: 'Accept it',
      accepted: (params: { member: string; guess: string; title: string }) =>
        `Accepted: “${params.guess}” by ${params.member} counts for **${params.title}** in this server from now on.`,
      refused: (params: { member: string; guess: string; title: string }) =>
        `“${params.guess}” by ${params.member} was not accepted for **${params.title}**.`,
      undo: 'Undo',
      undone: 'That name no longer counts in this server. Points already given stay.',
    },
    why: {
      none: 'I remember no guess of yours yet. Make one with `/guess`, then ask again.',
      title: {
        correct: (params: { guess: string }) => `“${params.guess}” was right`,
        near: (params: { guess: string }) => `“${params.guess}” was close`,
        wrong: (params: { guess: string }) => `“${params.guess}” was wrong`,
      },
      read: 'I read it as',
      titles: 'Nearest titles',
      later: 'Ask again after the reveal for the whole story.',
      reason: {
        reference: 'You picked it from the suggestions.',
        title: 'It is one of its titles. Case, spacing and punctuation do not matter.',
        'short-title': 'It is its title without the article or subtitle, or with its year.',
        keyboard: 'It is its title, typed with the other keyboard on.',
        'by-sound': 'It sounds like its title, written in the other alphabet.',
        'first-consonants': 'Those are the first consonants of its title.',
        initials: 'Those are the first letters of its title.',
        typo: 'It is a slip or two away from its title, and from no other title as few.',
        'in-context': 'It names the title together with what belongs to it.',
        'part-of-title': 'No other title has these words together.',
        'server-alias': 'This server has voted to accept that name.',
        'group-or-member': 'A member and their group are not the same: name the one asked for.',
        'too-many-slips': 'It resembles the answer, with more slips than its length allows.',
        ambiguous: 'It fits more than one title. Say which one, by its year, season or the rest of its name.',
        incomplete: 'It is a part of a title, and too little of it.',
        empty: 'I found nothing in it to read.',
        'too-short': 'It is too short to mean one thing.',
        'another-title': 'It names something else, or is closer to something else.',
        'another-number': 'It is the right series with a wrong or missing number.',
        'several-titles': 'It names several things; one guess is one answer.',
        unknown: 'It is close to nothing I know.',
      } satisfies Record<Reason, string>,
    },
    skip: 'Skip',
    hint: 'Hint',
    stop: 'Stop',
    rematch: 'Play again',
    report: 'Report this item',
    widening,
  },
  favourites: {
    title: 'Your favourites',
    empty: 'You have saved no songs yet. Press “Save” under a song, or use `/favourites add`.',
    notThere: 'That song is not among your favourites. See them with `/favourites list`.',
    removed: (params: { title: string }) => `Took **${params.title}** off your favourites.`,
    restored: (params: { title: string }) => `**${params.title}** is back in its place.`,
    undo: 'Undo',
    exported: (params: { songs: number }) =>
      `Your favourites: ${count(params.songs, { one: '# song', other: '# songs' })}, with links to listen.`,
  },
  watched: {
    title: 'Dramas you have watched',
    empty: 'Your list is empty. Add a drama with `/watched add`, then play `/quiz start pool: watched`.',
    notThere: 'That drama is not on your list. See it with `/watched list`.',
    added: (params: { title: string }) => `**${params.title}** is on your list of watched dramas.`,
    alreadyAdded: (params: { title: string }) => `**${params.title}** was on your list already.`,
    removed: (params: { title: string }) => `Took **${params.title}** off your list.`,
    restored: (params: { title: string }) => `**${params.title}** is back in its place.`,
    page: (params: { page: number; pages: number; dramas: number }) =>
      `Page ${params.page} of ${params.pages} · ${count(params.dramas, { one: '# drama', other: '# dramas' })}`,
  },
  leaderboard: {
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
  },
  profile: {
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
  },
  privacy: {
    exported: 'Everything I hold on you. What is not in the file I do not know.',
    nothing: 'I hold nothing on you.',
    /** Typed to confirm; upper and lower case are the same. */
    word: 'DELETE',
    modalTitle: 'Forget everything about me?',
    modalLabel: (params: { word: string }) => `Type ${params.word} to confirm`,
    modalHint: 'Points, streaks, lists, tags and guesses, in every server. It cannot be undone.',
    kept: (params: { word: string }) =>
      `Nothing was deleted. To go on, run \`/privacy delete\` again and type ${params.word}.`,
    forgotten:
      'Done: I have forgotten you, on leaderboards too. Mistakes you reported and names a server accepted stay, without your name.',
  },
  settings,
  stamps,
  worldcup,
  doctor,
  daily: {
    title: (params: { day: string }) => `Daily puzzle · ${params.day}`,
    rules: (params: { steps: number }) =>
      `A wrong answer or a clue takes one of ${params.steps} steps. A near miss is free.`,
    step: (params: { step: number; steps: number }) => `Step ${params.step} of ${params.steps}`,
    streak: (params: { days: number; best: number }) =>
      `Streak: ${count(params.days, { one: '# day', other: '# days' })} (best ${params.best})`,
    freezeReady: 'Freeze ready: you may miss one day this month',
    freezeUsed: 'This month’s freeze is used',
    answer: 'Answer',
    nextClue: 'Next clue',
    share: 'Share',
    modalTitle: 'Today’s puzzle',
    modalLabel: 'Which drama is it?',
    modalHint: 'In Hangul, English or romanised Korean',
    outcome: {
      wrong: (params: { guess: string }) => `“${params.guess}” is not it. Here is another clue.`,
      near: () => 'Close! Look at the spelling, the year or the season. That one was free.',
      repeated: () => 'You have tried that one already. It costs nothing.',
      clue: () => 'One more clue.',
    } satisfies Record<string, (params: { guess: string }) => string>,
    solved: (params: { step: number }) =>
      `Solved in ${count(params.step, { one: '# step', other: '# steps' })}`,
    missed: 'Not this time',
    next: (params: { unixSeconds: number }) => `The next one comes <t:${params.unixSeconds}:R>.`,
    spoken: { wrong: 'wrong', clue: 'a clue', right: 'right' },
    shared: (params: { member: string; day: string; result: string }) =>
      `${params.member} · Sonagi daily ${params.day} · ${params.result}`,
  },
};
