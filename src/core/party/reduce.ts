import { unreachable } from '../errors.ts';
import { timerChanges } from '../timer-changes.ts';
import { BadTransitionError } from './errors.ts';
import {
  handleCancel,
  handleEdit,
  handleInterest,
  handleNativeChanged,
  handleRemindMe,
  handleRota,
  handleRsvp,
  handleSchedule,
  openDoors,
  remind,
  startByTime,
} from './planning.ts';
import {
  endParty,
  failTrack,
  finishTrack,
  go,
  goOn,
  pauseParty,
  resumeParty,
  showNote,
  startTrack,
} from './playback.ts';
import { handleJoin, handleLeave, handleReact, handleVote } from './presence.ts';
import { handleRecovered } from './recovery.ts';
import { handleAdd, handleDraft, handleMove, handleRemove, handleUpvote } from './rows.ts';
import { isOver, isRunning, maySteer, refuse, step, withParty } from './state.ts';
import { liveTimers } from './timers.ts';
import type { Effect, EventOf, PartyEvent, PartyState, Step } from './types.ts';

type LaterEvent = Exclude<PartyEvent, { type: 'schedule' }>;

const handleTimer = (state: PartyState, { timerId, at: firedAt }: EventOf<'timer'>): Step => {
  const timer = liveTimers(state).find((live) => live.timerId === timerId);
  // Stale: cancelled too late, or fired twice.
  if (timer === undefined) return step(state);
  const at = Math.max(firedAt, timer.dueAt);
  switch (state.phase) {
    case 'scheduled':
      return timer.kind === 'remind' ? remind(state, timer.reminder, at) : startByTime(state, at);
    case 'lobby':
      return goOn(state.party, state.run, at);
    case 'countdown':
      return go(state);
    case 'playing':
      if (timer.kind === 'note') return showNote(state);
      return timer.kind === 'empty' ? pauseParty(state, 'empty', at) : finishTrack(state, 'played', at);
    case 'between':
      return state.awaiting && state.party.rows.length === 0
        ? endParty(state, 'finished', at)
        : goOn(state.party, state.run, at);
    case 'paused':
      return endParty(state, state.reason === 'voice-lost' ? 'voice-lost' : 'abandoned', at);
    case 'opening':
    case 'ended':
    case 'cancelled':
      return step(state);
  }
};

const handleBegin = (state: PartyState, event: EventOf<'begin'>): Step => {
  if (isOver(state)) return refuse(state, event.memberId, 'over');
  if (!maySteer(state, event)) return refuse(state, event.memberId, 'not-host');
  if (state.phase === 'scheduled') return openDoors(state, event.at);
  if (state.phase === 'lobby') return goOn(state.party, state.run, event.at);
  return refuse(state, event.memberId, 'has-begun');
};

const handleReady = (state: PartyState, event: EventOf<'trackReady'>): Step => {
  if (event.trackId > state.party.lastTrackId)
    throw new BadTransitionError(state.phase, event.type, `track ${event.trackId} is not of this party`);
  return state.phase === 'opening' && state.row.trackId === event.trackId
    ? startTrack(state, event)
    : step(state);
};

const handleSteering = (state: PartyState, event: EventOf<'pause' | 'resume' | 'end'>): Step => {
  const { memberId, at } = event;
  if (!isRunning(state)) return refuse(state, memberId, isOver(state) ? 'over' : 'not-begun');
  if (!maySteer(state, event)) return refuse(state, memberId, 'not-host');
  switch (event.type) {
    case 'pause':
      return state.phase === 'paused'
        ? refuse(state, memberId, 'nothing-playing')
        : pauseParty(state, 'host', at);
    case 'resume':
      return state.phase === 'paused' ? resumeParty(state, at) : refuse(state, memberId, 'not-paused');
    case 'end':
      return endParty(state, event.reason, at);
  }
};

const handleVoiceLost = (state: PartyState, { at }: EventOf<'voiceLost'>): Step =>
  isRunning(state) && state.phase !== 'paused' && state.party.plan.mode === 'voice'
    ? pauseParty(state, 'voice-lost', at)
    : step(state);

const handleMoved = (state: PartyState, { channelId }: EventOf<'moved'>): Step => {
  const { party } = state;
  if (party.plan.channelId === channelId) return step(state);
  return step(withParty(state, { ...party, plan: { ...party.plan, channelId } }), { type: 'syncEvent' });
};

const handle = (state: PartyState, event: LaterEvent): Step => {
  switch (event.type) {
    case 'edit':
      return handleEdit(state, event);
    case 'rota':
      return handleRota(state, event);
    case 'cancel':
      return handleCancel(state, event);
    case 'rsvp':
      return handleRsvp(state, event);
    case 'interest':
      return handleInterest(state, event);
    case 'remindMe':
      return handleRemindMe(state, event);
    case 'nativeChanged':
      return handleNativeChanged(state, event);
    case 'add':
      return handleAdd(state, event);
    case 'draft':
      return handleDraft(state, event);
    case 'remove':
      return handleRemove(state, event);
    case 'move':
      return handleMove(state, event);
    case 'upvote':
      return handleUpvote(state, event);
    case 'begin':
      return handleBegin(state, event);
    case 'trackReady':
      return handleReady(state, event);
    case 'trackFailed':
      return failTrack(state, event);
    case 'join':
      return handleJoin(state, event);
    case 'leave':
      return handleLeave(state, event);
    case 'vote':
      return handleVote(state, event);
    case 'react':
      return handleReact(state, event);
    case 'pause':
    case 'resume':
    case 'end':
      return handleSteering(state, event);
    case 'voiceLost':
      return handleVoiceLost(state, event);
    case 'moved':
      return handleMoved(state, event);
    case 'timer':
      return handleTimer(state, event);
    case 'recovered':
      return handleRecovered(state, event);
    default:
      return unreachable(event);
  }
};

/** The track whose sound is the bot's in this state. */
const sounding = (state: PartyState | null): number | undefined =>
  state?.phase === 'playing' && state.party.plan.mode === 'voice' ? state.track.row.trackId : undefined;

const upkeep = (before: PartyState | null, after: PartyState, fired?: string): readonly Effect[] =>
  timerChanges(before === null ? [] : liveTimers(before), liveTimers(after), fired);

/**
 * The whole party, from the plan to the recap. `state` is null before `schedule`. A returned state that is the same object
 * means that nothing changed: such an event need not be stored. Throws `BadTransitionError` for what only a bug can cause.
 */
export const reduce = (state: PartyState | null, event: PartyEvent): Step => {
  if (event.type === 'schedule') {
    if (state !== null) throw new BadTransitionError(state.phase, event.type, 'the party is there already');
    const planned = handleSchedule(event);
    return { state: planned.state, effects: [...planned.effects, ...upkeep(null, planned.state)] };
  }
  if (state === null) throw new BadTransitionError('none', event.type, 'no party was scheduled');
  const next = handle(state, event);
  // Timers and sound died with the old process: after a restart there is nothing to cancel or stop.
  const before = event.type === 'recovered' ? null : state;
  const was = sounding(before);
  const silence: readonly Effect[] =
    was !== undefined && was !== sounding(next.state) ? [{ type: 'silence' }] : [];
  const fired = event.type === 'timer' ? event.timerId : undefined;
  return { state: next.state, effects: [...silence, ...next.effects, ...upkeep(before, next.state, fired)] };
};

/** The state after all of a party's stored events; null when there are none. */
export const replay = (events: readonly PartyEvent[]): PartyState | null =>
  events.reduce<PartyState | null>((state, event) => reduce(state, event).state, null);
