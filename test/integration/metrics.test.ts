import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startHttpHealth } from '../../src/adapters/http-health.ts';
import type { HttpHealth } from '../../src/adapters/http-health.ts';
import { createMetrics } from '../../src/adapters/metrics.ts';
import { createMemoryStores } from '../../src/adapters/store.ts';
import { StartupError } from '../../src/core/errors.ts';
import type { Voice, VoiceListener } from '../../src/core/audio/voice.ts';
import { observeStores, observeVoice } from '../../src/services/observed.ts';

const servers: HttpHealth[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const listen = async (problems: () => Promise<readonly string[]>) => {
  const metrics = createMetrics();
  const server = await startHttpHealth({ port: 0, problems, metrics: metrics.read });
  servers.push(server);
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
    return { status: response.status, body: await response.text() };
  };
  return { metrics, get };
};

test('says that it lives, and whether it can answer, with the reasons', async () => {
  let problems: readonly string[] = ['not connected to Discord'];
  const { get } = await listen(() => Promise.resolve(problems));
  expect(await get('/healthz')).toEqual({ status: 200, body: 'ok\n' });
  expect(await get('/readyz')).toEqual({
    status: 503,
    body: '{"isReady":false,"problems":["not connected to Discord"]}',
  });
  problems = [];
  expect(await get('/readyz?verbose')).toEqual({ status: 200, body: '{"isReady":true,"problems":[]}' });
  expect((await get('/readyz', 'HEAD')).body).toBe('');
  expect((await get('/metrics', 'POST')).status).toBe(405);
  expect((await get('/constructor')).status).toBe(404);
});

test('a check that hangs or fails makes it not ready', async () => {
  const hanging = await listen(() => new Promise(() => undefined));
  expect((await hanging.get('/readyz')).status).toBe(503);
  const failing = await listen(() => Promise.reject(new Error('no')));
  expect((await failing.get('/readyz')).status).toBe(503);
});

test('counts interactions, jobs, store operations and voice', async () => {
  const { metrics, get } = await listen(() => Promise.resolve([]));
  metrics.interaction({ kind: 'command', name: 'quiz start', outcome: 'ok', ms: 12 });
  metrics.interaction({ kind: 'command', name: 'quiz start', outcome: 'refused', ms: 3 });
  metrics.job({ kind: 'party.remind', lateMs: 6_000, outcome: 'done' });
  metrics.job({ kind: 'party.remind', lateMs: 10, outcome: 'failed' });
  metrics.gauge('sonagi_guilds', 'Servers.', () => 7);

  let time = 0;
  const stores = observeStores(createMemoryStores(), metrics.store, () => (time += 2));
  const store = stores.open('counts', { schema: z.strictObject({ n: z.number() }), version: 1 });
  await store.update('a', () => ({ n: 1 }));
  expect(await store.get('a')).toEqual({ n: 1 });
  await expect(store.update('a', () => ({ n: 'x' }) as never)).rejects.toThrow();

  let listener: VoiceListener | undefined;
  const voice: Voice = {
    join: (seat, given) => {
      listener = given;
      const play = () => {
        throw new Error('not played here');
      };
      const session = {
        channelId: () => seat.channelId,
        isEncrypted: () => true,
        isWaitingToSpeak: () => false,
        play,
        leave: () => undefined,
      };
      return seat.channelId === 'full' ? Promise.reject(new Error('full')) : Promise.resolve(session);
    },
    dispose: () => Promise.resolve(),
  };
  const note = () => undefined;
  const quiet: VoiceListener = { moved: note, interrupted: note, restored: note, lost: note };
  const observed = observeVoice(voice, metrics.voice);
  const first = await observed.join({ guildId: '1', channelId: '1' }, quiet);
  await observed.join({ guildId: '2', channelId: '2' }, quiet);
  listener?.interrupted();
  listener?.lost('gave-up');
  await observed.join({ guildId: '3', channelId: '3' }, quiet);
  first.leave();
  first.leave();
  await expect(observed.join({ guildId: '4', channelId: 'full' }, quiet)).rejects.toThrow('full');

  const { body } = await get('/metrics');
  const lines = body.split('\n');
  for (const line of [
    'sonagi_interactions_total{kind="command",name="quiz start",outcome="ok"} 1',
    'sonagi_interactions_total{kind="command",name="quiz start",outcome="refused"} 1',
    'sonagi_interaction_seconds_bucket{le="0.005",kind="command",name="quiz start"} 1',
    'sonagi_interaction_seconds_bucket{le="0.025",kind="command",name="quiz start"} 2',
    'sonagi_jobs_total{kind="party.remind",outcome="done"} 1',
    'sonagi_jobs_late_total{kind="party.remind"} 1',
    'sonagi_job_lateness_seconds_count 2',
    'sonagi_store_seconds_count{operation="update"} 2',
    'sonagi_store_failures_total{namespace="counts",operation="update"} 1',
    'sonagi_voice_sessions 1',
    'sonagi_voice_stalls_total{what="interrupted"} 1',
    'sonagi_voice_stalls_total{what="lost"} 1',
    'sonagi_voice_stalls_total{what="not-joined"} 1',
    'sonagi_guilds 7',
  ]) {
    expect(lines).toContain(line);
  }
});

test('a port in use is told with the name of its variable', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, resolve));
  const { port } = taken.address() as AddressInfo;
  const starting = startHttpHealth({
    port,
    problems: () => Promise.resolve([]),
    metrics: createMetrics().read,
  });
  await expect(starting).rejects.toThrow(/HTTP_PORT/);
  await expect(starting).rejects.toBeInstanceOf(StartupError);
  taken.close();
});

test('the dashboard asks only for what is measured', async () => {
  const metrics = createMetrics();
  metrics.gauge('sonagi_guilds', 'Servers.', () => 0);
  const { body } = await metrics.read();
  const measured = new Set([...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const file = new URL('../../docs/operations/grafana-dashboard.json', import.meta.url);
  const expressions = [...(await readFile(file, 'utf8')).matchAll(/"expr": "((?:[^"\\]|\\.)*)"/g)];
  expect(expressions.length).toBeGreaterThan(8);
  for (const [, expression = ''] of expressions) {
    const names = [...expression.matchAll(/\b(?:sonagi|nodejs|process)_[a-z_\d]+/g)].map(([name]) => name);
    expect(names.length, expression).toBeGreaterThan(0);
    for (const name of names) {
      expect(measured.has(name) || measured.has(name.replace(/_(?:bucket|count|sum)$/, '')), name).toBe(true);
    }
  }
});
