import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBot } from '../support/bot-process.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-startup-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** How a start that cannot succeed ends. */
const failure = async (environment: Record<string, string>, at?: { folder: string }) => {
  const bot = startBot({ STORE_URL: `sqlite://${join(folder, 'bot.db')}`, ...environment }, at);
  const code = await bot.ended();
  return { code, output: bot.output() };
};

const stackTrace = /^\s+at /m;

describe('a start that cannot succeed says what to mend, in sentences', () => {
  test('several wrong variables, all at once, and no value of theirs', async () => {
    const { code, output } = await failure({
      DISCORD_TOKEN: 'tell-nobody',
      LOG_LEVEL: 'loud',
      TZ_DEFAULT: 'Mars',
    });
    expect(code).toBe(1);
    expect(output).toContain('LOG_LEVEL must be one of');
    expect(output).toContain('TZ_DEFAULT must be an IANA time zone');
    expect(output).not.toMatch(/tell-nobody|loud|Mars/);
    expect(output).not.toMatch(stackTrace);
  });

  test('an API that cannot be reached', async () => {
    const { code, output } = await failure({ DISCORD_TOKEN: 'x', DISCORD_API_URL: 'http://127.0.0.1:9/api' });
    expect(code).toBe(1);
    expect(output).toMatch(/Discord at http:\/\/127\.0\.0\.1:9\/api cannot be reached\..*DISCORD_API_URL/);
    expect(output).not.toMatch(stackTrace);
  });

  test('a port in use', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as AddressInfo;
    const { code, output } = await failure({ PLAYGROUND_PORT: String(port) });
    server.close();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`${port}.*PLAYGROUND_PORT`));
    expect(output).not.toMatch(stackTrace);
  });

  test('a data folder that cannot be written', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const { code, output } = await failure({ STORE_URL: `sqlite://${join(file, 'bot.db')}` });
    expect(code).toBe(1);
    expect(output).toMatch(/cannot be opened or written.*STORE_URL/);
    expect(output).not.toMatch(stackTrace);
  });

  test('broken catalogue files, each with its name', async () => {
    const copy = join(folder, 'copy');
    await cp('src', join(copy, 'src'), { recursive: true });
    await cp('package.json', join(copy, 'package.json'));
    await cp('data/dramas', join(copy, 'data/dramas'), { recursive: true });
    for (const file of ['artists.json', 'drama-index.json'])
      await cp(`data/${file}`, join(copy, 'data', file));
    await symlink(resolve('node_modules'), join(copy, 'node_modules'));
    await writeFile(join(copy, 'data/dramas/broken.json'), '{');
    await writeFile(join(copy, 'data/dramas/empty.json'), '{}');
    const { code, output } = await failure({}, { folder: copy });
    expect(code).toBe(1);
    expect(output).toContain('dramas/broken.json');
    expect(output).toContain('dramas/empty.json');
    expect(output).not.toMatch(stackTrace);
  });

  test('with LOG_LEVEL=debug, the stack trace as well', async () => {
    const { code, output } = await failure({
      DISCORD_TOKEN: 'x',
      DISCORD_API_URL: 'http://127.0.0.1:9/api',
      LOG_LEVEL: 'debug',
    });
    expect(code).toBe(1);
    expect(output).toMatch(stackTrace);
  });
});
