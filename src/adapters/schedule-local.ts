import PQueue from 'p-queue';
import type { Clock, Timers } from '../core/ports.ts';
import type { Ticket, TicketCarrier } from '../core/schedule.ts';

/** After a long time off many jobs are late at once: this many run side by side. */
const concurrency = 10;

/** When the store cannot be reached, in which case a job's own tries cannot be counted. */
const retryMs = 5_000;

/** Timers of this process. What has to outlive it is in the store already. */
export const createLocalCarrier = (
  clock: Clock,
  timers: Timers,
): TicketCarrier & { idle(): Promise<void> } => {
  const queue = new PQueue({ concurrency });
  const waiting = new Map<string, () => void>();
  let carry: ((jobId: string, key: string) => Promise<number | undefined>) | undefined;

  const bring = async (ticket: Ticket): Promise<void> => {
    const again = await carry?.(ticket.jobId, ticket.key).catch(() => clock.now() + retryMs);
    if (again !== undefined) wait({ ...ticket, at: again });
  };

  const wait = (ticket: Ticket): void => {
    if (carry === undefined) return;
    waiting.get(ticket.key)?.();
    const cancel = timers.at(ticket.at, () => {
      waiting.delete(ticket.key);
      void queue.add(() => bring(ticket));
    });
    waiting.set(ticket.key, cancel);
  };

  return {
    start: (given) => {
      carry = given;
      return Promise.resolve();
    },
    send: (ticket) => {
      wait(ticket);
      return Promise.resolve();
    },
    stop: async () => {
      carry = undefined;
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
      queue.clear();
      await queue.onIdle();
    },
    idle: () => queue.onIdle(),
  };
};
