import { AudioError } from '../../core/audio/audio.ts';
import type { Clock } from '../../core/ports.ts';

/** Whether a service may be asked now. */
export type ServiceState =
  | { readonly kind: 'open' }
  | { readonly kind: 'paused'; readonly reason: 'limited' | 'unreachable'; readonly untilMs: number };

/** Guards a service from us, and a game from a service that is down: who may not ask is told so at once. */
export interface Gate {
  state(): ServiceState;
  /** Takes one request of the allowance. @throws AudioError `limited` or `unreachable` while there is none. */
  take(): void;
  succeeded(): void;
  /** The service refuses: nothing is asked for as long as it says, or longer every time when it does not. */
  wasLimited(retryAfterMs: number | undefined): void;
  /** No answer, or none that can be read. One is chance; several in a row pause the service. */
  failed(): void;
}

const firstPauseMs = 60_000;
const longestPauseMs = 60 * 60_000;
const firstFailurePauseMs = 15_000;
const failuresInARow = 3;

/**
 * A sliding window rather than p-queue's or rate-limiter-flexible's: a round cannot wait for its turn, so there is nothing
 * to queue and no timer to keep, and fixed windows let twice the allowance through at their borders.
 */
export const createGate = (
  { requests, perMs }: { readonly requests: number; readonly perMs: number },
  clock: Clock,
): Gate => {
  let taken: number[] = [];
  let failures = 0;
  let refusals = 0;
  let pause: { reason: 'limited' | 'unreachable'; untilMs: number } | undefined;

  const state = (): ServiceState => {
    if (pause !== undefined && pause.untilMs > clock.now()) return { kind: 'paused', ...pause };
    const now = clock.now();
    taken = taken.filter((at) => at > now - perMs);
    const [oldest] = taken;
    return oldest === undefined || taken.length < requests
      ? { kind: 'open' }
      : { kind: 'paused', reason: 'limited', untilMs: oldest + perMs };
  };

  return {
    state,
    take: () => {
      const now = state();
      if (now.kind === 'paused') throw new AudioError(now.reason, 'The preview service is not asked now.');
      taken.push(clock.now());
    },
    succeeded: () => {
      failures = 0;
      refusals = 0;
    },
    wasLimited: (retryAfterMs) => {
      const ownMs = firstPauseMs * 2 ** refusals;
      refusals += 1;
      const waitMs = Math.min(longestPauseMs, Math.max(1000, retryAfterMs ?? ownMs));
      pause = { reason: 'limited', untilMs: clock.now() + waitMs };
    },
    failed: () => {
      failures += 1;
      if (failures < failuresInARow) return;
      const waitMs = Math.min(longestPauseMs, firstFailurePauseMs * 2 ** (failures - failuresInARow));
      pause = { reason: 'unreachable', untilMs: clock.now() + waitMs };
    },
  };
};
