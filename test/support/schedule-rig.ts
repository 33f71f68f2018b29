import { z } from 'zod';
import { systemClock, systemRng } from '../../src/adapters/clock.ts';
import { openStores } from '../../src/adapters/open-stores.ts';
import { openBullCarrier } from '../../src/adapters/schedule-bullmq.ts';
import { createLocalCarrier } from '../../src/adapters/schedule-local.ts';
import { createTimers } from '../../src/adapters/timers.ts';
import type { Log } from '../../src/core/log.ts';
import type { Stores } from '../../src/core/ports.ts';
import type { DueJob, JobReport, Schedule } from '../../src/core/schedule.ts';
import { createOnce } from '../../src/services/once.ts';
import type { Once } from '../../src/services/once.ts';
import { createSchedule } from '../../src/services/schedule.ts';
import { readStoreId } from '../../src/services/store-id.ts';
import { countFormat } from './count-format.ts';

export const jobSchema = z.strictObject({ n: z.number() });
export type TestJob = DueJob<{ n: number }>;

export interface Rig {
  readonly schedule: Schedule;
  readonly stores: Stores;
  readonly once: Once;
  readonly reports: readonly JobReport[];
  /** Adds to a count in the store that all processes share. */
  count(id: string): Promise<void>;
  counted(id: string): Promise<number>;
  stop(): Promise<void>;
}

/** One process's schedule, in real time, with one handler (kind `test`); not started. */
export const openRig = async (
  urls: { storeUrl: string; redisUrl: string | undefined },
  log: Log,
  run: (job: TestJob, rig: Rig) => Promise<void> | void,
): Promise<Rig> => {
  const stores = await openStores(urls.storeUrl);
  const clock = systemClock;
  const timers = createTimers(clock);
  const carrier =
    urls.redisUrl === undefined
      ? createLocalCarrier(clock, timers)
      : await openBullCarrier({
          url: urls.redisUrl,
          queue: await readStoreId(stores, systemRng),
          clock,
          log,
          lockMs: 1_000,
        });
  const reports: JobReport[] = [];
  const schedule = createSchedule({
    stores,
    clock,
    rng: systemRng,
    timers,
    log,
    carrier,
    observe: (report) => reports.push(report),
    backoffMs: [50, 100],
  });
  const counts = stores.open('counts', countFormat);
  const rig: Rig = {
    schedule,
    stores,
    reports,
    once: createOnce({ stores, clock }),
    count: async (id) => {
      await counts.update(id, (now) => ({ count: (now?.count ?? 0) + 1 }));
    },
    counted: async (id) => (await counts.get(id))?.count ?? 0,
    stop: async () => {
      await schedule.dispose();
      await stores.close();
    },
  };
  schedule.handle('test', {
    schema: jobSchema,
    run: async (job) => {
      await run(job, rig);
    },
  });
  return rig;
};
