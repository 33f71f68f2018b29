import type { Song } from '../catalogue/catalogue.ts';
import { answersOf } from './answers.ts';
import { chooseSong, type ChoiceRequest, type PoolRequest } from './choose.ts';
import { buildClues } from './clues.ts';
import { pickDistractors, type Choices } from './distractors.ts';
import type { PreparedRound } from './types.ts';

export interface PrepareRequest extends ChoiceRequest {
  readonly catalogue: PoolRequest['catalogue'];
  /** The clip of a voice round; `text` as well when voice is out of order. */
  readonly mediaOf: (songId: string) => PreparedRound['media'];
  readonly commonWrong?: (songId: string) => ReadonlyMap<string, number>;
}

/** A song too like the others for four buttons is passed over; this many times before the pool counts as exhausted. */
const ATTEMPTS = 20;

const choicesFor = ({ catalogue, settings, rng, commonWrong }: PrepareRequest, song: Song): Choices => {
  if (settings.mode !== 'choice') return { kind: 'ready', choiceIds: [] };
  const wrong = commonWrong?.(song.id) ?? new Map<string, number>();
  return pickDistractors({ catalogue, song, kind: settings.answer, rng, commonWrong: wrong });
};

/** All of a round: the event `roundPrepared` carries it. Undefined: no song is left (`noSongs`). */
export const prepareNext = (request: PrepareRequest): PreparedRound | undefined => {
  const { catalogue, settings, mediaOf } = request;
  const passedOver = new Set(request.played);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const choice = chooseSong({ ...request, played: passedOver });
    if (choice === undefined) return undefined;
    const { song, room } = choice;
    const choices = choicesFor(request, song);
    if (choices.kind === 'ready') {
      return {
        songId: song.id,
        dramaIds: song.dramaIds,
        answerIds: answersOf(catalogue, song, settings.answer),
        clues: buildClues(catalogue, song, settings.answer, settings.mode === 'choice'),
        choiceIds: choices.choiceIds,
        room,
        media: settings.play === 'text' ? { kind: 'text' } : mediaOf(song.id),
      };
    }
    passedOver.add(song.id);
  }
  return undefined;
};
