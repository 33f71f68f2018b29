import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { openSqliteStores } from '../../src/adapters/store.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { EventOf, GameSettings } from '../../src/core/quiz/types.ts';
import { aliasIdOf, createQuizAliases } from '../../src/services/quiz-aliases.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { bootQuizzes, effectsOf } from '../support/quiz-process.ts';
import type { Process } from '../support/quiz-process.ts';
import { createSteppedTime } from '../support/stepped-time.ts';

const place = { guildId: 'guild', channelId: 'channel' };
const settings: GameSettings = {
  mode: 'classic',
  answer: 'drama',
  play: 'text',
  rounds: 3,
  seconds: 30,
  difficulty: 'any',
  years: null,
  pool: 'everything',
};

let catalogue: Catalogue;
let folder: string;
let databases = 0;
let url: string;
let bot: Process;
const time = createSteppedTime(() => bot.quizzes.settled());

const boot = async (): Promise<void> => {
  bot = await bootQuizzes(url, catalogue, time);
  await bot.quizzes.recover();
};
const kill = async (): Promise<void> => {
  await bot.quizzes.dispose();
  await bot.stores.close();
};
const restart = async (): Promise<void> => {
  await kill();
  await boot();
};

beforeAll(async () => {
  catalogue = await loadCatalogue('data');
  folder = await mkdtemp(join(tmpdir(), 'sonagi-near-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(async () => {
  databases += 1;
  url = `sqlite://${join(folder, `${databases}.db`)}`;
  await boot();
});
afterEach(async () => {
  expect(bot.errors).toEqual([]);
  await kill();
});

const by = (memberId: string) => ({ memberId, at: time.clock.now() });
const host = () => by('host');
const guest = () => by('guest');
const cat = () => by('cat');

describe('a near miss', () => {
  /** Lucía (the guest) is nearly right, nobody else is, and the round runs out. */
  const missNearly = async () => {
    await bot.quizzes.start(place, host(), settings);
    await time.advance(1_000);
    const answer = bot.answer();
    expect((await bot.quizzes.guess('guild', guest(), `near:${answer}`)).outcome).toBe('near');
    await time.advance(30_000);
    const [shown] = effectsOf(bot, 'nearVote');
    const gameId = bot.shown.at(-1)?.state.game.gameId ?? '';
    if (shown === undefined) throw new Error('No vote was opened.');
    return { vote: shown.vote, gameId, answer };
  };

  test('is voted on at the reveal; accepted, it scores, counts from then on in this server, and can be undone', async () => {
    const { vote, gameId } = await missNearly();
    expect(vote).toMatchObject({ memberId: 'guest', roundId: 1 });
    const own = bot.quizzes.voteNear('guild', guest(), gameId, 1);
    await expect(own).rejects.toMatchObject({ code: 'notEligible' });
    const voted = await bot.quizzes.voteNear('guild', host(), gameId, 1);
    expect(voted.vote.accepted).toBe(true);
    expect(effectsOf(bot, 'nearVoteOver')).toMatchObject([{ accepted: true }]);
    const aliasId = aliasIdOf(gameId, 1);
    expect(bot.quizzes.scores('guild')[0]).toMatchObject({ memberId: 'guest', points: 10 });
    expect(effectsOf(bot, 'amendReveal')).toHaveLength(1);
    await expect(bot.quizzes.voteNear('guild', host(), gameId, 1)).rejects.toMatchObject({ code: 'expired' });
    const stranger = { memberId: 'stranger', at: time.clock.now() };
    await expect(bot.quizzes.undoAlias('guild', stranger, aliasId)).rejects.toMatchObject({
      code: 'notHost',
    });
    expect((await bot.quizzes.undoAlias('guild', guest(), aliasId)).proposedBy).toBe('guest');
    await expect(bot.quizzes.undoAlias('guild', guest(), aliasId)).rejects.toMatchObject({ code: 'expired' });
  });

  test('that was accepted is right in this server also after a restart, and nowhere else', async () => {
    const { gameId, answer } = await missNearly();
    await bot.quizzes.voteNear('guild', host(), gameId, 1);
    await kill();
    const stores = await openSqliteStores(url);
    const aliases = createQuizAliases(stores);
    await aliases.load('guild');
    expect(aliases.answerIds('guild', 'drama', `NEAR: ${answer}`)).toEqual([answer]);
    expect(aliases.answerIds('guild', 'song', `near:${answer}`)).toEqual([]);
    expect(aliases.answerIds('elsewhere', 'drama', `near:${answer}`)).toEqual([]);
    await stores.close();
    await boot();
  });

  test('is dropped after ten seconds, or when the room is empty', async () => {
    const { gameId } = await missNearly();
    await time.advance(11_000);
    expect(effectsOf(bot, 'nearVoteOver')).toMatchObject([{ accepted: false }]);
    const late = bot.quizzes.voteNear('guild', host(), gameId, 1);
    await expect(late).rejects.toMatchObject({ code: 'expired' });
  });
});

describe('a vote on a near miss, after a restart', () => {
  /** Lucía (the guest) is nearly right; the host and Cat may vote, and both are needed. */
  const openVote = async () => {
    await bot.quizzes.start(place, host(), settings);
    await bot.quizzes.join('guild', cat());
    await time.advance(1_000);
    const answer = bot.answer();
    await bot.quizzes.guess('guild', guest(), `near:${answer}`);
    return { answer, gameId: bot.shown.at(-1)?.state.game.gameId ?? '' };
  };

  test('opens though the bot was ended between the guess and the reveal', async () => {
    await openVote();
    await restart();
    await time.advance(30_000);
    expect(effectsOf(bot, 'nearVote')).toMatchObject([{ vote: { memberId: 'guest', roundId: 1 } }]);
  });

  test('is asked again with its ballots, none of which counts twice', async () => {
    const { gameId, answer } = await openVote();
    await time.advance(30_000);
    await bot.quizzes.voteNear('guild', host(), gameId, 1);
    await restart();
    expect(effectsOf(bot, 'nearVote')).toMatchObject([{ tally: { votes: 1, needed: 2 } }]);
    const again = bot.quizzes.voteNear('guild', host(), gameId, 1);
    await expect(again).rejects.toMatchObject({ code: 'alreadyVoted' });
    await bot.quizzes.voteNear('guild', cat(), gameId, 1);
    expect(bot.quizzes.scores('guild')[0]).toMatchObject({ memberId: 'guest', points: 10 });
    await restart();
    expect(bot.quizzes.scores('guild')[0]).toMatchObject({ memberId: 'guest', points: 10, right: 1 });
    expect(effectsOf(bot, 'nearVote')).toEqual([]);
    expect((await bot.quizzes.undoAlias('guild', guest(), aliasIdOf(gameId, 1))).answerId).toBe(answer);
  });

  test('ends at its time', async () => {
    const { gameId } = await openVote();
    await time.advance(30_000);
    await restart();
    await time.advance(11_000);
    expect(effectsOf(bot, 'nearVoteOver')).toMatchObject([{ accepted: false }]);
    const late = bot.quizzes.voteNear('guild', host(), gameId, 1);
    await expect(late).rejects.toMatchObject({ code: 'expired' });
  });

  test('that was decided is carried out though the bot was ended in between', async () => {
    const { gameId, answer } = await openVote();
    await time.advance(30_000);
    await bot.quizzes.voteNear('guild', host(), gameId, 1);
    await bot.quizzes.voteNear('guild', cat(), gameId, 1);
    await kill();
    // As if the process had died right after the last ballot.
    const stores = await openSqliteStores(url);
    const quizLog = createQuizLog(stores);
    const [game] = await quizLog.list(() => undefined);
    const events = game?.events ?? [];
    const decidedAt = events.findLastIndex(({ type }) => type === 'nearVoted');
    await quizLog.remove('guild', gameId, events.length);
    await quizLog.open(place, events[0] as EventOf<'start'>);
    for (let index = 1; index <= decidedAt; index += 1) await quizLog.append(gameId, index, events[index]!);
    const aliases = createQuizAliases(stores);
    await aliases.remove('guild', aliasIdOf(gameId, 1));
    await stores.close();
    await boot();
    expect(bot.quizzes.scores('guild')[0]).toMatchObject({ memberId: 'guest', points: 10 });
    expect(effectsOf(bot, 'nearVoteOver')).toMatchObject([{ accepted: true }]);
    expect(await bot.quizzes.undoAlias('guild', guest(), aliasIdOf(gameId, 1))).toMatchObject({
      answerId: answer,
      proposedBy: 'guest',
    });
  });

  test('a game stored before votes were is taken up', async () => {
    await bot.quizzes.start(place, host(), settings);
    await kill();
    const stores = await openSqliteStores(url);
    const [game] = await createQuizLog(stores).list(() => undefined);
    const old = { schema: { parse: (value: unknown) => value }, version: 1 };
    await stores.close();
    const asBefore = await openSqliteStores(url);
    const events = asBefore.open('quiz-events', old);
    for (const [index, event] of (game?.events ?? []).entries()) {
      const key = `${game?.events[0]?.type === 'start' ? game.events[0].gameId : ''}:${String(index).padStart(6, '0')}`;
      await events.delete(key);
      await events.update(key, () => (event.type === 'start' ? { ...event, version: 1 } : event));
    }
    await asBefore.close();
    await boot();
    expect(bot.quizzes.current('guild')?.settings).toEqual(settings);
  });
});
