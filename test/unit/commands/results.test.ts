import { loadImage } from '@napi-rs/canvas';
import { beforeEach, describe, expect, test } from 'vitest';
import { paintCard } from '../../../src/adapters/card-painter.ts';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { createMemoryStores } from '../../../src/adapters/store.ts';
import { createLeaderboard } from '../../../src/commands/leaderboard.ts';
import { createProfile, createProfileMenu } from '../../../src/commands/profile.ts';
import { createQuiz } from '../../../src/commands/quiz.ts';
import { createSeededRng } from '../../../src/core/rng.ts';
import { createDaily } from '../../../src/services/daily.ts';
import { createQuizResults } from '../../../src/services/quiz-results.ts';
import type { QuizResults } from '../../../src/services/quiz-results.ts';
import { createFavourites } from '../../../src/services/favourites.ts';
import { createQuizRounds } from '../../../src/services/quiz-rounds.ts';
import { createQuizzes } from '../../../src/services/quizzes.ts';
import { createReports } from '../../../src/services/reports.ts';
import { createLabel } from '../../../src/views/labels.ts';
import { createStamps } from '../../../src/services/stamps.ts';
import { createWatched } from '../../../src/services/watched.ts';
import { createHands, partsOf, readable, viewOf } from '../../support/handlers.ts';
import { createSteppedTime } from '../../support/stepped-time.ts';
import { playGame, T0 } from '../../support/quiz-scenario.ts';

const catalogue = await loadCatalogue('data');

let now: number;
let results: QuizResults;
let hands: ReturnType<typeof createHands>;
let menu: ReturnType<typeof createProfileMenu>;
beforeEach(() => {
  now = T0;
  const stores = createMemoryStores();
  const stamps = createStamps({ stores });
  results = createQuizResults({ stores, clock: { now: () => now }, catalogue, zone: 'UTC', stamps });
  const daily = createDaily({
    stores,
    catalogue,
    judge: () => ({ kind: 'wrong', reason: 'unknown' }),
    zoneOf: () => 'UTC',
  });
  const userNames = (ids: readonly string[]) =>
    Promise.resolve(new Map(ids.filter((id) => id !== 'gone').map((id) => [id, `Name *${id}*`])));
  const deps = { catalogue, results, daily, userNames, paintCard, stamps };
  hands = createHands([createLeaderboard(deps), createProfile(deps)]);
  menu = createProfileMenu(deps);
});

/** A game of one round a member, which each of them wins. */
const play = async (winners: readonly string[]): Promise<void> => {
  const game = playGame({ rounds: winners.length }, winners);
  for (const winner of winners) game.winRound(winner);
  await results.settle(game.state().game);
};

describe('/leaderboard', () => {
  test('says so where nobody has played', async () => {
    expect(readable(viewOf(await hands.run('leaderboard')))).toContain('No points yet');
  });

  test('shares ranks, pages by ten, and shows the reader’s own place on every page', async () => {
    const winners = Array.from({ length: 25 }, (_, index) => `fan${index}`);
    await play([...winners, 'fan24']);
    const first = await hands.run('leaderboard', {}, { userId: 'fan0' });
    expect(first.kind).toBe('public');
    const text = readable(viewOf(first));
    expect(text).toContain('Page 1 of 3');
    expect(text.match(/🥇/g)).toHaveLength(1);
    // Twenty-four with the same points are all second.
    expect(text.match(/🥈/g)).toHaveLength(9);
    const last = await hands.press(await hands.press(first, 'Next'), 'Next');
    expect(last.kind).toBe('update');
    const own = await hands.press(first, 'Next', { userId: 'fan24' });
    expect(readable(viewOf(own))).toContain('🥇 **<@fan24>**');
    const stranger = await hands.run('leaderboard', {}, { userId: 'stranger' });
    expect(readable(viewOf(stranger))).not.toContain('stranger');
  });

  test('is of a week, month or year that is now', async () => {
    await play(['ann']);
    for (const [days, periods] of [
      [8, ['month', 'year', 'all']],
      [40, ['year', 'all']],
      [400, ['all']],
    ] as const) {
      now = T0 + days * 86_400_000;
      for (const period of ['week', 'month', 'year', 'all']) {
        const shown = readable(viewOf(await hands.run('leaderboard', { period })));
        expect(shown.includes('<@ann>'), `${period} after ${days} days`).toBe(
          (periods as readonly string[]).includes(period),
        );
      }
    }
  });

  test('of all servers gives names, as plain text, and knows no one from elsewhere by id', async () => {
    await play(['ann', 'gone']);
    const text = readable(viewOf(await hands.run('leaderboard', { scope: 'global', period: 'all' })));
    expect(text).toContain('Name \\*ann\\*');
    expect(text).toContain('A fan elsewhere');
    expect(text).not.toContain('<@ann>');
  });

  test('of a server is for servers', async () => {
    await play(['ann']);
    const asked = hands.run('leaderboard', { scope: 'server' }, { guildId: null });
    await expect(asked).rejects.toMatchObject({ code: 'serverOnly' });
    const global = await hands.run('leaderboard', { period: 'all' }, { guildId: null });
    expect(readable(viewOf(global))).toContain('all servers');
  });
});

describe('/profile', () => {
  const cardOf = async (options = {}, who = {}) => {
    const [file] = viewOf(await hands.run('profile', options, who)).files ?? [];
    return { png: file?.attachment as Buffer, alt: file?.description ?? '', name: file?.name };
  };

  test('draws a card and says in words what is on it', async () => {
    const game = playGame({ rounds: 3 }, ['ann', 'bo']);
    for (const winner of ['ann', 'bo', 'ann']) {
      if (winner !== 'ann') game.guess('ann', 'wrong');
      game.winRound(winner);
      await results.settle(game.state().game);
    }
    const { png, alt, name } = await cardOf({}, { userId: 'ann' });
    const image = await loadImage(png);
    expect([image.width, image.height]).toEqual([1000, 558]);
    expect(png.length).toBeLessThan(1_000_000);
    expect(name).toBe('profile.png');
    for (const part of ['ann', 'Level 1, 20 points', 'Rank here: #1', 'Rank everywhere: #1', 'Right: 67%']) {
      expect(alt).toContain(part);
    }
    expect(alt.length).toBeLessThanOrEqual(1024);
  });

  test('is drawn for somebody who has never played, and for any name', async () => {
    for (const displayName of [
      '',
      '🌧️☔',
      'ㅤ',
      '\u202eevil',
      'x'.repeat(32),
      '이름이아주아주아주아주긴팬클럽회장님입니다람쥐',
    ]) {
      const { png, alt } = await cardOf({ member: { id: 'new', displayName } as object });
      expect((await loadImage(png)).width).toBe(1000);
      expect(alt).toContain('Rank here: –');
      expect(alt).not.toContain('\u202e');
    }
  });

  test('opens privately from the menu on a member', () => {
    expect(menu.data.name).toBe('OST profile');
  });

  test('draws every Hangul syllable it is given', async () => {
    const base = {
      level: '',
      points: '',
      progress: 0,
      progressText: '',
      facts: [],
      drama: { label: '', title: '' },
      hue: 200,
    };
    const drawn = await Promise.all(
      ['뷁', '똠', '펲'].map(async (title) =>
        Buffer.from(await paintCard({ ...base, name: 'a', drama: { label: '', title } })).toString('base64'),
      ),
    );
    expect(new Set(drawn).size).toBe(3);
  });
});

describe('/quiz start with too few songs', () => {
  test('says what each filter costs and starts without one at the press of a button', async () => {
    const time = createSteppedTime(() => quizzes.settled());
    const { clock, timers } = time;
    const stores = createMemoryStores();
    const watched = createWatched({ stores, clock });
    const favourites = createFavourites({ stores, clock });
    const counted = createQuizResults({ stores, clock, catalogue, zone: 'UTC' });
    const note = () => undefined;
    const quizzes = createQuizzes({
      stores,
      clock,
      timers,
      rng: createSeededRng('test'),
      log: { debug: note, info: note, warn: note, error: note },
      judge: () => ({ kind: 'wrong', reason: 'unknown' }),
      rounds: createQuizRounds({ catalogue, results: counted, watched, favourites }),
      results: counted,
      explain: (guess) => ({ verdict: { kind: 'wrong', reason: 'unknown' }, read: guess, candidates: [] }),
      reports: createReports({ stores, clock }),
      screen: { show: note },
    });
    const quiz = createHands([createQuiz({ catalogue, label: createLabel(catalogue), quizzes })]);
    const drama = [...catalogue.dramas.values()].find(
      ({ songIds, year }) => songIds.length > 3 && year === 2016,
    );
    await watched.add('fan', drama?.id ?? '');
    const options = { answer: 'artist', rounds: 50, seconds: 5, years: '2010 - 2019', pool: 'watched' };
    const refused = await quiz.run('quiz start', options);
    expect(refused.kind).toBe('private');
    const labels = partsOf(viewOf(refused)).map(({ label }) => label ?? '');
    expect(labels).toEqual([expect.stringMatching(/^From everything: [\d,]+ songs$/)]);
    expect(viewOf(refused).content).toContain(labels[0]);
    expect(quizzes.current('guild')).toBeUndefined();
    expect((await quiz.press(refused, labels[0] ?? '')).kind).toBe('public');
    expect(quizzes.current('guild')?.settings).toEqual({
      ...options,
      mode: 'classic',
      play: 'text',
      difficulty: 'any',
      pool: 'everything',
    });
    await quizzes.dispose();
  });
});
