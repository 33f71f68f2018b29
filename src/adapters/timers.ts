import type { Clock, Timers } from '../core/ports.ts';

/** setTimeout's longest delay; a later time is reached in several of them. */
const maxDelayMs = 2 ** 31 - 1;

export const createTimers = (clock: Clock): Timers => ({
  at: (time, run) => {
    let handle: NodeJS.Timeout;
    const wait = () => {
      const delayMs = time - clock.now();
      handle = setTimeout(delayMs > maxDelayMs ? wait : run, Math.min(Math.max(0, delayMs), maxDelayMs));
      handle.unref();
    };
    wait();
    return () => {
      clearTimeout(handle);
    };
  },
});
