import { unreachable } from '../errors.ts';
import { timerChanges } from '../timer-changes.ts';
import { handleNearAccepted } from './amend.ts';
import { BadTransitionError } from './errors.ts';
import { andThen, memberOf, newMember, step, withMember } from './game.ts';
import { handleGuess } from './guesses.ts';
import { handleDeafen, handleJoin, handleLeave } from './presence.ts';
import { endNearVote, handleNearVoted } from './near-votes.ts';
import { handleRecovered } from './recovery.ts';
import { fallBackToText, openRound, takeStep } from './rounds.ts';
import { LOBBY_MS } from './rules.ts';
import { closeAndEnd, closeRound, goOn } from './settle.ts';
import { endGame, rematchWith } from './standings.ts';
import { liveTimers } from './timers.ts';
import { handleVote } from './votes.ts';
import type { Effect, EventOf, Game, GameEvent, GameState, Refusal, Step } from './types.ts';

type LaterEvent = Exclude<GameEvent, { type: 'start' }>;

const handleStart = (event: EventOf<'start'>): Step => {
  const empty: Game = {
    version: event.version,
    gameId: event.gameId,
    guildId: event.guildId,
    settings: event.settings,
    seed: event.seed,
    startedAt: event.at,
    hostId: event.hostId,
    members: [],
    history: [],
    lastRoundId: 0,
    nearVote: null,
  };
  const game = event.members.reduce<Game>((into, { memberId, deafened }) => {
    const presence = { kind: 'here', since: event.at, deafened } as const;
    return withMember(into, newMember(into, memberId, presence, event.at));
  }, empty);
  if (event.settings.mode !== 'teams') return goOn(game, event.at);
  const beginsAt = event.at + LOBBY_MS;
  return step({ phase: 'lobby', game, beginsAt }, { type: 'announceLobby', beginsAt });
};

const refuse = (state: GameState, memberId: string, why: Refusal): Step =>
  step(state, { type: 'refuse', memberId, why });

const handleTimer = (state: GameState, { timerId, at: firedAt }: EventOf<'timer'>): Step => {
  const timer = liveTimers(state).find((live) => live.timerId === timerId);
  // Stale: cancelled too late, or fired twice.
  if (timer === undefined) return step(state);
  if (timer.kind === 'near-vote') return endNearVote(state);
  const at = Math.max(firedAt, timer.dueAt);
  switch (state.phase) {
    case 'lobby':
    case 'revealed':
      return goOn(state.game, at);
    case 'asking':
      return timer.kind === 'step'
        ? takeStep(state, at)
        : closeRound(state.game, state.round, [], 'time-up', at);
    case 'grace':
      return closeRound(state.game, state.round, state.finds, 'won', at);
    case 'paused':
      return state.resume.kind === 'round'
        ? closeAndEnd(state.game, state.resume.round, [], 'abandoned', at)
        : endGame(state.game, 'abandoned', at);
    case 'preparing':
    case 'ended':
      return step(state);
  }
};

const handlePrepared = (state: GameState, event: EventOf<'roundPrepared' | 'noSongs'>): Step => {
  if (event.roundId > state.game.lastRoundId)
    throw new BadTransitionError(state.phase, event.type, `round ${event.roundId} was never asked for`);
  if (state.phase !== 'preparing' || state.roundId !== event.roundId) return step(state);
  return event.type === 'noSongs' ? endGame(state.game, 'no-songs', event.at) : openRound(state, event);
};

const handleVoiceFailed = (state: GameState, event: EventOf<'voiceFailed'>): Step => {
  if (state.phase !== 'asking' || state.round.roundId !== event.roundId || state.round.play === 'text')
    return step(state);
  return fallBackToText(state, event.at);
};

const handleStop = (state: GameState, event: EventOf<'stop'>): Step => {
  if (state.phase === 'ended') return refuse(state, event.memberId, 'game-over');
  if (!event.moderator && event.memberId !== state.game.hostId)
    return refuse(state, event.memberId, 'not-host');
  switch (state.phase) {
    case 'asking':
      return closeAndEnd(state.game, state.round, [], 'stopped', event.at);
    case 'grace':
      return closeAndEnd(state.game, state.round, state.finds, 'stopped', event.at);
    case 'paused':
      return state.resume.kind === 'round'
        ? closeAndEnd(state.game, state.resume.round, [], 'stopped', event.at)
        : endGame(state.game, 'stopped', event.at);
    case 'lobby':
    case 'preparing':
    case 'revealed':
      return endGame(state.game, 'stopped', event.at);
  }
};

const handleBegin = (state: GameState, { memberId, at }: EventOf<'begin'>): Step => {
  if (state.phase !== 'lobby')
    return refuse(state, memberId, state.phase === 'ended' ? 'game-over' : 'game-running');
  return memberId === state.game.hostId ? goOn(state.game, at) : refuse(state, memberId, 'not-host');
};

/** Points stay where they were earned: the member keeps theirs, and the old team too. */
const handleJoinTeam = (state: GameState, { memberId, team, at }: EventOf<'joinTeam'>): Step => {
  if (state.game.settings.mode !== 'teams') return refuse(state, memberId, 'not-a-team-game');
  if (state.phase === 'ended') return refuse(state, memberId, 'game-over');
  const known = memberOf(state.game, memberId);
  const textArrival = state.game.settings.play === 'text' && known?.presence.kind !== 'here';
  const entered = textArrival ? handleJoin(state, { memberId, at, deafened: false }) : step(state);
  return andThen(entered, (after) => {
    const member = memberOf(after.game, memberId) ?? newMember(after.game, memberId, { kind: 'outside' }, at);
    const game = withMember(after.game, { ...member, stake: { kind: 'team', team } });
    return step({ ...after, game }, { type: 'teamJoined', memberId, team });
  });
};

const handleReport = (state: GameState, { memberId, roundId }: EventOf<'report'>): Step => {
  const record = state.game.history.find((finished) => finished.roundId === roundId);
  if (record === undefined) return refuse(state, memberId, 'unknown-round');
  return step(state, { type: 'fileReport', memberId, songId: record.prepared.songId, roundId });
};

const handleRematch = (state: GameState, { memberId }: EventOf<'rematch'>): Step => {
  if (state.phase !== 'ended') return refuse(state, memberId, 'game-running');
  if (state.rematchBy !== null) return refuse(state, memberId, 'rematch-taken');
  return step({ ...state, rematchBy: memberId }, rematchWith(state.game, memberId));
};

const handle = (state: GameState, event: LaterEvent): Step => {
  switch (event.type) {
    case 'begin':
      return handleBegin(state, event);
    case 'joinTeam':
      return handleJoinTeam(state, event);
    case 'roundPrepared':
    case 'noSongs':
      return handlePrepared(state, event);
    case 'guess':
      return handleGuess(state, event);
    case 'nearVoted':
      return handleNearVoted(state, event);
    case 'nearAccepted':
      return handleNearAccepted(state, event);
    case 'vote':
      return handleVote(state, event);
    case 'join':
      return event.bot ? step(state) : handleJoin(state, event);
    case 'leave':
      return handleLeave(state, event);
    case 'deafen':
      return handleDeafen(state, event);
    case 'timer':
      return handleTimer(state, event);
    case 'voiceFailed':
      return handleVoiceFailed(state, event);
    case 'stop':
      return handleStop(state, event);
    case 'report':
      return handleReport(state, event);
    case 'rematch':
      return handleRematch(state, event);
    case 'recovered':
      return handleRecovered(state, event.at);
    default:
      return unreachable(event);
  }
};

/** The voice round whose clip may sound in this state: it goes on through the reveal, but not after a skip. */
const soundingRound = (state: GameState | null): number | undefined => {
  if (state?.phase === 'asking' || state?.phase === 'grace')
    return state.round.play === 'voice' ? state.round.roundId : undefined;
  if (state?.phase !== 'revealed') return undefined;
  const record = state.game.history.at(-1);
  return record?.prepared.media.kind === 'voice' && record.outcome !== 'skipped' ? record.roundId : undefined;
};

const upkeep = (before: GameState | null, after: GameState, fired?: string): readonly Effect[] =>
  timerChanges(before === null ? [] : liveTimers(before), liveTimers(after), fired);

/**
 * The whole game. `state` is null before `start`. A returned state that is the same object means that nothing changed:
 * such an event need not be stored. Throws `BadTransitionError` for what only a bug can cause.
 */
export const reduce = (state: GameState | null, event: GameEvent): Step => {
  if (event.type === 'start') {
    if (state !== null) throw new BadTransitionError(state.phase, event.type, 'the game has started');
    const started = handleStart(event);
    return { state: started.state, effects: [...started.effects, ...upkeep(null, started.state)] };
  }
  if (state === null) throw new BadTransitionError('none', event.type, 'no game has started');
  const next = handle(state, event);
  // Timers and sound died with the old process: after a restart there is nothing to cancel or stop.
  const before = event.type === 'recovered' ? null : state;
  const sounding = soundingRound(before);
  const stop: readonly Effect[] =
    sounding !== undefined && sounding !== soundingRound(next.state)
      ? [{ type: 'stopClip', roundId: sounding }]
      : [];
  const fired = event.type === 'timer' ? event.timerId : undefined;
  return { state: next.state, effects: [...stop, ...next.effects, ...upkeep(before, next.state, fired)] };
};

/** The state after all of a game's stored events; null when there are none. */
export const replay = (events: readonly GameEvent[]): GameState | null =>
  events.reduce<GameState | null>((state, event) => reduce(state, event).state, null);
