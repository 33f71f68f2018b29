import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openSqliteStores } from '../../src/adapters/store.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { Stores } from '../../src/core/ports.ts';
import type { GameSettings } from '../../src/core/quiz/types.ts';
import { repositoryCatalogue } from './catalogue.ts';
import { bootQuizzes } from './quiz-process.ts';
import type { Process } from './quiz-process.ts';
import { createSteppedTime } from './stepped-time.ts';

export const quizPlace = { guildId: 'guild', channelId: 'channel' };

export const quizSettings: GameSettings = {
  mode: 'classic',
  answer: 'drama',
  play: 'text',
  rounds: 3,
  seconds: 30,
  difficulty: 'any',
  years: null,
  pool: 'everything',
};

/**
 * Gives each test of a file a bot on a database of its own and one clock, which it may kill and boot again. After every test
 * nothing may have been logged as an error.
 */
export const setUpQuizzes = (around?: (stores: Stores) => Stores, canJudge?: () => Promise<void>) => {
  let catalogue: Catalogue;
  let folder: string;
  let databases = 0;
  let url: string;
  let bot: Process;
  const time = createSteppedTime(() => bot.quizzes.settled());

  const boot = async (): Promise<void> => {
    bot = await bootQuizzes(url, catalogue, time, around, canJudge);
  };
  const kill = async (): Promise<void> => {
    await bot.quizzes.dispose();
    await bot.stores.close();
  };
  /** Looks at or changes what is on disk while no bot runs. */
  const onDisk = async <Result>(work: (stores: Stores) => Promise<Result>): Promise<Result> => {
    const stores = await openSqliteStores(url);
    try {
      return await work(stores);
    } finally {
      await stores.close();
    }
  };
  const recover = async (): Promise<void> => {
    await boot();
    await bot.quizzes.recover();
  };
  const restart = async (): Promise<void> => {
    await kill();
    await recover();
  };

  beforeAll(async () => {
    catalogue = await repositoryCatalogue();
    folder = await mkdtemp(join(tmpdir(), 'sonagi-quizzes-'));
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

  return {
    time,
    /** The bot of the present life. */
    bot: () => bot,
    catalogue: () => catalogue,
    by: (memberId: string) => ({ memberId, at: time.clock.now() }),
    kill,
    onDisk,
    /** The next life, which takes up what was running. */
    recover,
    restart,
  };
};
