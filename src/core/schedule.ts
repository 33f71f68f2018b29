/** Something to be done at a time, kept in the store until it is done. */
export interface Job<Data extends object = object> {
  /**
   * Names the job for good, such as `party.remind:PARTY:15`. Adding a job with the id of another one moves or replaces
   * it: there is never more than one.
   */
  readonly id: string;
  /** Which handler carries it out. */
  readonly kind: string;
  /** Milliseconds since the epoch. A time gone by means now. */
  readonly dueAt: number;
  /** At most `maxJobDataLength` characters of JSON: ids and small numbers; everything else is read when it runs. */
  readonly data: Data;
  /**
   * The server it belongs to, when only the process that is connected to that server can carry it out: one that needs a
   * voice channel or a running game. Absent: any process, because everything goes over REST and the store.
   */
  readonly guildId?: string | undefined;
}

/** A job whose time has come. */
export interface DueJob<Data extends object = object> extends Job<Data> {
  /** How long after `dueAt` this is: seconds normally, hours after the bot was off. A reminder of the past is pointless. */
  readonly lateMs: number;
  /** 1 at first; more after a failure, or after a process that ended in the middle. */
  readonly attempt: number;
  /**
   * Made of `id` and `dueAt`: the same in every attempt on any machine, another one once the job was moved. The key for
   * `Once`, and short enough (22 of 25 characters) for the `nonce` of a message, with which Discord drops a second one.
   */
  readonly runKey: string;
  /** Aborted when the bot stops or the attempt has taken too long. What then fails is tried again at the next start. */
  readonly signal: AbortSignal;
}

/**
 * How jobs of one kind are carried out. A job runs at least once: a process that ends in the middle leaves it to be run
 * again, by any machine. So `run` has to be the same in effect when it runs twice:
 * - a change of state goes through `Store.update`, which decides from the record whether there is anything left to do;
 * - what others see (a message, a scheduled event) comes after that, within `Once.run(job.runKey, …)` and with
 *   `job.runKey` as its nonce.
 * It starts things and returns; it does not wait for a party to end.
 */
export interface JobHandler<Data extends object> {
  readonly schema: { parse(value: unknown): Data };
  run(job: DueJob<Data>): Promise<void>;
}

export const maxJobDataLength = 4_000;

/** Carries out jobs at or after their time, also those that came due while the bot was off. */
export interface Schedule {
  /** Says how jobs of a kind are carried out. Before `start`; twice for one kind is an error. */
  handle<Data extends object>(kind: string, handler: JobHandler<Data>): void;
  /**
   * Resolves once the job is stored: from then on it happens, whatever ends. Adding it again while it waits changes
   * nothing; adding it again when it is done runs it again.
   */
  add(job: Job): Promise<void>;
  /** Whether there was one. A job that is being carried out is not stopped. */
  cancel(id: string): Promise<boolean>;
  /** The job that waits under this id, if any. */
  get(id: string): Promise<Job | undefined>;
  /**
   * Begins to carry out jobs; those that are late come at once, earliest first. Those of servers that `serves` denies are
   * left to their own process.
   */
  start(serves?: (guildId: string) => boolean): Promise<void>;
  /** Takes on no more, aborts what runs and waits for it. */
  dispose(): Promise<void>;
}

/** What a job came to, for logs and metrics. */
export interface JobReport {
  readonly kind: string;
  readonly lateMs: number;
  readonly outcome: 'done' | 'failed' | 'dead';
}

/** A reminder that a job may be due. It may come twice, or for a job that is gone or has moved: `carry` finds out. */
export interface Ticket {
  /** Two tickets with one key are one ticket. */
  readonly key: string;
  readonly jobId: string;
  readonly at: number;
}

/** Brings tickets to a process that carries them out: timers in this one, or a queue that several machines share. */
export interface TicketCarrier {
  /**
   * Brings tickets from now on. `carry` resolves to a time at which to bring the ticket again, or `undefined` when it is
   * spent; when it rejects, or its process ends, the ticket is brought again a little later. `resume` sends all tickets
   * anew: for a carrier that may have lost some.
   */
  start(
    carry: (jobId: string, key: string) => Promise<number | undefined>,
    resume: () => Promise<void>,
  ): Promise<void>;
  send(ticket: Ticket): Promise<void>;
  /** Brings no more and waits for those that are being carried out. */
  stop(): Promise<void>;
}
