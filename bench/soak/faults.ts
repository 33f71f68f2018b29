import type { Rng } from '../../src/core/ports.ts';
import { pickFrom } from '../../src/core/rng.ts';
import type { PlaygroundServer } from '../../src/playground/server/playground-server.ts';

const restFaultShare = 0.3;
const storeFaultShare = 0.15;
const burstMs = 1_500;

/** What goes wrong, and how often it did. */
export const createFaults = (
  server: PlaygroundServer,

  setStoreFaults: (share: number) => void,
  rng: Rng,
) => {
  const counts: Record<string, number> = {};
  const count = (name: string) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  const botId = server.world.application.botUserId;
  const later = (act: () => void) => setTimeout(act, burstMs);

  /** Requests of the bot only: what fans do is not what is tried. */
  const rest = (kind: 429 | 500 | 'cut') => {
    server.setFault(({ path }) => {
      const isOfBot = /\/(callback|webhooks\/|channels\/\d+\/messages)/.test(path);
      if (!isOfBot || rng.next() > restFaultShare) return undefined;
      count(`REST ${kind}`);
      if (kind === 'cut') return 'cut';
      return kind === 429
        ? { status: 429, body: { message: 'You are being rate limited.', retry_after: 0.3, global: false } }
        : { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
    });
    later(() => {
      server.setFault(undefined);
    });
  };
  const inVoice = (act: (guildId: string) => void) => {
    const seat = server.voice.members().find(({ userId }) => userId === botId);
    if (seat === undefined) return;
    count('voice');
    act(seat.guildId);
  };
  const acts: readonly (() => void)[] = [
    () => {
      rest(429);
    },
    () => {
      rest(500);
    },
    () => {
      rest('cut');
    },
    () => {
      count('gateway drop');
      server.gateway.drop();
    },
    () => {
      count('gateway reconnect');
      server.gateway.reconnect();
    },
    () => {
      count('invalid session, resumable');
      server.gateway.invalidateSession(undefined, true);
    },
    () => {
      count('invalid session');
      server.gateway.invalidateSession();
    },
    () => {
      inVoice((guildId) => {
        server.voice.drop(guildId, botId);
      });
    },
    () => {
      inVoice((guildId) => {
        server.voice.closeSession(guildId, botId, 4015);
      });
    },
    () => {
      inVoice((guildId) => {
        server.voice.changeRegion(guildId);
      });
    },
    () => {
      count('store burst');
      setStoreFaults(storeFaultShare);
      later(() => {
        setStoreFaults(0);
      });
    },
  ];
  return {
    counts,
    strike: () => {
      pickFrom(acts, rng)?.();
    },
    end: () => {
      server.setFault(undefined);
      setStoreFaults(0);
    },
  };
};
