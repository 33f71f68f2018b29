import type { KeyedQueue } from '../core/keyed-queue.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Timers } from '../core/ports.ts';
import type { GameEvent } from '../core/quiz/types.ts';
import type { Running } from './quiz-running.ts';

export interface InsistDeps {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** The servers' turns. */
  readonly queue: KeyedQueue;
  /** Whether it still is its server's game. */
  readonly isCurrent: (game: Running) => boolean;
  /** Takes an event into the game, in the server's turn. */
  readonly advance: (game: Running, event: GameEvent) => Promise<unknown>;
}

/**
 * What a game hears of its own doing is all that brings it on, so it is told again until it is stored: a store that fails
 * for a moment delays a game and does not end it.
 */
export interface Insist {
  /** Takes an event into the game, in the server's turn, now or later. Never rejects. */
  arrive(game: Running, event: GameEvent): Promise<void>;
  /** Does this in a later turn of the server if it still is its game. A step under the same name is not done then. */
  later(game: Running, name: string, step: () => Promise<void>): void;
}

const retryMs = 1_000;

export const createInsist = ({ clock, timers, log, queue, isCurrent, advance }: InsistDeps): Insist => {
  const later: Insist['later'] = (game, name, step) => {
    const { guildId } = game.place;
    const timerId = `again:${name}`;
    game.timers.get(timerId)?.();
    const cancel = timers.at(clock.now() + retryMs, () => {
      game.timers.delete(timerId);
      queue
        .run(guildId, () => (isCurrent(game) ? step() : Promise.resolve()))
        .catch((error: unknown) => {
          log.error({ err: error, guildId }, 'a quiz could not go on');
        });
    });
    game.timers.set(timerId, cancel);
  };

  const arrive: Insist['arrive'] = async (game, event) => {
    try {
      await advance(game, event);
    } catch (error) {
      log.error({ err: error, guildId: game.place.guildId, event: event.type }, 'a quiz waits for its store');
      later(game, event.type, () => arrive(game, event));
    }
  };

  return { arrive, later };
};
