import { daysFrom, weekday } from '../calendar.ts';
import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import { answersOf } from '../quiz/answers.ts';
import { buildClues } from '../quiz/clues.ts';
import { bandOf, correctRate } from '../quiz/difficulty.ts';
import type { Clue } from '../quiz/types.ts';
import { createSeededRng, pickFrom } from '../rng.ts';

export const STEPS = 6;

/** No song comes again within this many days, and no drama within so many. */
export const SONG_REST_DAYS = 366;
export const DRAMA_REST_DAYS = 60;

/** Monday eases into the week, and the weekend has time. */
const DIFFICULTIES = ['easy', 'easy', 'normal', 'normal', 'easy', 'normal', 'hard'] as const;

export interface Puzzle {
  /** `2026-11-21` */
  readonly day: string;
  readonly songId: string;
  readonly dramaIds: readonly string[];
  /** Dramas that are right. */
  readonly answerIds: readonly string[];
  /** Hardest first, at least one for each step. */
  readonly clues: readonly Clue[];
}

export const difficultyOf = (day: string): (typeof DIFFICULTIES)[number] =>
  DIFFICULTIES[weekday(day) - 1] ?? 'normal';

/** Songs with enough known about them for six steps, easiest first. Popularity alone decides: it is the same for everybody. */
const rankSongs = (catalogue: Catalogue): readonly Song[] =>
  [...catalogue.songs.values()]
    .filter((song) => answersOf(catalogue, song, 'drama').length > 0)
    .filter((song) => buildClues(catalogue, song, 'drama', false).length >= STEPS)
    .map((song) => ({
      song,
      rate: correctRate(undefined, [song.popularity, catalogue.drama(song.dramaIds[0])?.popularity]),
    }))
    .sort((a, b) => b.rate - a.rate || (a.song.id < b.song.id ? -1 : 1))
    .map(({ song }) => song);

/** Every drama has the same chance, whatever its number of songs. */
const draw = (songs: readonly Song[], day: string): Song | undefined => {
  const rng = createSeededRng(`daily:${day}`);
  const drama = pickFrom([...new Set(songs.map(({ dramaIds }) => dramaIds[0]))], rng);
  return pickFrom(
    songs.filter(({ dramaIds }) => dramaIds[0] === drama),
    rng,
  );
};

/** What is known of the puzzle of another day. */
type Other = Pick<Puzzle, 'day' | 'songId' | 'dramaIds'>;

/**
 * Chooses the puzzle of a day, the same wherever it is asked for; `undefined` for a catalogue without a fitting song.
 * `others` are the puzzles of other days, before and after: their songs and dramas rest. A rest gives way when nothing else
 * is left.
 */
export type ChoosePuzzle = (day: string, others: readonly Other[]) => Puzzle | undefined;

/** Ranks the catalogue when the first puzzle is asked for, which takes some tens of milliseconds. */
export const createChoosePuzzle = (catalogue: Catalogue): ChoosePuzzle => {
  let ranked: readonly Song[] | undefined;
  return (day, others) => {
    ranked ??= rankSongs(catalogue);
    const within = (days: number) => others.filter((other) => Math.abs(daysFrom(other.day, day)) < days);
    const songs = new Set(within(SONG_REST_DAYS).map(({ songId }) => songId));
    const dramas = new Set(within(DRAMA_REST_DAYS).flatMap(({ dramaIds }) => dramaIds));
    const band = bandOf(ranked, difficultyOf(day));
    const songRested = band.filter(({ id }) => !songs.has(id));
    const bothRested = songRested.filter(({ dramaIds }) => !dramaIds.some((id) => dramas.has(id)));
    const song = draw([bothRested, songRested, band].find(({ length }) => length > 0) ?? [], day);
    return (
      song && {
        day,
        songId: song.id,
        dramaIds: song.dramaIds,
        answerIds: answersOf(catalogue, song, 'drama'),
        clues: buildClues(catalogue, song, 'drama', false),
      }
    );
  };
};

/** The clues that are out on a step (1 is the first): as evenly as their number allows, all of them on the last. */
export const cluesAt = (clues: readonly Clue[], step: number): readonly Clue[] =>
  clues.slice(0, Math.max(1, Math.floor((clues.length * Math.min(step, STEPS)) / STEPS)));
