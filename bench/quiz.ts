import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadCatalogue } from '../src/adapters/catalogue-files.ts';
import { systemClock, systemRng } from '../src/adapters/clock.ts';
import { openSqliteStores } from '../src/adapters/store.ts';
import { createTimers } from '../src/adapters/timers.ts';
import { createJudging } from '../src/core/judge/judge.ts';
import type { GameSettings } from '../src/core/quiz/types.ts';
import { createFavourites } from '../src/services/favourites.ts';
import { createQuizLog } from '../src/services/quiz-log.ts';
import { createQuizResults } from '../src/services/quiz-results.ts';
import { createQuizRounds } from '../src/services/quiz-rounds.ts';
import { createQuizzes } from '../src/services/quizzes.ts';
import { createReports } from '../src/services/reports.ts';
import { createWatched } from '../src/services/watched.ts';
import { accepts, rejects } from '../test/support/judging-set.ts';

const servers = 200;
const guessesPerSecond = 5;
const seconds = 20;
const playersPerServer = 5;
const tickMs = 20;

const settings: GameSettings = {
  mode: 'classic',
  answer: 'drama',
  play: 'text',
  rounds: 50,
  seconds: 120,
  difficulty: 'any',
  years: null,
  pool: 'everything',
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const createGames = async (folder: string) => {
  const catalogue = await loadCatalogue('data');
  const stores = await openSqliteStores(`sqlite://${join(folder, 'bench.db')}`);
  const clock = systemClock;
  let errors = 0;
  const note = () => undefined;
  const log = { debug: note, info: note, warn: note, error: () => void (errors += 1) };
  const results = createQuizResults({ stores, clock, catalogue, zone: 'UTC' });
  const favourites = createFavourites({ stores, clock });
  const watched = createWatched({ stores, clock });
  const quizzes = createQuizzes({
    stores,
    clock,
    rng: systemRng,
    timers: createTimers(clock),
    log,
    ...createJudging(catalogue),
    rounds: createQuizRounds({ catalogue, results, watched, favourites }),
    results,
    reports: createReports({ stores, clock }),
    screen: { show: note },
  });
  return { quizzes, stores, errors: () => errors };
};

/** As people type: every class of the judging set, right and wrong; a guess now and then is the right one by chance. */
const typed: readonly string[] = [...accepts, ...rejects].map(({ guess }) => guess);

const stored = async (folder: string): Promise<number> => {
  const stores = await openSqliteStores(`sqlite://${join(folder, 'bench.db')}`);
  const games = await createQuizLog(stores).list((error) => {
    throw error;
  });
  await stores.close();
  return games.flatMap(({ events }) => events).filter(({ type }) => type === 'guess').length;
};

const measure = async (folder: string) => {
  const { quizzes, stores, errors } = await createGames(folder);
  for (let server = 0; server < servers; server += 1) {
    const place = { guildId: `server-${server}`, channelId: 'channel' };
    await quizzes.start(place, { memberId: `${server}-0`, at: Date.now() }, settings);
  }
  // As a bot that has been up for a moment: it reads the titles right after its start.
  await quizzes.guess('server-0', { memberId: '0-0', at: Date.now() }, 'warm up');
  const delays: number[] = [];
  let failed = 0;
  let told = 0;
  let taken = 0;
  const pending: Promise<void>[] = [];
  const guess = async (index: number, dueAt: number) => {
    const server = index % servers;
    const memberId = `${server}-${Math.floor(index / servers) % playersPerServer}`;
    const text = typed[index % typed.length] ?? '';
    try {
      const { outcome } = await quizzes.guess(`server-${server}`, { memberId, at: Date.now() }, text);
      delays.push(performance.now() - dueAt);
      told += 1;
      if (outcome === 'found' || outcome === 'near' || outcome === 'wrong') taken += 1;
    } catch {
      failed += 1;
    }
  };
  const rate = servers * guessesPerSecond;
  const total = rate * seconds;
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  let sent = 0;
  // At an even rate, whether or not answers keep up; a late tick counts against the guesses it delayed.
  while (sent < total) {
    const due = Math.min(total, Math.floor(((performance.now() - startedAt) * rate) / 1000));
    for (; sent < due; sent += 1) pending.push(guess(sent, startedAt + (sent * 1000) / rate));
    await wait(tickMs / 4);
  }
  await Promise.all(pending);
  const tookMs = performance.now() - startedAt;
  const used = process.cpuUsage(cpu);
  await quizzes.dispose();
  await stores.close();
  const kept = await stored(folder);
  return {
    sorted: delays.sort((a, b) => a - b),
    lost: total - told + failed + (taken - Math.min(taken, kept)),
    cores: (used.user + used.system) / 1000 / tookMs,
    errors: errors(),
  };
};

/** Every guess judged, stored and taken into its game, from when it was due until its verdict; no Discord in between. */
export const run = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-quiz-bench-'));
  try {
    const { sorted, lost, cores, errors } = await measure(folder);
    const cells = [0.5, 0.99, 1].map((share) => percentile(sorted, share).toFixed(1));
    return [
      `${servers} servers, ${guessesPerSecond} guesses a second each, ${seconds} s, one process, sqlite. Target: p99 below 100 ms.`,
      '',
      '| guesses | p50 ms | p99 ms | longest ms | lost | errors | CPU cores used |',
      '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
      `| ${sorted.length} | ${cells.join(' | ')} | ${lost} | ${errors} | ${cores.toFixed(2)} |`,
    ].join('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
};
