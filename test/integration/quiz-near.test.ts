import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../src/core/quiz/types.ts';
import { aliasIdOf, createQuizAliases } from '../../src/services/quiz-aliases.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { quizPlace as place, quizSettings as settings, setUpQuizzes } from '../support/quiz-lives.ts';
import { effectsOf } from '../support/quiz-process.ts';

const { time, bot, by, kill, recover, restart, onDisk } = setUpQuizzes();
const host = () => by('host');
const guest = () => by('guest');
const cat = () => by('cat');

describe('a near miss', () => {
  /** Lucía (the guest) is nearly right, nobody else is, and the round runs out. */
  const missNearly = async () => {
    await bot().quizzes.start(place, host(), settings);
    await time.advance(1_000);
    const answer = bot().answer();
    expect((await bot().quizzes.guess('guild', guest(), `near:${answer}`)).outcome).toBe('near');
    await time.advance(30_000);
    const [shown] = effectsOf(bot(), 'nearVote');
    const gameId = bot().shown.at(-1)?.state.game.gameId ?? '';
    if (shown === undefined) throw new Error('No vote was opened.');
    return { vote: shown.vote, gameId, answer };
  };

  test('is voted on at the reveal; accepted, it scores, counts from then on in this server, and can be undone', async () => {
    const { vote, gameId } = await missNearly();
    expect(vote).toMatchObject({ memberId: 'guest', roundId: 1 });
    const own = bot().quizzes.voteNear('guild', { ...guest(), gameId }, 1);
    await expect(own).rejects.toMatchObject({ code: 'notEligible' });
    const voted = await bot().quizzes.voteNear('guild', { ...host(), gameId }, 1);
    expect(voted.vote.accepted).toBe(true);
    expect(effectsOf(bot(), 'nearVoteOver')).toMatchObject([{ accepted: true }]);
    const aliasId = aliasIdOf(gameId, 1);
    expect(bot().quizzes.scores('guild')[0]).toMatchObject({ memberId: 'guest', points: 10 });
    expect(effectsOf(bot(), 'amendReveal')).toHaveLength(1);
    await expect(bot().quizzes.voteNear('guild', { ...host(), gameId }, 1)).rejects.toMatchObject({
      code: 'expired',
    });
    const stranger = { memberId: 'stranger', at: time.clock.now() };
    await expect(bot().quizzes.undoAlias('guild', stranger, aliasId)).rejects.toMatchObject({
      code: 'notHost',
    });
    expect((await bot().quizzes.undoAlias('guild', guest(), aliasId)).proposedBy).toBe('guest');
    await expect(bot().quizzes.undoAlias('guild', guest(), aliasId)).rejects.toMatchObject({
      code: 'expired',
    });
  });

  test('that was accepted is right in this server also after a restart, and nowhere else', async () => {
    const { gameId, answer } = await missNearly();
    await bot().quizzes.voteNear('guild', { ...host(), gameId }, 1);
    await kill();
    await onDisk(async (stores) => {
      const aliases = createQuizAliases(stores);
      await aliases.load('guild');
      expect(aliases.answerIds('guild', 'drama', `NEAR: ${answer}`)).toEqual([answer]);
      expect(aliases.answerIds('guild', 'song', `near:${answer}`)).toEqual([]);
      expect(aliases.answerIds('elsewhere', 'drama', `near:${answer}`)).toEqual([]);
    });
    await recover();
  });

  test('is dropped after ten seconds, or when the room is empty', async () => {
    const { gameId } = await missNearly();
    await time.advance(11_000);
    expect(effectsOf(bot(), 'nearVoteOver')).toMatchObject([{ accepted: false }]);
    const late = bot().quizzes.voteNear('guild', { ...host(), gameId }, 1);
    await expect(late).rejects.toMatchObject({ code: 'expired' });
  });
});

describe('a vote on a near miss, after a restart', () => {
  /** Lucía (the guest) is nearly right; the host and Cat may vote, and both are needed. */
  const openVote = async () => {
    await bot().quizzes.start(place, host(), settings);
    await bot().quizzes.join('guild', cat());
    await time.advance(1_000);
    const answer = bot().answer();
    await bot().quizzes.guess('guild', guest(), `near:${answer}`);
    return { answer, gameId: bot().shown.at(-1)?.state.game.gameId ?? '' };
  };

  test('opens though the bot was ended between the guess and the reveal', async () => {
    await openVote();
    await restart();
    await time.advance(30_000);
    expect(effectsOf(bot(), 'nearVote')).toMatchObject([{ vote: { memberId: 'guest', roundId: 1 } }]);
  });

  test('is asked again with its ballots, none of which counts twice', async () => {
    const { gameId, answer } = await openVote();
    await time.advance(30_000);
    await bot().quizzes.voteNear('guild', { ...host(), gameId }, 1);
    await restart();
    expect(effectsOf(bot(), 'nearVote')).toMatchObject([{ tally: { votes: 1, needed: 2 } }]);
    const again = bot().quizzes.voteNear('guild', { ...host(), gameId }, 1);
    await expect(again).rejects.toMatchObject({ code: 'alreadyVoted' });
    await bot().quizzes.voteNear('guild', { ...cat(), gameId }, 1);
    expect(bot().quizzes.scores('guild')[0]).toMatchObject({ memberId: 'guest', points: 10 });
    await restart();
    expect(bot().quizzes.scores('guild')[0]).toMatchObject({ memberId: 'guest', points: 10, right: 1 });
    expect(effectsOf(bot(), 'nearVote')).toEqual([]);
    expect((await bot().quizzes.undoAlias('guild', guest(), aliasIdOf(gameId, 1))).answerId).toBe(answer);
  });

  test('ends at its time', async () => {
    const { gameId } = await openVote();
    await time.advance(30_000);
    await restart();
    await time.advance(11_000);
    expect(effectsOf(bot(), 'nearVoteOver')).toMatchObject([{ accepted: false }]);
    const late = bot().quizzes.voteNear('guild', { ...host(), gameId }, 1);
    await expect(late).rejects.toMatchObject({ code: 'expired' });
  });

  test('that was decided is carried out though the bot was ended in between', async () => {
    const { gameId, answer } = await openVote();
    await time.advance(30_000);
    await bot().quizzes.voteNear('guild', { ...host(), gameId }, 1);
    await bot().quizzes.voteNear('guild', { ...cat(), gameId }, 1);
    // As if the process had died right after the last ballot.
    await kill();
    await onDisk(async (stores) => {
      const quizLog = createQuizLog(stores);
      const [game] = await quizLog.list(() => undefined);
      const events = game?.events ?? [];
      const decidedAt = events.findLastIndex(({ type }) => type === 'nearVoted');
      await quizLog.remove('guild', gameId, events.length);
      await quizLog.open(place, events[0] as EventOf<'start'>);
      for (let index = 1; index <= decidedAt; index += 1) await quizLog.append(gameId, index, events[index]!);
      const aliases = createQuizAliases(stores);
      await aliases.remove('guild', aliasIdOf(gameId, 1));
    });
    await recover();
    expect(bot().quizzes.scores('guild')[0]).toMatchObject({ memberId: 'guest', points: 10 });
    expect(effectsOf(bot(), 'nearVoteOver')).toMatchObject([{ accepted: true }]);
    expect(await bot().quizzes.undoAlias('guild', guest(), aliasIdOf(gameId, 1))).toMatchObject({
      answerId: answer,
      proposedBy: 'guest',
    });
  });

  test('a game stored before votes were is taken up', async () => {
    await bot().quizzes.start(place, host(), settings);
    await kill();
    const [game] = await onDisk((stores) => createQuizLog(stores).list(() => undefined));
    await onDisk(async (stores) => {
      const events = stores.open('quiz-events', { schema: { parse: (value: unknown) => value }, version: 1 });
      for (const [index, event] of (game?.events ?? []).entries()) {
        const key = `${game?.events[0]?.type === 'start' ? game.events[0].gameId : ''}:${String(index).padStart(6, '0')}`;
        await events.delete(key);
        await events.update(key, () => (event.type === 'start' ? { ...event, version: 1 } : event));
      }
    });
    await recover();
    expect(bot().quizzes.current('guild')?.settings).toEqual(settings);
  });
});
