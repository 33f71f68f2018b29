import type { AudioSource } from '../core/audio/audio.ts';
import type { Voice } from '../core/audio/voice.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Log } from '../core/log.ts';
import type { NativeEdit, WantedEvent } from '../core/party/native.ts';
import type { ReadableMemory } from '../core/party/notes.ts';
import type { Effect, Native, NewRow, PartyState, Plan } from '../core/party/types.ts';
import type { Clock, Rng, Stores, Timers } from '../core/ports.ts';
import type { Schedule } from '../core/schedule.ts';
import type { Favourites } from './favourites.ts';

/** What members see of a party. Calls for one party come in order; they must not throw and are not waited for. */
export interface PartyScreen {
  show(state: PartyState, effect: Effect): void;
  /** The bot has no seat in the voice channel: `error` is a UserError, a VoiceError, or a bug. */
  seatRefused(state: PartyState, error: unknown): void;
  /** Resolves when the status of the voice channel is as it was last shown, or nearly at once: never rejects. */
  statusSet(state: PartyState): Promise<void>;
}

/** What Discord has of a party beside messages. */
export interface PartyPlace {
  /**
   * Makes Discord's own event as it is wanted, and resolves to what there is now. Finds the event of a party again that
   * was created just before the process ended; one that somebody deleted is not made again. Never rejects: what cannot
   * be is a `refused` with its reason.
   */
  syncEvent(guildId: string, native: Native, wanted: WantedEvent): Promise<Native>;
  /** Discord's own event as it is now; `undefined` when that cannot be known. */
  eventNow(guildId: string, eventId: string): Promise<NativeEdit | undefined>;
  /** Members in a voice or stage channel, bots left out. */
  presentIds(guildId: string, channelId: string): readonly string[];
  /** Those of these members who have left the server; one of whom Discord does not say so has not. */
  absentIds(guildId: string, memberIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Who pressed "Interested", also while the bot was away; `undefined` when that cannot be known. */
  interestedIds(guildId: string, eventId: string): Promise<readonly string[] | undefined>;
}

export interface PartiesDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly timers: Timers;
  /** Carries reminders and starts. It is started after `recover`. */
  readonly schedule: Schedule;
  readonly log: Log;
  readonly catalogue: Catalogue;
  readonly favourites: Pick<Favourites, 'add'>;
  /** Absent: every party is link-only. */
  readonly sound:
    | {
        readonly voice: Voice;
        readonly source: AudioSource;
        /** Whether songs that are not ready may be found all the same, in a store's previews. */
        readonly mayFindMore: boolean;
      }
    | undefined;
  readonly screen: PartyScreen;
  readonly place: PartyPlace;
  /** Members' memories of a song that may be read aloud. */
  readonly memoriesOf: (guildId: string, songId: string) => Promise<readonly ReadableMemory[]>;
  /** The set list a plan's theme gives; empty without a theme. */
  readonly draft: (guildId: string, plan: Plan) => Promise<readonly NewRow[]>;
}
