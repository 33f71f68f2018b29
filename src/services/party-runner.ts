import { UserError } from '../core/errors.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import { eventOfEdit, wantedEvent } from '../core/party/native.ts';
import type { NativeEdit } from '../core/party/native.ts';
import { reduce, replay } from '../core/party/reduce.ts';
import { ARCHIVE_AFTER_MS } from '../core/party/rules.ts';
import { PARTY_VERSION } from '../core/party/schema.ts';
import { isOver, isRunning } from '../core/party/state.ts';
import type {
  Effect,
  EventOf,
  NewRow,
  PartyEvent,
  PartyState,
  Plan,
  Running,
  Series,
} from '../core/party/types.ts';
import { createAside } from './party-aside.ts';
import { createLive } from './party-live.ts';
import type { Live, LiveParty } from './party-live.ts';
import { createPartyLog } from './party-log.ts';
import type { PartyLog } from './party-log.ts';
import { createPartyHosts } from './party-hosts.ts';
import type { PartiesDeps } from './party-ports.ts';
import { createPartyRecovery } from './party-recovery.ts';
import { refusalError } from './party-requests.ts';
import { createPartyTimers } from './party-timers.ts';
import { createPartyTracks } from './party-tracks.ts';

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
  /** Resolves when it is stored, or will be tried again. @throws UserError what the engine refuses. */
  report(partyId: string, event: PartyEvent): Promise<void>;
  /** @throws UserError `noParty`. */
  get(partyId: string): LiveParty;
  /** The last state of a party, also of one of the past. */
  recall(partyId: string): Promise<PartyState | undefined>;
  ofGuild(guildId: string): readonly LiveParty[];
  /** Of all servers of this process. */
  all(): readonly LiveParty[];
  running(guildId: string, exceptId?: string): Running | undefined;
  /** Takes in what was done in Discord's own event. */
  follow(partyId: string, edit: NativeEdit): Promise<void>;
  /** Resolves when Discord's events that are just being made in a server are known. */
  linked(guildId: string): Promise<void>;
  recover(serves?: (guildId: string) => boolean): Promise<void>;
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

const beatMs = 5_000;
/** Runs the parties of all servers: one queue a server, every event stored before anything it causes is shown. */
export const createPartyRunner = (deps: PartiesDeps): PartyRunner => {
  const { stores, clock, timers, screen, place } = deps;
  const partyLog = createPartyLog(stores);
  const queue = createKeyedQueue();
  const lives = new Map<string, Live>();
  const aside = createAside(deps);
  const { watch, insist } = aside;
  let isDisposed = false;

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

  /** For what nobody waits for: sound, Discord's events. */
  const tell = (live: Live, event: PartyEvent): void => {
    if (lives.get(live.partyId) !== live || isDisposed) return;
    let isAgain = false;
    insist(`the party waits for its store: ${event.type}`, live, async () => {
      const isStale = isAgain && !isStillSo(live, event);
      isAgain = true;
      if (lives.get(live.partyId) === live && !isStale) await submit(live, event);
    });
  };

  /** Who has come or gone may have gone or come again before it could be stored. */
  const isStillSo = ({ guildId, state }: Live, event: PartyEvent): boolean =>
    (event.type !== 'join' && event.type !== 'leave') ||
    place.presentIds(guildId, state.party.plan.channelId).includes(event.memberId) ===
      (event.type === 'join');

  const alarms = createPartyTimers({
    ...deps,
    find: (partyId) => lives.get(partyId),
    isBusy: (live) => runningIn(live.guildId, live) !== undefined,
    fire: (live, timerId) => submit(live, { type: 'timer', at: clock.now(), timerId }),
    watch,
  });

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

  const recall = async (partyId: string): Promise<PartyState | undefined> => {
    const live = lives.get(partyId);
    if (live !== undefined) return live.state;
    return replay((await partyLog.past(partyId)) ?? []) ?? undefined;
  };

  const tracks = createPartyTracks({ ...deps, recall, tell });

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
    const dueAt = clock.now() + ARCHIVE_AFTER_MS;
    live.timers.set(
      'archive',
      timers.at(dueAt, () => {
        insist('a party could not be put away', live, () => archive(live));
      }),
    );
  };

  const carryOut = (live: Live, effect: Effect): void => {
    switch (effect.type) {
      case 'schedule':
        alarms.set(live, effect.timer);
        return;
      case 'cancel':
        alarms.cancel(live, effect.timerId);
        return;
      case 'syncEvent':
        syncEvent(live);
        return;
      case 'nextInstance':
        insist('the next party of a series could not be made', live, () => scheduleNext(live.state));
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
        tracks.playerOf(live)?.enter(effect.channelId);
        return;
      case 'prepareTrack':
        watch(
          'a track could not be prepared',
          live,
          tracks.prepare(live, effect.row).then((event) => {
            tell(live, event);
          }),
        );
        return;
      case 'play':
        tracks.playerOf(live)?.play(effect.trackId, effect.songId, effect.fromMs);
        return;
      case 'silence':
        live.player?.silence();
        return;
      case 'exit':
        live.player?.silence();
        // Discord takes the status of a channel only from who is in it.
        watch(
          'the seat of a party could not be given up',
          live,
          screen.statusSet(live.state).then(() => live.player?.exit()),
        );
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

  /** An event that depends on the state is made in its turn. @throws UserError what the engine refuses. */
  const submit = (
    live: Live,
    event: PartyEvent | ((state: PartyState) => PartyEvent | undefined),
  ): Promise<readonly Effect[]> =>
    queue.run(live.guildId, async () => {
      const made = typeof event === 'function' ? event(live.state) : event;
      if (made === undefined) return [];
      const effects = await advance(live, made);
      const refused = effects.find((effect) => effect.type === 'refuse');
      if (refused !== undefined) throw refusalError(refused.why, live.state.party.plan.requestCap);
      return effects;
    });

  const hosts = createPartyHosts({ place, clock, change: submit });

  const take = (partyId: string, state: PartyState, events: readonly PartyEvent[]): Live => {
    const live = createLive(partyId, state, events);
    lives.set(partyId, live);
    return live;
  };

  const follow = async (live: Live, edit: NativeEdit): Promise<void> => {
    await submit(live, (state) =>
      eventOfEdit(state, edit, {
        at: clock.now(),
        isBusy: runningIn(live.guildId, live) !== undefined,
      }),
    );
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

  const recovery = createPartyRecovery({
    ...deps,
    partyLog,
    tell,
    follow,
    submit,
    takeUp: (partyId, state, events) => {
      const live = take(partyId, state, events);
      if (isOver(state)) archiveLater(live);
      return live;
    },
    archive,
    beat,
    insist,
  });

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
    report: async (partyId, event) => {
      const live = liveOf(partyId);
      await submit(live, event).catch((error: unknown) => {
        if (error instanceof UserError) throw error;
        tell(live, event);
      });
    },
    get: liveOf,
    recall,
    ofGuild,
    follow: (partyId, edit) => follow(liveOf(partyId), edit),
    linked: async (guildId) => {
      await Promise.allSettled(ofGuild(guildId).map(({ syncing }) => syncing));
    },
    all: () => [...lives.values()],
    running: (guildId, exceptId) =>
      runningIn(guildId, exceptId === undefined ? undefined : lives.get(exceptId)),
    recover: recovery,
    settled: async () => {
      await aside.settled();
      await queue.idle();
    },
    dispose: async () => {
      isDisposed = true;
      aside.stop();
      for (const live of lives.values()) {
        for (const cancel of live.timers.values()) cancel();
        live.stopBeating?.();
        live.player?.exit();
      }
      await queue.idle();
      await aside.settled();
      lives.clear();
    },
  };
};
