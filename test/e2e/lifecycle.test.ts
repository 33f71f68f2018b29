import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startBot } from '../support/bot-process.ts';
import { createFan } from '../support/fan.ts';
import { startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';

/** Less than a stop would wait for a reveal, and enough on a machine that is shared. */
const promptMs = 6_000;

let folder: string;
let playground: Playground;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-lifecycle-'));
  playground = await startPlayground();
});
afterAll(async () => {
  await playground.stop();
  await rm(folder, { recursive: true });
});

const bots: ReturnType<typeof startBot>[] = [];
const start = (environment: Record<string, string>) => {
  const bot = startBot({ STORE_URL: `sqlite://${join(folder, `${bots.length}.db`)}`, ...environment });
  bots.push(bot);
  return bot;
};
afterEach(() => {
  for (const bot of bots) bot.child.kill('SIGKILL');
});

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
};

/** After a clean end sqlite leaves the database alone: no journal, no shared memory. */
const leftovers = async (): Promise<string[]> =>
  (await readdir(folder)).filter((name) => /-(?:wal|shm|journal)$/.test(name));

describe('without a token', () => {
  test('the playground opens, says where, answers, and ends cleanly', async () => {
    const port = await freePort();
    const bot = start({ PLAYGROUND_PORT: String(port) });
    await bot.until(new RegExp(`The playground is open: http://127\\.0\\.0\\.1:${port}`));
    const url = `http://127.0.0.1:${port}`;
    expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
    const fan = await createFan({ url });
    expect((await fan.command('help')).embeds).toHaveLength(1);
    const { code, ms } = await bot.end();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(promptMs);
    expect(await leftovers()).toEqual([]);
    await fan.close();
  });
});

describe('with a token', () => {
  test('the bot logs in at DISCORD_API_URL, registers its commands once, and ends cleanly', async () => {
    const environment = {
      DISCORD_TOKEN: playground.server.botToken,
      DISCORD_API_URL: playground.server.apiUrl,
    };
    const first = start(environment);
    await first.until(/"commands":"updated".*"ready"/);
    expect((await first.end()).code).toBe(0);
    const second = start(environment);
    await second.until(/"commands":"unchanged".*"ready"/);
    const { code, ms } = await second.end('SIGINT');
    expect(code).toBe(0);
    expect(ms).toBeLessThan(promptMs);
    expect(await leftovers()).toEqual([]);
  });

  test('a game that is running does not keep the process', async () => {
    const bot = start({
      DISCORD_TOKEN: playground.server.botToken,
      DISCORD_API_URL: playground.server.apiUrl,
    });
    await bot.until(/"ready"/);
    const fan = await playground.fan('dana');
    await fan.command('quiz start', {});
    const { code, ms } = await bot.end();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(promptMs);
  });

  test('a wrong token is a sentence', async () => {
    const bot = start({ DISCORD_TOKEN: 'wrong-secret', DISCORD_API_URL: playground.server.apiUrl });
    expect(await bot.ended()).toBe(1);
    expect(bot.output()).toContain('DISCORD_TOKEN is not accepted');
    expect(bot.output()).not.toContain('wrong-secret');
    expect(bot.output()).not.toMatch(/^\s+at /m);
  });
});
