import type { KeyedQueue } from '../core/keyed-queue.ts';
import type { Log } from '../core/log.ts';
import type { Clock } from '../core/ports.ts';
import type { GameEvent } from '../core/quiz/types.ts';
import type { Insist } from './quiz-insist.ts';
import type { ClipOf, QuizRounds } from './quiz-rounds.ts';
import { seatOf } from './quiz-running.ts';
import type { Running } from './quiz-running.ts';
import type { QuizSound } from './quiz-sound.ts';

export interface PreparationDeps extends Insist {
  readonly clock: Clock;
  readonly log: Log;
  readonly rounds: Pick<QuizRounds, 'next'>;
  /** Absent: all games are played in text. */
  readonly sound?: Pick<QuizSound, 'clipOf'> | undefined;
  /** The servers' turns. */
  readonly queue: KeyedQueue;
  /** Whether it still is its server's game. */
  readonly isCurrent: (game: Running) => boolean;
}

/** How a game gets its next round. */
export interface Preparation {
  /** Chooses the next song, in the server's turn; `undefined` when it is tried again later. */
  prepare(game: Running, roundId: number): Promise<GameEvent | undefined>;
  /** The same for a game with sound, outside the server's turn; not waited for. */
  prepareAside(game: Running, roundId: number): void;
  /** Opens the clip of the round after this one while its answer is being read; not waited for. */
  openAhead(game: Running): void;
}

/** Chooses the rounds of running games. A store that fails for a moment delays a round and does not end its game. */
export const createPreparation = (deps: PreparationDeps): Preparation => {
  const { clock, log, rounds, sound, queue, isCurrent, arrive, later } = deps;

  const clipsFor = (game: Running): ClipOf => {
    const seat = seatOf(game);
    const { game: present } = game.state;
    return (songId) =>
      seat === undefined || sound === undefined
        ? Promise.resolve(undefined)
        : sound.clipOf(seat, present, songId);
  };

  const aside = ({ place: { guildId } }: Running, work: Promise<unknown>): void => {
    work.catch((error: unknown) => {
      log.error({ err: error, guildId }, 'a round could not be prepared');
    });
  };

  const prepare = async (game: Running, roundId: number): Promise<GameEvent | undefined> => {
    try {
      const prepared = await rounds.next(game.state.game, clipsFor(game));
      const at = clock.now();
      return prepared === undefined
        ? { type: 'noSongs', at, roundId }
        : { type: 'roundPrepared', at, roundId, prepared };
    } catch (error) {
      log.error({ err: error, guildId: game.place.guildId }, 'a round could not be prepared');
      later(game, 'prepare', async () => {
        const event = await prepare(game, roundId);
        if (event !== undefined) await arrive(game, event);
      });
      return undefined;
    }
  };

  const prepareInTime = async (game: Running, roundId: number): Promise<void> => {
    const event = await prepare(game, roundId);
    if (event === undefined || !isCurrent(game)) return;
    await queue.run(game.place.guildId, () => arrive(game, event));
  };

  return {
    prepare,
    // Sound takes its time to open, in which members may still stop the game: it does not wait in the queue.
    prepareAside: (game, roundId) => {
      aside(game, prepareInTime(game, roundId));
    },
    // Which song that is does not change: it is chosen the same way again later.
    openAhead: (game) => {
      const { game: present } = game.state;
      aside(game, rounds.next({ ...present, lastRoundId: present.lastRoundId + 1 }, clipsFor(game)));
    },
  };
};
