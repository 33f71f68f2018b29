import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { JobReport } from '../core/schedule.ts';
import type { InteractionReport, StoreReport, VoiceReport } from '../core/telemetry.ts';

export interface Metrics {
  interaction(report: InteractionReport): void;
  store(report: StoreReport): void;
  job(report: JobReport): void;
  voice(report: VoiceReport): void;
  /** Something counted only when it is asked for, such as servers or games. */
  gauge(name: string, help: string, read: () => number): void;
  /** In Prometheus's text format. */
  read(): Promise<{ contentType: string; body: string }>;
}

/** Discord waits 3 s for an answer: the last steps show how near it was. */
const interactionBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const storeBuckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2];
const latenessBuckets = [0.1, 0.5, 1, 5, 15, 60, 300, 3_600];

/** Later than this after its time a job is late: nobody minds a reminder that comes a second later. */
const lateAfterMs = 5_000;

/** Counts for one process; Prometheus adds them up over processes. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const interactions = new Counter({
    name: 'sonagi_interactions_total',
    help: 'Commands, components and autocompletes, by what they came to.',
    labelNames: ['kind', 'name', 'outcome'],
    registers,
  });
  const interactionSeconds = new Histogram({
    name: 'sonagi_interaction_seconds',
    help: 'Time from an interaction to its answer.',
    labelNames: ['kind', 'name'],
    buckets: interactionBuckets,
    registers,
  });
  const storeSeconds = new Histogram({
    name: 'sonagi_store_seconds',
    help: 'Time of a store operation, waiting for others at the same record included.',
    labelNames: ['operation'],
    buckets: storeBuckets,
    registers,
  });
  const storeFailures = new Counter({
    name: 'sonagi_store_failures_total',
    help: 'Store operations that failed.',
    labelNames: ['namespace', 'operation'],
    registers,
  });
  const jobs = new Counter({
    name: 'sonagi_jobs_total',
    help: 'Attempts at jobs, by what they came to.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const jobLateness = new Histogram({
    name: 'sonagi_job_lateness_seconds',
    help: 'How long after its time an attempt at a job began.',
    buckets: latenessBuckets,
    registers,
  });
  const lateJobs = new Counter({
    name: 'sonagi_jobs_late_total',
    help: 'Attempts at jobs that began more than 5 s after their time.',
    labelNames: ['kind'],
    registers,
  });
  const voiceSessions = new Gauge({
    name: 'sonagi_voice_sessions',
    help: 'Voice channels the bot sits in.',
    registers,
  });
  const voiceStalls = new Counter({
    name: 'sonagi_voice_stalls_total',
    help: 'Breaks of a voice connection: sound waited (interrupted), was given up (lost) or never began (not-joined).',
    labelNames: ['what'],
    registers,
  });

  return {
    interaction: ({ kind, name, outcome, ms }) => {
      interactions.inc({ kind, name, outcome });
      interactionSeconds.observe({ kind, name }, ms / 1_000);
    },
    store: ({ namespace, operation, outcome, ms }) => {
      storeSeconds.observe({ operation }, ms / 1_000);
      if (outcome === 'failed') storeFailures.inc({ namespace, operation });
    },
    job: ({ kind, outcome, lateMs }) => {
      jobs.inc({ kind, outcome });
      jobLateness.observe(lateMs / 1_000);
      if (lateMs > lateAfterMs) lateJobs.inc({ kind });
    },
    voice: (report) => {
      if (report === 'joined') voiceSessions.inc();
      if (report === 'left' || report === 'lost') voiceSessions.dec();
      if (report !== 'joined' && report !== 'left') voiceStalls.inc({ what: report });
    },
    gauge: (name, help, read) => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    read: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
};
