import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createLocalCarrier } from '../../src/adapters/schedule-local.ts';
import { createMemoryStores, openSqliteStores } from '../../src/adapters/store.ts';
import type { Stores } from '../../src/core/ports.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import type { DueJob, JobReport } from '../../src/core/schedule.ts';
import { createOnce } from '../../src/services/once.ts';
import { createSchedule } from '../../src/services/schedule.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { createSteppedTime } from '../support/stepped-time.ts';

const schema = z.strictObject({ n: z.number() });
const minute = 60_000;

let folder: string;
const opened: Stores[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-schedule-'));
});
afterEach(async () => {
  for (const stores of opened.splice(0)) await stores.close();
});
afterAll(() => rm(folder, { recursive: true }));

/** One life of a schedule in stepped time. */
const boot = async (
  run: (job: DueJob<{ n: number }>) => Promise<void> | void,
  url = `sqlite://${join(folder, `${randomUUID()}.db`)}`,
  startMs?: number,
) => {
  const stores = await openSqliteStores(url);
  opened.push(stores);
  let settle = () => Promise.resolve();
  const time = createSteppedTime(() => settle(), startMs);
  const carrier = createLocalCarrier(time.clock, time.timers);
  settle = carrier.idle;
  const log = createRecordingLog();
  const reports: JobReport[] = [];
  const rng = createSeededRng(String(startMs));
  const observe = (report: JobReport) => reports.push(report);
  const schedule = createSchedule({ stores, ...time, rng, log, carrier, observe });
  schedule.handle('test', {
    schema,
    run: async (job) => {
      await run(job);
    },
  });
  await schedule.start();
  /** Waiting for all that runs would wait for a job that hangs. */
  const settleBy = (how: () => Promise<void>) => {
    settle = how;
  };
  return { schedule, settleBy, url, time, log, reports };
};

test('a job of weeks ahead runs at its time, and not before', async () => {
  const ran: number[] = [];
  const { schedule, time } = await boot(() => void ran.push(time.clock.now()));
  const dueAt = time.clock.now() + 60 * 86_400_000;
  await schedule.add({ id: 'a', kind: 'test', dueAt, data: { n: 1 } });
  await time.advance(60 * 86_400_000 - 1);
  expect(ran).toEqual([]);
  await time.advance(1);
  expect(ran).toEqual([dueAt]);
  expect(await schedule.get('a')).toBeUndefined();
  expect(time.pending()).toBe(0);
});

test('a job that fails is tried six times, later and later, then is dead and logged', async () => {
  const tries: { attempt: number; afterMs: number; runKey: string }[] = [];
  const { schedule, time, log, reports, url } = await boot(({ attempt, lateMs, runKey }) => {
    tries.push({ attempt, afterMs: lateMs, runKey });
    throw new Error('Discord is away');
  });
  await schedule.add({ id: 'a', kind: 'test', dueAt: time.clock.now() + minute, data: { n: 1 } });
  await time.advance(60 * minute);
  expect(tries.map(({ afterMs }) => afterMs)).toEqual([0, 1_000, 6_000, 36_000, 156_000, 756_000]);
  expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Set(tries.map(({ runKey }) => runKey)).size).toBe(1);
  expect(log.lines.map(({ level }) => level)).toEqual(['warn', 'warn', 'warn', 'warn', 'warn', 'error']);
  expect(log.lines.at(-1)).toMatchObject({ fields: { jobId: 'a', kind: 'test', failures: 6 } });
  expect(reports.map(({ outcome }) => outcome)).toEqual([...Array<string>(5).fill('failed'), 'dead']);

  const next = await boot(() => void tries.push({ attempt: 0, afterMs: 0, runKey: '' }), url);
  await next.time.advance(minute);
  expect(tries).toHaveLength(6);
  await next.schedule.add({ id: 'a', kind: 'test', dueAt: next.time.clock.now(), data: { n: 1 } });
  await next.time.advance(minute);
  expect(tries).toHaveLength(7);
});

test('a handler that hangs is a failure after two minutes, and is told to stop', async () => {
  const signals: AbortSignal[] = [];
  const { schedule, time, settleBy } = await boot(async ({ signal, attempt }) => {
    signals.push(signal);
    if (attempt === 1) await new Promise(() => undefined);
  });
  await schedule.add({ id: 'a', kind: 'test', dueAt: time.clock.now(), data: { n: 1 } });
  settleBy(() => new Promise((resolve) => setTimeout(resolve, 50)));
  await time.advance(2 * minute - 1);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  await time.advance(1_001);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  expect(await schedule.get('a')).toBeUndefined();
});

test('what came due while the bot was off comes at the start, earliest first, with how late it is', async () => {
  const first = await boot(() => undefined);
  const now = first.time.clock.now();
  for (const n of [3, 1, 2]) {
    await first.schedule.add({ id: String(n), kind: 'test', dueAt: now + n * minute, data: { n } });
  }
  await first.schedule.dispose();
  const ran: [number, number][] = [];
  const { time } = await boot(
    ({ data, lateMs }) => void ran.push([data.n, lateMs]),
    first.url,
    now + 60 * minute,
  );
  await time.advance(0);
  expect(ran).toEqual([
    [1, 59 * minute],
    [2, 58 * minute],
    [3, 57 * minute],
  ]);
});

test('a job stopped by the end of the bot has not failed: it comes again at the next start', async () => {
  const first = await boot(async ({ signal }) => {
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('stopped'));
      });
    });
  });
  await first.schedule.add({ id: 'a', kind: 'test', dueAt: first.time.clock.now(), data: { n: 1 } });
  void first.time.advance(0);
  await expect.poll(() => first.time.pending()).toBe(1);
  await first.schedule.dispose();
  expect(first.log.lines).toEqual([]);
  const ran: number[] = [];
  const { time } = await boot(({ attempt }) => void ran.push(attempt), first.url);
  await time.advance(0);
  expect(ran).toEqual([2]);
});

test('handlers, kinds and data that do not fit are refused where the mistake is', async () => {
  const { schedule, time } = await boot(() => undefined);
  const job = { id: 'a', dueAt: time.clock.now(), data: { n: 1 } };
  await expect(schedule.add({ ...job, kind: 'unknown' })).rejects.toThrow('"unknown"');
  await expect(schedule.add({ ...job, kind: 'test', data: { n: 'x' } })).rejects.toThrow();
  expect(() => {
    schedule.handle('late', { schema, run: () => Promise.resolve() });
  }).toThrow('after the start');
});

test('an effect with a key happens once, is told of an unfinished try, and is forgotten after 30 days', async () => {
  const stores = createMemoryStores();
  const { clock, advance } = createSteppedTime(() => Promise.resolve());
  const once = createOnce({ stores, clock });
  const seen: boolean[] = [];
  const failing = once.run('a', () => Promise.reject(new Error('cut')));
  await expect(failing).rejects.toThrow('cut');
  const note = (again: boolean) => {
    seen.push(again);
    return Promise.resolve();
  };
  expect(await once.run('a', note)).toBe(true);
  expect(await once.run('a', note)).toBe(false);
  expect(await once.run('b', note)).toBe(true);
  expect(seen).toEqual([true, false]);
  await advance(31 * 86_400_000);
  expect(await once.run('c', note)).toBe(true);
  await once.sweep();
  expect(await once.run('c', note)).toBe(false);
  expect(await once.run('b', note)).toBe(true);
});
