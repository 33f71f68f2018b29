import type { Clock, Timers } from '../../src/core/ports.ts';

/** setTimeout's longest delay. */
const maxDelayMs = 2 ** 31 - 1;

interface Alarm {
  readonly time: number;
  /** Rings when its time has come, else waits on. */
  readonly look: () => void;
  readonly wait: () => void;
  handle?: NodeJS.Timeout;
}

/**
 * The machine's clock, so many milliseconds ahead, and timers that follow it. It can be moved on: what falls due on the way
 * rings at once, earliest first.
 */
export const createMovedTime = (aheadMs = 0) => {
  let ahead = aheadMs;
  const alarms = new Set<Alarm>();
  const now = () => Date.now() + ahead;
  const clock: Clock = { now };

  const timers: Timers = {
    at: (time, run) => {
      const drop = () => {
        alarms.delete(alarm);
        clearTimeout(alarm.handle);
      };
      const look = () => {
        if (time > now()) {
          alarm.wait();
          return;
        }
        drop();
        run();
      };
      const alarm: Alarm = {
        time,
        look,
        wait: () => {
          clearTimeout(alarm.handle);
          alarm.handle = setTimeout(look, Math.min(Math.max(0, time - now()), maxDelayMs)).unref();
        },
      };
      alarm.wait();
      alarms.add(alarm);
      return drop;
    },
  };

  return {
    clock,
    timers,
    aheadMs: () => ahead,
    move: (ms: number): void => {
      ahead += ms;
      // What an alarm sets anew waits for the next move.
      for (const alarm of [...alarms].sort((a, b) => a.time - b.time)) if (alarms.has(alarm)) alarm.look();
    },
  };
};
