import { packetMs } from '../../core/audio/ogg.ts';

/** Calls everybody who sends sound once every 20 ms. */
export interface Pacer {
  /** Calls this from the next beat on. Adding what is there already changes nothing. */
  add(beat: () => void): void;
  remove(beat: () => void): void;
}

/** After a standstill up to this long, the beats that were missed come quickly one after another; others are left out. */
const catchUpMs = 500;

/**
 * One timer for all sessions of the process, and none while nobody sends: at few sessions waking up is most of what sound
 * costs, at many it is the packets, so everybody's go out in one go. The clock is the steady one, as the time of day may
 * be set back while something plays.
 */
export const createPacer = (): Pacer => {
  const beats = new Set<() => void>();
  let dueAtMs = 0;
  let timer: NodeJS.Timeout | undefined;

  const step = (): void => {
    if (beats.size === 0) {
      timer = undefined;
      return;
    }
    const now = performance.now();
    dueAtMs = Math.max(dueAtMs + packetMs, now - catchUpMs);
    // Before the work: Node counts from the moment it woke up, not from when it is asked.
    timer = setTimeout(step, Math.max(1, dueAtMs - now));
    for (const beat of beats) beat();
  };

  return {
    add: (beat) => {
      beats.add(beat);
      if (timer !== undefined) return;
      dueAtMs = performance.now();
      timer = setTimeout(step, 1);
    },
    remove: (beat) => {
      beats.delete(beat);
    },
  };
};
