import { UserError } from '../core/errors.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Timers } from '../core/ports.ts';
import { reduce, replay } from '../core/quiz/reduce.ts';
import { refusedAs } from '../core/quiz/refused.ts';
import type { AnswerKind, Effect, EventOf, GameEvent, GameState, NearVote } from '../core/quiz/types.ts';
import { aliasOf } from './quiz-aliases.ts';
import type { QuizAliases } from './quiz-aliases.ts';
import { roundsRevealed } from './quiz-hold.ts';
import type { Place, QuizLog } from './quiz-log.ts';
import { createInsist } from './quiz-insist.ts';
import { createMemberGames } from './quiz-member-games.ts';
import type { MemberGames } from './quiz-member-games.ts';
import { createPreparation } from './quiz-preparation.ts';
import type { QuizResults } from './quiz-results.ts';
import type { QuizRounds } from './quiz-rounds.ts';
import { seatOf } from './quiz-running.ts';
import type { Running } from './quiz-running.ts';
import type { QuizSound } from './quiz-sound.ts';

/** What members see of a game. Calls for one place come in order; they must not throw and are not waited for. */
export interface QuizScreen {
  show(place: Place, state: GameState, effect: Effect): void;
}

export interface QuizRunnerDeps {
  readonly quizLog: QuizLog;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly rounds: Pick<QuizRounds, 'next'>;
  readonly results: Pick<QuizResults, 'note' | 'settle'>;
  readonly aliases: Pick<QuizAliases, 'load' | 'add'>;
  readonly screen: QuizScreen;
  /** Absent: all games are played in text. */
  readonly sound?: Pick<QuizSound, 'clipOf' | 'perform'>;
  /** Reads what the judge needs for a kind of answers, between other work. */
  readonly canJudge?: (kind: AnswerKind) => Promise<void>;
}

/** A server's latest game as it is now, over or not. */
export interface RunningGame {
  readonly place: Place;
  readonly state: GameState;
}

export interface OpenRematch {
  readonly place: Place;
  readonly wish: Extract<Effect, { type: 'rematch' }>;
}

/** The queues of all servers. */
export interface QuizRunner extends MemberGames {
  find(guildId: string): RunningGame | undefined;
  /** @throws UserError `noGame`. */
  gameOf(guildId: string): RunningGame;
  /**
   * Takes an event into the server's game and carries out what follows. One that needs the state is made in its turn,
   * and may turn out to be none.
   * @throws UserError `noGame`, or what the engine refuses.
   */
  submit(
    guildId: string,
    event: GameEvent | ((state: GameState) => GameEvent | undefined),
  ): Promise<readonly Effect[]>;
  /** Runs what takes several steps while nothing else happens in the server. */
  alone<Result>(guildId: string, steps: () => Promise<Result>): Promise<Result>;
  /** For one who is alone already: begins another game in the place of the one before, which is forgotten. */
  replace(place: Place, start: EventOf<'start'>): Promise<void>;
  /** Forgets the games that ended before this time, and who guessed what in them. */
  forgetEnded(before: number): Promise<void>;
  /** The game's voice channel is another one now. */
  relocate(guildId: string, voiceChannelId: string): Promise<void>;
  /** The servers that have a game. */
  guildIds(): readonly string[];
  /**
   * Takes up the games that were running when the process ended, in the servers it serves.
   * @returns the rematches that were taken and not begun.
   */
  recover(serves?: (guildId: string) => boolean): Promise<readonly OpenRematch[]>;
  /** The places of games that are not over. */
  places(): readonly Place[];
  /** Begins no round from now on, and resolves when every round that ends by then has been revealed. */
  hold(until: number): Promise<void>;
  /** Resolves when everything begun so far is stored. */
  settled(): Promise<void>;
  /** Stops every timer and waits until what was begun is stored. */
  dispose(): Promise<void>;
}

const retryMs = 1_000;

/** After a restart a recap that was never shown is shown if the game ended no longer ago than this. */
const recapWithinMs = 10 * 60_000;

/** What changes a game's finished rounds. They are counted before it is shown. */
const counting: ReadonlySet<Effect['type']> = new Set(['reveal', 'amendReveal', 'recap']);

/** Runs the games of all servers: one at a time in each, every event stored before anything it causes is shown. */
export const createQuizRunner = (deps: QuizRunnerDeps): QuizRunner => {
  const { quizLog, clock, timers, log, results, aliases, screen, sound } = deps;
  const queue = createKeyedQueue();
  const games = new Map<string, Running>();
  let isHolding = false;

  const gameOf = (guildId: string): Running => {
    const game = games.get(guildId);
    if (game === undefined) throw new UserError('noGame', {});
    return game;
  };

  const isCurrent = (game: Running): boolean => games.get(game.place.guildId) === game;

  const insist = createInsist({
    ...deps,
    queue,
    isCurrent,
    advance: (game, event) => advance(game, event),
  });

  const preparation = createPreparation({ ...deps, ...insist, queue, isCurrent });

  const setTimer = (game: Running, timerId: string, dueAt: number): void => {
    game.timers.get(timerId)?.();
    const cancel = timers.at(dueAt, () => {
      game.timers.delete(timerId);
      submit(game.place.guildId, { type: 'timer', at: clock.now(), timerId }).catch((error: unknown) => {
        log.error({ err: error, guildId: game.place.guildId, timerId }, 'quiz timer failed');
        // A store that fails for a moment must not leave a round open for ever.
        setTimer(game, timerId, clock.now() + retryMs);
      });
    });
    game.timers.set(timerId, cancel);
  };

  /** Points do not wait for a store that fails for a moment: then only the alias is lost. */
  const acceptNear = async ({ place, state }: Running, vote: NearVote): Promise<GameEvent> => {
    const { memberId, roundId, guessedAt } = vote;
    const at = clock.now();
    try {
      await aliases.add(place.guildId, aliasOf(state.game, vote, at));
    } catch (error) {
      log.error({ err: error, guildId: place.guildId }, 'an alias could not be kept');
    }
    return { type: 'nearAccepted', at, memberId, roundId, guessedAt };
  };

  /** Carries out an effect; what the game is to hear next comes back as an event. */
  const carryOut = async (game: Running, effect: Effect): Promise<GameEvent | undefined> => {
    switch (effect.type) {
      case 'schedule':
        setTimer(game, effect.timer.timerId, effect.timer.dueAt);
        return undefined;
      case 'cancel':
        game.timers.get(effect.timerId)?.();
        game.timers.delete(effect.timerId);
        return undefined;
      case 'prepareRound':
        // The next process prepares it: the game is stored as one that waits for its round.
        if (isHolding) return undefined;
        if (seatOf(game) === undefined) return preparation.prepare(game, effect.roundId);
        preparation.prepareAside(game, effect.roundId);
        return undefined;
      case 'acceptNear':
        return acceptNear(game, effect.vote);
      default: {
        const seat = seatOf(game);
        if (seat !== undefined) sound?.perform(seat, game.state.game, effect);
        screen.show(game.place, game.state, effect);
        if (seat !== undefined && effect.type === 'reveal' && !effect.last) preparation.openAhead(game);
        return undefined;
      }
    }
  };

  /** A failure leaves the rest to the next call: the game is on disk, and nothing is counted twice. */
  const settle = async ({ place, state }: Running): Promise<void> => {
    try {
      await results.settle(state.game);
    } catch (error) {
      log.error({ err: error, guildId: place.guildId }, 'a round could not be counted');
    }
  };

  /** Carries out effects in order; what the game hears from them comes in after the last. */
  const carryOutAll = async (game: Running, effects: readonly Effect[]): Promise<void> => {
    const next: GameEvent[] = [];
    for (const effect of effects) {
      const following = await carryOut(game, effect);
      if (following !== undefined) next.push(following);
    }
    for (const following of next) await insist.arrive(game, following);
  };

  /** One event and all that follow from it at once: stored, then shown. */
  const advance = async (game: Running, event: GameEvent): Promise<readonly Effect[]> => {
    const { state, effects } = reduce(game.state, event);
    if (event.type === 'guess') results.note(game.state, event);
    if (state !== game.state) {
      await quizLog.append(game.state.game.gameId, game.length, event);
      game.length += 1;
      game.state = state;
    }
    if (effects.some(({ type }) => counting.has(type))) await settle(game);
    await carryOutAll(game, effects);
    return effects;
  };

  /** @throws UserError `noGame`, or what the engine refuses. */
  const submit = (
    guildId: string,
    event: GameEvent | ((state: GameState) => GameEvent | undefined),
  ): Promise<readonly Effect[]> =>
    queue.run(guildId, async () => {
      const game = gameOf(guildId);
      const made = typeof event === 'function' ? event(game.state) : event;
      if (made === undefined) return [];
      const effects = await advance(game, made);
      const refused = effects.find((effect) => effect.type === 'refuse');
      if (refused !== undefined) throw refusedAs[refused.why]();
      return effects;
    });

  /** Makes it the server's game and carries out what its first step (or its recovery) asks for. */
  const take = async (place: Place, length: number, state: GameState, effects: readonly Effect[]) => {
    const game: Running = { place, state, length, timers: new Map() };
    games.set(place.guildId, game);
    await settle(game);
    await carryOutAll(game, effects);
  };

  const replace: QuizRunner['replace'] = async (place, start) => {
    const old = games.get(place.guildId);
    const { state, effects } = reduce(null, start);
    await aliases.load(place.guildId);
    await quizLog.open(place, start);
    if (old !== undefined)
      await quizLog.remove(place.guildId, old.state.game.gameId, old.length).catch((error: unknown) => {
        // The new game is on disk: it has to begin, or it would begin by itself at the next start.
        log.error({ err: error, guildId: place.guildId }, 'a finished quiz could not be removed');
      });
    // Nobody waits for it here: the first guess does, and hears what goes wrong. A recovered game is taken up before.
    deps.canJudge?.(state.game.settings.answer).catch(() => undefined);
    await take(place, 1, state, effects);
  };

  const recover: QuizRunner['recover'] = async (serves = () => true) => {
    const rematches: OpenRematch[] = [];
    const stored = await quizLog.list((error) => {
      log.error({ err: error }, 'a stored quiz cannot be read');
    });
    for (const { place, events } of stored) {
      if (!serves(place.guildId)) continue;
      await queue.run(place.guildId, async () => {
        const state = replay(events);
        if (state === null) return;
        await aliases.load(place.guildId);
        await take(place, events.length, state, []);
        if (state.phase === 'ended' && clock.now() - state.endedAt >= recapWithinMs) return;
        const effects = await advance(gameOf(place.guildId), { type: 'recovered', at: clock.now() });
        const wish = effects.find((effect) => effect.type === 'rematch');
        if (wish !== undefined) rematches.push({ place, wish });
      });
    }
    return rematches;
  };

  return {
    find: (guildId) => games.get(guildId),
    gameOf,
    submit,
    alone: (guildId, steps) => queue.run(guildId, steps),
    replace,
    ...createMemberGames({ quizLog, clock, queue, games, advance }),
    forgetEnded: async (before) => {
      for (const guildId of [...games.keys()])
        await queue.run(guildId, async () => {
          const { state, length } = gameOf(guildId);
          if (state.phase !== 'ended' || state.endedAt >= before) return;
          await quizLog.remove(guildId, state.game.gameId, length);
          games.delete(guildId);
        });
    },
    relocate: (guildId, voiceChannelId) =>
      queue.run(guildId, async () => {
        const game = gameOf(guildId);
        game.place = { ...game.place, voiceChannelId };
        await quizLog.relocate(game.place);
      }),
    guildIds: () => [...games.keys()],
    recover,
    places: () =>
      [...games.values()].filter(({ state }) => state.phase !== 'ended').map(({ place }) => place),
    hold: async (until) => {
      isHolding = true;
      await roundsRevealed({ queue, games, clock, timers }, until);
    },
    settled: () => queue.idle(),
    dispose: async () => {
      for (const game of games.values()) for (const cancel of game.timers.values()) cancel();
      await queue.idle();
      games.clear();
    },
  };
};
