import type { KeyedQueue } from '../core/keyed-queue.ts';
import type { Clock, Timers } from '../core/ports.ts';
import { closesAt } from '../core/quiz/timers.ts';
import type { Running } from './quiz-running.ts';

export interface HoldDeps {
  readonly queue: Pick<KeyedQueue, 'idle'>;
  readonly games: ReadonlyMap<string, Pick<Running, 'state'>>;
  readonly clock: Clock;
  readonly timers: Timers;
}

/** Resolves when every open round that ends by then has been revealed. */
export const roundsRevealed = async (
  { queue, games, clock, timers }: HoldDeps,
  until: number,
): Promise<void> => {
  for (;;) {
    await queue.idle();
    const now = clock.now();
    const next = [...games.values()]
      .map(({ state }) => closesAt(state))
      .filter((at) => at !== undefined && at <= until)
      .reduce<number>((soonest, at = until) => Math.min(soonest, at), Infinity);
    if (next === Infinity || now > until) return;
    // A guess may end a round sooner than planned, and the store may be slow.
    const lookAt = Math.max(now + 50, Math.min(next + 20, now + 500));
    await new Promise<void>((resolve) => timers.at(lookAt, resolve));
  }
};
