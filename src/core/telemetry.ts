/** What is measured while the bot runs. All names are from a fixed set: each one is a time series somewhere. */

export interface InteractionReport {
  readonly kind: 'command' | 'component' | 'autocomplete';
  /** A command's path or a component's route; `unknown` for what is not ours. */
  readonly name: string;
  readonly outcome: 'ok' | 'refused' | 'expired' | 'failed' | 'unanswerable';
  /** Until the answer was sent. */
  readonly ms: number;
}

export interface StoreReport {
  readonly namespace: string;
  readonly operation: 'get' | 'update' | 'delete' | 'list';
  readonly outcome: 'ok' | 'failed';
  readonly ms: number;
}

export type VoiceReport = 'joined' | 'left' | 'interrupted' | 'lost' | 'not-joined';
