import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { createMemoryStores, openSqliteStores } from '../../../src/adapters/store.ts';
import { createDailyCommand } from '../../../src/commands/daily.ts';
import { mainTitle } from '../../../src/core/catalogue/names.ts';
import { STEPS } from '../../../src/core/daily/puzzle.ts';
import { createJudging } from '../../../src/core/judge/judge.ts';
import type { Stores } from '../../../src/core/ports.ts';
import type { Reply } from '../../../src/discord/replies.ts';
import { createDaily } from '../../../src/services/daily.ts';
import type { Daily } from '../../../src/services/daily.ts';
import { createHands, partsOf, readable, viewOf } from '../../support/handlers.ts';
import type { Who } from '../../support/handlers.ts';

const catalogue = await loadCatalogue('data');
const { judge } = createJudging(catalogue);
const noon = Date.UTC(2026, 10, 21, 12);
const dayMs = 86_400_000;

let daily: Daily;
let hands: ReturnType<typeof createHands>;
const boot = (stores: Stores) => {
  const zoneOf = (guildId: string | null) => (guildId === 'seoul' ? 'Asia/Seoul' : 'UTC');
  daily = createDaily({ stores, catalogue, judge, zoneOf });
  hands = createHands([createDailyCommand({ catalogue, daily })]);
};
beforeEach(() => {
  boot(createMemoryStores());
});

const open = (who: Who = {}) => hands.run('daily', {}, { at: noon, ...who });
const press = (reply: Reply, label: string, who: Who = {}) => hands.press(reply, label, { at: noon, ...who });

/** Answers as a fan does: the button, then the form it opens. */
const answer = async (reply: Reply, typed: string, who: Who = {}): Promise<Reply> => {
  const form = await press(reply, 'Answer', who);
  if (form.kind !== 'modal') throw new Error(`no form but ${form.kind}`);
  return hands.component(form.modal.custom_id, { at: noon, ...who }, { fields: { answer: typed } });
};

const puzzleToday = async (who: Who = {}) => {
  const { puzzle } = await daily.today({ userId: 'looker', guildId: 'guild', at: noon, ...who });
  const titles = puzzle.answerIds.flatMap((id) => catalogue.drama(id)?.titles ?? []).map(mainTitle);
  const wrong = [...catalogue.dramas.values()]
    .filter(({ id }) => !puzzle.answerIds.includes(id))
    .map(({ titles: other }) => mainTitle(other))
    .filter((title) => judge(title, { kind: 'drama', answerIds: puzzle.answerIds }).kind === 'wrong');
  return { puzzle, title: titles[0] ?? '', wrong };
};

const solve = async (who: Who = {}): Promise<Reply> =>
  answer(await open(who), (await puzzleToday(who)).title, who);

describe('/daily', () => {
  test('is private, and every step is the same message', async () => {
    const { wrong, title } = await puzzleToday();
    const opened = await open();
    expect(opened.kind).toBe('private');
    const next = await press(opened, 'Next clue');
    expect(next.kind).toBe('update');
    expect(readable(viewOf(next))).toContain('Step 2 of 6');
    const missed = await answer(next, wrong[0] ?? '');
    expect(readable(viewOf(missed))).toContain('🟨⬛⬜⬜⬜⬜');
    const solved = await answer(missed, title);
    expect(readable(viewOf(solved))).toContain('🟨⬛🟩⬜⬜⬜');
    expect(readable(viewOf(solved))).toContain('Streak: 1 day');
  });

  test('tells nothing of the answer before the end', async () => {
    const { title, puzzle } = await puzzleToday();
    let reply = await open();
    for (let step = 1; step < STEPS; step += 1) {
      expect(readable(viewOf(reply))).not.toContain(title);
      expect(JSON.stringify(viewOf(reply))).not.toContain(puzzle.songId);
      reply = await press(reply, 'Next clue');
    }
    const button = partsOf(viewOf(reply)).find(({ label }) => label === 'Next clue');
    expect(button?.disabled).toBe(true);
    expect(viewOf(reply).embeds?.[0]?.fields).toHaveLength(puzzle.clues.length);
  });

  test('is lost after six wrong answers, and then shows what it was', async () => {
    const { title, wrong } = await puzzleToday();
    let reply = await open();
    for (let step = 0; step < STEPS; step += 1) reply = await answer(reply, wrong[step] ?? '');
    expect(readable(viewOf(reply))).toContain('⬛⬛⬛⬛⬛⬛');
    expect(readable(viewOf(reply))).toContain(title.slice(0, 10));
    expect(partsOf(viewOf(reply)).map(({ label }) => label)).toEqual(['Share', 'Save']);
  });

  test('the same wrong answer twice costs one step', async () => {
    const { wrong } = await puzzleToday();
    const once = await answer(await open(), wrong[0] ?? '');
    const twice = await answer(once, ` ${(wrong[0] ?? '').toUpperCase()} `);
    expect(readable(viewOf(twice))).toContain('⬛⬜⬜⬜⬜⬜');
  });

  test('a finished puzzle stays finished, also for a form opened before', async () => {
    const form = await press(await open(), 'Answer');
    const solved = await solve();
    if (form.kind !== 'modal') throw new Error('no form');
    const late = await hands.component(
      form.modal.custom_id,
      { at: noon },
      { fields: { answer: 'nonsense' } },
    );
    expect(viewOf(late)).toEqual(viewOf(solved));
    expect(readable(viewOf(await open()))).toEqual(readable(viewOf(solved)));
  });

  test('is shared without a spoiler, in marks and in words', async () => {
    const { title, puzzle } = await puzzleToday();
    const shared = await press(await solve(), 'Share');
    expect(shared.kind).toBe('public');
    const { content = '' } = viewOf(shared);
    expect(content).toContain('🟩⬜⬜⬜⬜⬜');
    expect(content).toContain('-# right');
    expect(content).not.toContain(title);
    expect(content).not.toContain(puzzle.songId);
    expect(viewOf(shared).embeds).toBeUndefined();
  });

  test('cannot be shared before it is finished', async () => {
    await open();
    const share = hands.component('daily.share|2026-11-21', { at: noon });
    await expect(share).rejects.toMatchObject({ code: 'expired' });
  });

  test('is the same for everybody, and a new one comes at the server’s own midnight', async () => {
    const here = await puzzleToday({ userId: 'a' });
    expect((await puzzleToday({ userId: 'b', guildId: 'other' })).puzzle).toEqual(here.puzzle);
    const evening = Date.UTC(2026, 10, 21, 15);
    const seoul = await puzzleToday({ guildId: 'seoul', at: evening });
    expect(seoul.puzzle.day).toBe('2026-11-22');
    expect(seoul.puzzle.songId).not.toBe(here.puzzle.songId);
    expect((await puzzleToday({ at: evening })).puzzle).toEqual(here.puzzle);
  });

  test('the buttons of a day that is over say so', async () => {
    const opened = await open();
    const late = press(opened, 'Next clue', { at: noon + dayMs });
    await expect(late).rejects.toMatchObject({ code: 'dailyOver' });
  });

  test('keeps a streak over a missed day, once a month', async () => {
    for (const day of [0, 1, 3]) await solve({ at: noon + day * dayMs });
    const kept = await open({ at: noon + 3 * dayMs });
    expect(readable(viewOf(kept))).toContain('Streak: 3 days');
    expect(readable(viewOf(kept))).toContain('freeze is used');
    expect(await daily.streak('fan', 'guild', noon + 5 * dayMs)).toBe(0);
    expect(await daily.streak('nobody', 'guild', noon)).toBe(0);
  });
});

test('a day played in two time zones is counted in each, and once', async () => {
  const evening = Date.UTC(2026, 10, 21, 15);
  await solve({ guildId: 'seoul', at: evening });
  await solve({ guildId: 'guild', at: evening });
  const state = await daily.today({ userId: 'fan', guildId: 'guild', at: evening });
  expect(state.played).toBe(2);
  expect(state.solvedAt[0]).toBe(2);
  expect(state.streak.days).toBe(1);
});

test('two answers at once take one step each, and only one of two right ones counts', async () => {
  const { title } = await puzzleToday();
  const opened = await open();
  await Promise.all([answer(opened, title), answer(opened, title)]);
  const state = await daily.today({ userId: 'fan', guildId: 'guild', at: noon });
  expect(state.play.moves).toEqual([{ kind: 'right' }]);
  expect(state.solvedAt[0]).toBe(1);
});

test('goes on after a restart: the same puzzle, the steps taken, the streak', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-daily-'));
  const url = `sqlite://${join(folder, 'test.db')}`;
  const first = await openSqliteStores(url);
  boot(first);
  await solve({ at: noon - dayMs });
  const before = await press(await open(), 'Next clue');
  await first.close();
  const second = await openSqliteStores(url);
  boot(second);
  const after = await open();
  expect(viewOf(after).embeds?.[0]?.fields).toEqual(viewOf(before).embeds?.[0]?.fields);
  expect(viewOf(after).embeds?.[0]?.footer).toEqual(viewOf(before).embeds?.[0]?.footer);
  expect(readable(viewOf(after))).toContain('🟨⬜⬜⬜⬜⬜');
  // A button from before the restart works on.
  expect(readable(viewOf(await press(before, 'Next clue')))).toContain('🟨🟨⬜⬜⬜⬜');
  expect(await daily.streak('fan', 'guild', noon)).toBe(1);
  await second.close();
  await rm(folder, { recursive: true });
});
