import { unreachable } from '../errors.ts';
import { timerChanges } from '../timer-changes.ts';
import { nextPair, winnerOf } from './bracket.ts';
import { overtimeMs, RECOVERY_LEAST_MS, RESULT_MS, SILENT_PAIRS } from './rules.ts';
import { liveCupTimers } from './timers.ts';
import type {
  Cup,
  CupEffect,
  CupEvent,
  CupEventOf,
  CupRefusal,
  CupState,
  CupStep,
  InCupPhase,
  OpenPair,
  PairResult,
} from './types.ts';

type Voting = InCupPhase<'voting'>;
type HostEvent = CupEventOf<'pause' | 'resume' | 'stop'>;

const step = (state: CupState, ...effects: readonly CupEffect[]): CupStep => ({ state, effects });

const refuse = (state: CupState, memberId: string, why: CupRefusal): CupStep =>
  step(state, { type: 'refuse', memberId, why });

export const songOfSeed = (cup: Cup, seed: number): string => {
  const songId = cup.songIds[seed - 1];
  if (songId === undefined) throw new Error(`The cup has no seed ${seed}.`);
  return songId;
};

export const countVotes = ({ votes }: OpenPair): { readonly a: number; readonly b: number } => {
  const a = votes.filter(({ side }) => side === 'a').length;
  return { a, b: votes.length - a };
};

const playPair = (cup: Cup, { a, b }: OpenPair): CupEffect => ({
  type: 'playPair',
  songIds: [songOfSeed(cup, a), songOfSeed(cup, b)],
});

const openPair = (cup: Cup, at: number): CupStep => {
  const next = nextPair(cup.settings.size, cup.results);
  if (next === undefined) throw new Error('The cup has its champion already.');
  const pair: OpenPair = { ...next, votes: [], overtime: false };
  return step(
    { phase: 'voting', cup, pair, endsAt: at + cup.settings.seconds * 1_000 },
    { type: 'announcePair', pair },
    playPair(cup, pair),
  );
};

/** Nobody has voted on the latest pairs: the room is empty. */
const isSilent = ({ results }: Cup): boolean =>
  results.length >= SILENT_PAIRS &&
  results.slice(-SILENT_PAIRS).every(({ votes }) => votes.a + votes.b === 0);

const goOn = (cup: Cup, at: number): CupStep =>
  isSilent(cup)
    ? step(
        { phase: 'paused', cup, pausedAt: at, why: 'silence', resume: { kind: 'next' } },
        { type: 'editPair' },
      )
    : openPair(cup, at);

const resultOf = ({ number, a, b, overtime, ...pair }: OpenPair, closedAt: number): PairResult => {
  const votes = countVotes({ number, a, b, overtime, ...pair });
  const tied = votes.a === votes.b;
  const winner = (tied ? a < b : votes.a > votes.b) ? 'a' : 'b';
  return { number, a, b, votes, winner, by: tied ? 'seed' : overtime ? 'overtime' : 'votes', closedAt };
};

const closePair = ({ cup, pair }: Voting, at: number): CupStep => {
  const { a, b } = countVotes(pair);
  if (a === b && a > 0 && !pair.overtime) {
    const endsAt = at + overtimeMs(cup.settings.seconds);
    return step({ phase: 'voting', cup, pair: { ...pair, overtime: true }, endsAt }, { type: 'editPair' });
  }
  const result = resultOf(pair, at);
  const closed: Cup = {
    ...cup,
    results: [...cup.results, result],
    voterIds: [...new Set([...cup.voterIds, ...pair.votes.map(({ memberId }) => memberId)])],
  };
  const reveal: CupEffect = { type: 'revealPair', result };
  if (closed.results.length < cup.settings.size - 1)
    return step({ phase: 'decided', cup: closed, nextAt: at + RESULT_MS }, reveal);
  const seed = winnerOf(result);
  return step(
    { phase: 'ended', cup: closed, endedAt: at, end: { kind: 'champion', seed } },
    reveal,
    { type: 'crown', seed },
    { type: 'endSound' },
  );
};

const handleStart = (event: CupEventOf<'start'>): CupStep => {
  const { version, cupId, guildId, hostId, settings, songIds, at } = event;
  if (new Set(songIds).size !== settings.size)
    throw new Error(`A cup of ${settings.size} needs as many songs.`);
  const cup: Cup = {
    version,
    cupId,
    guildId,
    hostId,
    settings,
    songIds,
    startedAt: at,
    results: [],
    voterIds: [],
  };
  return openPair(cup, at);
};

const handleVote = (state: CupState, { memberId, number, side, at }: CupEventOf<'vote'>): CupStep => {
  if (state.phase === 'ended') return refuse(state, memberId, 'cup-over');
  if (state.phase === 'paused' && state.resume.kind === 'pair' && state.resume.pair.number === number)
    return refuse(state, memberId, 'paused');
  if (state.phase !== 'voting' || state.pair.number !== number || at > state.endsAt)
    return refuse(state, memberId, 'pair-over');
  const { votes } = state.pair;
  const before = votes.find((vote) => vote.memberId === memberId);
  // Two presses may overtake each other on the way: the later one is meant.
  const wins = before === undefined || at >= before.at;
  const kept = wins ? side : before.side;
  const songId = songOfSeed(state.cup, state.pair[kept]);
  const taken: CupEffect = { type: 'voteTaken', memberId, side: kept, songId, changed: before !== undefined };
  if (!wins || before?.side === side) return step(state, taken);
  const pair = {
    ...state.pair,
    votes: [...votes.filter((vote) => vote.memberId !== memberId), { memberId, side, at }],
  };
  return step({ ...state, pair }, taken, { type: 'editPair' });
};

const handlePause = (state: CupState, { memberId, at }: HostEvent): CupStep => {
  switch (state.phase) {
    case 'voting': {
      const { cup, pair, endsAt } = state;
      const leftMs = Math.max(0, endsAt - at);
      return step(
        { phase: 'paused', cup, pausedAt: at, why: 'host', resume: { kind: 'pair', pair, leftMs } },
        { type: 'stopPair' },
        { type: 'editPair' },
      );
    }
    case 'decided':
      return step(
        { phase: 'paused', cup: state.cup, pausedAt: at, why: 'host', resume: { kind: 'next' } },
        { type: 'editPair' },
      );
    case 'paused':
      return refuse(state, memberId, 'paused');
    case 'ended':
      return refuse(state, memberId, 'cup-over');
  }
};

const handleResume = (state: CupState, { memberId, at }: HostEvent): CupStep => {
  if (state.phase === 'ended') return refuse(state, memberId, 'cup-over');
  if (state.phase !== 'paused') return refuse(state, memberId, 'not-paused');
  const { cup, resume } = state;
  if (resume.kind === 'next') {
    const opened = openPair(cup, at);
    const last = cup.results.at(-1);
    // The result's message says that the cup waits: it no longer does.
    const unpause: readonly CupEffect[] = last === undefined ? [] : [{ type: 'revealPair', result: last }];
    return step(opened.state, ...unpause, ...opened.effects);
  }
  const endsAt = at + Math.max(resume.leftMs, RECOVERY_LEAST_MS);
  return step(
    { phase: 'voting', cup, pair: resume.pair, endsAt },
    { type: 'editPair' },
    playPair(cup, resume.pair),
  );
};

const handleStop = (state: CupState, { memberId, at }: HostEvent): CupStep => {
  if (state.phase === 'ended') return refuse(state, memberId, 'cup-over');
  const open =
    state.phase === 'voting'
      ? state
      : state.phase === 'paused' && state.resume.kind === 'pair'
        ? state.resume
        : null;
  return step(
    {
      phase: 'ended',
      cup: state.cup,
      endedAt: at,
      end: { kind: 'stopped', by: memberId, number: open?.pair.number ?? null },
    },
    { type: 'announceStop' },
    { type: 'endSound' },
  );
};

const handleHost = (state: CupState, event: HostEvent): CupStep => {
  if (!event.moderator && event.memberId !== state.cup.hostId)
    return refuse(state, event.memberId, 'not-host');
  switch (event.type) {
    case 'pause':
      return handlePause(state, event);
    case 'resume':
      return handleResume(state, event);
    case 'stop':
      return handleStop(state, event);
  }
};

const handleTimer = (state: CupState, { timerId, at: firedAt }: CupEventOf<'timer'>): CupStep => {
  const timer = liveCupTimers(state).find((live) => live.timerId === timerId);
  // Stale: cancelled too late, or fired twice.
  if (timer === undefined) return step(state);
  const at = Math.max(firedAt, timer.dueAt);
  if (state.phase === 'voting') return closePair(state, at);
  return state.phase === 'decided' ? goOn(state.cup, at) : step(state);
};

const handleRecovered = (state: CupState, at: number): CupStep => {
  if (state.phase !== 'voting') return step(state, { type: 'redraw' });
  const endsAt = Math.max(state.endsAt, at + RECOVERY_LEAST_MS);
  return step({ ...state, endsAt }, { type: 'redraw' }, playPair(state.cup, state.pair));
};

const handle = (state: CupState, event: Exclude<CupEvent, { type: 'start' }>): CupStep => {
  switch (event.type) {
    case 'vote':
      return handleVote(state, event);
    case 'pause':
    case 'resume':
    case 'stop':
      return handleHost(state, event);
    case 'timer':
      return handleTimer(state, event);
    case 'recovered':
      return handleRecovered(state, event.at);
    default:
      return unreachable(event);
  }
};

const upkeep = (before: CupState | null, after: CupState, fired?: string): readonly CupEffect[] =>
  timerChanges(before === null ? [] : liveCupTimers(before), liveCupTimers(after), fired);

/**
 * The whole cup. `state` is null before `start`. A returned state that is the same object means that nothing changed: such an
 * event need not be stored. Throws for what only a bug can cause.
 */
export const reduceCup = (state: CupState | null, event: CupEvent): CupStep => {
  if (event.type === 'start') {
    if (state !== null) throw new Error('The cup has started already.');
    const started = handleStart(event);
    return { state: started.state, effects: [...started.effects, ...upkeep(null, started.state)] };
  }
  if (state === null) throw new Error(`Event "${event.type}" before the start of a cup.`);
  const next = handle(state, event);
  // Timers died with the old process: after a restart there is nothing to cancel.
  const before = event.type === 'recovered' ? null : state;
  const fired = event.type === 'timer' ? event.timerId : undefined;
  return { state: next.state, effects: [...next.effects, ...upkeep(before, next.state, fired)] };
};

/** The state after all of a cup's stored events; null when there are none. */
export const replayCup = (events: readonly CupEvent[]): CupState | null =>
  events.reduce<CupState | null>((state, event) => reduceCup(state, event).state, null);
