import { describe, expect, test } from 'vitest';
import { isGone } from '../../src/core/quiz/forget.ts';
import { createPrivacy } from '../../src/services/privacy.ts';
import { aliasIdOf } from '../../src/services/quiz-aliases.ts';
import { quizPlace as place, quizSettings as settings, setUpQuizzes } from '../support/quiz-lives.ts';
import { effectsOf } from '../support/quiz-process.ts';

/** Every kind of record that holds something on members. */
const namespaces = [
  'quiz-games',
  'quiz-events',
  'quiz-aliases',
  'quiz-counted',
  'quiz-songs',
  'quiz-heard',
  'quiz-members',
  'watched',
  'favourites',
  'reports',
];
const lucia = '700700700700700700';
const dana = '300300300300300300';

const { time, bot, by, catalogue, kill, recover, onDisk } = setUpQuizzes();

const privacy = () => {
  const { quizzes, results, watched, reports } = bot();
  return createPrivacy({ quizzes, results, watched, reports });
};

/** Lucía hosts a game, wins a round and is nearly right in another; Dana accepts it. Then Lucía reports a song. */
const play = async () => {
  await bot().quizzes.start(place, by(lucia), settings);
  await bot().quizzes.join('guild', by(dana));
  await time.advance(1_000);
  await bot().quizzes.guess('guild', by(lucia), bot().answer());
  await time.advance(10_000);
  await bot().quizzes.guess('guild', by(lucia), `near:${bot().answer()}`);
  await time.advance(31_000);
  await bot().quizzes.voteNear('guild', by(dana), 2);
  const [reveal] = effectsOf(bot(), 'reveal');
  const songId = reveal?.record.prepared.songId ?? '';
  await bot().quizzes.report('guild', by(lucia), { roundId: 1, songId });
  await bot().watched.add(lucia, [...catalogue().dramas.keys()][0] ?? '');
  return { gameId: bot().shown.at(-1)?.state.game.gameId ?? '', songId };
};

const everythingStored = async (): Promise<string> => {
  const format = {
    schema: { parse: (value: unknown) => value },
    version: 99,
    migrate: (data: unknown) => data,
  };
  await kill();
  const rows = await onDisk((stores) =>
    Promise.all(namespaces.map(async (name) => [name, ...(await stores.open(name, format).list())])),
  );
  await recover();
  return JSON.stringify(rows);
};

describe('a member who asks', () => {
  test('is given everything that games hold on them', async () => {
    const { songId } = await play();
    const told = await privacy().export(lucia);
    expect(Object.keys(told).sort()).toEqual(['quizzes', 'reports', 'results', 'watched']);
    expect(told).toMatchObject({
      quizzes: { games: [{ guildId: 'guild' }], lastGuesses: [{ guildId: 'guild' }], acceptedNames: [{}] },
      reports: [{ id: songId }],
    });
    expect(told['results']).toHaveLength(2);
    expect(JSON.stringify(told)).not.toContain(dana);
    expect(await privacy().export('nobody-we-know')).toEqual({});
  });

  test('is forgotten in all of it, at once and for good, while others keep theirs', async () => {
    const { gameId } = await play();
    const before = bot().quizzes.scores('guild');
    expect(await everythingStored()).toContain(lucia);
    await privacy().forget(lucia);
    for (const scope of ['global', { guildId: 'guild' }] as const)
      expect(await bot().results.leaderboard(scope, 'all')).toEqual([]);
    expect(await privacy().export(lucia)).toEqual({});
    expect(bot().quizzes.why('guild', lucia)).toBeUndefined();
    expect(await everythingStored()).not.toContain(lucia);
    expect(await bot().quizzes.undoAlias('guild', by(dana), aliasIdOf(gameId, 2))).toMatchObject({
      proposedBy: '',
    });
    expect(await bot().reports.list()).toMatchObject([{ userId: '', origin: 'quiz' }]);
    const after = bot().quizzes.scores('guild');
    expect(after.map(({ points }) => points)).toEqual(before.map(({ points }) => points));
    expect(after.map(({ memberId }) => memberId === dana || isGone(memberId))).toEqual([true, true]);
  });

  test('leaves a game that goes on, with another host, and whose points are nobody’s', async () => {
    await bot().quizzes.start(place, by(lucia), settings);
    await bot().quizzes.join('guild', by(dana));
    await time.advance(1_000);
    // In the grace of the round: the points are given after she is forgotten.
    await bot().quizzes.guess('guild', by(lucia), bot().answer());
    await privacy().forget(lucia);
    await time.advance(10_000);
    await bot().quizzes.guess('guild', by(dana), bot().answer());
    await time.advance(10_000);
    const board = await bot().results.leaderboard('global', 'all');
    expect(board.map(({ memberId }) => memberId)).toEqual([dana]);
    await bot().quizzes.stop('guild', by(dana));
    expect(effectsOf(bot(), 'recap')).toHaveLength(1);
  });
});
