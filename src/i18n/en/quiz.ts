import type { Reason } from '../../core/judge/reasons.ts';
import { plural } from '../plural.ts';
import { widening } from './errors.ts';

const count = plural('en');

/** `/quiz` and `/guess`. */
export const quiz = {
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
};
