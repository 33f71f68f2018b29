import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { startBot } from '../support/bot-process.ts';
import type { BotProcess } from '../support/bot-process.ts';
import { startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';
import { freePort } from '../support/servers.ts';
import { newStoreUrl, storeKind } from '../support/store-urls.ts';

/** What an operator sees of the real program. */

const testMs = 60_000;
let playground: Playground;
let folder: string;
let bot: BotProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-operations-'));
  playground = await startPlayground();
});
afterEach(() => bot?.end('SIGKILL'));
afterAll(async () => {
  await playground.stop();
  await rm(folder, { recursive: true });
});

const start = async (environment: Record<string, string>) => {
  const port = await freePort();
  // With servers at hand jobs go over Redis.
  const redisUrl = storeKind() === 'sqlite' ? {} : { REDIS_URL: inject('redisUrl') };
  bot = startBot({
    DISCORD_TOKEN: playground.server.botToken,
    DISCORD_API_URL: playground.server.apiUrl,
    STORE_URL: await newStoreUrl(storeKind(), folder),
    HTTP_PORT: String(port),
    ...redisUrl,
    ...environment,
  });
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, body: await response.text() };
  };
  return { bot, get };
};

test(
  'it is alive before it is ready, counts what members ask, and ends cleanly',
  { timeout: testMs },
  async () => {
    const { bot, get } = await start({});
    await bot.until(/"msg":"ready"/, testMs);
    expect(await get('/healthz')).toEqual({ status: 200, body: 'ok\n' });
    expect(await get('/readyz')).toEqual({ status: 200, body: '{"isReady":true,"problems":[]}' });
    const fan = await playground.fan('dana');
    await fan.command('help', {}, { timeoutMs: 20_000 });
    await expect
      .poll(async () => (await get('/metrics')).body, { timeout: 10_000 })
      .toContain('sonagi_interactions_total{kind="command",name="help",outcome="ok"} 1');
    const { body } = await get('/metrics');
    expect(body).toMatch(/^sonagi_guilds [1-9]/m);
    expect(body).toMatch(/^sonagi_store_seconds_count\{operation="list"\} [1-9]/m);
    const { code } = await bot.end();
    expect(code).toBe(0);
    expect(bot.output()).not.toContain(playground.server.botToken);
    expect(bot.output()).toMatch(/"command":"help".*"interaction"/);
  },
);

test('while Discord cannot be reached it is alive and not ready', { timeout: testMs }, async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening));
  const { port } = silent.address() as AddressInfo;
  const { get } = await start({ DISCORD_API_URL: `http://127.0.0.1:${port}/api` });
  const alive = () =>
    get('/healthz').then(
      ({ status }) => status,
      () => 0,
    );
  await expect.poll(alive, { timeout: testMs }).toBe(200);
  const { status, body } = await get('/readyz');
  expect(status).toBe(503);
  expect(body).toContain('not connected to Discord');
  silent.closeAllConnections();
  silent.close();
});
