import type { z } from 'zod';
import type {
  cupEventSchema,
  cupSettingsSchema,
  cupStateSchema,
  openPairSchema,
  resultSchema,
  sideSchema,
  themeSchema,
} from './schema.ts';
import type { TimerChange } from '../timer-changes.ts';

export type Theme = z.infer<typeof themeSchema>;
export type CupSettings = z.infer<typeof cupSettingsSchema>;
export type Side = z.infer<typeof sideSchema>;
export type PairResult = z.infer<typeof resultSchema>;
export type OpenPair = z.infer<typeof openPairSchema>;
export type CupState = z.infer<typeof cupStateSchema>;
export type CupEvent = z.infer<typeof cupEventSchema>;
export type Cup = CupState['cup'];
export type CupPhase = CupState['phase'];
export type InCupPhase<P extends CupPhase> = Extract<CupState, { phase: P }>;
export type CupEventOf<T extends CupEvent['type']> = Extract<CupEvent, { type: T }>;

/** Why a press or command of a member did nothing. */
export type CupRefusal = 'pair-over' | 'paused' | 'not-paused' | 'not-host' | 'cup-over';

/** What the service is to do, in this order, after it has stored the event. Views read the rest from the new state. */
export type CupEffect =
  /** Post a pair. Once a pair. */
  | { readonly type: 'announcePair'; readonly pair: OpenPair }
  /** Edit the message of the present pair: votes, extra time, pause. At most one edit a second is the service's. */
  | { readonly type: 'editPair' }
  /** Edit the pair's message to its result. */
  | { readonly type: 'revealPair'; readonly result: PairResult }
  /** Keep the champion, then show it. Once. */
  | { readonly type: 'crown'; readonly seed: number }
  /** Say so in the message of the pair that was open, or in one of its own. */
  | { readonly type: 'announceStop' }
  /** After a restart: make what the channel shows agree with the state, by editing, never by posting a second time. */
  | { readonly type: 'redraw' }
  /** Both clips, one after the other, for who listens; voting runs meanwhile. */
  | { readonly type: 'playPair'; readonly songIds: readonly [string, string] }
  | { readonly type: 'stopPair' }
  /** Leave the voice channel, if the cup sits in one. */
  | { readonly type: 'endSound' }
  | {
      readonly type: 'voteTaken';
      readonly memberId: string;
      readonly side: Side;
      readonly songId: string;
      readonly changed: boolean;
    }
  | { readonly type: 'refuse'; readonly memberId: string; readonly why: CupRefusal }
  | TimerChange;

export interface CupStep {
  readonly state: CupState;
  readonly effects: readonly CupEffect[];
}
