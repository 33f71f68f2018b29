import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageFlags, type APIMessage } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startBot } from '../support/bot-process.ts';
import type { BotProcess } from '../support/bot-process.ts';
import type { Fan } from '../support/fan.ts';
import { startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';

const slowMs = 30_000;
const testMs = 120_000;

let folder: string;
let playground: Playground;
let host: Fan;
let channelId: string;
let bot: BotProcess;
let databases = 0;
let storeUrl: string;

const boot = async (): Promise<void> => {
  bot = startBot({
    DISCORD_TOKEN: playground.server.botToken,
    DISCORD_API_URL: playground.server.apiUrl,
    STORE_URL: storeUrl,
  });
  await bot.until(/"msg":"ready"/, slowMs);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-wind-down-'));
  playground = await startPlayground();
  host = await playground.fan('dana');
  channelId = host.channelId('quiz-night');
});
afterAll(async () => {
  await playground.stop();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  databases += 1;
  storeUrl = `sqlite://${join(folder, `${databases}.db`)}`;
  await boot();
});
afterEach(() => bot.end('SIGKILL'));

/** A signal and a command reach the bot on ways of their own, of which either may be the faster. */
const knowsItStops = () => bot.until(/"msg":"stopping"/, slowMs);

const titleOf = ({ embeds }: APIMessage) => embeds[0]?.title ?? '';
const isNotice = ({ content }: APIMessage) => content.startsWith('I am restarting and back in a minute');
const notices = () => [...host.messages.values()].filter(isNotice);

const startQuiz = async (settings: Record<string, string | number>) => {
  const start = await host.command('quiz start', settings, { channelId, timeoutMs: slowMs });
  const see = (fits: (message: APIMessage) => boolean) =>
    host.waitForMessage((message) => BigInt(message.id) > BigInt(start.id) && fits(message), slowMs);
  const open = await see((message) => titleOf(message).startsWith('Which'));
  return { open, see };
};

describe('SIGTERM', { timeout: testMs }, () => {
  test('waits for a reveal that is near, refuses new work meanwhile, and begins no round', async () => {
    const { open, see } = await startQuiz({ rounds: 3, seconds: 8 });
    const ended = bot.end('SIGTERM');
    await knowsItStops();
    const refused = await host.command('help', {}, { channelId, timeoutMs: slowMs });
    expect(refused.content).toBe('I am restarting. Try again in a minute.');
    expect((refused.flags ?? 0) & MessageFlags.Ephemeral).toBeTruthy();
    // The open round still takes guesses: that is what it is waited for.
    const guess = await host.command('guess', { answer: 'Squid Game' }, { channelId, timeoutMs: slowMs });
    expect(guess.content).not.toContain('restarting');
    const { code } = await ended;
    expect(code).toBe(0);
    const revealed = await see((message) => titleOf(message).startsWith('It was'));
    expect(revealed.id).toBe(open.id);
    const [notice] = notices();
    expect(notice?.channel_id).toBe(channelId);
    expect((notice?.flags ?? 0) & MessageFlags.SuppressNotifications).toBeTruthy();
    expect([...host.messages.values()].filter((message) => titleOf(message).startsWith('Which'))).toEqual([]);

    await boot();
    await see((message) => message.embeds[0]?.author?.name.startsWith('Round 2 of') === true);
    expect(notices()).toEqual([]);
    await host.command('quiz stop', {}, { channelId, timeoutMs: slowMs });
  });

  test('does not wait for a reveal that is far, and the round goes on in the same message', async () => {
    const { open, see } = await startQuiz({ rounds: 1, seconds: 45 });
    const { code, ms } = await bot.end('SIGTERM');
    expect(code).toBe(0);
    expect(ms).toBeLessThan(8_000);
    expect(notices()).toHaveLength(1);
    await boot();
    await host.command('quiz skip', {}, { channelId, timeoutMs: slowMs });
    const revealed = await see((message) => titleOf(message).startsWith('It was'));
    expect(revealed.id).toBe(open.id);
    expect(notices()).toEqual([]);
  });

  test('a second one ends at once', async () => {
    await startQuiz({ rounds: 1, seconds: 9 });
    bot.child.kill('SIGTERM');
    await knowsItStops();
    const { code, ms } = await bot.end('SIGTERM');
    expect(code).toBe(1);
    expect(ms).toBeLessThan(4_000);
  });

  test('without a game nothing is said', async () => {
    const before = host.messages.size;
    expect((await bot.end('SIGTERM')).code).toBe(0);
    expect(host.messages.size).toBe(before);
  });
});
