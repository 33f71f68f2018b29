import { z } from 'zod';
import type { Stores } from '../core/ports.ts';
import { gameEventSchema, migrateEvent, QUIZ_VERSION } from '../core/quiz/schema.ts';
import type { EventOf, GameEvent } from '../core/quiz/types.ts';
import { eventKey, eventsInOrder } from './event-log.ts';

/** The server and channel a game is played in. */
export interface Place {
  readonly guildId: string;
  readonly channelId: string;
  /** Of a game with sound. */
  readonly voiceChannelId?: string;
}

export interface StoredGame {
  readonly place: Place;
  readonly events: readonly GameEvent[];
}

/** A game on disk: which one a server has, and its events in order. Replaying them gives the state. */
export interface QuizLog {
  /** Stores the first event of a game. From then on it is the server's game. */
  open(place: Place, start: EventOf<'start'>): Promise<void>;
  /** Stores event number `index` (0 is the start). */
  append(gameId: string, index: number, event: GameEvent): Promise<void>;
  /** The `length` events of a game. */
  read(gameId: string, length: number): Promise<readonly GameEvent[]>;
  /** The game goes on in another voice channel. */
  relocate(place: Place): Promise<void>;
  /** Forgets a game of `length` events; the server's game is another one then, or none. */
  remove(guildId: string, gameId: string, length: number): Promise<void>;
  /** Every server's game. One that cannot be read is told to `onBroken` and left as it is. */
  list(onBroken: (error: Error) => void): Promise<readonly StoredGame[]>;
}

const gameSchema = z.strictObject({
  gameId: z.string(),
  channelId: z.string(),
  /** From version 2 on; those of version 1 had no sound. */
  voiceChannelId: z.string().exactOptional(),
});

export const createQuizLog = (stores: Stores): QuizLog => {
  const games = stores.open('quiz-games', { schema: gameSchema, version: 2, migrate: (data) => data });
  const events = stores.open('quiz-events', {
    schema: gameEventSchema,
    version: QUIZ_VERSION,
    migrate: migrateEvent,
  });

  const append: QuizLog['append'] = async (gameId, index, event) => {
    await events.update(eventKey(gameId, index), () => event);
  };

  return {
    append,
    open: async ({ guildId, ...rooms }, start) => {
      await append(start.gameId, 0, start);
      await games.update(guildId, () => ({ gameId: start.gameId, ...rooms }));
    },
    relocate: async ({ guildId, ...rooms }) => {
      await games.update(guildId, (game) => game && { ...game, ...rooms });
    },
    read: async (gameId, length) => {
      const keys = Array.from({ length }, (_, index) => eventKey(gameId, index));
      return (await Promise.all(keys.map((key) => events.get(key)))).filter((event) => event !== undefined);
    },
    remove: async (guildId, gameId, length) => {
      if ((await games.get(guildId))?.gameId === gameId) await games.delete(guildId);
      for (let index = length - 1; index >= 0; index -= 1) await events.delete(eventKey(gameId, index));
    },
    list: async (onBroken) => {
      const all = await events.list(onBroken);
      const stored = await games.list(onBroken);
      return [...stored].map(([guildId, { gameId, ...rooms }]) => ({
        place: { guildId, ...rooms },
        events: eventsInOrder(all, gameId),
      }));
    },
  };
};
