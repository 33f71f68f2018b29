import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Log } from '../core/log.ts';
import type { Clock, Rng, Stores, Timers } from '../core/ports.ts';
import { maxJobDataLength } from '../core/schedule.ts';
import type { DueJob, JobHandler, JobReport, Schedule, TicketCarrier } from '../core/schedule.ts';

/** Waits between tries. After the last one a job is dead: in all about 13 minutes, as long as most outages take. */
const defaultBackoffMs = [1_000, 5_000, 30_000, 120_000, 600_000] as const;

/** A job that ends the process each time is given up as well. */
const maxStarts = 12;

/** Dead jobs are kept this long, for `npm run store -- check` and for the curious. */
const deadKeptMs = 30 * 86_400_000;

/** A handler that hangs would keep its place for ever. */
const attemptLimitMs = 120_000;

/** A ticket that came to a process which cannot carry it goes back for another; BullMQ picks one at random. */
const passOnMs = 500;

/** A stop is no failure of the job: it comes again when somebody can take it. */
const afterStopMs = 1_000;

const recordSchema = z.strictObject({
  kind: z.string(),
  dueAt: z.number(),
  data: z.record(z.string(), z.unknown()),
  /** Tells this job from an earlier one under the same id. */
  revision: z.string(),
  failures: z.number().int(),
  /** Counted before an attempt, so that one that ends the process counts. */
  starts: z.number().int(),
  /** When it is tried next. */
  nextAt: z.number(),
  deadAt: z.number().optional(),
  guildId: z.string().optional(),
});

type JobRecord = z.infer<typeof recordSchema>;

export interface ScheduleDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly timers: Timers;
  readonly log: Log;
  readonly carrier: TicketCarrier;
  readonly observe?: ((report: JobReport) => void) | undefined;
  /** Waits between tries; a job fails once more often than it is long. Default: 1 s to 10 minutes, five of them. */
  readonly backoffMs?: readonly number[];
}

/** 22 characters that any machine makes of the same job. */
const runKeyOf = (jobId: string, dueAt: number): string =>
  createHash('sha256').update(`${jobId}@${dueAt}`).digest('base64url').slice(0, 22);

/** Adding what waits already must not begin its tries anew. */
const isSame = (current: JobRecord | undefined, { kind, dueAt, data, guildId }: JobRecord): boolean =>
  current?.deadAt === undefined &&
  current?.kind === kind &&
  current.dueAt === dueAt &&
  current.guildId === guildId &&
  JSON.stringify(current.data) === JSON.stringify(data);

const keyOf = ({ revision, failures }: JobRecord): string => `${revision}.${failures}`;

/**
 * Jobs in the store, brought by a carrier. The store alone says what is to be done: a ticket whose job has moved, is done
 * or was tried since is dropped, and tickets that were lost are written anew at the next start.
 */
export const createSchedule = (deps: ScheduleDeps): Schedule => {
  const { stores, clock, rng, timers, log, carrier, observe, backoffMs = defaultBackoffMs } = deps;
  const jobs = stores.open('jobs', { schema: recordSchema, version: 1 });
  const handlers = new Map<string, JobHandler<object>>();
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let hasStarted = false;
  let serves: (guildId: string) => boolean = () => true;

  const newRevision = (): string =>
    Math.floor(rng.next() * 2 ** 50)
      .toString(36)
      .padStart(10, '0');

  const send = (jobId: string, record: JobRecord): Promise<void> =>
    carrier.send({ key: keyOf(record), jobId, at: record.nextAt });

  const handlerOf = (kind: string): JobHandler<object> => {
    const handler = handlers.get(kind);
    if (handler === undefined) throw new Error(`No handler carries out jobs of the kind "${kind}".`);
    return handler;
  };

  /** Runs the handler; rejects when it fails, takes too long, or cannot read the job's data. */
  const attempt = async (jobId: string, record: JobRecord): Promise<void> => {
    const { kind, dueAt, data, starts, guildId } = record;
    const { schema, run } = handlerOf(kind);
    const limit = new AbortController();
    const signal = AbortSignal.any([stopping.signal, limit.signal]);
    const job: DueJob = {
      id: jobId,
      kind,
      dueAt,
      data: schema.parse(data),
      lateMs: Math.max(0, clock.now() - dueAt),
      attempt: starts,
      runKey: runKeyOf(jobId, dueAt),
      signal,
      ...(guildId !== undefined && { guildId }),
    };
    let cancel = () => undefined as unknown;
    const tooLong = new Promise<never>((_resolve, reject) => {
      cancel = timers.at(clock.now() + attemptLimitMs, () => {
        limit.abort();
        reject(new Error(`It took longer than ${attemptLimitMs / 1000} s.`));
      });
    });
    try {
      await Promise.race([run(job), tooLong]);
    } finally {
      cancel();
    }
  };

  const fail = async (jobId: string, record: JobRecord, error: unknown, lateMs: number): Promise<void> => {
    const wait = backoffMs[record.failures];
    const failures = record.failures + 1;
    const isDead = wait === undefined || record.starts >= maxStarts;
    const next = { ...record, failures, nextAt: clock.now() + (wait ?? 0) };
    const stored = await jobs.update(jobId, (current) => {
      if (current === undefined || keyOf(current) !== keyOf(record)) return undefined;
      return isDead ? { ...next, deadAt: clock.now() } : next;
    });
    const fields = { err: error, jobId, kind: record.kind, failures };
    if (isDead) log.error(fields, 'a job failed too often and is given up');
    else log.warn({ ...fields, againInMs: wait }, 'a job failed and is tried again');
    observe?.({ kind: record.kind, lateMs, outcome: isDead ? 'dead' : 'failed' });
    if (stored !== undefined && stored.deadAt === undefined) await send(jobId, stored);
  };

  const carry = async (jobId: string, key: string): Promise<number | undefined> => {
    const isDue = (record: JobRecord | undefined): record is JobRecord =>
      record !== undefined && keyOf(record) === key && record.deadAt === undefined;
    if (isStopping()) return clock.now() + afterStopMs;
    const found = await jobs.get(jobId);
    if (!isDue(found)) return undefined;
    const now = clock.now();
    if (found.nextAt > now) return found.nextAt;
    if (found.guildId !== undefined && !serves(found.guildId)) return now + passOnMs;
    const record = await jobs.update(jobId, (current) =>
      isDue(current) ? { ...current, starts: current.starts + 1 } : undefined,
    );
    if (!isDue(record)) return undefined;
    const lateMs = now - record.nextAt;
    if (record.starts > maxStarts) {
      await fail(jobId, record, new Error('The process ended in the middle of it each time.'), lateMs);
      return undefined;
    }
    try {
      await attempt(jobId, record);
    } catch (error) {
      if (isStopping()) return clock.now() + afterStopMs;
      await fail(jobId, record, error, lateMs);
      return undefined;
    }
    await jobs.delete(jobId, ({ revision }) => revision === record.revision);
    observe?.({ kind: record.kind, lateMs, outcome: 'done' });
    return undefined;
  };

  /** Sends tickets for all that waits, earliest first, and forgets what has been dead for long. */
  const resume = async (): Promise<void> => {
    const all = await jobs.list((error) => {
      log.error({ err: error }, 'a job cannot be read and is left out');
    });
    const deadBefore = clock.now() - deadKeptMs;
    for (const [jobId, record] of [...all].sort(([, a], [, b]) => a.nextAt - b.nextAt)) {
      if (record.deadAt === undefined) await send(jobId, record);
      else if (record.deadAt < deadBefore) {
        await jobs.delete(jobId, ({ revision }) => revision === record.revision);
      }
    }
  };

  return {
    handle: (kind, handler) => {
      if (hasStarted) throw new Error(`The handler of "${kind}" comes after the start: its jobs would fail.`);
      if (handlers.has(kind)) throw new Error(`There are two handlers of "${kind}".`);
      handlers.set(kind, handler);
    },
    add: async ({ id, kind, dueAt, data, guildId }) => {
      handlerOf(kind).schema.parse(data);
      const { length } = JSON.stringify(data);
      if (length > maxJobDataLength)
        throw new Error(`The data of the job "${id}" is ${length} characters long.`);
      const revision = newRevision();
      const counters = { failures: 0, starts: 0, nextAt: dueAt };
      const owner = guildId === undefined ? {} : { guildId };
      const fresh = { kind, dueAt, data: { ...data }, revision, ...counters, ...owner };
      const stored = await jobs.update(id, (current) => (isSame(current, fresh) ? undefined : fresh));
      if (stored !== undefined && hasStarted && !isStopping()) await send(id, stored);
    },
    cancel: async (id) => {
      let wasWaiting = false;
      await jobs.delete(id, ({ deadAt }) => {
        wasWaiting = deadAt === undefined;
        return wasWaiting;
      });
      return wasWaiting;
    },
    get: async (id) => {
      const record = await jobs.get(id);
      if (record === undefined || record.deadAt !== undefined) return undefined;
      const { kind, dueAt, data, guildId } = record;
      return { id, kind, dueAt, data, ...(guildId !== undefined && { guildId }) };
    },
    start: async (given = () => true) => {
      serves = given;
      hasStarted = true;
      await carrier.start(carry, resume);
      await resume();
    },
    dispose: async () => {
      stopping.abort();
      await carrier.stop();
    },
  };
};
