import type { PartyEvent, PartyState } from '../core/party/types.ts';
import type { PartyPlayer } from './party-player.ts';

/** A party at hand: to come, running, or over a moment ago. */
export interface LiveParty {
  readonly guildId: string;
  readonly partyId: string;
  readonly state: PartyState;
}

/** What its runner knows of it beside. */
export interface Live extends LiveParty {
  state: PartyState;
  /** All of it, for the archive. */
  readonly events: PartyEvent[];
  /** Those of this process: see `party-timers.ts`. */
  readonly timers: Map<string, () => void>;
  player: PartyPlayer | undefined;
  /** Its last call about Discord's own event. */
  syncing: Promise<unknown>;
  stopBeating: (() => void) | undefined;
}

export const createLive = (partyId: string, state: PartyState, events: readonly PartyEvent[]): Live => ({
  guildId: state.party.guildId,
  partyId,
  state,
  events: [...events],
  timers: new Map(),
  player: undefined,
  syncing: Promise.resolve(),
  stopBeating: undefined,
});
