import { DelayedError, Queue, Worker } from 'bullmq';
import type { Job } from 'bullmq';
import { Redis } from 'ioredis';
import { StartupError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Clock } from '../core/ports.ts';
import type { Ticket, TicketCarrier } from '../core/schedule.ts';
import { redisAdvice, redisUrl } from './store-redis.ts';

/** Jobs of one process side by side. */
const concurrency = 10;

/** When a ticket could not be looked up or sent. A job's own tries are counted in the store. */
const retryMs = 5_000;

/** How long `send` waits for Redis: the ticket's job is stored already, so a member need not wait for the queue. */
const sendLimitMs = 2_000;

/** Never reached: how often a job may be tried is decided by `Schedule`, from the store. */
const unlimited = 1_000_000;

type Data = Pick<Ticket, 'jobId' | 'key'>;

export interface BullCarrierOptions {
  readonly url: string;
  /** Processes with one queue share its tickets: the id of the store that the jobs are in. */
  readonly queue: string;
  readonly clock: Clock;
  readonly log: Log;
  /**
   * A process that says nothing for this long has lost its tickets to the others. Default 10 s: longer than any pause of a
   * healthy process. Found out within one and a half times of it.
   */
  readonly lockMs?: number;
}

const connect = async (url: string): Promise<Redis> => {
  let wasReady = false;
  let last: unknown;
  const redis = new Redis(redisUrl(url), {
    lazyConnect: true,
    connectTimeout: 5_000,
    // BullMQ waits for its blocking commands for as long as it takes.
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (wasReady ? Math.min(times * 100, 2_000) : null),
  });
  redis.on('error', (error) => {
    last = error;
  });
  try {
    await redis.connect();
    await redis.ping();
    wasReady = true;
    return redis;
  } catch (error) {
    redis.disconnect();
    throw new StartupError([`The Redis server of REDIS_URL cannot be used. ${redisAdvice(last ?? error)}`], {
      cause: error,
    });
  }
};

/**
 * Tickets in Redis or Valkey: any process with the same queue may carry one, and one whose process was killed goes to
 * another.
 * @throws StartupError when the server cannot be reached; never with its address.
 */
export const openBullCarrier = async (options: BullCarrierOptions): Promise<TicketCarrier> => {
  const { url, queue: name, clock, log, lockMs = 10_000 } = options;
  const redis = await connect(url);
  const shared = { connection: redis, prefix: 'sonagi-jobs' };
  const queue = new Queue<Data>(name, shared);
  let worker: Worker<Data> | undefined;
  let isStopped = false;

  const complain = (error: Error): void => {
    if (!isStopped) log.warn({ err: error }, 'the job queue cannot be reached');
  };
  queue.on('error', complain);

  const push = async (ticket: Ticket): Promise<void> => {
    const { key, jobId, at } = ticket;
    try {
      await queue.add(
        'ticket',
        { jobId, key },
        {
          jobId: `t${key}`,
          delay: Math.max(0, at - clock.now()),
          attempts: unlimited,
          backoff: { type: 'fixed', delay: retryMs },
          removeOnComplete: true,
          removeOnFail: true,
        },
      );
    } catch (error) {
      complain(error as Error);
      if (!isStopped) setTimeout(() => void push(ticket), retryMs).unref();
    }
  };

  const stop = async (): Promise<void> => {
    isStopped = true;
    const isReady = redis.status === 'ready';
    // With the server away there is nothing to hand back: the tickets go to others when they are missed.
    await worker?.close(!isReady);
    await queue.close();
    redis.disconnect();
  };
  let stopped: Promise<void> | undefined;

  return {
    start: async (carry, resume) => {
      const perform = async (ticket: Job<Data>, token?: string): Promise<void> => {
        const again = await carry(ticket.data.jobId, ticket.data.key);
        if (again === undefined) return;
        await ticket.moveToDelayed(again, token);
        throw new DelayedError();
      };
      worker = new Worker<Data>(name, perform, {
        ...shared,
        concurrency,
        lockDuration: lockMs,
        stalledInterval: lockMs / 2,
        maxStalledCount: unlimited,
      });
      worker.on('error', complain);
      // A server that was away may have come back empty.
      redis.on('ready', () => {
        resume().catch(complain);
      });
      await worker.waitUntilReady();
    },
    send: async (ticket) => {
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, sendLimitMs);
      });
      await Promise.race([push(ticket), limit]);
      clearTimeout(timer);
    },
    stop: () => (stopped ??= stop()),
  };
};
