import { z } from 'zod';
import type { Clock } from '../core/ports.ts';
import { playLogDays } from '../core/retention.ts';
import type { Schedule } from '../core/schedule.ts';

const dayMs = 86_400_000;
/** Of a day in UTC, when most servers in Asia and Europe are quiet. */
const sweepAtMs = 3 * 3_600_000;
const kind = 'retention.sweep';

/** Something that holds logs of plays. */
export interface PlayLogs {
  /** Forgets what ended before this time. Harmless when there is nothing, or when it is done twice. */
  forgetEnded(before: number): Promise<void>;
}

export interface RetentionDeps {
  readonly schedule: Pick<Schedule, 'handle' | 'add'>;
  readonly clock: Clock;
  readonly logs: readonly PlayLogs[];
}

/** Forgets, once a day, the logs of plays that are older than `playLogDays`. */
export const createRetention = ({ schedule, clock, logs }: RetentionDeps) => {
  /** The job of a day is named by it, so that any number of processes and starts ask for one sweep. */
  const askFor = (day: number) =>
    schedule.add({ id: `${kind}:${day}`, kind, dueAt: day * dayMs + sweepAtMs, data: {} });
  const nextDay = (): number => Math.floor((clock.now() - sweepAtMs) / dayMs) + 1;
  schedule.handle(kind, {
    schema: z.object({}),
    run: async () => {
      await askFor(nextDay());
      for (const log of logs) await log.forgetEnded(clock.now() - playLogDays * dayMs);
    },
  });
  return {
    /** Sees to it that the next sweep comes. */
    start: (): Promise<void> => askFor(nextDay()),
  };
};
