import { UserError } from '../core/errors.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import { wantedEvent } from '../core/party/native.ts';
import { reduce, replay } from '../core/party/reduce.ts';
import { MINUTE_MS, UNKNOWN_LENGTH_MS } from '../core/party/rules.ts';
import { PARTY_VERSION } from '../core/party/schema.ts';
import { hasBegun, isOver, isRunning } from '../core/party/state.ts';
import type {
  Effect,
  EventOf,
  NewRow,
  PartyEvent,
  PartyState,
  Plan,
  Row,
  Running,
  Series,
} from '../core/party/types.ts';
import { createPartyLog } from './party-log.ts';
import type { PartyLog } from './party-log.ts';
import { createPartyHosts } from './party-hosts.ts';
import { createPartyPlayer } from './party-player.ts';
import type { PartyPlayer } from './party-player.ts';
import { createPartyNotes } from './party-notes.ts';
import type { PartiesDeps } from './party-ports.ts';
import { refusalError } from './party-requests.ts';

/** A party at hand: to come, running, or over a moment ago. */
export interface LiveParty {
  readonly guildId: string;
  readonly partyId: string;
  readonly state: PartyState;
}

export interface PartyRunner {
  readonly log: Pick<PartyLog, 'pastOf' | 'pastWith' | 'rewritePast' | 'forgetPastWith'>;
  /** Puts other events, as many, in the place of those of a party at hand, and goes on with the state they give. */
  rewrite(
    partyId: string,
    change: (events: readonly PartyEvent[]) => readonly PartyEvent[],
  ): Promise<PartyState>;
  /** Stores a plan once: for an id that is there already it resolves to `undefined` and changes nothing. */
  plan(
    guildId: string,
    partyId: string,
    more: { plan: Plan; series: Series | null; rows: readonly NewRow[] },
  ): Promise<PartyState | undefined>;
  /** @throws UserError what the engine refuses, or `noParty`. */
  submit(partyId: string, event: PartyEvent): Promise<readonly Effect[]>;
  /** @throws UserError `noParty`. */
  get(partyId: string): LiveParty;
  /** The last state of a party, also of one of the past. */
  recall(partyId: string): Promise<PartyState | undefined>;
  ofGuild(guildId: string): readonly LiveParty[];
  /** Of all servers of this process. */
  all(): readonly LiveParty[];
  running(guildId: string, exceptId?: string): Running | undefined;
  recover(serves?: (guildId: string) => boolean): Promise<void>;
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

const retryMs = 1_000;
const beatMs = 5_000;
/** A party whose time comes while another one goes on in its server waits this long, again and again. */
const busyMs = MINUTE_MS;
/** A party stays at hand this long after its end, for late reactions and its recap. */
const archiveAfterMs = 10 * MINUTE_MS;

interface Live {
  readonly guildId: string;
  readonly partyId: string;
  state: PartyState;
  /** All of it, for the archive. */
  readonly events: PartyEvent[];
  readonly timers: Map<string, () => void>;
  player: PartyPlayer | undefined;
  syncing: Promise<void>;
  stopBeating: (() => void) | undefined;
}

/** Runs the parties of all servers: one queue a server, every event stored before anything it causes is shown. */
export const createPartyRunner = (deps: PartiesDeps): PartyRunner => {
  const { stores, clock, timers, log, catalogue, sound, screen, place } = deps;
  const partyLog = createPartyLog(stores);
  const queue = createKeyedQueue();
  const lives = new Map<string, Live>();
  /** Work beside the queue that must be done before the stores close. */
  const aside = new Set<Promise<unknown>>();
  let isDisposed = false;

  const watch = (what: string, live: Pick<Live, 'guildId' | 'partyId'>, work: Promise<unknown>): void => {
    const guarded = work
      .catch((error: unknown) => {
        log.error({ err: error, guildId: live.guildId, partyId: live.partyId }, what);
      })
      .finally(() => aside.delete(guarded));
    aside.add(guarded);
  };

  const liveOf = (partyId: string): Live => {
    const live = lives.get(partyId);
    if (live === undefined) throw new UserError('noParty', {});
    return live;
  };

  const ofGuild = (guildId: string): readonly Live[] =>
    [...lives.values()].filter((live) => live.guildId === guildId);

  const runningIn = (guildId: string, except?: Live): Running | undefined =>
    ofGuild(guildId)
      .filter((live) => live !== except)
      .map(({ state }) => state)
      .find(isRunning);

  /** For what nobody waits for: timers, sound, Discord's events. */
  const tell = (live: Live, event: PartyEvent): void => {
    if (lives.get(live.partyId) !== live || isDisposed) return;
    watch('an event of a party failed', live, submit(live, event));
  };

  const setTimer = (live: Live, timerId: string, dueAt: number): void => {
    live.timers.get(timerId)?.();
    const cancel = timers.at(dueAt, () => {
      live.timers.delete(timerId);
      if (timerId.startsWith('start:') && runningIn(live.guildId, live) !== undefined) {
        setTimer(live, timerId, clock.now() + busyMs);
        return;
      }
      const fired = submit(live, { type: 'timer', at: clock.now(), timerId }).catch((error: unknown) => {
        log.error({ err: error, guildId: live.guildId, timerId }, 'a party timer failed');
        // A store that fails for a moment must not leave a track playing for ever.
        if (!isDisposed) setTimer(live, timerId, clock.now() + retryMs);
      });
      watch('a party timer failed', live, fired);
    });
    live.timers.set(timerId, cancel);
  };

  const beat = (live: Live): void => {
    live.stopBeating?.();
    live.stopBeating = undefined;
    if (live.state.phase !== 'playing' || live.state.party.plan.mode !== 'voice') return;
    const again = () => {
      watch('a party could not note that it is alive', live, partyLog.beat(live.partyId, clock.now()));
      live.stopBeating = timers.at(clock.now() + beatMs, again);
    };
    again();
  };

  const announceHere = (live: Live, channelId: string): void => {
    for (const memberId of place.presentIds(live.guildId, channelId)) {
      tell(live, { type: 'join', at: clock.now(), memberId });
    }
  };

  const playerOf = (live: Live): PartyPlayer | undefined => {
    if (sound === undefined) return undefined;
    const { guildId } = live;
    live.player ??= createPartyPlayer({
      ...sound,
      guildId,
      log,
      ears: {
        seated: (channelId) => {
          announceHere(live, channelId);
        },
        refused: (error) => {
          screen.seatRefused(live.state, error);
          tell(live, { type: 'voiceLost', at: clock.now() });
        },
        lost: () => {
          tell(live, { type: 'voiceLost', at: clock.now() });
        },
        moved: (channelId) => {
          tell(live, { type: 'moved', at: clock.now(), channelId });
          const present = new Set(place.presentIds(guildId, channelId));
          const guests = hasBegun(live.state) ? live.state.run.guests : [];
          for (const { id, since } of guests) {
            if (since !== null && !present.has(id))
              tell(live, { type: 'leave', at: clock.now(), memberId: id });
          }
          announceHere(live, channelId);
        },
        broke: (trackId) => {
          tell(live, { type: 'trackFailed', at: clock.now(), trackId });
        },
      },
    });
    return live.player;
  };

  const recall = async (partyId: string): Promise<PartyState | undefined> => {
    const live = lives.get(partyId);
    if (live !== undefined) return live.state;
    return replay((await partyLog.past(partyId)) ?? []) ?? undefined;
  };

  const notesOf = createPartyNotes({ catalogue, memoriesOf: deps.memoriesOf, recall });

  const preparedEvent = async (live: Live, row: Row): Promise<PartyEvent> => {
    const { trackId, songId } = row;
    const isVoice = live.state.party.plan.mode === 'voice';
    const audio = isVoice ? await playerOf(live)?.prepare(trackId, songId) : undefined;
    if (isVoice && audio === undefined) return { type: 'trackFailed', at: clock.now(), trackId };
    const lengthMs = audio?.lengthMs ?? catalogue.song(songId)?.lengthMs ?? UNKNOWN_LENGTH_MS;
    return {
      type: 'trackReady',
      at: clock.now(),
      trackId,
      lengthMs,
      origin: audio?.origin ?? 'links',
      storeUrl: audio?.storeUrl ?? null,
      notes: await notesOf(live.guildId, row, lengthMs),
    };
  };

  /** One after another, always towards the state as it then is. */
  const syncEvent = (live: Live): void => {
    const sync = async () => {
      const wanted = wantedEvent(live.state);
      if (wanted === undefined || isDisposed) return;
      const native = await place.syncEvent(live.guildId, live.state.party.native, wanted);
      await submit(live, { type: 'nativeChanged', at: clock.now(), native });
    };
    live.syncing = live.syncing.then(sync, sync);
    watch('Discord’s event of a party could not be kept in step', live, live.syncing);
  };

  const archive = (live: Live): Promise<void> =>
    queue.run(live.guildId, async () => {
      const { state, partyId, events } = live;
      const past =
        state.phase === 'ended'
          ? { partyId, title: state.party.plan.title, endedAt: state.endedAt }
          : undefined;
      await partyLog.archive(live.guildId, { partyId, events }, past);
      lives.delete(partyId);
    });

  const archiveLater = (live: Live): void => {
    const dueAt = clock.now() + archiveAfterMs;
    live.timers.set(
      'archive',
      timers.at(dueAt, () => {
        watch('a party could not be put away', live, archive(live));
      }),
    );
  };

  const carryOut = (live: Live, effect: Effect): void => {
    switch (effect.type) {
      case 'schedule':
        setTimer(live, effect.timer.timerId, effect.timer.dueAt);
        return;
      case 'cancel':
        live.timers.get(effect.timerId)?.();
        live.timers.delete(effect.timerId);
        return;
      case 'syncEvent':
        syncEvent(live);
        return;
      case 'nextInstance':
        watch('the next party of a series could not be made', live, scheduleNext(live.state));
        return;
      case 'remind':
        watch(
          'a host who has left could not be passed over',
          live,
          hosts.passOver(live).finally(() => {
            screen.show(live.state, effect);
          }),
        );
        return;
      case 'enter':
        playerOf(live)?.enter(effect.channelId);
        return;
      case 'prepareTrack':
        watch(
          'a track could not be prepared',
          live,
          preparedEvent(live, effect.row).then((event) => {
            tell(live, event);
          }),
        );
        return;
      case 'play':
        playerOf(live)?.play(effect.trackId, effect.songId, effect.fromMs);
        return;
      case 'silence':
        live.player?.silence();
        return;
      case 'exit':
        live.player?.exit();
        return;
      default:
        screen.show(live.state, effect);
        return;
    }
  };

  /** One event and all that follows from it: stored, then carried out. */
  const advance = async (live: Live, event: PartyEvent): Promise<readonly Effect[]> => {
    const before = live.state;
    const { state, effects } = reduce(before, event);
    if (state !== before) {
      await partyLog.append(live.partyId, live.events.length, event);
      live.events.push(event);
      live.state = state;
    }
    for (const effect of effects) carryOut(live, effect);
    if (state.phase !== before.phase) {
      beat(live);
      if (isOver(state)) archiveLater(live);
    }
    return effects;
  };

  /** @throws UserError what the engine refuses. */
  const submit = (live: Live, event: PartyEvent): Promise<readonly Effect[]> =>
    queue.run(live.guildId, async () => {
      const effects = await advance(live, event);
      const refused = effects.find((effect) => effect.type === 'refuse');
      if (refused !== undefined) throw refusalError(refused.why, live.state.party.plan.requestCap);
      return effects;
    });

  const hosts = createPartyHosts({ place, clock, change: submit });

  const take = (partyId: string, state: PartyState, events: readonly PartyEvent[]): Live => {
    const live: Live = {
      guildId: state.party.guildId,
      partyId,
      state,
      events: [...events],
      timers: new Map(),
      player: undefined,
      syncing: Promise.resolve(),
      stopBeating: undefined,
    };
    lives.set(partyId, live);
    return live;
  };

  /** Stores a plan once: a second call for the same id changes nothing. */
  const plan = (
    guildId: string,
    partyId: string,
    more: { plan: Plan; series: Series | null; rows: readonly NewRow[] },
  ): Promise<Live | undefined> =>
    queue.run(guildId, async () => {
      const event: EventOf<'schedule'> = {
        type: 'schedule',
        version: PARTY_VERSION,
        at: clock.now(),
        partyId,
        guildId,
        ...more,
      };
      if (lives.has(partyId) || !(await partyLog.open(event))) return undefined;
      const { state, effects } = reduce(null, event);
      const live = take(partyId, state, [event]);
      for (const effect of effects) carryOut(live, effect);
      return live;
    });

  const scheduleNext = async ({ party }: PartyState): Promise<void> => {
    const next = await hosts.next(party);
    if (next === undefined || isDisposed) return;
    const rows = await deps.draft(party.guildId, next.plan);
    await plan(party.guildId, next.partyId, { plan: next.plan, series: next.series, rows });
  };

  const recoverParty = async (
    partyId: string,
    events: readonly PartyEvent[],
    serves: (guildId: string) => boolean,
  ): Promise<void> => {
    const state = replay(events);
    const lastEvent = events.at(-1);
    if (state === null || lastEvent === undefined || !serves(state.party.guildId)) return;
    const live = take(partyId, state, events);
    if (isOver(state)) {
      const overAt = state.phase === 'ended' ? state.endedAt : lastEvent.at;
      if (clock.now() - overAt > archiveAfterMs) {
        await archive(live);
        return;
      }
      archiveLater(live);
    }
    const { guildId, plan: planned, native } = state.party;
    const downSince = Math.max(lastEvent.at, (await partyLog.lastBeat(partyId)) ?? 0);
    const presentIds = place.presentIds(guildId, planned.channelId);
    await submit(live, { type: 'recovered', at: clock.now(), downSince, presentIds });
    beat(live);
    if (state.phase !== 'scheduled' || native.kind !== 'linked') return;
    // Presses of "Interested" while the bot was away are not told again.
    const interested = new Set(await place.interestedIds(guildId, native.eventId));
    for (const memberId of new Set([...interested, ...state.party.interestedIds])) {
      tell(live, { type: 'interest', at: clock.now(), memberId, interested: interested.has(memberId) });
    }
  };

  return {
    log: partyLog,
    plan: async (guildId, partyId, more) => (await plan(guildId, partyId, more))?.state,
    rewrite: (partyId, change) => {
      const live = liveOf(partyId);
      return queue.run(live.guildId, async () => {
        const events = change(live.events);
        await partyLog.rewrite(partyId, events);
        live.events.splice(0, Infinity, ...events);
        live.state = replay(events) ?? live.state;
        screen.show(live.state, { type: 'redraw' });
        syncEvent(live);
        return live.state;
      });
    },
    submit: async (partyId, event) => submit(liveOf(partyId), event),
    get: liveOf,
    recall,
    ofGuild,
    all: () => [...lives.values()],
    running: (guildId, exceptId) =>
      runningIn(guildId, exceptId === undefined ? undefined : lives.get(exceptId)),
    recover: async (serves = () => true) => {
      const stored = await partyLog.list((error) => {
        log.error({ err: error }, 'a stored party cannot be read');
      });
      for (const { partyId, events } of stored) {
        try {
          await recoverParty(partyId, events, serves);
        } catch (error) {
          log.error({ err: error, partyId }, 'a stored party could not be taken up');
        }
      }
    },
    settled: async () => {
      while (aside.size > 0) await Promise.all(aside);
      await queue.idle();
    },
    dispose: async () => {
      isDisposed = true;
      for (const live of lives.values()) {
        for (const cancel of live.timers.values()) cancel();
        live.stopBeating?.();
        live.player?.exit();
      }
      await queue.idle();
      while (aside.size > 0) await Promise.all(aside);
      lives.clear();
    },
  };
};
