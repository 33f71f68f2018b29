import { catchUp, sound } from './playback.ts';
import { departed, handleJoin } from './presence.ts';
import { GIVE_UP_MS } from './rules.ts';
import { andThen, isRunning, step } from './state.ts';
import type { Effect, EventOf, PartyState, Running, Step } from './types.ts';

const redraw: Effect = { type: 'redraw' };

/** Nobody heard anything while the bot was away: the track goes on from where it was last known to be. */
const afterSilence = (state: Running, { at, downSince }: EventOf<'recovered'>): Running => {
  const awayMs = Math.max(0, at - downSince);
  switch (state.phase) {
    case 'playing':
      return state.party.plan.mode === 'voice'
        ? { ...state, track: { ...state.track, pausedMs: state.track.pausedMs + awayMs } }
        : state;
    case 'paused':
      return { ...state, until: Math.max(state.until, at + GIVE_UP_MS) };
    default:
      return state;
  }
};

/** Who left meanwhile was there until the bot was away. */
const withoutGone = (state: Running, { downSince, presentIds }: EventOf<'recovered'>): Running =>
  state.run.guests
    .filter(({ id, since }) => since !== null && !presentIds.includes(id))
    .reduce<Running>((next, { id }) => departed(next, id, downSince), state);

const goOnWhereItWas = (state: Running, at: number): Step => {
  switch (state.phase) {
    case 'playing':
      return state.party.plan.mode === 'voice'
        ? step(state, ...sound(state.party, state.track, at))
        : catchUp(state, at);
    case 'opening':
      return step(state, { type: 'prepareTrack', row: state.row });
    default:
      return step(state);
  }
};

/** The process is back. Sent once after replaying; timers follow from the state. */
export const handleRecovered = (state: PartyState, event: EventOf<'recovered'>): Step => {
  if (!isRunning(state)) {
    const after: readonly Effect[] = state.phase === 'ended' ? [{ type: 'nextInstance' }] : [];
    return step(state, { type: 'syncEvent' }, redraw, ...after);
  }
  const { mode, channelId } = state.party.plan;
  const isVoice = mode === 'voice';
  const resting = afterSilence(state, event);
  const back = isVoice ? withoutGone(resting, event) : resting;
  // A room that emptied meanwhile has its time to come back from now on.
  const since = back.run.emptySince === null ? null : event.at;
  const here: Running = { ...back, run: { ...back.run, emptySince: since } };
  const seat: readonly Effect[] = isVoice && here.phase !== 'paused' ? [{ type: 'enter', channelId }] : [];
  const first = goOnWhereItWas(here, event.at);
  const resumed: Step = {
    state: first.state,
    effects: [...seat, { type: 'syncEvent' }, ...first.effects, redraw, { type: 'nextInstance' }],
  };
  const arrivals = isVoice ? event.presentIds : [];
  return arrivals.reduce(
    (into, memberId) => andThen(into, (next) => handleJoin(next, { memberId, at: event.at })),
    resumed,
  );
};
