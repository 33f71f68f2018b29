import { z } from 'zod';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Rng, Stores, Timers } from '../core/ports.ts';
import { chooseContenders, songsOfTheme } from '../core/worldcup/contenders.ts';
import type { Room } from '../core/worldcup/contenders.ts';
import { reduceCup, replayCup, songOfSeed } from '../core/worldcup/reduce.ts';
import { CUP_SIZES } from '../core/worldcup/rules.ts';
import { CUP_VERSION, cupEventSchema } from '../core/worldcup/schema.ts';
import type {
  CupEffect,
  CupEvent,
  CupEventOf,
  CupRefusal,
  CupSettings,
  CupState,
  Side,
} from '../core/worldcup/types.ts';
import { createEventLog } from './event-log.ts';
import type { MoodTags } from './mood-tags.ts';
import type { SavedList } from './saved-list.ts';
import { createHall } from './worldcup-hall.ts';
import type { Champion } from './worldcup-hall.ts';

/** The server and channel a cup is played in: one a channel. */
export interface CupPlace {
  readonly guildId: string;
  readonly channelId: string;
}

/** What members see of a cup. Calls for one place come in order; they must not throw and are not waited for. */
export interface CupScreen {
  show(place: CupPlace, state: CupState, effect: CupEffect): void;
}

/** What members hear of a cup. None of these throws or is waited for: a cup without sound is a cup. */
export interface CupSound {
  /** Plays the clips of a pair one after the other in the voice channel the host sits in, if there is one. */
  play(place: CupPlace, state: CupState, songIds: readonly [string, string]): void;
  /** Falls silent and leaves. */
  end(place: CupPlace): void;
}

export interface CupMember {
  readonly memberId: string;
  /** When Discord saw them act, in milliseconds. */
  readonly at: number;
  readonly moderator: boolean;
}

export interface WorldcupsDeps {
  readonly stores: Stores;
  readonly catalogue: Catalogue;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly timers: Timers;
  readonly log: Log;
  readonly screen: CupScreen;
  readonly sound?: CupSound;
  readonly moodTags: Pick<MoodTags, 'ofGuild'>;
  readonly favourites: Pick<SavedList, 'list'>;
  /** Members of a server that the bot knows of: those who have played there. */
  readonly membersOf: (guildId: string) => Promise<readonly string[]>;
}

export interface TakenVote {
  readonly side: Side;
  /** Whether the member had voted on this pair before. */
  readonly changed: boolean;
  readonly songId: string;
}

/** What is held on a member. */
export interface MemberCups {
  readonly votes: readonly {
    readonly cupId: string;
    readonly pair: number;
    readonly side: Side;
    readonly at: number;
  }[];
  readonly hosted: readonly string[];
}

export interface Worldcups {
  /** @throws UserError `cupRunning`, or `cupTooSmall` when the theme has fewer songs than places. */
  start(place: CupPlace, host: CupMember, settings: CupSettings): Promise<CupState>;
  /** @throws UserError `expired`, `cupPairOver` or `cupPaused`. */
  vote(channelId: string, member: CupMember, vote: CupVote): Promise<TakenVote>;
  /** @throws UserError `noCup`, `notCupHost`, or when there is nothing to pause or resume. */
  steer(channelId: string, member: CupMember, act: 'pause' | 'resume' | 'stop'): Promise<void>;
  /** The cup of a channel that is not over. */
  current(channelId: string): CupState | undefined;
  /** The champions of a server, latest first. */
  champions(guildId: string): Promise<readonly Champion[]>;
  exportMember(memberId: string): MemberCups;
  /** Takes the member's name off everything; votes stay counted, as nobody's. */
  forgetMember(memberId: string): Promise<void>;
  /** Takes up the cups that were running when the process ended, in the servers it serves. */
  recover(serves?: (guildId: string) => boolean): Promise<void>;
  /** The places of cups that are being voted on. */
  places(): readonly CupPlace[];
  /** Forgets the cups that ended before this time, and who voted for what in them. Champions stay in the hall. */
  forgetEnded(before: number): Promise<void>;
  /** Resolves when everything begun so far is stored. */
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

export interface CupVote {
  readonly cupId: string;
  readonly number: number;
  readonly side: Side;
}

const retryMs = 1_000;
/** After a restart a champion that was never shown is shown if the cup ended no longer ago than this. */
const crownWithinMs = 10 * 60_000;
/** Members whose lists are read for a cup of favourites: the ones with most points. */
const mostSavers = 500;

const headSchema = z.strictObject({ runId: z.string(), guildId: z.string() });

interface Running {
  readonly place: CupPlace;
  state: CupState;
  /** Number of events stored so far. */
  length: number;
  readonly timers: Map<string, () => void>;
}

const refusals: Readonly<Record<CupRefusal, () => UserError>> = {
  'pair-over': () => new UserError('cupPairOver', {}),
  paused: () => new UserError('cupPaused', {}),
  'not-paused': () => new UserError('cupNotPaused', {}),
  'not-host': () => new UserError('notCupHost', {}),
  'cup-over': () => new UserError('noCup', {}),
};

const championOf = (state: CupState): Champion | undefined => {
  if (state.phase !== 'ended' || state.end.kind !== 'champion') return undefined;
  const { cup, end, endedAt } = state;
  return {
    cupId: cup.cupId,
    songId: songOfSeed(cup, end.seed),
    settings: cup.settings,
    voters: cup.voterIds.length,
    votes: cup.results.reduce((sum, { votes }) => sum + votes.a + votes.b, 0),
    at: endedAt,
  };
};

/** Who acted in an event, if anybody. */
const actorOf = (event: CupEvent): string | undefined =>
  event.type === 'start' ? event.hostId : 'memberId' in event ? event.memberId : undefined;

const withActor = (event: CupEvent, memberId: string): CupEvent =>
  event.type === 'start'
    ? { ...event, hostId: memberId }
    : 'memberId' in event
      ? { ...event, memberId }
      : event;

/** Runs the World Cups of all channels, every event stored before anything it causes is shown. */
export const createWorldcups = (deps: WorldcupsDeps): Worldcups => {
  const { stores, catalogue, clock, rng, timers, log, screen, sound } = deps;
  const cupLog = createEventLog({
    stores,
    namespaces: ['worldcups', 'worldcup-events'],
    heads: { schema: headSchema, version: 1 },
    events: { schema: cupEventSchema, version: CUP_VERSION },
  });
  const hall = createHall(stores);
  const queue = createKeyedQueue();
  const cups = new Map<string, Running>();

  const newId = () => `${clock.now().toString(36)}${Math.floor(rng.next() * 36 ** 8).toString(36)}`;

  const roomOf = async (guildId: string, { theme }: CupSettings, hostId: string): Promise<Room> => {
    const tallies = theme.kind === 'mood' ? await deps.moodTags.ofGuild(guildId) : new Map();
    const savers = new Map<string, number>();
    if (theme.kind !== 'favourites') return { tallies, savers };
    const members = new Set([hostId, ...(await deps.membersOf(guildId))]);
    for (const memberId of [...members].slice(0, mostSavers))
      for (const songId of await deps.favourites.list(memberId))
        savers.set(songId, (savers.get(songId) ?? 0) + 1);
    return { tallies, savers };
  };

  const setTimer = (cup: Running, timerId: string, dueAt: number): void => {
    cup.timers.get(timerId)?.();
    const { channelId } = cup.place;
    const ring = () =>
      queue.run(channelId, async () => {
        if (cups.get(channelId) === cup) await advance(cup, { type: 'timer', at: clock.now(), timerId });
      });
    const cancel = timers.at(dueAt, () => {
      cup.timers.delete(timerId);
      ring().catch((error: unknown) => {
        log.error({ err: error, channelId, timerId }, 'world cup timer failed');
        // A store that fails for a moment must not leave a pair open for ever.
        setTimer(cup, timerId, clock.now() + retryMs);
      });
    });
    cup.timers.set(timerId, cancel);
  };

  /** A failure leaves it to the next start: the cup is on disk, and nobody is entered twice. */
  const enterHall = async ({ place, state }: Running): Promise<void> => {
    const champion = championOf(state);
    if (champion === undefined) return;
    try {
      await hall.enter(place.guildId, champion);
    } catch (error) {
      log.error({ err: error, guildId: place.guildId }, 'a champion could not be kept');
    }
  };

  const carryOut = async (cup: Running, effect: CupEffect): Promise<void> => {
    switch (effect.type) {
      case 'schedule':
        setTimer(cup, effect.timer.timerId, effect.timer.dueAt);
        return;
      case 'cancel':
        cup.timers.get(effect.timerId)?.();
        cup.timers.delete(effect.timerId);
        return;
      case 'playPair':
        sound?.play(cup.place, cup.state, effect.songIds);
        return;
      case 'stopPair':
      case 'endSound':
        sound?.end(cup.place);
        return;
      case 'crown':
        await enterHall(cup);
        screen.show(cup.place, cup.state, effect);
        return;
      default:
        screen.show(cup.place, cup.state, effect);
    }
  };

  /** One event: stored, then shown. */
  const advance = async (cup: Running, event: CupEvent): Promise<readonly CupEffect[]> => {
    const { state, effects } = reduceCup(cup.state, event);
    if (state !== cup.state) {
      await cupLog.append(state.cup.cupId, cup.length, event);
      cup.length += 1;
      cup.state = state;
    }
    for (const effect of effects) await carryOut(cup, effect);
    return effects;
  };

  /** @throws UserError `noCup`, or what the engine refuses. */
  const submit = (channelId: string, event: CupEvent, cupId?: string): Promise<readonly CupEffect[]> =>
    queue.run(channelId, async () => {
      const cup = cups.get(channelId);
      if (cupId !== undefined && cup?.state.cup.cupId !== cupId) throw new UserError('expired', {});
      if (cup === undefined) throw new UserError('noCup', {});
      const effects = await advance(cup, event);
      const refused = effects.find((effect) => effect.type === 'refuse');
      if (refused !== undefined) throw refusals[refused.why]();
      return effects;
    });

  const begin = async (place: CupPlace, host: CupMember, settings: CupSettings): Promise<CupState> => {
    const old = cups.get(place.channelId);
    if (old !== undefined && old.state.phase !== 'ended') throw new UserError('cupRunning', {});
    const room = await roomOf(place.guildId, settings, host.memberId);
    const songs = songsOfTheme(catalogue, settings.theme, room);
    const songIds = chooseContenders(catalogue, songs, settings.size, room.savers, rng);
    if (songIds === undefined) {
      const fits = CUP_SIZES.findLast((size) => size <= songs.length) ?? null;
      throw new UserError('cupTooSmall', { found: songs.length, wanted: settings.size, fits });
    }
    const start: CupEventOf<'start'> = {
      type: 'start',
      version: CUP_VERSION,
      at: clock.now(),
      cupId: newId(),
      guildId: place.guildId,
      hostId: host.memberId,
      settings,
      songIds,
    };
    const { state, effects } = reduceCup(null, start);
    if (old !== undefined) await cupLog.remove(place.channelId, old.state.cup.cupId, old.length);
    await cupLog.open(place.channelId, { runId: start.cupId, guildId: place.guildId }, start);
    const cup: Running = { place, state, length: 1, timers: new Map() };
    cups.set(place.channelId, cup);
    for (const effect of effects) await carryOut(cup, effect);
    return state;
  };

  const takeUp = async (place: CupPlace, events: readonly CupEvent[]): Promise<void> => {
    const state = replayCup(events);
    if (state === null) return;
    const cup: Running = { place, state, length: events.length, timers: new Map() };
    await enterHall(cup);
    if (state.phase === 'ended' && clock.now() - state.endedAt > crownWithinMs) {
      await cupLog.remove(place.channelId, state.cup.cupId, events.length);
      return;
    }
    cups.set(place.channelId, cup);
    await advance(cup, { type: 'recovered', at: clock.now() });
  };

  return {
    start: (place, host, settings) => queue.run(place.channelId, () => begin(place, host, settings)),
    vote: async (channelId, { memberId, at }, { cupId, number, side }) => {
      const effects = await submit(channelId, { type: 'vote', at, memberId, number, side }, cupId);
      const taken = effects.find((effect) => effect.type === 'voteTaken');
      if (taken === undefined) throw new Error('The engine left a vote without an outcome.');
      return { side: taken.side, changed: taken.changed, songId: taken.songId };
    },
    steer: async (channelId, { memberId, at, moderator }, act) => {
      await submit(channelId, { type: act, at, memberId, moderator });
    },
    current: (channelId) => {
      const state = cups.get(channelId)?.state;
      return state?.phase === 'ended' ? undefined : state;
    },
    places: () =>
      [...cups.values()]
        .filter(({ state }) => state.phase !== 'ended' && state.phase !== 'paused')
        .map(({ place }) => place),
    champions: (guildId) => hall.of(guildId),
    exportMember: (memberId) => {
      const states = [...cups.values()].map(({ state }) => state);
      return {
        hosted: states.filter(({ cup }) => cup.hostId === memberId).map(({ cup }) => cup.cupId),
        votes: states.flatMap((state) => {
          const pair =
            state.phase === 'voting'
              ? state.pair
              : state.phase === 'paused' && state.resume.kind === 'pair'
                ? state.resume.pair
                : undefined;
          return (pair?.votes ?? [])
            .filter((vote) => vote.memberId === memberId)
            .map(({ side, at }) => ({ cupId: state.cup.cupId, pair: pair?.number ?? 0, side, at }));
        }),
      };
    },
    forgetEnded: async (before) => {
      for (const channelId of [...cups.keys()])
        await queue.run(channelId, async () => {
          const cup = cups.get(channelId);
          if (cup?.state.phase !== 'ended' || cup.state.endedAt >= before) return;
          await cupLog.remove(channelId, cup.state.cup.cupId, cup.length);
          cups.delete(channelId);
        });
    },
    forgetMember: async (memberId) => {
      const nobody = `forgotten-${newId()}`;
      const rename = (event: CupEvent): CupEvent =>
        actorOf(event) === memberId ? withActor(event, nobody) : event;
      const stored = await cupLog.list(() => undefined);
      for (const { key, head } of stored) {
        await queue.run(key, async () => {
          const cup = cups.get(key);
          if (cup === undefined) return;
          await cupLog.rewrite(head.runId, cup.length, rename);
          const now = (await cupLog.list(() => undefined)).find((one) => one.key === key);
          cup.state = replayCup(now?.events ?? []) ?? cup.state;
        });
      }
    },
    recover: async (serves = () => true) => {
      const stored = await cupLog.list((error) => {
        log.error({ err: error }, 'a stored world cup cannot be read');
      });
      for (const { key, head, events } of stored) {
        if (!serves(head.guildId)) continue;
        const place = { guildId: head.guildId, channelId: key };
        await queue.run(key, () => takeUp(place, events));
      }
    },
    settled: () => queue.idle(),
    dispose: async () => {
      for (const cup of cups.values()) for (const cancel of cup.timers.values()) cancel();
      await queue.idle();
      for (const { place } of cups.values()) sound?.end(place);
      cups.clear();
    },
  };
};
