import { DiscordAPIError } from 'discord.js';
import type { Clock, Timers } from '../core/ports.ts';

/** An outage as short as this costs time and no message. */
const outageMs = 130_000;

/** The waits grow to the longest of them, and add up to an outage. */
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;
const mostTries = 8;

/** What cannot be written to, as far as is known without asking Discord. */
export class ClosedChannelError extends Error {
  constructor(channelId: string) {
    super(`Channel ${channelId} takes no messages.`);
    this.name = 'ClosedChannelError';
  }
}

/** What Discord refuses it will refuse again. Waiting for its limits is up to discord.js. */
const isLasting = (error: unknown): boolean =>
  error instanceof ClosedChannelError || (error instanceof DiscordAPIError && error.status < 500);

/**
 * How a screen waits, and holds on when Discord or the store is out of reach: discord.js tries again at once, three times,
 * and only what was answered by a 500.
 */
export interface Patience {
  /** Resolves at this time, or at once when the bot is stopping. */
  waitUntil(time: number): Promise<void>;
  /**
   * Tries again, ever later, until it succeeds, Discord refuses it, or the outage has lasted too long, also for what was tried
   * before: what could not be shown must not pile up. What posts a message needs a nonce.
   */
  insist<Result>(act: () => Promise<Result>): Promise<Result>;
  readonly isStopping: boolean;
  /** Waits for nothing from now on: what is being tried is tried once more. */
  stop(): void;
}

export const createPatience = ({ clock, timers }: { clock: Clock; timers: Timers }): Patience => {
  const waiting = new Set<() => void>();
  let isStopping = false;
  let failingSince = -Infinity;
  let failedAt = -Infinity;

  const waitUntil: Patience['waitUntil'] = async (time) => {
    if (isStopping) return;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const wake = () => {
      resolve(undefined);
    };
    waiting.add(wake);
    const cancel = timers.at(time, wake);
    await promise;
    cancel();
    waiting.delete(wake);
  };

  const noteFailure = (): void => {
    const now = clock.now();
    if (now - failedAt > outageMs) failingSince = now;
    failedAt = now;
  };

  const insist = async <Result>(act: () => Promise<Result>, tries = 1): Promise<Result> => {
    const hasStopped = isStopping;
    try {
      const result = await act();
      failedAt = -Infinity;
      return result;
    } catch (error) {
      if (isLasting(error)) throw error;
      noteFailure();
      const nextAt = clock.now() + Math.min(firstWaitMs * 3 ** (tries - 1), longestWaitMs);
      if (hasStopped || tries >= mostTries || nextAt - failingSince > outageMs) throw error;
      await waitUntil(nextAt);
      return insist(act, tries + 1);
    }
  };

  return {
    waitUntil,
    insist: (act) => insist(act),
    get isStopping() {
      return isStopping;
    },
    stop: () => {
      isStopping = true;
      for (const wake of waiting) wake();
    },
  };
};
