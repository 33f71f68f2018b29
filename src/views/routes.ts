import { z } from 'zod';
import { moods } from '../core/catalogue/moods.ts';
import { followKinds } from '../core/follow.ts';
import { gameSettingsSchema } from '../core/quiz/schema.ts';
import { bookKinds } from '../core/stamps.ts';
import { defineRoute } from '../discord/routes.ts';

const page = z.coerce.number().int().min(0).max(999);
const kind = z.enum(['song', 'drama', 'artist']);
/** A range as `yearsText` writes it; empty for all years. */
const years = z.string().max(9);
const shortTime = z.string().regex(/^[0-9a-z]{1,9}$/);
/** Buttons of a game bear its id: an old one must not act on the next. */
const game = z.string().max(30);
const round = z.coerce.number().int().min(0);

/** Of a party, and of a track in it. */
const party = z.string().max(30);
const track = z.coerce.number().int().min(1);

const memory = z.string().max(20);

const settings = gameSettingsSchema.unwrap().shape;

/** Every component id the bot hands out, so that views can encode what commands decode. */
export const routes = {
  songSave: defineRoute('song.save', { song: z.string() }),
  songOpen: defineRoute('song.open', {}),
  songSimilar: defineRoute('song.similar', { song: z.string() }),
  similarPick: defineRoute('similar.pick', {}),
  /** `place` is that of the song shown, so that another one is another one. */
  songAgain: defineRoute('again', { years, drama: z.string(), place: z.coerce.number().int().min(0) }),
  /** `from` counts blocks of a list, not songs: see views/blocks.ts. */
  dramaPage: defineRoute('drama.page', { drama: z.string(), from: page }),
  dramaPart: defineRoute('drama.part', { drama: z.string() }),
  dramaOpen: defineRoute('drama.open', { drama: z.string() }),
  dramaPick: defineRoute('drama.pick', {}),
  artistPage: defineRoute('artist.page', { artist: z.string(), from: page }),
  artistOpen: defineRoute('artist.open', { artist: z.string() }),
  /** One card may hold several lists of artists, and Discord wants their ids to differ. */
  artistPick: defineRoute('artist.pick', { list: z.enum(['band', 'with', 'meant']) }),
  moodPage: defineRoute('mood.page', {
    mood: z.enum(moods),
    years,
    gems: z.coerce.number().int().min(0).max(1),
    page,
  }),
  moodOpen: defineRoute('mood.open', { song: z.string() }),
  moodTag: defineRoute('mood.tag', { song: z.string() }),
  moodUntag: defineRoute('mood.untag', { song: z.string() }),
  reportOpen: defineRoute('report.open', { kind, id: z.string() }),
  reportSend: defineRoute('report.send', { kind, id: z.string() }),
  mentionOpen: defineRoute('mention.open', {}),
  quizSkip: defineRoute('quiz.skip', { game, round }),
  quizHint: defineRoute('quiz.hint', { game, round }),
  quizPick: defineRoute('quiz.pick', { game, round, choice: z.coerce.number().int().min(0).max(3) }),
  quizTeam: defineRoute('quiz.team', { game, team: z.enum(['a', 'b']) }),
  quizJoin: defineRoute('quiz.join', { game }),
  quizBegin: defineRoute('quiz.begin', { game }),
  quizAgain: defineRoute('quiz.again', { game }),
  quizStop: defineRoute('quiz.stop', { game }),
  /** Round ids begin anew in each game. */
  quizNear: defineRoute('quiz.near', { game, round }),
  quizUnalias: defineRoute('quiz.unalias', { alias: z.string().max(30) }),
  quizRematch: defineRoute('quiz.rematch', { game }),
  quizReport: defineRoute('quiz.report', { round, song: z.string() }),
  /** The settings of a quiz that found too few songs, with one filter left out. Empty years are all years. */
  quizWiden: defineRoute('quiz.widen', {
    mode: settings.mode,
    answer: settings.answer,
    play: z.enum(['auto', 'voice', 'text']),
    rounds: z.coerce.number().int().min(1).max(50),
    seconds: z.coerce.number().int().min(5).max(120),
    difficulty: settings.difficulty,
    years: z.string().max(20),
    pool: settings.pool,
  }),
  favouritesPage: defineRoute('favourites.page', { page }),
  favouriteUndo: defineRoute('song.undo', { song: z.string(), at: shortTime }),
  leaderboardPage: defineRoute('leaderboard.page', {
    period: z.enum(['week', 'month', 'year', 'all']),
    scope: z.enum(['server', 'global']),
    page: z.coerce.number().int().min(0).max(99_999),
  }),
  dailyAnswer: defineRoute('daily.answer', { day: z.iso.date() }),
  dailyModal: defineRoute('daily.modal', { day: z.iso.date() }),
  dailyClue: defineRoute('daily.clue', { day: z.iso.date() }),
  dailyShare: defineRoute('daily.share', { day: z.iso.date() }),
  privacyDelete: defineRoute('privacy.delete', {}),
  stampOpen: defineRoute('stamps', { member: z.string().max(20) }),
  stampKind: defineRoute('stamps.kind', { member: z.string().max(20), kind: z.enum(bookKinds) }),
  stampBook: defineRoute('stamps.book', { member: z.string().max(20), kind: z.enum(bookKinds), page }),
  stampPick: defineRoute('stamps.pick', { member: z.string().max(20), kind: z.enum(bookKinds) }),
  cupVote: defineRoute('cup.vote', {
    cup: z.string().max(30),
    pair: z.coerce.number().int().min(1).max(63),
    side: z.enum(['a', 'b']),
  }),
  cupSteer: defineRoute('cup.steer', { cup: z.string().max(30), act: z.enum(['pause', 'resume']) }),
  settingsReset: defineRoute('settings.reset', {
    what: z.enum(['language', 'timezone', 'dj-role', 'channels']),
  }),
  /** The value before; empty for the default. Three channel ids are parted by points. */
  settingsUndo: defineRoute('settings.undo', {
    what: z.enum(['locale', 'zone', 'djRole', 'channels']),
    value: z.string().max(70),
  }),
  partyConfirm: defineRoute('party.confirm', { draft: z.string().max(20) }),
  partyForget: defineRoute('party.forget', { draft: z.string().max(20) }),
  partyRotaDraft: defineRoute('party.rotadraft', { draft: z.string().max(20) }),
  partyRotaOpen: defineRoute('party.rotaopen', { party }),
  partyRota: defineRoute('party.rota', { party }),
  partyRsvp: defineRoute('party.rsvp', { party, answer: z.enum(['going', 'maybe', 'no']) }),
  partyRemind: defineRoute('party.remind', { party }),
  partyBegin: defineRoute('party.begin', { party }),
  partyReact: defineRoute('party.react', { party, track, kind: z.enum(['save', 'goosebumps']) }),
  partySkip: defineRoute('party.skip', { party, track }),
  partyWhat: defineRoute('party.what', { song: z.string() }),
  partyHere: defineRoute('party.here', { party }),
  partyCatchUp: defineRoute('party.catchup', { party }),
  partySaveAll: defineRoute('party.saveall', { party }),
  partyNote: defineRoute('party.note', { party, track, note: z.coerce.number().int().min(0) }),
  partyNoteRead: defineRoute('party.noteread', { party, track, note: z.coerce.number().int().min(0) }),
  partyEpisode: defineRoute('party.episode', { party, track, note: z.coerce.number().int().min(0) }),
  partyEpisodeSend: defineRoute('party.episodesend', {
    party,
    track,
    note: z.coerce.number().int().min(0),
  }),
  partyPage: defineRoute('party.page', { party, page }),
  partyPick: defineRoute('party.pick', { party, page }),
  partyRow: defineRoute('party.row', { party, track, act: z.enum(['up', 'down', 'remove']), page }),
  partyAddOpen: defineRoute('party.addopen', { party, page }),
  partyAddSend: defineRoute('party.addsend', { party, page }),
  partyTakeBack: defineRoute('party.takeback', { party }),
  partyEditPick: defineRoute('party.editpick', {}),
  partyEditSend: defineRoute('party.editsend', { party }),
  partyCancelPick: defineRoute('party.cancelpick', {}),
  partyCancel: defineRoute('party.cancel', { party, how: z.enum(['one', 'all']) }),
  partyKeep: defineRoute('party.keep', {}),
  followPick: defineRoute('follow.pick', {}),
  /** Its place is where the member is: a server or a direct message. */
  followUndo: defineRoute('follow.undo', { kind: z.enum(followKinds), id: z.string() }),
  /** `at`: when the party is to begin. */
  anniversaryAccept: defineRoute('anniversary', {
    drama: z.string(),
    years: z.coerce.number().int().min(1).max(99),
    at: shortTime,
  }),
  partyIcs: defineRoute('party.ics', { party }),
  partyReplay: defineRoute('party.replay', { party }),
  partyExport: defineRoute('party.export', { party }),
  partyReplayPick: defineRoute('party.replaypick', {}),
  partyExportPick: defineRoute('party.exportpick', {}),
  partyOrder: defineRoute('party.order', { party, page }),
  partyRedraft: defineRoute('party.redraft', { party }),
  partyUpvote: defineRoute('party.upvote', { party, track, page }),
  memoryPage: defineRoute('memory.page', { scope: z.enum(['own', 'song', 'all']), song: z.string(), page }),
  memoryAll: defineRoute('memory.all', {}),
  memoryPick: defineRoute('memory.pick', {}),
  memoryAloud: defineRoute('memory.aloud', { memory, to: z.enum(['yes', 'no']) }),
  memoryEpisode: defineRoute('memory.episode', { memory }),
  memoryEpisodeSend: defineRoute('memory.episodesend', { memory }),
  memoryDelete: defineRoute('memory.delete', { memory }),
  watchedPage: defineRoute('watched.page', { page }),
  watchedUndo: defineRoute('drama.undo', { drama: z.string(), at: shortTime }),
};
