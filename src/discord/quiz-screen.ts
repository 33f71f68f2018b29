import type { Client } from 'discord.js';
import { z } from 'zod';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Stores, Timers } from '../core/ports.ts';
import { shownClues } from '../core/quiz/rounds.ts';
import type { Effect, GameState } from '../core/quiz/types.ts';
import type { Place } from '../services/quiz-log.ts';
import type { QuizScreen } from '../services/quizzes.ts';
import { lobbyView, recapView, revealView, roundView } from '../views/quiz.ts';
import type { Texts } from './context.ts';
import { createLiveMessage } from './live-message.ts';
import type { LiveMessage } from './live-message.ts';
import type { View } from './replies.ts';

/** The message of a server's present round, so that a restart goes on editing it. */
const roundMessageSchema = z.strictObject({ nonce: z.string(), messageId: z.string() });

export interface QuizScreenDeps {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly stores: Stores;
  readonly texts: Texts;
  readonly log: Log;
  readonly clock: Clock;
  readonly timers: Timers;
}

interface Shown {
  readonly nonce: string;
  readonly message: LiveMessage;
}

/** Discord takes at most 25 characters. */
const nonceOf = (state: GameState, part: string): string => `${state.game.gameId}.${part}`.slice(-25);

/** Draws games as messages: one a round, edited in place, and a recap. */
export const createQuizScreen = (deps: QuizScreenDeps): QuizScreen & { dispose(): Promise<void> } => {
  const { client, catalogue, log, clock, timers } = deps;
  const store = deps.stores.open('quiz-messages', { schema: roundMessageSchema, version: 1 });
  const shown = new Map<string, Promise<Shown>>();
  let stopping = false;

  const waitUntil = (time: number): Promise<void> =>
    stopping ? Promise.resolve() : new Promise((resolve) => timers.at(time, resolve));

  const open = async ({ guildId, channelId }: Place, nonce: string): Promise<Shown> => {
    const stored = await store.get(guildId);
    const message = createLiveMessage({
      client,
      channelId,
      nonce,
      messageId: stored?.nonce === nonce ? stored.messageId : undefined,
      onPosted: async (messageId) => {
        await store.update(guildId, () => ({ nonce, messageId }));
      },
      onFailed: (error) => {
        log.warn({ err: error, guildId, channelId }, 'a quiz message could not be shown');
      },
      clock,
      waitUntil,
    });
    return { nonce, message };
  };

  /** Shows a view in the message of that nonce, after what the earlier message still has to show. */
  const paint = (place: Place, nonce: string, view: View): void => {
    const before = shown.get(place.guildId);
    const next = (async () => {
      const earlier = await before?.catch(() => undefined);
      if (earlier?.nonce === nonce) return earlier;
      await earlier?.message.settled();
      return open(place, nonce);
    })();
    shown.set(place.guildId, next);
    next
      .then(({ message }) => {
        message.show(view);
      })
      .catch((error: unknown) => {
        log.error({ err: error, guildId: place.guildId }, 'a quiz message could not be shown');
      });
  };

  const paintRound = (place: Place, state: GameState): void => {
    if (state.phase !== 'asking' && state.phase !== 'grace') return;
    const { game, round } = state;
    const finds = state.phase === 'grace' ? state.finds : [];
    const text = deps.texts(client.guilds.cache.get(place.guildId)?.preferredLocale);
    paint(
      place,
      nonceOf(state, String(round.roundId)),
      roundView(catalogue, game, round, { clues: shownClues(round), finds }, text),
    );
  };

  const show = (place: Place, state: GameState, effect: Effect): void => {
    const text = deps.texts(client.guilds.cache.get(place.guildId)?.preferredLocale);
    const notice = (content: string) => {
      paint(place, nonceOf(state, `n${deps.clock.now().toString(36)}`), { content });
    };
    switch (effect.type) {
      case 'announceRound':
      case 'editRound':
      case 'redraw':
        paintRound(place, state);
        return;
      case 'guessOutcome':
        if (effect.outcome === 'found') paintRound(place, state);
        return;
      case 'reveal': {
        const nonce = nonceOf(state, String(effect.record.roundId));
        paint(place, nonce, revealView(catalogue, state.game, effect.record, effect.last, text));
        return;
      }
      case 'recap':
        paint(place, nonceOf(state, 'end'), recapView(catalogue, effect, text));
        return;
      case 'announceLobby':
      case 'teamJoined':
        if (state.phase === 'lobby')
          paint(place, nonceOf(state, 'lobby'), lobbyView(state.game, state.beginsAt, text));
        return;
      case 'paused':
        notice(text.quiz.paused({ unixSeconds: Math.ceil(effect.until / 1000) }));
        return;
      case 'hostChanged':
        notice(text.quiz.hostChanged({ host: `<@${effect.to}>` }));
        return;
      default:
        // The rest is not for the channel: private answers, timers, sound.
        return;
    }
  };

  return {
    show,
    dispose: async () => {
      stopping = true;
      await Promise.allSettled([...shown.values()].map(async (one) => (await one).message.settled()));
    },
  };
};
