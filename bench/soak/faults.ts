import type { Rng } from '../../src/core/ports.ts';
import { pickFrom, shuffled } from '../../src/core/rng.ts';
import type { PlaygroundServer } from '../../src/playground/server/playground-server.ts';

const restFaultShare = 0.3;
const storeFaultShare = 0.15;
const burstMs = 1_500;

/** Requests of the bot only: what fans do is not what is tried. */
const ofBot = /\/(callback|webhooks\/|channels\/\d+\/(messages|voice-status|threads)|scheduled-events)/;

/** What goes wrong, and how often it did. */
export const createFaults = (server: PlaygroundServer, setStoreFaults: (share: number) => void, rng: Rng) => {
  const counts: Record<string, number> = {};
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const botId = server.world.application.botUserId;
  const later = (act: () => void) => setTimeout(act, burstMs);

  const rest = (kind: 429 | 500 | 'cut') => () => {
    server.setFault(({ path }) => {
      if (!ofBot.test(path) || rng.next() > restFaultShare) return undefined;
      count(`REST ${kind}`);
      if (kind === 'cut') return 'cut';
      return kind === 429
        ? {
            status: 429,
            headers: { 'Retry-After': '0.3' },
            body: { message: 'You are being rate limited.', retry_after: 0.3, global: false },
          }
        : { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
    });
    later(() => {
      server.setFault(undefined);
    });
  };
  /** Waits for its turn until the bot sits in some voice channel: `false` when it does not now. */
  const voice = (name: string, act: (guildId: string) => void) => (): boolean => {
    const seats = server.voice.members().filter(({ userId }) => userId === botId);
    const seat = pickFrom(seats, rng);
    if (seat === undefined) return false;
    count(name);
    act(seat.guildId);
    return true;
  };
  const gateway = (name: string, act: () => void) => () => {
    count(name);
    act();
  };
  const acts: Readonly<Record<string, () => unknown>> = {
    'REST 429': rest(429),
    'REST 500': rest(500),
    'REST cut': rest('cut'),
    'gateway drop': gateway('gateway drop', () => {
      server.gateway.drop();
    }),
    'gateway reconnect': gateway('gateway reconnect', () => {
      server.gateway.reconnect();
    }),
    'invalid session, resumable': gateway('invalid session, resumable', () => {
      server.gateway.invalidateSession(undefined, true);
    }),
    'invalid session': gateway('invalid session', () => {
      server.gateway.invalidateSession();
    }),
    'voice drop': voice('voice drop', (guildId) => {
      server.voice.drop(guildId, botId);
    }),
    'voice session closed': voice('voice session closed', (guildId) => {
      server.voice.closeSession(guildId, botId, 4015);
    }),
    'voice server changed': voice('voice server changed', (guildId) => {
      server.voice.changeRegion(guildId);
    }),
    'store burst': () => {
      count('store burst');
      setStoreFaults(storeFaultShare);
      later(() => {
        setStoreFaults(0);
      });
    },
  };
  let bag: string[] = [];
  return {
    counts,
    count,
    /** Kinds that have not happened so far. */
    missing: () => [...Object.keys(acts), 'store call'].filter((name) => counts[name] === undefined),
    /** The next fault: each kind once in an order of chance, then again. One that finds nothing to break comes later. */
    strike: () => {
      if (bag.length === 0) bag = [...shuffled(Object.keys(acts), rng)];
      const name = bag.shift();
      if (name !== undefined && acts[name]?.() === false && bag.length > 0) bag.push(name);
    },
    end: () => {
      server.setFault(undefined);
      setStoreFaults(0);
    },
  };
};
