import { createLocalCarrier } from '../../src/adapters/schedule-local.ts';
import { openSqliteStores } from '../../src/adapters/store.ts';
import { AudioError } from '../../src/core/audio/audio.ts';
import type { AudioSource } from '../../src/core/audio/audio.ts';
import type { Voice, VoiceListener } from '../../src/core/audio/voice.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { Log } from '../../src/core/log.ts';
import type { NativeEdit, WantedEvent } from '../../src/core/party/native.ts';
import type { Effect, Native, NewRow, PartyState } from '../../src/core/party/types.ts';
import type { Stores } from '../../src/core/ports.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import { createFavourites } from '../../src/services/favourites.ts';
import type { Favourites } from '../../src/services/favourites.ts';
import { createParties } from '../../src/services/parties.ts';
import type { Parties } from '../../src/services/parties.ts';
import { createSchedule } from '../../src/services/schedule.ts';
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
  /** Discord has done what it was asked, and its answer is still on the way. */
  let answering: Promise<unknown> = Promise.resolve();
  const deleted = new Set<string>();

  const eventOf = (eventId: string): NativeEdit | undefined => {
    const event = events.get(eventId);
    if (event === undefined) return undefined;
    const { title, startsAt, channelId, status } = event;
    return { eventId, title, startsAt, channelId, status: deleted.has(eventId) ? 'deleted' : status };
  };

  const place: PartyPlace = {
    presentIds: () => [...present],
    absentIds: () => Promise.resolve(absent),
    interestedIds: () => Promise.resolve([...interested]),
    syncEvent: (_guildId, native, wanted) => {
      if (answer !== 'ok')
        return Promise.resolve(native.kind === 'linked' ? native : { kind: 'refused', why: answer });
      const known =
        native.kind === 'linked'
          ? native.eventId
          : [...events].find(([, { partyId }]) => partyId === wanted.partyId)?.[0];
      if (known === undefined) creations += 1;
      const eventId = known ?? `event-${creations}`;
      events.set(eventId, wanted);
      const { title, startsAt, channelId } = wanted;
      const linked: Native = { kind: 'linked', eventId, agreed: { title, startsAt, channelId } };
      return answering.then(() => linked);
    },
    eventNow: (_guildId, eventId) => Promise.resolve(eventOf(eventId)),
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
    deleted,
    eventOf,
    /** Keeps back the answers about events from now on; the returned function lets them go. */
    holdAnswers: () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      answering = promise;
      return () => {
        resolve(undefined);
      };
    },
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
  /** Takes up what was there, and lets its jobs ring. */
  recover(): Promise<void>;
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<void>;
  /** Ends it between two steps. */
  kill(): Promise<void>;
}

export interface PartyBoot {
  readonly url: string;
  readonly catalogue: Catalogue;
  readonly time: ReturnType<typeof createSteppedTime>;
  readonly outside: Outside;
  readonly rows: readonly NewRow[];
  /** Puts a fault between the bot and its store. */
  readonly around?: (stores: Stores) => Stores;
}

/** One life of the bot on a database. */
export const bootParties = async ({
  url,
  catalogue,
  time,
  outside,
  rows,
  around = (stores) => stores,
}: PartyBoot): Promise<PartyProcess> => {
  const stores = around(await openSqliteStores(url));
  const shown: PartyProcess['shown'] = [];
  const seatErrors: unknown[] = [];
  const errors: object[] = [];
  const note = () => undefined;
  const log: Log = { debug: note, info: note, warn: note, error: (fields) => errors.push(fields) };
  const favourites = createFavourites({ stores, clock: time.clock });
  const { clock, timers } = time;
  const rng = createSeededRng('party');
  const carrier = createLocalCarrier(clock, timers);
  const schedule = createSchedule({ stores, clock, rng, timers, log, carrier });
  const parties = createParties({
    stores,
    clock,
    timers,
    schedule,
    rng,
    log,
    catalogue,
    favourites,
    sound: { voice: outside.voice, source: outside.source, mayFindMore: true },
    screen: {
      show: (state, effect) => {
        shown.push({ state, effect });
      },
      statusSet: () => Promise.resolve(),
      seatRefused: (_state, error) => {
        seatErrors.push(error);
      },
    },
    place: outside.place,
    memoriesOf: () => Promise.resolve([]),
    draft: () => Promise.resolve(rows),
  });
  const settled = async () => {
    await carrier.idle();
    await parties.settled();
  };
  const recover = async () => {
    await parties.recover();
    await schedule.start();
  };
  const kill = async () => {
    await schedule.dispose();
    await parties.dispose();
    await stores.close();
  };
  return { parties, favourites, stores, shown, seatErrors, errors, recover, settled, kill };
};
