import type { Clock, Timers } from '../../src/core/ports.ts';

interface Alarm {
  readonly time: number;
  readonly run: () => void;
}

/**
 * A clock that stands still until it is moved, and timers that follow it. `settle` resolves when the work an alarm began is
 * done, so that the next one does not overtake it.
 */
export const createSteppedTime = (settle: () => Promise<void>, startMs = Date.UTC(2026, 10, 21, 12)) => {
  let now = startMs;
  const alarms = new Set<Alarm>();
  const clock: Clock = { now: () => now };
  const timers: Timers = {
    at: (time, run) => {
      const alarm = { time, run };
      alarms.add(alarm);
      return () => alarms.delete(alarm);
    },
  };

  /** Moves on, ringing every alarm on the way at its own time, also those set meanwhile. */
  const advance = async (ms: number): Promise<void> => {
    const until = now + ms;
    await settle();
    for (;;) {
      const next = [...alarms].filter(({ time }) => time <= until).sort((a, b) => a.time - b.time)[0];
      if (next === undefined) break;
      alarms.delete(next);
      now = Math.max(now, next.time);
      next.run();
      await settle();
    }
    now = until;
  };

  return { clock, timers, advance, pending: () => alarms.size };
};
