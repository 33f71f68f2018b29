import type { z } from 'zod';
import type { TimerChange } from '../timer-changes.ts';
import type { partyEventSchema } from './event-schema.ts';
import type * as planned from './plan-schema.ts';
import type * as schema from './schema.ts';

export type Theme = z.infer<typeof planned.themeSchema>;
export type Order = z.infer<typeof planned.orderSchema>;
export type PartyMode = z.infer<typeof planned.partyModeSchema>;
export type Plan = z.infer<typeof planned.planSchema>;
export type PlanChanges = z.infer<typeof planned.planChangesSchema>;
export type Every = z.infer<typeof planned.everySchema>;
export type Series = z.infer<typeof planned.seriesSchema>;
export type Why = z.infer<typeof schema.whySchema>;
export type Role = z.infer<typeof schema.roleSchema>;
export type Row = z.infer<typeof schema.rowSchema>;
export type NewRow = z.infer<typeof schema.newRowSchema>;
export type Spoils = z.infer<typeof schema.spoilsSchema>;
export type LinerNote = z.infer<typeof schema.noteSchema>;
export type Track = z.infer<typeof schema.trackSchema>;
export type TrackRecord = z.infer<typeof schema.trackRecordSchema>;
export type MomentKind = z.infer<typeof schema.momentKindSchema>;
export type Moment = z.infer<typeof schema.momentSchema>;
export type Rsvp = z.infer<typeof schema.rsvpSchema>;
export type RsvpAnswer = Rsvp['answer'];
export type ReminderKind = z.infer<typeof schema.reminderKindSchema>;
export type Agreed = z.infer<typeof schema.agreedSchema>;
export type Native = z.infer<typeof schema.nativeSchema>;
export type NativeFailure = z.infer<typeof schema.nativeFailureSchema>;
export type Party = z.infer<typeof schema.partySchema>;
export type Guest = z.infer<typeof schema.guestSchema>;
export type Run = z.infer<typeof schema.runSchema>;
export type EndReason = z.infer<typeof schema.endReasonSchema>;
export type CancelReason = z.infer<typeof schema.cancelReasonSchema>;
export type PauseReason = z.infer<typeof schema.pauseReasonSchema>;
export type PartyState = z.infer<typeof schema.partyStateSchema>;
export type PartyEvent = z.infer<typeof partyEventSchema>;

export type Phase = PartyState['phase'];
/** The state in one phase: `InPhase<'playing'>`. */
export type InPhase<P extends Phase> = Extract<PartyState, { phase: P }>;
/** One kind of event: `EventOf<'react'>`. */
export type EventOf<T extends PartyEvent['type']> = Extract<PartyEvent, { type: T }>;
/** A party that has begun, over or not. */
export type Begun = Extract<PartyState, { run: Run }>;
/** A party that goes on. */
export type Running = Exclude<Begun, { phase: 'ended' }>;

/** Why a press or command of a member did nothing. */
export type Refusal =
  /** The party is over or cancelled. */
  | 'over'
  | 'not-begun'
  | 'has-begun'
  | 'not-host'
  | 'not-here'
  | 'already-voted'
  | 'nothing-playing'
  | 'not-paused'
  | 'already-there'
  | 'cap-reached'
  | 'host-only'
  | 'list-full'
  | 'no-such-row';

export interface Tally {
  readonly votes: number;
  readonly needed: number;
}

/**
 * What the service is to do, in this order, after it has stored the event. Views read everything they show from the new
 * state. `welcome`, `nowPlaying`, `note`, `remind`, `promoted`, `trackSkipped` and `recap` come once each; the others may
 * be repeated harmlessly.
 */
export type Effect =
  | TimerChange
  /** Make Discord's own event agree with the state (`native.ts`) and answer with `nativeChanged` when that is new. */
  | { readonly type: 'syncEvent' }
  /** Post or edit the message with the date and the RSVP buttons. */
  | { readonly type: 'showPlan' }
  | { readonly type: 'remind'; readonly kind: ReminderKind; readonly dmIds: readonly string[] }
  /** A place became free for them. */
  | { readonly type: 'promoted'; readonly memberIds: readonly string[] }
  /** Create the next party of the series unless it is there (`nextOfSeries`). */
  | { readonly type: 'nextInstance' }
  /** Take a seat in the voice channel. */
  | { readonly type: 'enter'; readonly channelId: string }
  | { readonly type: 'welcome' }
  /** Look for the sound and answer with `trackReady` or `trackFailed`. */
  | { readonly type: 'prepareTrack'; readonly row: Row }
  /** Link-only: show the links and the shared countdown. */
  | { readonly type: 'countdown'; readonly track: Track; readonly goAt: number }
  | { readonly type: 'play'; readonly trackId: number; readonly songId: string; readonly fromMs: number }
  | { readonly type: 'silence' }
  | { readonly type: 'nowPlaying'; readonly track: Track }
  /** Edit the card: votes, reactions, position. At most one edit in five seconds is the screen's. */
  | { readonly type: 'editNow' }
  | { readonly type: 'note'; readonly track: Track; readonly note: LinerNote }
  | { readonly type: 'trackOver'; readonly record: TrackRecord }
  /** Requests are awaited: nothing is left to play. */
  | { readonly type: 'listEmpty'; readonly until: number }
  | { readonly type: 'paused'; readonly reason: PauseReason; readonly until: number }
  | { readonly type: 'resumed' }
  | { readonly type: 'recap'; readonly reason: EndReason }
  | { readonly type: 'cancelled'; readonly reason: CancelReason }
  /** Give up the seat in the voice channel. */
  | { readonly type: 'exit' }
  /** After a restart: make what is shown agree with the state, by editing, never by posting a second time. */
  | { readonly type: 'redraw' }
  | { readonly type: 'added'; readonly row: Row }
  | { readonly type: 'removed'; readonly row: Row }
  | { readonly type: 'reacted'; readonly moment: Moment; readonly isNew: boolean }
  /** Someone came after the music had begun: shown privately on a press. */
  | { readonly type: 'lateJoin'; readonly memberId: string }
  | { readonly type: 'refuse'; readonly memberId: string; readonly why: Refusal };

export interface Step {
  readonly state: PartyState;
  readonly effects: readonly Effect[];
}
