import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalCarrier } from '../../src/adapters/schedule-local.ts';
import { openSqliteStores } from '../../src/adapters/store.ts';
import { playLogDays } from '../../src/core/retention.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { createRetention } from '../../src/services/retention.ts';
import { createSchedule } from '../../src/services/schedule.ts';
import { repositoryCatalogue } from '../support/catalogue.ts';
import { quizPlace as place, quizSettings as settings } from '../support/quiz-lives.ts';
import { bootQuizzes } from '../support/quiz-process.ts';
import { createRecordingLog } from '../support/recording-log.ts';
import { createSteppedTime } from '../support/stepped-time.ts';

const dayMs = 86_400_000;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-retention-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the log of a finished quiz goes after its days, and what it earned stays', async () => {
  let settle = () => Promise.resolve();
  const time = createSteppedTime(() => settle());
  const url = `sqlite://${join(folder, 'bot.db')}`;
  const bot = await bootQuizzes(url, await repositoryCatalogue(), time);
  const { quizzes, stores, results } = bot;
  const carrier = createLocalCarrier(time.clock, time.timers);
  settle = async () => {
    await carrier.idle();
    await quizzes.settled();
  };
  const log = createRecordingLog();
  const schedule = createSchedule({ stores, ...time, rng: createSeededRng('retention'), log, carrier });
  const retention = createRetention({ schedule, clock: time.clock, logs: [quizzes] });
  await schedule.start();
  await retention.start();
  const by = () => ({ memberId: 'dana', at: time.clock.now() });
  await quizzes.start(place, by(), settings);
  await quizzes.settled();
  await quizzes.guess(place.guildId, by(), bot.answer());
  await time.advance(60_000);
  await quizzes.stop(place.guildId, by());
  await quizzes.settled();
  const games = async () => {
    const onDisk = await openSqliteStores(url);
    const stored = await createQuizLog(onDisk).list(() => undefined);
    await onDisk.close();
    return stored;
  };
  const points = async () => (await results.member({ guildId: 'guild' }, 'dana')).tally.all.points;
  const earned = await points();
  expect(earned).toBeGreaterThan(0);

  for (let day = 0; day < playLogDays - 1; day += 1) await time.advance(dayMs);
  expect(await games()).toHaveLength(1);
  for (let day = 0; day < 2; day += 1) await time.advance(dayMs);
  expect(await games()).toEqual([]);
  expect(await points()).toBe(earned);

  await schedule.dispose();
  await quizzes.dispose();
  await stores.close();
});
