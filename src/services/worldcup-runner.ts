import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Stores, Timers } from '../core/ports.ts';
import { reduceCup, replayCup } from '../core/worldcup/reduce.ts';
import { cupRefusedAs } from '../core/worldcup/refused.ts';
import { CUP_VERSION, cupEventSchema } from '../core/worldcup/schema.ts';
import type { CupEffect, CupEvent, CupEventOf, CupState } from '../core/worldcup/types.ts';
import { createEventLog } from './event-log.ts';
import { championOf } from './worldcup-hall.ts';
import type { Hall } from './worldcup-hall.ts';

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

export interface CupRunnerDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly screen: CupScreen;
  readonly sound?: CupSound;
  readonly hall: Pick<Hall, 'enter'>;
}

export interface CupLog {
  readonly cupId: string;
  readonly guildId: string;
  readonly events: readonly CupEvent[];
}

/** The queues of all channels. */
export interface CupRunner {
  /** A channel's latest cup as it is now, over or not. */
  find(channelId: string): CupState | undefined;
  /**
   * Takes an event into the channel's cup and carries out what follows.
   * @throws UserError `expired` when its cup is another one, `noCup`, or what the engine refuses.
   */
  submit(channelId: string, event: CupEvent, cupId?: string): Promise<readonly CupEffect[]>;
  /** Begins a cup, made in the channel's turn. @throws UserError `cupRunning`. */
  begin(place: CupPlace, make: () => Promise<CupEventOf<'start'>>): Promise<CupState>;
  /** What is stored of every cup here. */
  logs(): Promise<readonly CupLog[]>;
  /** Changes what is stored of every cup here; each still has to replay. An event that comes back as it was is left alone. */
  rewrite(change: (event: CupEvent) => CupEvent): Promise<void>;
  /** Takes up the cups that were running when the process ended, in the servers it serves. */
  recover(serves?: (guildId: string) => boolean): Promise<void>;
  /** The places of cups that are being voted on. */
  places(): readonly CupPlace[];
  /** Forgets the cups that ended before this time, and who voted for what in them. */
  forgetEnded(before: number): Promise<void>;
  /** Resolves when everything begun so far is stored. */
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

const retryMs = 1_000;
/** After a restart a champion that was never shown is shown if the cup ended no longer ago than this. */
const crownWithinMs = 10 * 60_000;

const headSchema = z.strictObject({ runId: z.string(), guildId: z.string() });

interface Running {
  readonly place: CupPlace;
  state: CupState;
  /** Number of events stored so far. */
  length: number;
  readonly timers: Map<string, () => void>;
}

/** Runs the cups of all channels, every event stored before anything it causes is shown. */
export const createCupRunner = (deps: CupRunnerDeps): CupRunner => {
  const { stores, clock, timers, log, screen, sound, hall } = deps;
  const cupLog = createEventLog({
    stores,
    namespaces: ['worldcups', 'worldcup-events'],
    heads: { schema: headSchema, version: 1 },
    events: { schema: cupEventSchema, version: CUP_VERSION },
  });
  const queue = createKeyedQueue();
  const cups = new Map<string, Running>();

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

  const submit: CupRunner['submit'] = (channelId, event, cupId) =>
    queue.run(channelId, async () => {
      const cup = cups.get(channelId);
      if (cupId !== undefined && cup?.state.cup.cupId !== cupId) throw new UserError('expired', {});
      if (cup === undefined) throw new UserError('noCup', {});
      const effects = await advance(cup, event);
      const refused = effects.find((effect) => effect.type === 'refuse');
      if (refused !== undefined) throw cupRefusedAs[refused.why]();
      return effects;
    });

  const begin: CupRunner['begin'] = (place, make) =>
    queue.run(place.channelId, async () => {
      const old = cups.get(place.channelId);
      if (old !== undefined && old.state.phase !== 'ended') throw new UserError('cupRunning', {});
      const start = await make();
      const { state, effects } = reduceCup(null, start);
      if (old !== undefined) await cupLog.remove(place.channelId, old.state.cup.cupId, old.length);
      await cupLog.open(place.channelId, { runId: start.cupId, guildId: place.guildId }, start);
      const cup: Running = { place, state, length: 1, timers: new Map() };
      cups.set(place.channelId, cup);
      for (const effect of effects) await carryOut(cup, effect);
      return state;
    });

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

  /** In the turn of each channel, one after another. */
  const inEach = async (visit: (cup: Running) => Promise<void>): Promise<void> => {
    for (const channelId of [...cups.keys()])
      await queue.run(channelId, async () => {
        const cup = cups.get(channelId);
        if (cup !== undefined) await visit(cup);
      });
  };

  return {
    find: (channelId) => cups.get(channelId)?.state,
    submit,
    begin,
    logs: async () => {
      const all: CupLog[] = [];
      await inEach(async ({ state: { cup }, length }) => {
        const { cupId, guildId } = cup;
        all.push({ cupId, guildId, events: await cupLog.read(cupId, length) });
      });
      return all;
    },
    rewrite: (change) =>
      inEach(async (cup) => {
        const { cupId } = cup.state.cup;
        const before = await cupLog.read(cupId, cup.length);
        const after = before.map(change);
        for (const [index, event] of after.entries())
          if (event !== before[index]) await cupLog.append(cupId, index, event);
        cup.state = replayCup(after) ?? cup.state;
      }),
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
    places: () =>
      [...cups.values()]
        .filter(({ state }) => state.phase !== 'ended' && state.phase !== 'paused')
        .map(({ place }) => place),
    forgetEnded: (before) =>
      inEach(async ({ state, place: { channelId }, length }) => {
        if (state.phase !== 'ended' || state.endedAt >= before) return;
        await cupLog.remove(channelId, state.cup.cupId, length);
        cups.delete(channelId);
      }),
    settled: () => queue.idle(),
    dispose: async () => {
      for (const cup of cups.values()) for (const cancel of cup.timers.values()) cancel();
      await queue.idle();
      for (const { place } of cups.values()) sound?.end(place);
      cups.clear();
    },
  };
};
