import { startHttpHealth } from './adapters/http-health.ts';
import { createMetrics } from './adapters/metrics.ts';
import { createLocalCarrier } from './adapters/schedule-local.ts';
import type { Config } from './config.ts';
import type { Voice } from './core/audio/voice.ts';
import type { Log } from './core/log.ts';
import type { Clock, Rng, Stores, Timers } from './core/ports.ts';
import type { TicketCarrier } from './core/schedule.ts';
import { observeStores, observeVoice } from './services/observed.ts';
import { readStoreId } from './services/store-id.ts';

interface CarrierDeps {
  readonly redisUrl: string | undefined;
  readonly stores: Stores;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly timers: Timers;
  readonly log: Log;
}

/** What brings jobs to this process: its own timers, or the queue that all processes on this store share. */
export const openCarrier = async (deps: CarrierDeps): Promise<TicketCarrier> => {
  const { redisUrl, stores, clock, rng, timers, log } = deps;
  if (redisUrl === undefined) return createLocalCarrier(clock, timers);
  // Reading these libraries takes 0.2 s, which only those with a queue spend.
  const { openBullCarrier } = await import('./adapters/schedule-bullmq.ts');
  return openBullCarrier({ url: redisUrl, queue: await readStoreId(stores, rng), clock, log });
};

/** What an operator watches. Without `HTTP_PORT` nothing is measured, and it costs nothing. */
export const createOperations = ({ httpPort }: Config) => {
  const metrics = httpPort === undefined ? undefined : createMetrics();
  return {
    interaction: metrics?.interaction,
    job: metrics?.job,
    gauge: metrics?.gauge,
    watchStores: (stores: Stores): Stores =>
      metrics === undefined ? stores : observeStores(stores, metrics.store, () => performance.now()),
    watchVoice: (voice: Voice): Voice => (metrics === undefined ? voice : observeVoice(voice, metrics.voice)),
    /** Begins to answer; resolves to what ends it. */
    listen: async (problems: () => Promise<readonly string[]>): Promise<() => Promise<void>> => {
      if (metrics === undefined || httpPort === undefined) return () => Promise.resolve();
      const { close } = await startHttpHealth({ port: httpPort, problems, metrics: metrics.read });
      return close;
    },
  };
};

export type Operations = ReturnType<typeof createOperations>;
