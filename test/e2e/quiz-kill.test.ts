import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openStores } from '../../src/adapters/open-stores.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import { scoreOf } from '../../src/core/quiz/standings.ts';
import type { GameEvent, GameState } from '../../src/core/quiz/types.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { startBot } from '../support/bot-process.ts';
import type { BotProcess } from '../support/bot-process.ts';
import type { Fan } from '../support/fan.ts';
import { startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';
import { newStoreUrl, storeKind } from '../support/store-urls.ts';

/**
 * The real program, ended with SIGKILL right after each kind of event of a game and started again on the same database.
 * Each game is killed many times, so that the file stays short.
 */

const slowMs = 20_000;
const testMs = 150_000;

let playground: Playground;
let folder: string;
let storeUrl: string;
let bot: BotProcess;
let host: Fan;
let guest: Fan;
let channelId: string;

const boot = async (): Promise<void> => {
  bot = startBot({
    DISCORD_TOKEN: playground.server.botToken,
    DISCORD_API_URL: playground.server.apiUrl,
    STORE_URL: storeUrl,
    LOG_LEVEL: 'info',
  });
  await bot.until(/"msg":"ready"/);
};

/** Right after its start the bot reads titles for some hundred milliseconds; on a busy machine an answer may come too late. */
const awake = async (attempts = 5): Promise<void> => {
  await guest.command('help', {}, { channelId, timeoutMs: slowMs }).catch((error: unknown) => {
    if (attempts === 1) throw error;
    return awake(attempts - 1);
  });
};

const killAndRestart = async (): Promise<void> => {
  await bot.end('SIGKILL');
  await boot();
  await awake();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-kill-'));
  playground = await startPlayground();
  host = await playground.fan('dana');
  guest = await playground.fan('lucia');
  channelId = host.channelId('quiz-night');
});
afterAll(async () => {
  const { unknownRoutes } = playground.server;
  await playground.stop();
  await rm(folder, { recursive: true });
  expect(unknownRoutes).toEqual([]);
});

beforeEach(async () => {
  storeUrl = await newStoreUrl(storeKind(), folder);
  await boot();
});
afterEach(() => bot.end('SIGKILL'));

/** The game as it stands on disk. */
const stored = async (): Promise<{ events: readonly GameEvent[]; state: GameState }> => {
  const stores = await openStores(storeUrl);
  const [game] = await createQuizLog(stores).list(() => undefined);
  await stores.close();
  const state = replay(game?.events ?? []);
  if (game === undefined || state === null) throw new Error('No game is stored.');
  return { events: game.events, state };
};

const openRound = async () => {
  const { state } = await stored();
  if (state.phase !== 'asking' && state.phase !== 'grace')
    throw new Error(`No round is open: ${state.phase}`);
  return state.round;
};

const answerId = async (): Promise<string> => `#${(await openRound()).prepared.answerIds[0] ?? ''}`;

const isHere = ({ channel_id: channel, flags }: APIMessage) =>
  channel === channelId && ((flags ?? 0) & 64) === 0;
const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? '';
const isOfRound = (number: number) => (message: APIMessage) =>
  isHere(message) && message.embeds[0]?.author?.name.startsWith(`Round ${number} of`) === true;
const isReveal = (message: APIMessage) => titleOf(message).startsWith('It was');
const isRecap = (message: APIMessage) => isHere(message) && titleOf(message) === 'Quiz over';

/** The messages of this test's game: those after its start. */
const createGame = async (settings: Record<string, string | number>) => {
  const start = await host.command('quiz start', settings, { channelId, timeoutMs: slowMs });
  const isLater = (message: APIMessage) => BigInt(message.id) >= BigInt(start.id);
  const all = () => [...guest.messages.values()].filter(isLater);
  const next = (fits: (message: APIMessage) => boolean) =>
    guest.waitForMessage((message) => isLater(message) && fits(message), slowMs);
  return {
    open: (number: number) => next((message) => isOfRound(number)(message) && !isReveal(message)),
    revealed: (number: number) => next((message) => isOfRound(number)(message) && isReveal(message)),
    cluesAtLeast: (number: number, clues: number) =>
      next((message) => isOfRound(number)(message) && (message.embeds[0]?.fields?.length ?? 0) >= clues),
    recap: () => next(isRecap),
    /** Posted, edited or not. */
    count: (fits: (message: APIMessage) => boolean) => all().filter(fits).length,
  };
};

const guess = (fan: Fan, answer: string) =>
  fan.command('guess', { answer }, { channelId, timeoutMs: slowMs });

/** Every right answer is stored once, and points come from nothing else. */
const expectNoDoublePoints = async (): Promise<void> => {
  const { events, state } = await stored();
  const awards = state.game.history.flatMap(({ roundId, awards: given }) =>
    given.map(({ memberId }) => `${roundId} ${memberId}`),
  );
  expect(new Set(awards).size).toBe(awards.length);
  const right = events.filter((event) => event.type === 'guess' && event.verdict.kind === 'correct');
  expect(right).toHaveLength(awards.length);
};

describe('killed and started again', () => {
  test(
    'after start, announcement, clue, guess, hint, right guess, reveal, vote, skip and stop, it goes on where it was',
    async () => {
      const game = await createGame({ rounds: 3, seconds: 30 });
      await killAndRestart();
      const open = await game.open(1);
      const answer = await answerId();
      await killAndRestart();
      await game.cluesAtLeast(1, 2);
      await killAndRestart();
      expect((await guess(guest, 'Squid Game')).content).toContain('is not it');
      await killAndRestart();
      await host.command('quiz hint', {}, { channelId, timeoutMs: slowMs });
      await killAndRestart();
      expect(await openRound()).toMatchObject({ roundId: 1, hintsAt: [expect.any(Number)] });
      expect(await answerId()).toBe(answer);
      expect((await guess(guest, answer)).content).toContain('Correct');
      await killAndRestart();
      const revealed = await game.revealed(1);
      expect(revealed.id).toBe(open.id);
      expect(revealed.embeds[0]?.description).toContain(guest.user.id);
      await expectNoDoublePoints();
      const before = scoreOf((await stored()).state.game, guest.user.id);
      expect(before).toBeGreaterThan(0);

      await killAndRestart();
      await game.open(2);
      expect(scoreOf((await stored()).state.game, guest.user.id)).toBe(before);
      await guest.command('quiz skip', {}, { channelId, timeoutMs: slowMs });
      await killAndRestart();
      expect(await openRound()).toMatchObject({ number: 2, skipVotes: [guest.user.id] });
      await host.command('quiz skip', {}, { channelId, timeoutMs: slowMs });
      await killAndRestart();
      expect((await game.revealed(2)).embeds[0]?.description).toContain('Nobody');
      await game.open(3);
      await host.command('quiz stop', {}, { channelId, timeoutMs: slowMs });
      await killAndRestart();
      const recap = await game.recap();
      expect(recap.embeds[0]?.description).toContain(`${before} points`);
      await killAndRestart();
      expect(game.count(isRecap)).toBe(1);
      expect([1, 2, 3].map((number) => game.count(isOfRound(number)))).toEqual([1, 1, 1]);
      await expectNoDoublePoints();
    },
    testMs,
  );
});
