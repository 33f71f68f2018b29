import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { systemClock } from '../../src/adapters/clock.ts';
import { openBullCarrier } from '../../src/adapters/schedule-bullmq.ts';
import { StartupError } from '../../src/core/errors.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { openRig } from '../support/schedule-rig.ts';
import type { Rig, TestJob } from '../support/schedule-rig.ts';
import { freePort } from '../support/servers.ts';
import { newStoreUrl } from '../support/store-urls.ts';

/** Long enough for what must not happen. */
const quietMs = 400;
const patience = { timeout: 40_000 };

let folder: string;
const rigs = new Set<Rig>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-jobs-'));
});
afterEach(async () => {
  for (const rig of rigs) await rig.stop();
  rigs.clear();
});
afterAll(() => rm(folder, { recursive: true }));

interface Urls {
  readonly storeUrl: string;
  readonly redisUrl: string | undefined;
}

const kinds: Record<string, () => Promise<Urls>> = {
  'this process': async () => ({ storeUrl: await newStoreUrl('sqlite', folder), redisUrl: undefined }),
  'a queue of BullMQ': async () => ({
    storeUrl: await newStoreUrl('postgres'),
    redisUrl: inject('redisUrl'),
  }),
};

const open = async (urls: Urls, run: (job: TestJob, rig: Rig) => Promise<void> | void) => {
  const log = createRecordingLog();
  const rig = await openRig(urls, log, run);
  rigs.add(rig);
  return { ...rig, log, stop: () => (rigs.delete(rig), rig.stop()) };
};

const inMs = (ms: number): number => systemClock.now() + ms;

describe.each(Object.entries(kinds))('jobs carried by %s', (_kind, newUrls) => {
  test('run once, at or after their time, with their data', async () => {
    const ran: (Pick<TestJob, 'id' | 'kind' | 'data' | 'attempt'> & { earlyMs: number })[] = [];
    const { schedule, reports } = await open(await newUrls(), ({ id, kind, data, attempt, dueAt }) => {
      ran.push({ id, kind, data, attempt, earlyMs: Math.max(0, dueAt - systemClock.now()) });
    });
    await schedule.start();
    await schedule.add({ id: 'a:1', kind: 'test', dueAt: inMs(200), data: { n: 7 } });
    expect(await schedule.get('a:1')).toMatchObject({ id: 'a:1', kind: 'test', data: { n: 7 } });
    await expect.poll(() => reports, patience).toMatchObject([{ kind: 'test', outcome: 'done' }]);
    await sleep(quietMs);
    expect(ran).toEqual([{ id: 'a:1', kind: 'test', data: { n: 7 }, attempt: 1, earlyMs: 0 }]);
    expect(await schedule.get('a:1')).toBeUndefined();
  });

  test('are moved and replaced by their id, to earlier and to later', async () => {
    const ran: string[] = [];
    const { schedule } = await open(await newUrls(), ({ id, data }) => void ran.push(`${id}${data.n}`));
    await schedule.start();
    await schedule.add({ id: 'later', kind: 'test', dueAt: inMs(100), data: { n: 1 } });
    await schedule.add({ id: 'later', kind: 'test', dueAt: inMs(700), data: { n: 2 } });
    await schedule.add({ id: 'earlier', kind: 'test', dueAt: inMs(60_000), data: { n: 1 } });
    await schedule.add({ id: 'earlier', kind: 'test', dueAt: inMs(100), data: { n: 2 } });
    await expect.poll(() => ran, patience).toEqual(['earlier2', 'later2']);
    await sleep(quietMs);
    expect(ran).toHaveLength(2);
  });

  test('are the same job when added again as they are', async () => {
    const ran: string[] = [];
    const { schedule } = await open(await newUrls(), ({ id }) => void ran.push(id));
    await schedule.start();
    const job = { id: 'a', kind: 'test', dueAt: inMs(200), data: { n: 1 } };
    await Promise.all([schedule.add(job), schedule.add(job), schedule.add(job)]);
    await expect.poll(() => ran, patience).toEqual(['a']);
    await sleep(quietMs);
    expect(ran).toEqual(['a']);
  });

  test('do not run when cancelled', async () => {
    const ran: string[] = [];
    const { schedule } = await open(await newUrls(), ({ id }) => void ran.push(id));
    await schedule.start();
    await schedule.add({ id: 'a', kind: 'test', dueAt: inMs(150), data: { n: 1 } });
    expect(await schedule.cancel('a')).toBe(true);
    expect(await schedule.cancel('a')).toBe(false);
    await sleep(quietMs);
    expect(ran).toEqual([]);
  });

  test('that fail are tried again later, with one key, and the number of the attempt', async () => {
    const tries: [number, string][] = [];
    const { schedule, reports } = await open(await newUrls(), ({ attempt, runKey }) => {
      tries.push([attempt, runKey]);
      if (attempt < 3) throw new Error('not yet');
    });
    await schedule.start();
    await schedule.add({ id: 'a', kind: 'test', dueAt: inMs(0), data: { n: 1 } });
    await expect
      .poll(() => reports.map(({ outcome }) => outcome), patience)
      .toEqual(['failed', 'failed', 'done']);
    expect(tries.map(([attempt]) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(tries.map(([, key]) => key)).size).toBe(1);
  });

  test('that fail each time are given up, logged as dead, and can be added anew', async () => {
    let isBroken = true;
    const { schedule, reports, log } = await open(await newUrls(), () => {
      if (isBroken) throw new Error('never');
    });
    await schedule.start();
    await schedule.add({ id: 'a', kind: 'test', dueAt: inMs(0), data: { n: 1 } });
    await expect
      .poll(() => reports.map(({ outcome }) => outcome), patience)
      .toEqual(['failed', 'failed', 'dead']);
    expect(log.lines.at(-1)).toMatchObject({ level: 'error', fields: { jobId: 'a', failures: 3 } });
    expect(await schedule.get('a')).toBeUndefined();
    await sleep(quietMs);
    expect(reports).toHaveLength(3);
    isBroken = false;
    await schedule.add({ id: 'a', kind: 'test', dueAt: inMs(0), data: { n: 1 } });
    await expect.poll(() => reports.at(-1)?.outcome, patience).toBe('done');
  });

  test('may add themselves again for a later time', async () => {
    const ran: number[] = [];
    const { schedule } = await open(await newUrls(), async ({ id, kind, data }, rig) => {
      ran.push(data.n);
      if (data.n < 3) await rig.schedule.add({ id, kind, dueAt: inMs(50), data: { n: data.n + 1 } });
    });
    await schedule.start();
    await schedule.add({ id: 'weekly', kind: 'test', dueAt: inMs(0), data: { n: 1 } });
    await expect.poll(() => ran, patience).toEqual([1, 2, 3]);
    await expect.poll(() => schedule.get('weekly'), patience).toBeUndefined();
  });

  test('that came due while nobody ran come at the start, and know how late they are', async () => {
    const urls = await newUrls();
    const late: number[] = [];
    const first = await open(urls, () => undefined);
    await first.schedule.add({ id: 'a', kind: 'test', dueAt: inMs(-5_000), data: { n: 1 } });
    await first.stop();
    const { schedule, log } = await open(urls, ({ lateMs }) => void late.push(lateMs));
    await schedule.start();
    await expect.poll(() => late.length, patience).toBe(1);
    expect(late[0]).toBeGreaterThanOrEqual(5_000);
    expect(log.lines).toEqual([]);
  });

  test('survive a worker that is killed in the middle, and know of it', async () => {
    const urls = await newUrls();
    const script = fileURLToPath(new URL('../support/schedule-process.ts', import.meta.url));
    const seen: { attempt: number; again: boolean }[] = [];
    // Another machine with the same queue, or the next start of this one.
    const { schedule, count, counted, once } = await open(urls, async ({ runKey, attempt }) => {
      await once.run(runKey, async (again) => {
        seen.push({ attempt, again });
        await count('effect');
      });
    });
    const child = spawn(
      process.execPath,
      [script, urls.storeUrl, ...(urls.redisUrl ? [urls.redisUrl] : [])],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await schedule.add({ id: 'a', kind: 'test', dueAt: inMs(0), data: { n: 1 } });
    await expect.poll(() => output, patience).toContain('begun a');
    child.kill('SIGKILL');
    await schedule.start();
    await expect.poll(() => seen, patience).toEqual([{ attempt: 2, again: true }]);
    await expect.poll(() => schedule.get('a'), patience).toBeUndefined();
    expect([await counted('begun'), await counted('effect')]).toEqual([1, 1]);
  });
});

describe('a queue of BullMQ', () => {
  test('is shared by processes: each job is carried out by one of them, and both carry some', async () => {
    const urls = await kinds['a queue of BullMQ']!();
    const ran: string[] = [];
    const carriedBy = async (name: string) => {
      const rig = await open(urls, async ({ id }) => {
        await sleep(20);
        ran.push(`${name} ${id}`);
      });
      await rig.schedule.start();
      return rig;
    };
    const [one, two] = [await carriedBy('one'), await carriedBy('two')];
    const ids = Array.from({ length: 60 }, (_, index) => `job-${index}`);
    await Promise.all(
      ids.map((id, index) =>
        (index % 2 === 0 ? one : two).schedule.add({ id, kind: 'test', dueAt: inMs(50), data: { n: index } }),
      ),
    );
    await expect.poll(() => ran.length, patience).toBe(ids.length);
    await sleep(quietMs);
    expect(ran.map((line) => line.split(' ')[1]).sort()).toEqual(ids.sort());
    expect(new Set(ran.map((line) => line.split(' ')[0])).size).toBe(2);
  });

  test('of another store is another queue', async () => {
    const ran: string[] = [];
    const [mine, other] = [await kinds['a queue of BullMQ']!(), await kinds['a queue of BullMQ']!()];
    const one = await open(mine, () => void ran.push('mine'));
    const two = await open(other, () => void ran.push('other'));
    await one.schedule.start();
    await two.schedule.start();
    await one.schedule.add({ id: 'a', kind: 'test', dueAt: inMs(0), data: { n: 1 } });
    await expect.poll(() => ran, patience).toEqual(['mine']);
    await sleep(quietMs);
    expect(ran).toEqual(['mine']);
  });

  test('takes on what was added without it', async () => {
    const urls = await kinds['a queue of BullMQ']!();
    const ran: string[] = [];
    const first = await open({ ...urls, redisUrl: undefined }, () => undefined);
    await first.schedule.add({ id: 'a', kind: 'test', dueAt: inMs(300), data: { n: 1 } });
    await first.stop();
    const { schedule } = await open(urls, ({ id }) => void ran.push(id));
    await schedule.start();
    await expect.poll(() => ran, patience).toEqual(['a']);
  });

  test('that cannot be used is told in one sentence without its address', async () => {
    const openAt = (url: URL) =>
      openBullCarrier({ url: url.href, queue: 'x', clock: systemClock, log: createRecordingLog() });
    const wrong = new URL(inject('redisUrl'));
    wrong.password = 'tell-nobody';
    const refused: unknown = await openAt(wrong).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StartupError);
    expect(String(refused)).toMatch(/REDIS_URL.*password/);
    expect(String(refused)).not.toContain('tell-nobody');
    const closed = new URL(inject('redisUrl'));
    closed.port = String(await freePort());
    await expect(openAt(closed)).rejects.toThrow(/REDIS_URL.*Nothing listens/);
  });
});

test('of a server go to the process that serves it, whoever adds or takes them first', async () => {
  const urls: Urls = { storeUrl: await newStoreUrl('postgres'), redisUrl: inject('redisUrl') };
  const ran: string[] = [];
  const process = async (guildId: string) => {
    const { schedule } = await open(urls, ({ id }) => {
      ran.push(`${id} in ${guildId}`);
    });
    await schedule.start((asked) => asked === guildId);
    return schedule;
  };
  const [one] = [await process('1'), await process('2')];
  for (let n = 0; n < 6; n += 1) {
    for (const guildId of ['1', '2'])
      await one.add({ id: `s:${guildId}:${n}`, kind: 'test', dueAt: inMs(0), data: { n }, guildId });
  }
  expect(await one.get('s:2:5')).toMatchObject({ guildId: '2' });
  await expect.poll(() => ran.length, patience).toBe(12);
  await sleep(quietMs);
  expect(ran.toSorted()).toEqual(
    ['1', '2'].flatMap((guildId) => Array.from({ length: 6 }, (_, n) => `s:${guildId}:${n} in ${guildId}`)),
  );
});
