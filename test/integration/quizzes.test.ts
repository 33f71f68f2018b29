import { describe, expect, test } from 'vitest';
import type { Stores } from '../../src/core/ports.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import type { GameSettings } from '../../src/core/quiz/types.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { quizPlace as place, quizSettings as settings, setUpQuizzes } from '../support/quiz-lives.ts';
import { effectsOf } from '../support/quiz-process.ts';

/** How many writes of song statistics are still to fail, as on a full disk. */
let failures = 0;
const withFailures = (stores: Stores): Stores => ({
  close: () => stores.close(),
  open: (namespace, format) => {
    const store = stores.open(namespace, format);
    if (namespace !== 'quiz-songs') return store;
    return {
      ...store,
      update: (id, change) => {
        failures -= 1;
        return failures >= 0 ? Promise.reject(new Error('disk full')) : store.update(id, change);
      },
    };
  },
});

/** Until then the judge reads the catalogue. */
let isRead = Promise.resolve();

const { time, bot, by, catalogue, kill, recover, restart, onDisk } = setUpQuizzes(withFailures, () => isRead);
const host = () => by('host');
const guest = () => by('guest');

describe('a quiz', () => {
  test('runs from start to recap and keeps the score', async () => {
    await bot().quizzes.start(place, host(), settings);
    for (let round = 1; round <= 3; round += 1) {
      await time.advance(1_000);
      expect((await bot().quizzes.guess('guild', guest(), 'nonsense')).outcome).toBe('wrong');
      expect((await bot().quizzes.guess('guild', host(), bot().answer())).outcome).toBe('found');
      await time.advance(10_000);
    }
    expect(effectsOf(bot(), 'announceRound')).toHaveLength(3);
    expect(effectsOf(bot(), 'reveal')).toHaveLength(3);
    const [recap] = effectsOf(bot(), 'recap');
    expect(recap?.standings.map(({ memberId, rank }) => [memberId, rank])).toEqual([
      ['host', 1],
      ['guest', 2],
    ]);
    expect(bot().quizzes.current('guild')).toBeUndefined();
  });

  test('is one a server, and the next may start when it is over', async () => {
    await bot().quizzes.start(place, host(), settings);
    await expect(bot().quizzes.start(place, guest(), settings)).rejects.toMatchObject({
      code: 'gameRunning',
    });
    await expect(bot().quizzes.stop('guild', guest())).rejects.toMatchObject({ code: 'notHost' });
    await bot().quizzes.stop('guild', host());
    await bot().quizzes.start(place, guest(), settings);
    expect(bot().quizzes.current('guild')?.place).toEqual(place);
  });

  test('guesses that come before the judge has read the catalogue are waited for, and keep their order', async () => {
    await bot().quizzes.start(place, host(), settings);
    await time.advance(1_000);
    const reading = Promise.withResolvers<undefined>();
    isRead = reading.promise.then(() => undefined);
    const outcomes: string[] = [];
    const guesses = [guest(), host()].map(async (member) => {
      const { outcome } = await bot().quizzes.guess('guild', member, bot().answer());
      outcomes.push(`${member.memberId} ${outcome}`);
    });
    await bot().quizzes.settled();
    expect(outcomes).toEqual([]);
    reading.resolve(undefined);
    await Promise.all(guesses);
    expect(outcomes).toEqual(['guest found', 'host found']);
    await time.advance(10_000);
    expect(effectsOf(bot(), 'reveal')[0]?.record.awards[0]).toMatchObject({ memberId: 'guest' });
  });

  test('two starts at once give one game', async () => {
    const starts = await Promise.allSettled([
      bot().quizzes.start(place, host(), settings),
      bot().quizzes.start(place, guest(), settings),
    ]);
    expect(starts.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(effectsOf(bot(), 'announceRound')).toHaveLength(1);
  });

  test('says so where none is running', async () => {
    await expect(bot().quizzes.guess('guild', host(), 'goblin')).rejects.toMatchObject({ code: 'noGame' });
    expect(() => bot().quizzes.scores('guild')).toThrow(expect.objectContaining({ code: 'noGame' }));
  });

  test('stores every event before anything it causes is shown', async () => {
    await bot().quizzes.start(place, host(), settings);
    await time.advance(1_000);
    await bot().quizzes.guess('guild', host(), bot().answer());
    await time.advance(3_000);
    const last = bot().shown.at(-1)?.state;
    await kill();
    await onDisk(async (stores) => {
      const [stored] = await createQuizLog(stores).list(() => undefined);
      expect(replay(stored?.events ?? [])).toEqual(last);
    });
    await recover();
  });

  test('is not touched by the buttons of the game before', async () => {
    await bot().quizzes.start(place, host(), { ...settings, mode: 'choice' });
    const gameId = bot().shown.at(-1)?.state.game.gameId ?? '';
    await bot().quizzes.stop('guild', host());
    await bot().quizzes.start(place, host(), { ...settings, mode: 'choice' });
    const before = bot().shown.at(-1)?.state;
    const old = { ...host(), gameId };
    for (const press of [
      () => bot().quizzes.vote('guild', old, 'skip', 1),
      () => bot().quizzes.vote('guild', old, 'hint', 1),
      () => bot().quizzes.pick('guild', old, 1, 0),
      () => bot().quizzes.join('guild', old),
      () => bot().quizzes.stop('guild', old),
      () => bot().quizzes.rematch('guild', old),
    ])
      await expect(press()).rejects.toMatchObject({ code: 'expired' });
    expect(bot().shown.at(-1)?.state).toEqual(before);
    const current = { ...host(), gameId: before?.game.gameId ?? '' };
    await bot().quizzes.vote('guild', current, 'skip', 1);
    expect(effectsOf(bot(), 'reveal').at(-1)?.record.outcome).toBe('skipped');
  });

  test('plays again with the same settings at the press of a button, once', async () => {
    await bot().quizzes.start(place, host(), settings);
    await bot().quizzes.stop('guild', host());
    await bot().quizzes.rematch('guild', guest());
    expect(effectsOf(bot(), 'announceRound')).toHaveLength(2);
    await expect(bot().quizzes.rematch('guild', host())).rejects.toMatchObject({ code: 'expired' });
  });
});

describe('why', () => {
  test('is known of the last guess only, and tells more once the round is over', async () => {
    expect(bot().quizzes.why('guild', 'host')).toBeUndefined();
    await bot().quizzes.start(place, host(), settings);
    await bot().quizzes.guess('guild', host(), 'nonsense');
    expect(bot().quizzes.why('guild', 'host')).toMatchObject({
      guess: 'nonsense',
      isOpen: true,
      verdict: 'wrong',
    });
    expect(bot().quizzes.why('guild', 'guest')).toBeUndefined();
    await time.advance(31_000);
    expect(bot().quizzes.why('guild', 'host')).toMatchObject({ isOpen: false });
  });
});

describe('a reported item', () => {
  test('reaches the operator’s list before the member is thanked, once', async () => {
    await bot().quizzes.start(place, host(), settings);
    await bot().quizzes.guess('guild', host(), bot().answer());
    await time.advance(3_000);
    const [reveal] = effectsOf(bot(), 'reveal');
    const songId = reveal?.record.prepared.songId ?? '';
    expect(await bot().quizzes.report('guild', guest(), { roundId: 1, songId })).toBe('filed');
    expect(await bot().quizzes.report('guild', guest(), { roundId: 1, songId })).toBe('known');
    expect(await bot().reports.list()).toMatchObject([
      { userId: 'guest', kind: 'song', id: songId, origin: 'quiz', guildId: 'guild' },
    ]);
  });

  test('of an earlier game is not mistaken for one of this game', async () => {
    await bot().quizzes.start(place, host(), settings);
    await bot().quizzes.guess('guild', host(), bot().answer());
    await time.advance(3_000);
    const item = { roundId: 1, songId: 'a-song-of-another-game' };
    await expect(bot().quizzes.report('guild', guest(), item)).rejects.toMatchObject({ code: 'expired' });
    expect(await bot().reports.list()).toEqual([]);
  });
});

describe('after a restart', () => {
  test('the same round goes on with the same scores', async () => {
    await bot().quizzes.start(place, host(), settings);
    await time.advance(1_000);
    await bot().quizzes.guess('guild', host(), bot().answer());
    await time.advance(10_000);
    const before = bot().quizzes.scores('guild');
    const answer = bot().answer();
    await restart();
    expect(bot().quizzes.scores('guild')).toEqual(before);
    expect((await bot().quizzes.guess('guild', host(), answer)).outcome).toBe('found');
    await time.advance(10_000);
    expect(bot().quizzes.scores('guild')[0]?.right).toBe(2);
  });

  test('a right answer given just before is counted once', async () => {
    await bot().quizzes.start(place, host(), settings);
    await time.advance(1_000);
    await bot().quizzes.guess('guild', host(), bot().answer());
    await restart();
    await time.advance(8_000);
    expect(bot().quizzes.scores('guild')[0]).toMatchObject({ memberId: 'host', right: 1 });
  });

  test('a round older than a minute is void and replayed', async () => {
    await bot().quizzes.start(place, host(), { ...settings, seconds: 120 });
    await kill();
    await time.advance(61_000);
    await recover();
    const rounds = effectsOf(bot(), 'announceRound');
    expect(rounds.map(({ round }) => round.number)).toEqual([1]);
    expect(effectsOf(bot(), 'roundVoided')).toHaveLength(1);
  });

  test('a rematch that was taken and not begun is begun', async () => {
    await bot().quizzes.start(place, host(), settings);
    await bot().quizzes.stop('guild', host());
    await kill();
    await onDisk(async (stores) => {
      const quizLog = createQuizLog(stores);
      const [game] = await quizLog.list(() => undefined);
      const state = replay(game?.events ?? []);
      const rematch = { type: 'rematch', at: time.clock.now(), memberId: 'guest' } as const;
      await quizLog.append(state?.game.gameId ?? '', game?.events.length ?? 0, rematch);
    });
    await recover();
    expect(bot().quizzes.current('guild')).toBeDefined();
    expect(effectsOf(bot(), 'announceRound')).toHaveLength(1);
  });

  test('a finished game stays finished, and its rematch button works', async () => {
    await bot().quizzes.start(place, host(), settings);
    await bot().quizzes.stop('guild', host());
    await restart();
    expect(bot().quizzes.current('guild')).toBeUndefined();
    await bot().quizzes.rematch('guild', host());
    expect(bot().quizzes.current('guild')).toBeDefined();
  });
});

describe('what games leave behind', () => {
  const defaults: GameSettings = { ...settings, rounds: 3 };
  const playRound = async (...finders: { memberId: string; at: number }[]) => {
    await time.advance(1_000);
    for (const finder of finders)
      await bot().quizzes.guess('guild', { ...finder, at: time.clock.now() }, bot().answer());
    await time.advance(10_000);
  };
  const board = (scope: 'global' | { guildId: string } = { guildId: 'guild' }) =>
    bot().results.leaderboard(scope, 'all');
  test('is counted before it is shown, and agrees with the recap', async () => {
    await bot().quizzes.start(place, host(), defaults);
    await bot().quizzes.guess('guild', guest(), 'nonsense');
    await playRound(host());
    expect((await board()).map(({ memberId, totals }) => [memberId, totals.points, totals.rounds])).toEqual([
      ['host', 10, 1],
    ]);
    await playRound(host(), guest());
    await playRound(host());
    const [recap] = effectsOf(bot(), 'recap');
    const told = recap?.standings.map(({ memberId, points, right }) => [memberId, points, right]);
    for (const scope of ['global', { guildId: 'guild' }] as const) {
      const counted = await board(scope);
      expect(counted.map(({ memberId, totals }) => [memberId, totals.points, totals.right])).toEqual(told);
    }
    expect(await bot().results.leaderboard({ guildId: 'elsewhere' }, 'all')).toEqual([]);
  });

  test('is counted once, whenever the process dies and however often a game is replayed', async () => {
    await bot().quizzes.start(place, host(), defaults);
    await playRound(host());
    const before = await board();
    await restart();
    await restart();
    expect(await board()).toEqual(before);
    const [state] = bot().shown.map((one) => one.state);
    if (state !== undefined) await bot().results.settle(state.game);
    expect(await board()).toEqual(before);
  });

  test('a step cut short by a crash is finished, and what was written is not written twice', async () => {
    await bot().quizzes.start(place, host(), defaults);
    await playRound(host());
    const before = await board();
    const stats = [...(await bot().results.stats())].map(([id, { shown, right }]) => [id, shown, right]);
    expect(stats).toHaveLength(1);
    expect(stats[0]?.slice(1)).toEqual([1, 1]);
    // As if the process had died between the last record and the ledger.
    await kill();
    await onDisk(async (stores) => {
      await stores.open('quiz-counted', { schema: { parse: (value) => value }, version: 1 }).delete('guild');
    });
    await recover();
    expect(await board()).toEqual(before);
    expect([...(await bot().results.stats())].map(([id, { shown, right }]) => [id, shown, right])).toEqual(
      stats,
    );
    expect(await bot().results.heard('guild')).toHaveLength(1);
  });

  test('a store that fails for a moment stops no game, and what it missed is counted later', async () => {
    await bot().quizzes.start(place, host(), defaults);
    failures = 1;
    await playRound(host());
    expect(await board()).toEqual([]);
    expect(bot().errors.splice(0)).toHaveLength(1);
    failures = 0;
    await playRound(host());
    const told = bot()
      .quizzes.scores('guild')
      .map(({ memberId, points }) => [memberId, points]);
    expect((await board()).map(({ memberId, totals }) => [memberId, totals.points])).toEqual(told);
  });

  test('says how well a song is known only from rounds with the default settings', async () => {
    await bot().quizzes.start(place, host(), { ...defaults, seconds: 20 });
    await playRound(host());
    const shown = [...(await bot().results.stats()).values()].map((stats) => stats.shown);
    expect(shown).toEqual([0]);
  });

  test('what a server has heard rests in its next games', async () => {
    for (let game = 0; game < 3; game += 1) {
      await bot().quizzes.start(place, host(), { ...defaults, years: '2016', rounds: 5 });
      for (let round = 0; round < 5; round += 1) await playRound(host());
    }
    const heard = await bot().results.heard('guild');
    expect(heard).toHaveLength(15);
    expect(new Set(heard).size).toBe(15);
  });

  test('wrong answers are remembered for a song', async () => {
    await bot().quizzes.start(place, host(), defaults);
    await time.advance(1_000);
    const other = [...catalogue().dramas.values()].find(
      ({ id, titles }) => id !== bot().answer() && titles.en !== undefined,
    );
    await bot().quizzes.guess('guild', guest(), `wrong:${other?.id ?? ''}`);
    await bot().quizzes.guess('guild', guest(), `wrong:${other?.id ?? ''}`);
    const songId = effectsOf(bot(), 'announceRound').at(-1)?.round.prepared.songId ?? '';
    await time.advance(40_000);
    expect([...bot().results.commonWrong(songId, 'drama')]).toEqual([[other?.id, 1]]);
    expect([...bot().results.commonWrong(songId, 'artist')]).toEqual([]);
  });

  test('the pool of watched dramas is the players’ own, and balances those present', async () => {
    const dramas = [...catalogue().dramas.values()].filter(({ songIds }) => songIds.length >= 5).slice(0, 12);
    const [mine, theirs] = [dramas.slice(0, 6), dramas.slice(6)];
    for (const { id } of mine) await bot().watched.add('host', id);
    for (const { id } of theirs) await bot().watched.add('guest', id);
    await bot().quizzes.start(place, host(), { ...defaults, pool: 'watched', rounds: 20 });
    await playRound(host(), guest());
    for (let round = 1; round < 20; round += 1) await playRound(guest());
    const played = effectsOf(bot(), 'announceRound').map(({ round }) => round.prepared);
    expect(played).toHaveLength(20);
    const isOf = (list: typeof mine) =>
      played.slice(1).filter(({ dramaIds }) => list.some(({ id }) => dramaIds.includes(id))).length;
    expect(isOf(mine) + isOf(theirs)).toBe(19);
    expect(Math.abs(isOf(mine) - isOf(theirs))).toBeLessThanOrEqual(1);
  });

  test('a pool too small says what each way out gives', async () => {
    const drama = [...catalogue().dramas.values()].find(({ songIds }) => songIds.length >= 3);
    await bot().watched.add('host', drama?.id ?? '');
    const start = bot().quizzes.start(place, host(), { ...defaults, pool: 'watched', rounds: 50 });
    await expect(start).rejects.toMatchObject({
      code: 'poolTooSmall',
      params: { wanted: 50, widen: [{ drop: 'pool' }] },
    });
  });
});
