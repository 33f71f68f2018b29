import type { UserErrors } from '../../core/errors.ts';
import { plural } from '../plural.ts';
import { partyErrors } from './party.ts';
import type { PartyErrorCode } from './party.ts';

const count = plural('en');

/** One sentence for each code of UserError, so that a code without a text does not compile. */
export type ErrorTexts = { readonly [Code in keyof UserErrors]: (params: UserErrors[Code]) => string };

/** What a language that is begun says of its own; the rest is in English. */
export type QuizErrorTexts = Omit<ErrorTexts, PartyErrorCode>;

const songs = (found: number): string => count(found, { one: '# song', other: '# songs' });

/** What leaving out a filter of a quiz gives. */
export const widening = {
  years: ({ found }: { found: number }) => `Without the years: ${songs(found)}`,
  difficulty: ({ found }: { found: number }) => `At any difficulty: ${songs(found)}`,
  pool: ({ found }: { found: number }) => `From everything: ${songs(found)}`,
};

export const errors: ErrorTexts = {
  songNotFound: ({ query }) =>
    `I know no song like “${query}”. Try fewer words, the singer’s name, or the drama with \`/ost drama\`.`,
  dramaNotFound: ({ query }) => `I know no drama like “${query}”. Try its English, Korean or short title.`,
  artistNotFound: ({ query }) =>
    `I know no artist like “${query}”. Try the name in Hangul or in Latin letters.`,
  serverOnly: () => 'This works in a server only. Run it in a channel where we can both write.',
  noSongFits: () => 'No song fits these choices. Widen the years, or leave one of them out.',
  slowDown: ({ seconds }) => `That was quick. Try again in ${seconds} s.`,
  expired: () => 'This button has expired. Run the command again for a fresh one.',
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
  commandChanged: () => 'This command has changed. Type it anew, and restart Discord if it still looks old.',
  restarting: () => 'I am restarting. Try again in a minute.',
  ...partyErrors,
};
