import type { World } from '../../src/playground/server/world/types.ts';
import { createWorld } from '../../src/playground/server/world/world.ts';
import type { createMovedTime } from './moved-time.ts';

/** An empty Discord under this clock. */
export const createMovedWorld = ({ clock: { now } }: ReturnType<typeof createMovedTime>): World =>
  createWorld({
    clock: {
      now,
      after: (delayMs, act) => {
        const timer = setTimeout(act, delayMs);
        return () => {
          clearTimeout(timer);
        };
      },
    },
  });
