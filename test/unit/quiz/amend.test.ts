import { describe, expect, it } from 'vitest';
import { playGame, T0 } from '../../support/quiz-scenario.ts';

const awards = (game: ReturnType<typeof playGame>, round = 0) =>
  game.state().game.history[round]?.awards.map(({ memberId, place, points }) => [memberId, place, points]);

describe('a near miss the room accepts', () => {
  it('wins the open round at the time it was written', () => {
    const game = playGame();
    game.guess('bo', 'near', { at: T0 + 1_000 });
    game.wait(5_000);
    game.guess('ann', 'correct', { at: T0 + 4_900 });
    game.acceptNear('bo', 1, T0 + 1_000);
    game.wait(2_000);
    expect(awards(game)).toEqual([
      ['bo', 'first', 10],
      ['ann', 'grace', 5],
    ]);
    expect(game.all('amendReveal')).toHaveLength(0);
  });

  it('scores after the reveal without taking the place of the first', () => {
    const game = playGame();
    game.guess('bo', 'near', { at: T0 + 1_000 });
    game.wait(2_000);
    game.guess('ann', 'correct', { at: T0 + 2_000 });
    game.wait(8_000);
    game.acceptNear('bo', 1, T0 + 1_000);
    expect(awards(game)).toEqual([
      ['ann', 'first', 10],
      ['bo', 'grace', 5],
    ]);
    expect(game.all('amendReveal')).toHaveLength(1);
    expect(game.all('reveal')).toHaveLength(1);
  });

  it('wins a round whose time ran out meanwhile, and keeps the streak', () => {
    const game = playGame({ seconds: 10 });
    game.winRound('bo');
    const guessedAt = game.now();
    game.wait(11_000);
    game.acceptNear('bo', 2, guessedAt);
    expect(awards(game, 1)).toEqual([['bo', 'first', 11]]);
    expect(game.member('bo').streak).toBe(2);
  });

  it('gives back the life the round cost, also the last one', () => {
    const game = playGame({ mode: 'sudden-death' }, ['ann', 'bo', 'cy']);
    game.guess('ann', 'correct');
    game.guess('bo', 'correct');
    game.wait(2_000);
    expect(game.member('cy').stake.kind).toBe('out');
    game.acceptNear('cy', 1, T0 + 500);
    expect(game.member('cy').stake).toEqual({ kind: 'lives', left: 1 });
    expect(game.state().game.history[0]).toMatchObject({ outIds: [], lostLifeIds: [] });
  });

  it.each([
    ['was written after the grace', 1, 5_000],
    ['is of an older round', 0, 100],
  ])('comes too late when it %s', (_name, roundId, afterMs) => {
    const game = playGame();
    game.guess('ann', 'correct');
    game.wait(6_000);
    game.acceptNear('bo', roundId, T0 + afterMs);
    expect(game.all('guessOutcome').at(-1)?.outcome).toBe('too-late');
    expect(game.score('bo')).toBe(0);
  });

  it('scores once', () => {
    const game = playGame();
    game.guess('ann', 'correct');
    game.wait(2_000);
    game.acceptNear('bo', 1, T0 + 100);
    game.acceptNear('bo', 1, T0 + 100);
    game.acceptNear('ann', 1, T0 + 100);
    expect(awards(game)).toHaveLength(2);
  });
});
