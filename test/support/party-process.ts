import { openSqliteStores } from '../../src/adapters/store.ts';
import { AudioError } from '../../src/core/audio/audio.ts';
import type { AudioSource } from '../../src/core/audio/audio.ts';
import type { Voice, VoiceListener } from '../../src/core/audio/voice.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { Log } from '../../src/core/log.ts';
import type { WantedEvent } from '../../src/core/party/native.ts';
import type { Effect, NewRow, PartyState } from '../../src/core/party/types.ts';
import type { Stores } from '../../src/core/ports.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import { createFavourites } from '../../src/services/favourites.ts';
import type { Favourites } from '../../src/services/favourites.ts';
import { createParties } from '../../src/services/parties.ts';
import type { Parties } from '../../src/services/parties.ts';
import type { PartyPlace } from '../../src/services/party-ports.ts';
import type { createSteppedTime } from './stepped-time.ts';

/** The outside of the bot, which outlives its process: who is in the channel, Discord's events, what was heard. */
export const createOutside = () => {
  const present = new Set<string>();
  const events = new Map<string, WantedEvent>();
  const heard: { songId: string; fromMs: number }[] = [];
  const interested = new Set<string>();
  /** Members who have left the server. */
  const absent = new Set<string>();
  let creations = 0;
  let answer: 'ok' | 'no-permission' | 'too-many' = 'ok';
  let seatError: Error | undefined;
  let listener: VoiceListener | undefined;
  const silent = new Set<string>();

  const place: PartyPlace = {
    presentIds: () => [...present],
    absentIds: () => Promise.resolve(absent),
    interestedIds: () => Promise.resolve([...interested]),
    syncEvent: (_guildId, native, wanted) => {
      if (answer !== 'ok') return Promise.resolve({ kind: 'refused', why: answer });
      const known =
        native.kind === 'linked'
          ? native.eventId
          : [...events].find(([, { partyId }]) => partyId === wanted.partyId)?.[0];
      if (known === undefined) creations += 1;
      const eventId = known ?? `event-${creations}`;
      events.set(eventId, wanted);
      return Promise.resolve({ kind: 'linked', eventId });
    },
  };

  const voice: Voice = {
    join: (seat, ears) => {
      if (seatError !== undefined) return Promise.reject(seatError);
      listener = ears;
      return Promise.resolve({
        channelId: () => seat.channelId,
        isEncrypted: () => true,
        isWaitingToSpeak: () => false,
        play: () => {
          let end: (how: 'stopped') => void = () => undefined;
          const finished = new Promise<'ended' | 'stopped' | 'failed'>((resolve) => {
            end = resolve;
          });
          const nothing = () => undefined;
          return {
            finished,
            playedMs: () => 0,
            pause: nothing,
            resume: nothing,
            stop: () => {
              end('stopped');
            },
          };
        },
        leave: () => {
          listener = undefined;
        },
      });
    },
    dispose: () => Promise.resolve(),
  };

  const source: AudioSource = {
    ready: () => new Set(),
    find: () => Promise.resolve(undefined),
    open: (songId, { startMs }) => {
      if (silent.has(songId)) return Promise.reject(new AudioError('not-found', songId));
      heard.push({ songId, fromMs: startMs });
      async function* packets() {
        yield await Promise.resolve(new Uint8Array(3));
      }
      return Promise.resolve({ songId, origin: 'library', lengthMs: 200_000, packets: packets() });
    },
  };

  return {
    place,
    voice,
    source,
    present,
    events,
    heard,
    interested,
    absent,
    silent,
    creations: () => creations,
    isSeated: () => listener !== undefined,
    lose: () => listener?.lost('disconnected'),
    answers: (how: typeof answer) => {
      answer = how;
    },
    refuseSeat: (error: Error | undefined) => {
      seatError = error;
    },
  };
};

export type Outside = ReturnType<typeof createOutside>;

export interface PartyProcess {
  readonly parties: Parties;
  readonly favourites: Favourites;
  readonly stores: Stores;
  readonly shown: { state: PartyState; effect: Effect }[];
  readonly seatErrors: unknown[];
  readonly errors: object[];
}

export interface PartyBoot {
  readonly url: string;
  readonly catalogue: Catalogue;
  readonly time: ReturnType<typeof createSteppedTime>;
  readonly outside: Outside;
  readonly rows: readonly NewRow[];
}

/** One life of the bot on a database. */
export const bootParties = async ({
  url,
  catalogue,
  time,
  outside,
  rows,
}: PartyBoot): Promise<PartyProcess> => {
  const stores = await openSqliteStores(url);
  const shown: PartyProcess['shown'] = [];
  const seatErrors: unknown[] = [];
  const errors: object[] = [];
  const note = () => undefined;
  const log: Log = { debug: note, info: note, warn: note, error: (fields) => errors.push(fields) };
  const favourites = createFavourites({ stores, clock: time.clock });
  const parties = createParties({
    stores,
    clock: time.clock,
    timers: time.timers,
    rng: createSeededRng('party'),
    log,
    catalogue,
    favourites,
    sound: { voice: outside.voice, source: outside.source, mayFindMore: true },
    screen: {
      show: (state, effect) => {
        shown.push({ state, effect });
      },
      seatRefused: (_state, error) => {
        seatErrors.push(error);
      },
    },
    place: outside.place,
    memoriesOf: () => Promise.resolve([]),
    draft: () => Promise.resolve(rows),
  });
  return { parties, favourites, stores, shown, seatErrors, errors };
};
