import { reduce } from '../../src/core/quiz/reduce.ts';
import { QUIZ_VERSION } from '../../src/core/quiz/schema.ts';
import { scoreOf } from '../../src/core/quiz/standings.ts';
import { liveTimers } from '../../src/core/quiz/timers.ts';
import type {
  Clue,
  Effect,
  GameEvent,
  GameSettings,
  GameState,
  GuessOutcome,
  Member,
  Phase,
  PreparedRound,
  InPhase,
} from '../../src/core/quiz/types.ts';

type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;

export const T0 = 1_700_000_000_000;

const clues: readonly Clue[] = [
  { kind: 'year', year: 2016 },
  { kind: 'network', network: 'tvN' },
  { kind: 'part', part: '1' },
  { kind: 'artist', artist: 'Crush' },
  { kind: 'maskedTitle', masked: 'G_____' },
];

const settingsOf = (changes: Partial<GameSettings>): GameSettings => ({
  mode: 'classic',
  answer: 'drama',
  play: 'text',
  rounds: 10,
  seconds: 30,
  difficulty: 'any',
  years: null,
  pool: 'everything',
  ...changes,
});

export const preparedRound = (roundId: number, settings: GameSettings): PreparedRound => ({
  songId: `song-${roundId}`,
  dramaIds: [`drama-${roundId}`],
  answerIds: [`drama-${roundId}`],
  clues,
  choiceIds: settings.mode === 'choice' ? ['x', `drama-${roundId}`, 'y', 'z'] : [],
  room: [],
  media: settings.play === 'voice' ? { kind: 'voice', startMs: 0, lengthMs: 30_000 } : { kind: 'text' },
});

export const startEvent = (changes: Partial<GameSettings>, memberIds: readonly string[]) =>
  ({
    type: 'start',
    version: QUIZ_VERSION,
    at: T0,
    gameId: 'game',
    guildId: 'guild',
    hostId: memberIds[0] ?? 'host',
    seed: 'seed',
    settings: settingsOf(changes),
    members: memberIds.map((memberId) => ({ memberId, deafened: false })),
  }) satisfies GameEvent;

/**
 * Plays a game the way the service does, on a stepped clock: carries out `prepareRound`, fires the timers that fall due
 * and keeps every event and effect. Times in the calls are the game's clock; a guess may bear its own.
 */
export const playGame = (
  changes: Partial<GameSettings> = {},
  memberIds: readonly string[] = ['ann', 'bo'],
) => {
  const events: GameEvent[] = [];
  const effects: Effect[] = [];
  let state: GameState | null = null;
  let now = T0;

  const current = (): GameState => {
    if (state === null) throw new Error('The game has not started');
    return state;
  };

  const send = (event: GameEvent): readonly Effect[] => {
    const next = reduce(state, event);
    state = next.state;
    events.push(event);
    effects.push(...next.effects);
    const asked = next.effects.find((effect) => effect.type === 'prepareRound');
    if (asked?.type !== 'prepareRound') return next.effects;
    const prepared = preparedRound(asked.roundId, next.state.game.settings);
    return [...next.effects, ...send({ type: 'roundPrepared', at: now, roundId: asked.roundId, prepared })];
  };

  /** Lets time pass, firing what falls due in order. */
  const wait = (ms: number): void => {
    const until = now + ms;
    for (;;) {
      const due = liveTimers(current())
        .toSorted((a, b) => a.dueAt - b.dueAt)
        .find(({ dueAt }) => dueAt <= until);
      if (due === undefined) break;
      now = Math.max(now, due.dueAt);
      send({ type: 'timer', at: now, timerId: due.timerId });
    }
    now = until;
  };

  const only = <T extends Effect['type']>(type: T, from: readonly Effect[] = effects) =>
    from.filter((effect): effect is EffectOf<T> => effect.type === type);

  const guess = (
    memberId: string,
    kind: 'correct' | 'near' | 'wrong',
    options: { at?: number; roundId?: number } = {},
  ): GuessOutcome => {
    const sent = send({
      type: 'guess',
      at: options.at ?? now,
      memberId,
      ...(options.roundId === undefined ? {} : { roundId: options.roundId }),
      verdict: { kind, reason: kind },
    });
    const told = only('guessOutcome', sent).at(-1);
    if (told === undefined) throw new Error('A guess is always answered');
    return told.outcome;
  };

  const inPhase = <P extends Phase>(phase: P): InPhase<P> => {
    const { phase: actual } = current();
    if (actual !== phase) throw new Error(`In phase ${actual}, expected ${phase}`);
    return current() as InPhase<P>;
  };

  const vote = (
    memberId: string,
    kind: 'skip' | 'hint',
    options: { force?: boolean; moderator?: boolean } = {},
  ) => only('refuse', send({ type: 'vote', at: now, memberId, vote: kind, ...options })).at(0)?.why;

  const member = (id: string): Member => {
    const found = current().game.members.find((candidate) => candidate.id === id);
    if (found === undefined) throw new Error(`No member ${id}`);
    return found;
  };

  send(startEvent(changes, memberIds));

  return {
    events,
    send,
    wait,
    guess,
    vote,
    inPhase,
    member,
    /** All effects so far of one kind. */
    all: <T extends Effect['type']>(type: T) => only(type),
    now: () => now,
    state: current,
    phase: (): Phase => current().phase,
    score: (memberId: string): number => scoreOf(current().game, memberId),
    join: (memberId: string, options: { bot?: boolean; deafened?: boolean } = {}) =>
      send({
        type: 'join',
        at: now,
        memberId,
        bot: options.bot ?? false,
        deafened: options.deafened ?? false,
      }),
    leave: (memberId: string) => send({ type: 'leave', at: now, memberId }),
    /** The room accepts a near miss written at `guessedAt`. */
    acceptNear: (memberId: string, roundId: number, guessedAt: number) =>
      send({ type: 'nearAccepted', at: now, memberId, roundId, guessedAt }),
    /** Has a member win the open round and waits for the next one to open. */
    winRound: (...memberIds: readonly string[]): void => {
      for (const memberId of memberIds) guess(memberId, 'correct');
      wait(10_000);
    },
    /** Lets the open round run out and waits for the next one to open. */
    missRound: (): void => {
      wait(current().game.settings.seconds * 1_000 + 7_000);
    },
  };
};
