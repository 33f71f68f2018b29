import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Rng } from '../core/ports.ts';
import { answersOf } from '../core/quiz/answers.ts';
import { buildClues } from '../core/quiz/clues.ts';
import { pickFrom } from '../core/rng.ts';
import type { PrepareRound } from './quizzes.ts';

/** Chooses a song that was not in this game yet and has an answer of the wanted kind. */
export const createPrepareRound =
  ({ catalogue, rng }: { catalogue: Catalogue; rng: Rng }): PrepareRound =>
  ({ game }) => {
    const { answer } = game.settings;
    const played = new Set(game.history.map(({ prepared }) => prepared.songId));
    const songs = [...catalogue.songs.values()].filter(
      (song) => !played.has(song.id) && answersOf(catalogue, song, answer).length > 0,
    );
    const song = pickFrom(songs, rng);
    return (
      song && {
        songId: song.id,
        dramaIds: song.dramaIds,
        answerIds: answersOf(catalogue, song, answer),
        clues: buildClues(catalogue, song, answer, false),
        choiceIds: [],
        media: { kind: 'text' },
      }
    );
  };
