import type { Client } from 'discord.js';
import { z } from 'zod';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Stores, Timers } from '../core/ports.ts';
import { shownClues } from '../core/quiz/rounds.ts';
import { standings, teamStandings } from '../core/quiz/standings.ts';
import type { Effect, Game, GameState, RoundRecord } from '../core/quiz/types.ts';
import { aliasIdOf } from '../services/quiz-aliases.ts';
import type { Place } from '../services/quiz-log.ts';
import type { QuizScreen } from '../services/quiz-runner.ts';
import type { QuizVoice } from '../services/quiz-voice.ts';
import { nearAcceptedView, nearRefusedView, nearVoteView } from '../views/quiz-near.ts';
import { lobbyView, recapView, revealView, roundView } from '../views/quiz.ts';
import type { ServerLocale, Texts } from './context.ts';
import { createLiveMessage } from './live-message.ts';
import type { LiveMessage } from './live-message.ts';
import { createPatience } from './patience.ts';
import type { View } from './replies.ts';

/**
 * The message of a server's present round, under its id, and that of its latest vote on a near miss, under `GUILD:vote`,
 * so that a restart goes on editing them.
 */
const roundMessageSchema = z.strictObject({ nonce: z.string(), messageId: z.string() });

export interface QuizScreenDeps {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly stores: Stores;
  readonly texts: Texts;
  readonly serverLocale: ServerLocale;
  readonly log: Log;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Under which a message is remembered, if at all. */
type Slot = 'round' | 'vote' | 'none';

const slotKey = ({ guildId }: Place, slot: Slot): string => (slot === 'vote' ? `${guildId}:vote` : guildId);

interface Shown {
  readonly nonce: string;
  readonly message: LiveMessage;
}

/** Messages of one place that are still at hand; a reveal may be amended while the next round is open. */
const keptMessages = 4;

/** Discord takes at most 25 characters. */
const nonceOf = ({ gameId }: Game, part: string): string => `${gameId}.${part}`.slice(-25);

/** Draws games as messages: one a round, edited in place, and a recap. */
export const createQuizScreen = (
  deps: QuizScreenDeps,
): QuizScreen & Pick<QuizVoice, 'notice'> & { dispose(): Promise<void> } => {
  const { client, catalogue, log, clock } = deps;
  const store = deps.stores.open('quiz-messages', { schema: roundMessageSchema, version: 1 });
  const shown = new Map<string, Promise<readonly Shown[]>>();
  const patience = createPatience(deps);

  const textOf = (guildId: string) =>
    deps.texts(deps.serverLocale(guildId, client.guilds.cache.get(guildId)?.preferredLocale ?? null));

  const storedId = async (place: Place, nonce: string, slot: Slot): Promise<string | undefined> => {
    if (slot === 'none') return undefined;
    const stored = await store.get(slotKey(place, slot));
    return stored?.nonce === nonce ? stored.messageId : undefined;
  };

  const open = async (place: Place, nonce: string, slot: Slot): Promise<Shown> => {
    const { guildId, channelId } = place;
    const message = createLiveMessage({
      client,
      channelId,
      nonce,
      messageId: await patience.insist(() => storedId(place, nonce, slot)),
      onPosted: async (messageId) => {
        if (slot !== 'none') await store.update(slotKey(place, slot), () => ({ nonce, messageId }));
      },
      onFailed: (error) => {
        log.warn({ err: error, guildId, channelId }, 'a quiz message could not be shown');
      },
      clock,
      patience,
    });
    return { nonce, message };
  };

  const enqueue = ({ guildId }: Place, act: (kept: readonly Shown[]) => Promise<readonly Shown[]>): void => {
    const before = shown.get(guildId) ?? Promise.resolve([]);
    const next = before.then(async (kept) => {
      try {
        return await act(kept);
      } catch (error) {
        log.error({ err: error, guildId }, 'a quiz message could not be shown');
        return kept;
      }
    });
    shown.set(guildId, next);
  };

  /**
   * Shows a view in the message of that nonce, after what the newest message still has to show. A restart goes on with the
   * latest that is remembered.
   */
  const paint = (place: Place, nonce: string, view: View, slot: Slot = 'round'): void => {
    enqueue(place, async (kept) => {
      const known = kept.find((one) => one.nonce === nonce);
      if (known !== undefined) {
        known.message.show(view);
        return kept;
      }
      await kept.at(-1)?.message.settled();
      const opened = await open(place, nonce, slot);
      opened.message.show(view);
      return [...kept, opened].slice(-keptMessages);
    });
  };

  /** Says how a vote ended, where it was asked; one that a restart kept from being asked is passed over. */
  const closeVote = (place: Place, nonce: string, view: View): void => {
    enqueue(place, async (kept) => {
      const known = kept.find((one) => one.nonce === nonce);
      const isShown = known !== undefined || (await storedId(place, nonce, 'vote')) !== undefined;
      if (isShown) (known ?? (await open(place, nonce, 'vote'))).message.show(view);
      return kept;
    });
  };

  /** Edits a message that is still at hand; what has scrolled away stays as it is. */
  const amend = (place: Place, nonce: string, view: View): void => {
    enqueue(place, (kept) => {
      kept.find((one) => one.nonce === nonce)?.message.show(view);
      return Promise.resolve(kept);
    });
  };

  const paintRound = (place: Place, state: GameState): void => {
    if (state.phase !== 'asking' && state.phase !== 'grace') return;
    const { game, round } = state;
    const finds = state.phase === 'grace' ? state.finds : [];
    const text = textOf(place.guildId);
    paint(
      place,
      nonceOf(game, String(round.roundId)),
      roundView(catalogue, game, round, { clues: shownClues(round), finds }, text),
    );
  };

  const paintRecap = (place: Place, game: Game): void => {
    const text = textOf(place.guildId);
    const recap = {
      gameId: game.gameId,
      standings: standings(game),
      teams: teamStandings(game),
      rounds: game.history,
    };
    paint(place, nonceOf(game, 'end'), recapView(catalogue, recap, text));
  };

  const paintReveal = (place: Place, { game }: GameState, record: RoundRecord, last: boolean): void => {
    const text = textOf(place.guildId);
    const nonce = nonceOf(game, String(record.roundId));
    paint(place, nonce, revealView(catalogue, game, record, last, text));
  };

  const paintLobby = (place: Place, state: GameState): void => {
    if (state.phase !== 'lobby') return;
    const text = textOf(place.guildId);
    paint(place, nonceOf(state.game, 'lobby'), lobbyView(state.game, state.beginsAt, text));
  };

  /** Leaves who is on which side and takes the buttons away. */
  const closeLobby = (place: Place, game: Game, beganAt: number): void => {
    if (game.history.length > 0 || game.settings.mode !== 'teams') return;
    const text = textOf(place.guildId);
    amend(place, nonceOf(game, 'lobby'), { ...lobbyView(game, beganAt, text), components: [] });
  };

  /** The process may have died between storing the end of a game and showing it; a recap that was shown stays. */
  const redrawEnd = async (place: Place, state: GameState): Promise<void> => {
    const { game } = state;
    const newest = (await store.get(place.guildId))?.nonce;
    if (newest === nonceOf(game, 'end')) return;
    const record = game.history.at(-1);
    if (record !== undefined && newest === nonceOf(game, String(record.roundId)))
      paintReveal(place, state, record, true);
    paintRecap(place, game);
  };

  const redraw = (place: Place, state: GameState): void => {
    const record = state.game.history.at(-1);
    paintLobby(place, state);
    paintRound(place, state);
    if (state.phase === 'revealed' && record !== undefined) paintReveal(place, state, record, false);
    if (state.phase !== 'ended') return;
    redrawEnd(place, state).catch((error: unknown) => {
      log.error({ err: error, guildId: place.guildId }, 'a recap could not be shown');
    });
  };

  const showNearVote = (
    place: Place,
    game: Game,
    effect: Extract<Effect, { type: 'nearVote' | 'nearVoteOver' }>,
  ): void => {
    const text = textOf(place.guildId);
    const { gameId } = game;
    const { vote, kind } = effect;
    const shown = { gameId, vote, kind };
    const nonce = nonceOf(game, `v${vote.roundId}`);
    if (effect.type === 'nearVote') {
      paint(place, nonce, nearVoteView(catalogue, shown, effect.tally, text), 'vote');
    } else if (effect.accepted) {
      paint(place, nonce, nearAcceptedView(catalogue, shown, aliasIdOf(gameId, vote.roundId), text), 'vote');
    } else {
      closeVote(place, nonce, nearRefusedView(catalogue, shown, text));
    }
  };

  const say = (place: Place, { game }: GameState, content: string): void => {
    paint(place, nonceOf(game, `n${deps.clock.now().toString(36)}`), { content }, 'none');
  };

  const notice: QuizVoice['notice'] = (place, state, told) => {
    const { quiz } = textOf(place.guildId);
    say(place, state, told.kind === 'lost' ? quiz.soundLost[told.reason] : quiz.asksToSpeak(told));
  };

  const show = (place: Place, state: GameState, effect: Effect): void => {
    const text = textOf(place.guildId);
    switch (effect.type) {
      case 'announceRound':
        closeLobby(place, state.game, effect.round.openedAt);
        paintRound(place, state);
        return;
      case 'editRound':
        paintRound(place, state);
        return;
      case 'redraw':
        redraw(place, state);
        return;
      case 'guessOutcome':
        if (effect.outcome === 'found') paintRound(place, state);
        return;
      case 'reveal':
        paintReveal(place, state, effect.record, effect.last);
        return;
      case 'nearVote':
      case 'nearVoteOver':
        showNearVote(place, state.game, effect);
        return;
      case 'amendReveal': {
        const { record } = effect;
        const nonce = nonceOf(state.game, String(record.roundId));
        amend(place, nonce, revealView(catalogue, state.game, record, state.phase !== 'revealed', text));
        return;
      }
      case 'roundVoided': {
        const content = text.quiz.voided({ round: effect.number });
        paint(place, nonceOf(state.game, String(effect.roundId)), { content });
        return;
      }
      case 'recap':
        paintRecap(place, state.game);
        return;
      case 'announceLobby':
      case 'teamJoined':
        paintLobby(place, state);
        return;
      case 'paused':
        say(place, state, text.quiz.paused({ unixSeconds: Math.ceil(effect.until / 1000) }));
        return;
      case 'hostChanged':
        say(place, state, text.quiz.hostChanged({ host: `<@${effect.to}>` }));
        return;
      default:
        // The rest is not for the channel: private answers, timers, sound.
        return;
    }
  };

  return {
    show,
    notice,
    dispose: async () => {
      patience.stop();
      await Promise.allSettled(
        [...shown.values()].map(async (kept) =>
          Promise.all((await kept).map(({ message }) => message.settled())),
        ),
      );
    },
  };
};
