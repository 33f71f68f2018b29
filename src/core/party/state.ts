import type { Begun, Effect, Guest, Party, PartyState, Refusal, Run, Running, Step, Track } from './types.ts';

export const step = (state: PartyState, ...effects: readonly Effect[]): Step => ({ state, effects });

export const refuse = (state: PartyState, memberId: string, why: Refusal): Step =>
  step(state, { type: 'refuse', memberId, why });

/** Carries the effects of `first` into what `next` makes of its state. */
export const andThen = (first: Step, next: (state: PartyState) => Step): Step => {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
};

export const withParty = <State extends PartyState>(state: State, party: Party): State => ({
  ...state,
  party,
});

export const hasBegun = (state: PartyState): state is Begun =>
  state.phase !== 'scheduled' && state.phase !== 'cancelled';

export const isRunning = (state: PartyState): state is Running => hasBegun(state) && state.phase !== 'ended';

export const isOver = (state: PartyState): boolean => state.phase === 'ended' || state.phase === 'cancelled';

export const guestOf = ({ guests }: Run, memberId: string): Guest | undefined =>
  guests.find(({ id }) => id === memberId);

export const isHere = (run: Run, memberId: string): boolean =>
  (guestOf(run, memberId)?.since ?? null) !== null;

export const hereCount = ({ guests }: Run): number => guests.filter(({ since }) => since !== null).length;

/** Where a track is: never before its beginning nor after its end. */
export const positionAt = ({ startedAt, pausedMs, lengthMs }: Track, at: number): number =>
  Math.min(lengthMs, Math.max(0, at - startedAt - pausedMs));

export const endsAt = ({ startedAt, pausedMs, lengthMs }: Track): number => startedAt + pausedMs + lengthMs;

/** The track that sounds, is counted down to or waits to go on. */
export const trackOf = (state: PartyState): Track | undefined => {
  switch (state.phase) {
    case 'countdown':
    case 'playing':
      return state.track;
    case 'paused':
      return state.resume.kind === 'track' ? state.resume.track : undefined;
    default:
      return undefined;
  }
};

/** Whether a member may steer: the host of the evening, or who may steer every party of the server. */
export const maySteer = (
  { party }: PartyState,
  { memberId, steward }: { readonly memberId: string; readonly steward: boolean },
): boolean => steward || memberId === party.plan.hostId;
