import type { Explanation, Judge, Question } from '../core/judge/judge.ts';
import type { WrongReason } from '../core/judge/reasons.ts';
import type { ExplainedGuess } from '../core/judge/why.ts';
import { toReference } from '../core/catalogue/reference.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Rng, Stores, Timers } from '../core/ports.ts';
import { UserError } from '../core/errors.ts';
import { createNearVotes } from '../core/quiz/near-votes.ts';
import type { NearVote, NearVoted } from '../core/quiz/near-votes.ts';
import { reduce, replay } from '../core/quiz/reduce.ts';
import { QUIZ_VERSION } from '../core/quiz/schema.ts';
import { standings } from '../core/quiz/standings.ts';
import type {
  Effect,
  EventOf,
  GameEvent,
  GameSettings,
  GameState,
  Refusal,
  RoundRecord,
  Standing,
  TeamId,
} from '../core/quiz/types.ts';
import { createQuizAliases } from './quiz-aliases.ts';
import type { QuizAlias } from './quiz-aliases.ts';
import { createQuizLog } from './quiz-log.ts';
import type { Place } from './quiz-log.ts';
import type { QuizResults } from './quiz-results.ts';
import type { QuizRounds } from './quiz-rounds.ts';
import { createVerdicts, questionOf } from './quiz-verdicts.ts';
import type { Filed, Reports } from './reports.ts';

/** What members see of a game. Calls for one place come in order; they must not throw and are not waited for. */
export interface QuizScreen {
  show(place: Place, state: GameState, effect: Effect): void;
  /** The room may vote on a near miss; called again with `isOver` when the time is over without a decision. */
  showNearVote(place: Place, state: GameState, vote: NearVote, isOver: boolean): void;
}

export interface QuizzesDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly timers: Timers;
  readonly log: Log;
  readonly judge: Judge;
  readonly explain: (guess: string, question: Question) => Explanation;
  readonly rounds: QuizRounds;
  readonly results: Pick<QuizResults, 'note' | 'settle'>;
  readonly reports: Pick<Reports, 'file'>;
  readonly screen: QuizScreen;
}

export interface Member {
  readonly memberId: string;
  /** When Discord saw them act, in milliseconds. */
  readonly at: number;
  readonly moderator?: boolean;
}

/** Both, because every game counts its rounds from one. */
export interface ReportedItem {
  readonly roundId: number;
  readonly songId: string;
}

/** With the id to undo it by, once it is accepted. */
export type AcceptedNear = NearVoted & { readonly aliasId?: string };

type GuessTold = Extract<Effect, { type: 'guessOutcome' }>;

export interface Quizzes {
  /** @throws UserError `gameRunning` when this server has a game that is not over, or what the settings lack. */
  start(place: Place, host: Member, settings: GameSettings): Promise<void>;
  /** Judges what a member typed and takes it into the game. @throws UserError `noGame`. */
  guess(guildId: string, member: Member, text: string): Promise<GuessTold>;
  /** Takes a chat message for a guess if it names or resembles something; talk is neither judged aloud nor stored. */
  overhear(guildId: string, member: Member, text: string, messageId: string): Promise<GuessTold | undefined>;
  vote(guildId: string, member: Member, vote: 'skip' | 'hint', roundId?: number): Promise<void>;
  /** Presses one of the answer buttons of a round. */
  pick(guildId: string, member: Member, roundId: number, choice: number): Promise<GuessTold>;
  /** Takes part without a guess. @returns whether the game still takes members. */
  join(guildId: string, member: Member): Promise<boolean>;
  /** Picks a side of a team game. */
  joinTeam(guildId: string, member: Member, team: TeamId): Promise<void>;
  /** Ends the lobby of a team game before its time. */
  begin(guildId: string, member: Member): Promise<void>;
  stop(guildId: string, member: Member): Promise<void>;
  rematch(guildId: string, member: Member): Promise<void>;
  /** Reports the song of a finished round. @throws UserError `expired` when that was a round of an earlier game. */
  report(guildId: string, member: Member, item: ReportedItem): Promise<Filed>;
  /** Votes for a near miss. @throws UserError `expired`, `notEligible` or `alreadyVoted`. */
  voteNear(guildId: string, member: Member, gameId: string, roundId: number): Promise<AcceptedNear>;
  /** Takes back what the room has accepted; points stay. @throws UserError `expired` or `notHost`. */
  undoAlias(guildId: string, member: Member, aliasId: string): Promise<QuizAlias>;
  /** Explains the last guess of a member; `undefined` when none is remembered. */
  why(guildId: string, memberId: string): ExplainedGuess | undefined;
  /** @throws UserError `noGame`. */
  scores(guildId: string): readonly Standing[];
  /** The game that is being played in this server, if any. */
  current(guildId: string): { readonly place: Place; readonly settings: GameSettings } | undefined;
  /** Takes up the games that were running when the process ended. */
  recover(): Promise<void>;
  /** Resolves when everything begun so far is stored. */
  settled(): Promise<void>;
  /** Stops every timer and waits until what was begun is stored. */
  dispose(): Promise<void>;
}

const retryMs = 1_000;

/** A press made in time may arrive this much later. */
const arrivalMs = 500;

/** After a restart a recap that was never shown is shown if the game ended no longer ago than this. */
const recapWithinMs = 10 * 60_000;

/** What changes a game's finished rounds. They are counted before it is shown. */
const counting: ReadonlySet<Effect['type']> = new Set(['reveal', 'amendReveal', 'recap']);

/** Verdicts on what is no guess at all. */
const talkReasons: ReadonlySet<string> = new Set<WrongReason>(['empty', 'too-short', 'unknown']);

interface Running {
  readonly place: Place;
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

/** Runs the games of all servers: one at a time in each, every event stored before anything it causes is shown. */
export const createQuizzes = (deps: QuizzesDeps): Quizzes => {
  const { stores, clock, rng, timers, log, judge, explain, rounds, results, reports, screen } = deps;
  const quizLog = createQuizLog(stores);
  const aliases = createQuizAliases(stores);
  const nearVotes = createNearVotes();
  const verdicts = createVerdicts({ judge, explain, aliases, nearVotes });
  const queue = createKeyedQueue();
  const games = new Map<string, Running>();

  const newId = () => `${clock.now().toString(36)}${Math.floor(rng.next() * 36 ** 8).toString(36)}`;

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

  /** Chooses the next song. A store that fails for a moment delays the round and does not end the game. */
  const prepare = async (game: Running, roundId: number): Promise<GameEvent | undefined> => {
    try {
      const prepared = await rounds.next(game.state);
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

  const openNearVote = ({ place, state }: Running, record: RoundRecord): void => {
    const vote = nearVotes.begin(state, record, clock.now());
    if (vote === undefined) return;
    screen.showNearVote(place, state, vote, false);
    timers.at(vote.endsAt + arrivalMs, () => {
      if (nearVotes.end(vote)) screen.showNearVote(place, state, vote, true);
    });
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
        return prepare(game, effect.roundId);
      case 'reveal':
        screen.show(game.place, game.state, effect);
        openNearVote(game, effect.record);
        return undefined;
      default:
        screen.show(game.place, game.state, effect);
        return undefined;
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
    event: GameEvent | ((state: GameState) => GameEvent),
  ): Promise<readonly Effect[]> =>
    queue.run(guildId, async () => {
      const game = gameOf(guildId);
      const effects = await advance(game, typeof event === 'function' ? event(game.state) : event);
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

  const guess = async (guildId: string, event: (state: GameState) => GameEvent): Promise<GuessTold> => {
    const told = (await submit(guildId, event)).find((effect) => effect.type === 'guessOutcome');
    if (told === undefined) throw new Error('The engine left a guess without an outcome.');
    return told;
  };

  const begin = async (place: Place, host: Member, settings: GameSettings, memberIds: readonly string[]) => {
    const old = games.get(place.guildId);
    if (old !== undefined && old.state.phase !== 'ended') {
      throw new UserError('gameRunning', { channelId: old.place.channelId });
    }
    await rounds.check(settings, memberIds);
    const start: EventOf<'start'> = {
      type: 'start',
      version: QUIZ_VERSION,
      at: clock.now(),
      gameId: newId(),
      guildId: place.guildId,
      hostId: host.memberId,
      seed: newId(),
      settings,
      members: memberIds.map((memberId) => ({ memberId, deafened: false })),
    };
    const { state, effects } = reduce(null, start);
    if (old !== undefined) nearVotes.forget(old.state.game.gameId);
    if (old !== undefined) await quizLog.remove(place.guildId, old.state.game.gameId, old.length);
    await quizLog.open(place, start);
    await take(place, 1, state, effects);
  };

  const rematch = async (guildId: string, member: Member): Promise<void> => {
    const { place } = gameOf(guildId);
    const effects = await submit(guildId, { type: 'rematch', at: member.at, memberId: member.memberId });
    const wish = effects.find((effect) => effect.type === 'rematch');
    if (wish === undefined) return;
    await queue.run(guildId, () => begin(place, member, wish.settings, wish.memberIds));
  };

  const recover = async (): Promise<void> => {
    const stored = await quizLog.list((error) => {
      log.error({ err: error }, 'a stored quiz cannot be read');
    });
    for (const { place, events } of stored) {
      await queue.run(place.guildId, async () => {
        const state = replay(events);
        if (state === null) return;
        await take(place, events.length, state, []);
        if (state.phase !== 'ended' || clock.now() - state.endedAt < recapWithinMs)
          await advance(gameOf(place.guildId), { type: 'recovered', at: clock.now() });
      });
    }
  };

  return {
    start: (place, host, settings) =>
      queue.run(place.guildId, () => begin(place, host, settings, [host.memberId])),
    pick: (guildId, { memberId, at }, roundId, choice) =>
      guess(guildId, (state) => {
        const isOpen = state.phase === 'asking' || state.phase === 'grace';
        const id =
          isOpen && state.round.roundId === roundId ? state.round.prepared.choiceIds[choice] : undefined;
        const verdict = judge(id === undefined ? '' : toReference(id), questionOf(state));
        return { type: 'guess', at, memberId, roundId, verdict };
      }),
    guess: (guildId, member, text) =>
      guess(guildId, (state) => {
        const { memberId, at } = member;
        return { type: 'guess', at, memberId, verdict: verdicts.ofTyped(state, member, text) };
      }),
    overhear: async (guildId, member, text, messageId) => {
      const { memberId, at } = member;
      const { reason } = verdicts.of(gameOf(guildId).state, text);
      if (talkReasons.has(reason)) return undefined;
      return guess(guildId, (state) => ({
        type: 'guess',
        at,
        memberId,
        messageId,
        verdict: verdicts.ofTyped(state, member, text),
      }));
    },
    vote: async (guildId, { memberId, at, moderator = false }, vote, roundId) => {
      const force = memberId === gameOf(guildId).state.game.hostId || moderator;
      await submit(guildId, {
        type: 'vote',
        at,
        memberId,
        vote,
        ...(roundId !== undefined && { roundId }),
        ...(force && { force, moderator }),
      });
    },
    join: async (guildId, { memberId, at }) => {
      await submit(guildId, { type: 'join', at, memberId, bot: false, deafened: false });
      return gameOf(guildId).state.game.members.some(
        ({ id, stake }) => id === memberId && stake.kind !== 'out',
      );
    },
    joinTeam: async (guildId, { memberId, at }, team) => {
      await submit(guildId, { type: 'joinTeam', at, memberId, team });
    },
    begin: async (guildId, { memberId, at }) => {
      await submit(guildId, { type: 'begin', at, memberId });
    },
    stop: async (guildId, { memberId, at, moderator = false }) => {
      await submit(guildId, { type: 'stop', at, memberId, moderator });
    },
    report: async (guildId, { memberId, at }, { roundId, songId }) => {
      const effects = await submit(guildId, { type: 'report', at, memberId, roundId });
      const reported = effects.find((effect) => effect.type === 'fileReport');
      if (reported?.songId !== songId) throw new UserError('expired', {});
      return reports.file(memberId, { kind: 'song', id: songId, origin: 'quiz', text: '', guildId });
    },
    voteNear: (guildId, { memberId, at }, gameId, roundId) =>
      queue.run(guildId, async () => {
        const game = gameOf(guildId);
        const isSame = game.state.game.gameId === gameId;
        const voted = isSame ? nearVotes.take(game.state, { memberId, roundId, at }) : undefined;
        if (voted === undefined) throw new UserError('expired', {});
        if (typeof voted === 'string') throw refusals[voted]();
        if (voted.kind === 'counted') return voted;
        const { memberId: proposedBy, at: guessedAt, kind, answerId, text } = voted.vote;
        await advance(game, {
          type: 'nearAccepted',
          at: clock.now(),
          memberId: proposedBy,
          roundId,
          guessedAt,
        });
        const aliasId = newId();
        await aliases.add(guildId, { id: aliasId, text, kind, answerId, proposedBy, at: clock.now() });
        return { ...voted, aliasId };
      }),
    undoAlias: async (guildId, { memberId, moderator = false }, aliasId) => {
      const alias = await aliases.get(guildId, aliasId);
      if (alias === undefined) throw new UserError('expired', {});
      const isHost = games.get(guildId)?.state.game.hostId === memberId;
      if (!moderator && !isHost && alias.proposedBy !== memberId) throw new UserError('notHost', {});
      await aliases.remove(guildId, aliasId);
      return alias;
    },
    why: (guildId, memberId) => verdicts.why(games.get(guildId)?.state, guildId, memberId),
    rematch,
    scores: (guildId) => standings(gameOf(guildId).state.game),
    current: (guildId) => {
      const game = games.get(guildId);
      if (game === undefined || game.state.phase === 'ended') return undefined;
      return { place: game.place, settings: game.state.game.settings };
    },
    recover,
    settled: () => queue.idle(),
    dispose: async () => {
      for (const game of games.values()) for (const cancel of game.timers.values()) cancel();
      await queue.idle();
      games.clear();
    },
  };
};
