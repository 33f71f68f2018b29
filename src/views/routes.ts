import { z } from 'zod';
import { moods } from '../core/catalogue/moods.ts';
import { defineRoute } from '../discord/routes.ts';

const page = z.coerce.number().int().min(0).max(999);
const kind = z.enum(['song', 'drama', 'artist']);
/** A range as `yearsText` writes it; empty for all years. */
const years = z.string().max(9);
const round = z.coerce.number().int().min(0);

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
  quizSkip: defineRoute('quiz.skip', { round }),
  quizHint: defineRoute('quiz.hint', { round }),
  quizPick: defineRoute('quiz.pick', { round, choice: z.coerce.number().int().min(0).max(3) }),
  quizTeam: defineRoute('quiz.team', { team: z.enum(['a', 'b']) }),
  quizBegin: defineRoute('quiz.begin', {}),
  quizStop: defineRoute('quiz.stop', {}),
  quizRematch: defineRoute('quiz.rematch', {}),
  quizReport: defineRoute('quiz.report', { round }),
};
