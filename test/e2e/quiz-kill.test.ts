import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { openStores } from '../../src/adapters/open-stores.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import { scoreOf } from '../../src/core/quiz/standings.ts';
import type { GameEvent, GameState } from '../../src/core/quiz/types.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { createReports } from '../../src/services/reports.ts';
import { startBot } from '../support/bot-process.ts';
import type { BotProcess } from '../support/bot-process.ts';
import type { Fan } from '../support/fan.ts';
import { nearMissOf } from '../support/near-miss.ts';
import { readEnglish, startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';
import { newStoreUrl, storeKind } from '../support/store-urls.ts';

/**
 * The real program, ended with SIGKILL right after each kind of event of a game and started again on the same database.
 * Each game is killed many times, so that the file stays short.
 *
 * Where each kind of event is the last one on disk:
 * - `caught`: the real process is killed while nothing follows it
 * - `cut`: something follows at once; after a kill what follows is taken from the disk
 * - `unsent`: nothing but a voice game sends it, and text games must survive it all the same; it is put onto the disk
 * - `not-stored`: it changes nothing in the game; what it causes is stored elsewhere
 */
const kinds: Record<GameEvent['type'], 'caught' | 'cut' | 'unsent' | 'not-stored'> = {
  start: 'caught',
  begin: 'cut',
  joinTeam: 'caught',
  roundPrepared: 'caught',
  noSongs: 'unsent',
  guess: 'caught',
  nearVoted: 'cut',
  nearAccepted: 'cut',
  vote: 'caught',
  join: 'caught',
  leave: 'unsent',
  deafen: 'unsent',
  timer: 'caught',
  voiceFailed: 'unsent',
  stop: 'caught',
  report: 'not-stored',
  rematch: 'cut',
  recovered: 'cut',
};

let catalogue: Catalogue;
const slowMs = 20_000;
/** A dozen starts on a machine that has other things to do. */
const startMs = 60_000;
const testMs = 400_000;

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
  await bot.until(/"msg":"ready"/, startMs);
};

/** Right after its start the bot reads titles for some hundred milliseconds; on a busy machine an answer may come too late. */
const awake = async (attempts = 5): Promise<void> => {
  await guest.command('help', {}, { channelId, timeoutMs: slowMs }).catch((error: unknown) => {
    if (attempts === 1) throw error;
    return awake(attempts - 1);
  });
};

/** Kinds of event a game has been killed after. */
const killedAfter = new Map<GameEvent['type'], Set<string>>();
const noteKill = (type: GameEvent['type'], how: string): void => {
  killedAfter.set(type, (killedAfter.get(type) ?? new Set()).add(how));
};

const restart = async (): Promise<void> => {
  await boot();
  await awake();
};

const killAndRestart = async (): Promise<void> => {
  await bot.end('SIGKILL');
  const last = (await stored()).events.at(-1);
  if (last !== undefined) noteKill(last.type, 'caught');
  await restart();
};

/** Kills the process, and leaves on disk what would be there had it died at another moment. */
const killBetween = async (
  how: 'cut' | 'unsent',
  change: (events: readonly GameEvent[]) => readonly GameEvent[],
): Promise<void> => {
  await bot.end('SIGKILL');
  const { events, state } = await stored();
  const wanted = change(events);
  const last = wanted.at(-1);
  if (last === undefined) throw new Error('Nothing would be left of the game.');
  noteKill(last.type, how);
  const { gameId, guildId } = state.game;
  const stores = await openStores(storeUrl);
  const quizLog = createQuizLog(stores);
  await quizLog.remove(guildId, gameId, events.length);
  const [start, ...rest] = wanted;
  if (start?.type !== 'start') throw new Error('A game begins with its start.');
  await quizLog.open({ guildId, channelId }, start);
  for (const [index, event] of rest.entries()) await quizLog.append(gameId, index + 1, event);
  await stores.close();
  await restart();
};

const upTo = (type: GameEvent['type']) => (events: readonly GameEvent[]) =>
  events.slice(0, events.findLastIndex((event) => event.type === type) + 1);

beforeAll(async () => {
  catalogue = await loadCatalogue('data');
  folder = await mkdtemp(join(tmpdir(), 'sonagi-kill-'));
  playground = await startPlayground();
  readEnglish(playground.server);
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
    see: (fits: (message: APIMessage) => boolean) => next((message) => isHere(message) && fits(message)),
    /** Posted, edited or not. */
    count: (fits: (message: APIMessage) => boolean) => all().filter(fits).length,
  };
};

const guess = (fan: Fan, answer: string) =>
  fan.command('guess', { answer }, { channelId, timeoutMs: slowMs });

/** Every right answer is stored once, and points come from nothing else but what the room accepted. */
const expectNoDoublePoints = async (): Promise<void> => {
  const { events, state } = await stored();
  const awards = state.game.history.flatMap(({ roundId, awards: given }) =>
    given.map(({ memberId }) => `${roundId} ${memberId}`),
  );
  expect(new Set(awards).size).toBe(awards.length);
  const right = events.filter(
    (event) => (event.type === 'guess' && event.verdict.kind === 'correct') || event.type === 'nearAccepted',
  );
  expect(right).toHaveLength(awards.length);
};

describe('killed and started again', () => {
  test(
    'after announcement, clue, guess, hint, right guess, reveal, vote, skip and stop, it goes on where it was',
    async () => {
      // A round older than a minute is replayed: no round may see more starts than a slow machine makes in that time.
      const game = await createGame({ rounds: 4, seconds: 60 });
      await killAndRestart();
      await killBetween('cut', upTo('recovered'));
      await game.cluesAtLeast(1, 2);
      await host.command('quiz skip', {}, { channelId, timeoutMs: slowMs });
      await killAndRestart();
      expect((await game.revealed(1)).embeds[0]?.description).toContain('Nobody');

      const open = await game.open(2);
      expect((await guess(guest, 'Squid Game')).content).toContain('is not it');
      await killAndRestart();
      const { roundId } = await openRound();
      const answer = await answerId();
      await host.command('quiz hint', {}, { channelId, timeoutMs: slowMs });
      await killAndRestart();
      expect(await openRound()).toMatchObject({ roundId, hintsAt: [expect.any(Number)] });
      expect(await answerId()).toBe(answer);
      expect((await guess(guest, answer)).content).toContain('Correct');
      await killAndRestart();
      const revealed = await game.revealed(2);
      expect(revealed.id).toBe(open.id);
      expect(revealed.embeds[0]?.description).toContain(guest.user.id);
      await expectNoDoublePoints();
      const before = scoreOf((await stored()).state.game, guest.user.id);
      expect(before).toBeGreaterThan(0);

      await game.open(3);
      expect(scoreOf((await stored()).state.game, guest.user.id)).toBe(before);
      await guest.command('quiz skip', {}, { channelId, timeoutMs: slowMs });
      await killAndRestart();
      expect(await openRound()).toMatchObject({ number: 3, skipVotes: [guest.user.id] });
      await host.command('quiz skip', {}, { channelId, timeoutMs: slowMs });
      await game.revealed(3);
      await killAndRestart();
      await game.open(4);
      await host.command('quiz stop', {}, { channelId, timeoutMs: slowMs });
      await killAndRestart();
      const recap = await game.recap();
      expect(recap.embeds[0]?.description).toContain(`${before} points`);
      await killAndRestart();
      expect(game.count(isRecap)).toBe(1);
      expect([1, 2, 3, 4].map((number) => game.count(isOfRound(number)))).toEqual([1, 1, 1, 1]);
      await expectNoDoublePoints();
    },
    testMs,
  );

  test(
    'after a team game’s start, side, beginning, vote on a near miss, report and rematch',
    async () => {
      const game = await createGame({ mode: 'teams', rounds: 1, seconds: 60 });
      await killAndRestart();
      const lobby = await game.see((message) => titleOf(message) === 'Pick a side');
      await guest.click(lobby, 'Team Puddle', slowMs);
      await killAndRestart();
      expect((await stored()).state.game.members).toMatchObject([
        { id: host.user.id },
        { id: guest.user.id, stake: { kind: 'team', team: 'b' } },
      ]);
      // On a slow machine the lobby's time may be over by now, so the press is written to the log rather than made.
      const begin = { type: 'begin', at: Date.now(), memberId: host.user.id } as const;
      await killBetween('cut', (events) => [...upTo('joinTeam')(events), begin]);
      const open = await game.open(1);
      expect((await openRound()).roundId).toBe(1);

      const { prepared } = await openRound();
      const near = nearMissOf(catalogue, prepared.answerIds);
      expect((await guess(guest, near)).content).toContain('Close');
      expect((await guess(host, await answerId())).content).toContain('Correct');
      const revealed = await game.revealed(1);
      expect(revealed.id).toBe(open.id);
      const vote = await game.see(({ content }) => content.includes('Close enough?'));
      await host.click(vote, 'Accept it', slowMs);
      await killBetween('cut', upTo('nearVoted'));
      const accepted = await game.see(({ content }) => content.startsWith('Accepted'));
      expect(accepted.id).toBe(vote.id);
      await killBetween('cut', upTo('nearAccepted'));
      expect(scoreOf((await stored()).state.game, guest.user.id)).toBeGreaterThan(0);
      await expectNoDoublePoints();
      expect((await guest.click(accepted, 'Undo', slowMs)).content).toContain('no longer counts');

      const recap = await game.recap();
      const { songId } = prepared;
      await guest.click(revealed, 'Report this item', slowMs);
      noteKill('report', 'not-stored');
      await killAndRestart();
      const stores = await openStores(storeUrl);
      const reported = await createReports({ stores, clock: { now: () => Date.now() } }).list();
      await stores.close();
      expect(reported).toMatchObject([{ kind: 'song', id: songId, userId: guest.user.id }]);

      // The press changes no message, so what is waited for is the next game.
      await guest.click(recap, 'Play again', 100).catch(() => undefined);
      await game.see(({ id, embeds }) => BigInt(id) > BigInt(recap.id) && embeds[0]?.title === 'Pick a side');
      await killAndRestart();
      const next = (await stored()).state;
      expect(next).toMatchObject({ phase: 'lobby', game: { hostId: guest.user.id } });
      await guest.command('quiz stop', {}, { channelId, timeoutMs: slowMs });
      const rematch = { type: 'rematch', at: Date.now(), memberId: host.user.id } as const;
      await killBetween('cut', (events) => [...events, rematch]);
      const another = (await stored()).state;
      expect(another).toMatchObject({ phase: 'lobby', game: { hostId: host.user.id } });
      expect(another.game.gameId).not.toBe(next.game.gameId);
    },
    testMs,
  );

  test(
    'after a member’s coming and going, and after the last song',
    async () => {
      const game = await createGame({ mode: 'lives', rounds: 3, seconds: 60 });
      await guest.click(await game.open(1), 'Join', slowMs);
      await killAndRestart();
      const presenceOf = async (memberId: string) =>
        (await stored()).state.game.members.find(({ id }) => id === memberId)?.presence;
      expect(await presenceOf(guest.user.id)).toMatchObject({ kind: 'here', deafened: false });
      const before = await openRound();
      // First, because a round that is over a minute old would be played anew.
      const voiceFailed = { type: 'voiceFailed', at: Date.now(), roundId: before.roundId } as const;
      await killBetween('unsent', (events) => [...events, voiceFailed]);
      expect(await openRound()).toMatchObject({ roundId: before.roundId, prepared: before.prepared });
      const memberId = guest.user.id;
      const deafen = { type: 'deafen', at: Date.now(), memberId, deafened: true } as const;
      await killBetween('unsent', (events) => [...events, deafen]);
      expect(await presenceOf(memberId)).toMatchObject({ kind: 'here', deafened: true });
      const leave = { type: 'leave', at: Date.now(), memberId } as const;
      await killBetween('unsent', (events) => [...events, leave]);
      expect(await presenceOf(memberId)).toEqual({ kind: 'left' });
      const noSongs = { type: 'noSongs', at: Date.now(), roundId: 1 } as const;
      await killBetween('unsent', (events) => [...upTo('start')(events), noSongs]);
      await game.recap();
      await killAndRestart();
      expect((await stored()).state).toMatchObject({ phase: 'ended', reason: 'no-songs' });
      expect(game.count(isRecap)).toBe(1);
    },
    testMs,
  );

  test('was after every kind of event there is', () => {
    const wanted = Object.entries(kinds).filter(
      ([type, how]) => killedAfter.get(type as GameEvent['type'])?.has(how) !== true,
    );
    expect(wanted).toEqual([]);
  });
});
