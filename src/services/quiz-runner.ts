import { UserError } from '../core/errors.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { VoiceSeat } from '../core/audio/voice.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Timers } from '../core/ports.ts';
import { goneId, isNamed, renamed } from '../core/quiz/forget.ts';
import { reduce, replay } from '../core/quiz/reduce.ts';
import { liveTimers } from '../core/quiz/timers.ts';
import { scoreOf } from '../core/quiz/standings.ts';
import type { Effect, EventOf, GameEvent, GameState, NearVote, Refusal } from '../core/quiz/types.ts';
import { aliasIdOf } from './quiz-aliases.ts';
import type { QuizAliases } from './quiz-aliases.ts';
import type { Place, QuizLog } from './quiz-log.ts';
import type { QuizResults } from './quiz-results.ts';
import type { ClipOf, QuizRounds } from './quiz-rounds.ts';
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

export interface MemberInGame {
  readonly guildId: string;
  readonly points: number;
  readonly events: readonly GameEvent[];
}

/** The queues of all servers. */
export interface QuizRunner {
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
  /** What the servers' games have stored of a member. */
  exportMember(memberId: string): Promise<readonly MemberInGame[]>;
  /** Takes a member out of the games and their name out of the stored events. */
  forgetMember(memberId: string): Promise<void>;
  /** Forgets the games that ended before this time, and who guessed what in them. */
  forgetEnded(before: number): Promise<void>;
  /**
   * Takes up the games that were running when the process ended, in the servers it serves.
   * @returns the rematches that were taken and not begun.
   */
  /** The game's voice channel is another one now. */
  relocate(guildId: string, voiceChannelId: string): Promise<void>;
  /** The servers that have a game. */
  guildIds(): readonly string[];
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

interface Running {
  place: Place;
  state: GameState;
  /** Number of events stored so far. */
  length: number;
  readonly timers: Map<string, () => void>;
}

const refusals: Readonly<Record<Refusal, () => UserError>> = {
  'no-round': () => new UserError('tooLate', {}),
  'unknown-round': () => new UserError('expired', {}),
  'game-over': () => new UserError('noGame', {}),
  'rematch-taken': () => new UserError('expired', {}),
  'game-running': () => new UserError('expired', {}),
  'not-host': () => new UserError('notHost', {}),
  'not-eligible': () => new UserError('notEligible', {}),
  'already-voted': () => new UserError('alreadyVoted', {}),
  'no-more-hints': () => new UserError('noMoreHints', {}),
  'not-a-team-game': () => new UserError('expired', {}),
};

/** When an open round is closed, if nobody does anything any more. */
const closesAt = (state: GameState): number | undefined =>
  state.phase === 'asking' || state.phase === 'grace'
    ? liveTimers(state).find(({ kind }) => kind === 'time-up' || kind === 'settle')?.dueAt
    : undefined;

/** Runs the games of all servers: one at a time in each, every event stored before anything it causes is shown. */
export const createQuizRunner = (deps: QuizRunnerDeps): QuizRunner => {
  const { quizLog, clock, timers, log, rounds, results, aliases, screen, sound } = deps;
  const queue = createKeyedQueue();
  const games = new Map<string, Running>();
  let isHolding = false;

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

  const seatOf = ({ place }: Running): VoiceSeat | undefined =>
    place.voiceChannelId === undefined
      ? undefined
      : { guildId: place.guildId, channelId: place.voiceChannelId };

  const clipsFor = (game: Running): ClipOf => {
    const seat = seatOf(game);
    const { game: present } = game.state;
    return (songId) =>
      seat === undefined || sound === undefined
        ? Promise.resolve(undefined)
        : sound.clipOf(seat, present, songId);
  };

  /** Chooses the next song. A store that fails for a moment delays the round and does not end the game. */
  const prepare = async (game: Running, roundId: number): Promise<GameEvent | undefined> => {
    try {
      const prepared = await rounds.next(game.state.game, clipsFor(game));
      const at = clock.now();
      return prepared === undefined
        ? { type: 'noSongs', at, roundId }
        : { type: 'roundPrepared', at, roundId, prepared };
    } catch (error) {
      const { guildId } = game.place;
      log.error({ err: error, guildId }, 'a round could not be prepared');
      const retry = async () => {
        const event = games.get(guildId) === game ? await prepare(game, roundId) : undefined;
        if (event !== undefined) await advance(game, event);
      };
      const cancel = timers.at(clock.now() + retryMs, () => {
        queue.run(guildId, retry).catch((failure: unknown) => {
          log.error({ err: failure, guildId }, 'a round could not be prepared');
        });
      });
      game.timers.set(`prepare:${roundId}`, cancel);
      return undefined;
    }
  };

  /** Sound takes its time to open, in which members may still stop the game: it does not wait in the queue. */
  const prepareAside = async (game: Running, roundId: number): Promise<void> => {
    const { guildId } = game.place;
    const event = await prepare(game, roundId);
    if (event === undefined || games.get(guildId) !== game) return;
    await queue.run(guildId, () => advance(game, event));
  };

  /** Opens the next round's clip while this one's answer is being read: it is chosen the same way again later. */
  const openAhead = async (game: Running): Promise<void> => {
    const { game: present } = game.state;
    await rounds.next({ ...present, lastRoundId: present.lastRoundId + 1 }, clipsFor(game));
  };

  const aside = (game: Running, work: Promise<void>): void => {
    work.catch((error: unknown) => {
      log.error({ err: error, guildId: game.place.guildId }, 'a round could not be prepared');
    });
  };

  /** Points do not wait for a store that fails for a moment: then only the alias is lost. */
  const acceptNear = async ({ place, state }: Running, vote: NearVote): Promise<GameEvent> => {
    const { memberId, roundId, guessedAt, answerId, text } = vote;
    const { gameId, settings } = state.game;
    const at = clock.now();
    try {
      await aliases.add(place.guildId, {
        id: aliasIdOf(gameId, roundId),
        text,
        kind: settings.answer,
        answerId,
        proposedBy: memberId,
        at,
      });
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
        if (seatOf(game) === undefined) return prepare(game, effect.roundId);
        aside(game, prepareAside(game, effect.roundId));
        return undefined;
      case 'acceptNear':
        return acceptNear(game, effect.vote);
      default: {
        const seat = seatOf(game);
        if (seat !== undefined) sound?.perform(seat, game.state.game, effect);
        screen.show(game.place, game.state, effect);
        if (seat !== undefined && effect.type === 'reveal' && !effect.last) aside(game, openAhead(game));
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
    for (const following of next) await advance(game, following);
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

  const gameOf = (guildId: string): Running => {
    const game = games.get(guildId);
    if (game === undefined) throw new UserError('noGame', {});
    return game;
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
      if (refused !== undefined) throw refusals[refused.why]();
      return effects;
    });

  /** Makes it the server's game and carries out what its first step (or its recovery) asks for. */
  const take = async (place: Place, length: number, state: GameState, effects: readonly Effect[]) => {
    const game: Running = { place, state, length, timers: new Map() };
    games.set(place.guildId, game);
    await aliases.load(place.guildId);
    await settle(game);
    await carryOutAll(game, effects);
  };

  const replace: QuizRunner['replace'] = async (place, start) => {
    const old = games.get(place.guildId);
    const { state, effects } = reduce(null, start);
    await quizLog.open(place, start);
    if (old !== undefined) await quizLog.remove(place.guildId, old.state.game.gameId, old.length);
    await take(place, 1, state, effects);
  };

  const withMember = (memberId: string): string[] =>
    [...games].filter(([, { state }]) => isNamed(state.game, memberId)).map(([guildId]) => guildId);

  const exportMember: QuizRunner['exportMember'] = (memberId) =>
    Promise.all(
      withMember(memberId).map((guildId) =>
        queue.run(guildId, async () => {
          const { state, length } = gameOf(guildId);
          const events = await quizLog.read(state.game.gameId, length);
          const own = events.filter((event) => 'memberId' in event && event.memberId === memberId);
          return { guildId, points: scoreOf(state.game, memberId), events: own };
        }),
      ),
    );

  /** The game goes on as it is: the events are stored anew as somebody's without a name, and give the same state. */
  const forgetIn = async (guildId: string, memberId: string): Promise<void> => {
    const game = games.get(guildId);
    if (game === undefined || !isNamed(game.state.game, memberId)) return;
    await advance(game, { type: 'leave', at: clock.now(), memberId });
    const { gameId } = game.state.game;
    const gone = goneId(game.state.game);
    const events = await quizLog.read(gameId, game.length);
    const anonymous = events.map((event) => renamed(event, memberId, gone));
    for (const [index, event] of anonymous.entries())
      if (JSON.stringify(event) !== JSON.stringify(events[index])) await quizLog.append(gameId, index, event);
    game.state = replay(anonymous) ?? game.state;
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
        await take(place, events.length, state, []);
        if (state.phase === 'ended' && clock.now() - state.endedAt >= recapWithinMs) return;
        const effects = await advance(gameOf(place.guildId), { type: 'recovered', at: clock.now() });
        const wish = effects.find((effect) => effect.type === 'rematch');
        if (wish !== undefined) rematches.push({ place, wish });
      });
    }
    return rematches;
  };

  const hold = async (until: number): Promise<void> => {
    isHolding = true;
    for (;;) {
      await queue.idle();
      const now = clock.now();
      const next = [...games.values()]
        .map(({ state }) => closesAt(state))
        .filter((at) => at !== undefined && at <= until)
        .reduce<number>((soonest, at = until) => Math.min(soonest, at), Infinity);
      if (next === Infinity || now > until) return;
      // A guess may end a round sooner than planned, and the store may be slow.
      const lookAt = Math.max(now + 50, Math.min(next + 20, now + 500));
      await new Promise<void>((resolve) => timers.at(lookAt, resolve));
    }
  };

  return {
    find: (guildId) => games.get(guildId),
    gameOf,
    submit,
    alone: (guildId, steps) => queue.run(guildId, steps),
    replace,
    exportMember,
    forgetMember: async (memberId) => {
      for (const guildId of withMember(memberId)) await queue.run(guildId, () => forgetIn(guildId, memberId));
    },
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
    hold,
    settled: () => queue.idle(),
    dispose: async () => {
      for (const game of games.values()) for (const cancel of game.timers.values()) cancel();
      await queue.idle();
      games.clear();
    },
  };
};
