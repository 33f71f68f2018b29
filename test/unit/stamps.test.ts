import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { createMemoryStores, openSqliteStores } from '../../src/adapters/store.ts';
import { createProfile } from '../../src/commands/profile.ts';
import type { Stores } from '../../src/core/ports.ts';
import { bookOf, bookPage, partsOf, stampsOf } from '../../src/core/stamps.ts';
import type { Mode } from '../../src/core/quiz/types.ts';
import { createQuizResults } from '../../src/services/quiz-results.ts';
import { createStamps } from '../../src/services/stamps.ts';
import { artistRow, catalogueOf, dramaRow, songRow } from '../support/fixture-catalogue.ts';
import { createHands, readable, viewOf } from '../support/handlers.ts';
import { playGame, T0 } from '../support/quiz-scenario.ts';

const catalogue = await loadCatalogue('data');
const small = catalogueOf(
  [dramaRow('drama-1', { year: 2016 }), dramaRow('drama-2', { year: 2017 })],
  [
    songRow('song-1', ['drama-1'], ['ann'], { part: '1' }),
    songRow('song-2', ['drama-1'], ['ann'], { part: '1' }),
    songRow('song-3', ['drama-1'], ['bea'], { part: '2' }),
    songRow('song-4', ['drama-2', 'drama-1'], ['bea']),
  ],
  [artistRow('ann'), artistRow('bea')],
);

/** The record of a round that ann and bo had right. */
const round = (mode: Mode, hints: number) => {
  const game = playGame({ mode, rounds: 2 });
  for (let hint = 0; hint < hints; hint += 1) game.vote('ann', 'hint', { force: true });
  game.guess('ann', 'correct');
  game.guess('bo', 'correct');
  game.wait(10_000);
  const [record] = game.state().game.history;
  if (record === undefined) throw new Error('The round is not over.');
  return { game: game.state().game, record };
};

describe('a stamp', () => {
  test.each([
    ['classic', 0, ['ann', 'bo']],
    ['ladder', 0, ['ann', 'bo']],
    ['classic', 1, []],
    ['choice', 0, []],
  ] as const)('in mode %s with %i hints goes to %j', (mode, hints, members) => {
    const { game, record } = round(mode, hints);
    expect(record.hints).toBe(hints);
    expect(stampsOf(game, record).map(({ memberId }) => memberId)).toEqual(members);
  });

  test('is on disk when the round is counted, once, and a crash in between repeats nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sonagi-stamps-'));
    const url = `sqlite://${join(folder, 'bot.db')}`;
    const { game } = round('classic', 0);
    const settle = async (around: (stores: Stores) => Stores) => {
      const stores = await openSqliteStores(url);
      const stamps = createStamps({ stores });
      const clock = { now: () => T0 };
      const results = createQuizResults({ stores: around(stores), clock, catalogue, zone: 'UTC', stamps });
      const outcome = await results.settle(game).catch((error: unknown) => error);
      const held = await stamps.of('ann');
      await stores.close();
      return { outcome, held };
    };
    const failing = (stores: Stores): Stores => ({
      ...stores,
      open: (namespace, format) => {
        const store = stores.open(namespace, format);
        return namespace === 'quiz-counted'
          ? { ...store, update: () => Promise.reject(new Error('disk full')) }
          : store;
      },
    });
    const crashed = await settle(failing);
    expect(crashed.outcome).toBeInstanceOf(Error);
    expect(crashed.held.map(({ songId }) => songId)).toEqual(['song-1']);
    const again = await settle((stores) => stores);
    expect(again.outcome).toBeUndefined();
    expect(again.held).toEqual(crashed.held);
    await rm(folder, { recursive: true });
  });

  test('can be taken along and forgotten', async () => {
    const stamps = createStamps({ stores: createMemoryStores() });
    const { game, record } = round('classic', 0);
    await stamps.give(game, record);
    expect(await stamps.exportMember('bo')).toMatchObject([{ songId: 'song-1' }]);
    expect(await stamps.forgetMember('bo')).toBe(true);
    expect(await stamps.exportMember('bo')).toEqual([]);
    expect(await stamps.of('ann')).toHaveLength(1);
  });
});

describe('a stamp book', () => {
  const stamped = new Set(['song-1', 'song-2', 'song-4', 'gone']);

  test('has a page of each drama, artist and year with a stamp on it, whole ones first', () => {
    expect(
      bookOf(small, stamped, 'drama').map(({ id, stamped: done, songs }) => [id, done, songs.length]),
    ).toEqual([
      ['drama-2', 1, 1],
      ['drama-1', 3, 4],
    ]);
    expect(bookOf(small, stamped, 'artist').map(({ id, stamped: done }) => [id, done])).toEqual([
      ['ann', 2],
      ['bea', 1],
    ]);
    expect(
      bookOf(small, stamped, 'year').map(({ id, stamped: done, songs }) => [id, done, songs.length]),
    ).toEqual([
      ['2017', 1, 1],
      ['2016', 2, 3],
    ]);
  });

  test('completes a drama part by part', () => {
    const page = bookPage(small, stamped, 'drama', 'drama-1')!;
    expect(
      partsOf(page, stamped).map(({ part, songs, stamped: done }) => [part, done, songs.length]),
    ).toEqual([
      ['1', 2, 2],
      ['2', 0, 1],
      [undefined, 1, 1],
    ]);
    expect(bookPage(small, stamped, 'drama', 'nowhere')).toBeUndefined();
  });

  test('is opened from a profile, paged, and shown by drama, artist and year within every limit', async () => {
    const everything = [...catalogue.songs.keys()].map((songId) => ({ songId, at: 0 }));
    const results = { member: () => Promise.reject(new Error('not asked')) };
    const daily = { streak: () => Promise.resolve(0) };
    const paintCard = () => Promise.resolve(new Uint8Array());
    const stamps = { of: (id: string) => Promise.resolve(id === '1' ? everything : []) };
    const hands = createHands([createProfile({ catalogue, results, daily, paintCard, stamps })]);
    const empty = await hands.component('stamps|2', {});
    expect(empty.kind).toBe('private');
    expect(readable(viewOf(empty))).toContain('No stamps yet');
    const first = await hands.component('stamps|1', {});
    expect(readable(viewOf(first))).toContain('Page 1 of');
    const second = await hands.press(first, 'Next');
    expect(readable(viewOf(second))).toContain('Page 2 of');
    for (const kind of ['drama', 'artist', 'year'] as const) {
      const book = await hands.component(`stamps.kind|1|${kind}`, {});
      expect(book.kind).toBe('update');
      for (const { id } of bookOf(catalogue, new Set(everything.map(({ songId }) => songId)), kind)) {
        const page = await hands.component(`stamps.pick|1|${kind}`, {}, { values: [id] });
        expect(readable(viewOf(page))).toContain('🌟');
      }
    }
  });
});
