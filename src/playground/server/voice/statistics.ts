/** What the voice server has seen of one sender's packets. */
export type SenderStatistics = {
  packets: number;
  /** Sequence numbers that never came. */
  lost: number;
  /** The longest wait between two packets of one stretch of sound; pauses announced with speaking 0 do not count. */
  largestGapMs: number;
  /** Frames end-to-end encrypted, frames that were not, and Opus silence, which never is. */
  encrypted: number;
  plain: number;
  silence: number;
};

export type StatisticsKeeper = {
  /** `atMs` is any steady clock. */
  packet: (sequence: number, kind: 'encrypted' | 'plain' | 'silence', atMs: number) => void;
  pause: () => void;
  read: () => SenderStatistics;
  reset: () => void;
};

const HALF = 0x8000;

export const createStatistics = (): StatisticsKeeper => {
  const zero = (): SenderStatistics => ({
    packets: 0,
    lost: 0,
    largestGapMs: 0,
    encrypted: 0,
    plain: 0,
    silence: 0,
  });
  let counts = zero();
  let lastSequence: number | undefined;
  let lastAtMs: number | undefined;
  return {
    packet: (sequence, kind, atMs) => {
      counts.packets += 1;
      counts[kind] += 1;
      if (lastAtMs !== undefined) counts.largestGapMs = Math.max(counts.largestGapMs, atMs - lastAtMs);
      lastAtMs = atMs;
      const step = lastSequence === undefined ? 1 : (sequence - lastSequence) & 0xffff;
      // More than half the circle ahead is behind: it was counted as lost and came late after all.
      if (step >= HALF) {
        counts.lost = Math.max(0, counts.lost - 1);
        return;
      }
      if (step > 1) counts.lost += step - 1;
      lastSequence = sequence;
    },
    pause: () => {
      lastAtMs = undefined;
    },
    read: () => ({ ...counts }),
    reset: () => {
      counts = zero();
      lastSequence = undefined;
      lastAtMs = undefined;
    },
  };
};
