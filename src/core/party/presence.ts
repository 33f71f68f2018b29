import { finishTrack, resumeParty } from './playback.ts';
import { LATE_REACTION_MS, SAME_MOMENT_MS } from './rules.ts';
import {
  guestOf,
  hasBegun,
  hereCount,
  isHere,
  isRunning,
  maySteer,
  positionAt,
  refuse,
  step,
  trackOf,
} from './state.ts';
import type {
  Effect,
  EventOf,
  Guest,
  InPhase,
  Moment,
  PartyState,
  Run,
  Running,
  Step,
  Tally,
  Track,
} from './types.ts';

/** More than half of those who are here. */
export const skipTally = (run: Run, { skipVotes }: Pick<Track, 'skipVotes'>): Tally => ({
  votes: skipVotes.filter((id) => isHere(run, id)).length,
  needed: Math.floor(hereCount(run) / 2) + 1,
});

/** Counts again: after a vote, and whenever someone comes or goes. The vote of who has left is gone. */
const recount = (state: InPhase<'playing'>, at: number): Step => {
  const track = { ...state.track, skipVotes: state.track.skipVotes.filter((id) => isHere(state.run, id)) };
  const { votes, needed } = skipTally(state.run, track);
  const counted = { ...state, track };
  return votes >= needed ? finishTrack(counted, 'skipped', at) : step(counted, { type: 'editNow' });
};

const withGuest = (run: Run, changed: Guest): Run => ({
  ...run,
  guests: guestOf(run, changed.id)
    ? run.guests.map((guest) => (guest.id === changed.id ? changed : guest))
    : [...run.guests, changed],
});

const settle = (state: Running, at: number, ...effects: readonly Effect[]): Step => {
  const next = state.phase === 'playing' ? recount(state, at) : step(state);
  return { state: next.state, effects: [...effects, ...next.effects] };
};

export const handleJoin = (state: PartyState, { memberId, at }: Omit<EventOf<'join'>, 'type'>): Step => {
  if (!isRunning(state) || isHere(state.run, memberId)) return step(state);
  const known = guestOf(state.run, memberId);
  const guest = known ?? { id: memberId, firstAt: at, totalMs: 0 };
  const run = { ...withGuest(state.run, { ...guest, since: at }), emptySince: null };
  const next = { ...state, run };
  if (next.phase === 'paused' && next.reason === 'empty') return resumeParty(next, at);
  const isLate = known === undefined && (run.history.length > 0 || trackOf(next) !== undefined);
  return settle(next, at, ...(isLate ? [{ type: 'lateJoin', memberId } as const] : []));
};

/** Counts the stay and notes since when nobody is there: a link-only party goes on by itself. */
export const departed = (state: Running, memberId: string, at: number): Running => {
  const guest = guestOf(state.run, memberId);
  if (guest?.since == null) return state;
  const stayed = { ...guest, since: null, totalMs: guest.totalMs + Math.max(0, at - guest.since) };
  const run = withGuest(state.run, stayed);
  const isEmpty = state.party.plan.mode === 'voice' && hereCount(run) === 0;
  return { ...state, run: { ...run, emptySince: isEmpty ? at : null } };
};

export const handleLeave = (state: PartyState, { memberId, at }: EventOf<'leave'>): Step => {
  if (!isRunning(state) || !isHere(state.run, memberId)) return step(state);
  return settle(departed(state, memberId, at), at);
};

export const handleVote = (state: PartyState, event: EventOf<'vote'>): Step => {
  const { memberId } = event;
  const track = state.phase === 'playing' || state.phase === 'countdown' ? state.track : undefined;
  if (!isRunning(state)) return refuse(state, memberId, hasBegun(state) ? 'over' : 'not-begun');
  if (track === undefined || (event.trackId !== undefined && event.trackId !== track.row.trackId))
    return refuse(state, memberId, 'nothing-playing');
  if (event.force) {
    if (!maySteer(state, event)) return refuse(state, memberId, 'not-host');
    return state.phase === 'playing' || state.phase === 'countdown'
      ? finishTrack(state, 'skipped', event.at)
      : step(state);
  }
  if (!isHere(state.run, memberId)) return refuse(state, memberId, 'not-here');
  if (state.phase !== 'playing') return refuse(state, memberId, 'nothing-playing');
  if (track.skipVotes.includes(memberId)) return refuse(state, memberId, 'already-voted');
  return recount({ ...state, track: { ...track, skipVotes: [...track.skipVotes, memberId] } }, event.at);
};

/** Where in the track a reaction was felt; a press may arrive just after the end. `undefined`: of another track. */
const offsetOf = (state: PartyState, { trackId, at }: EventOf<'react'>): number | undefined => {
  const track = trackOf(state);
  if (track?.row.trackId === trackId)
    return positionAt(track, state.phase === 'paused' ? state.pausedAt : at);
  const last = hasBegun(state) ? state.run.history.at(-1) : undefined;
  if (last?.row.trackId !== trackId || at > last.endedAt + LATE_REACTION_MS) return undefined;
  return Math.max(0, last.playedMs - Math.max(0, last.endedAt - at));
};

const isKnown = (run: Run, { memberId, trackId, kind, offsetMs }: Moment): boolean =>
  run.moments.some(
    (other) =>
      other.memberId === memberId &&
      other.trackId === trackId &&
      other.kind === kind &&
      (kind === 'save' || Math.abs(other.offsetMs - offsetMs) < SAME_MOMENT_MS),
  );

/** A reaction is stamped with the offset in the track: a moment. In a link-only party it also says "I am here". */
export const handleReact = (state: PartyState, event: EventOf<'react'>): Step => {
  const { memberId, trackId, kind, at } = event;
  if (!hasBegun(state)) return refuse(state, memberId, 'not-begun');
  const offsetMs = offsetOf(state, event);
  if (offsetMs === undefined) return refuse(state, memberId, 'nothing-playing');
  const isLinkOnly = state.party.plan.mode === 'link-only';
  if (kind === 'goosebumps' && !isLinkOnly && !isHere(state.run, memberId))
    return refuse(state, memberId, 'not-here');
  const moment: Moment = { memberId, trackId, kind, offsetMs, at };
  if (isKnown(state.run, moment)) return step(state, { type: 'reacted', moment, isNew: false });
  const reacted = { ...state, run: { ...state.run, moments: [...state.run.moments, moment] } };
  const joined = isLinkOnly ? handleJoin(reacted, { memberId, at }) : step(reacted);
  return {
    state: joined.state,
    effects: [{ type: 'reacted', moment, isNew: true }, ...joined.effects, { type: 'editNow' }],
  };
};
