import { describe, expect, it } from 'vitest';
import { playGame, T0 } from '../../support/quiz-scenario.ts';

const awards = (game: ReturnType<typeof playGame>, round = 0) =>
  game.all('reveal')[round]?.record.awards.map(({ memberId, place, points }) => [memberId, place, points]);

describe('who scores', () => {
  it('gives the first most and others within the grace half', () => {
    const game = playGame();
    game.guess('ann', 'correct');
    game.guess('bo', 'correct', { at: T0 + 1_500 });
    game.wait(2_000);
    expect(awards(game)).toEqual([
      ['ann', 'first', 10],
      ['bo', 'grace', 5],
    ]);
  });

  it('orders by the time of the message, not by its arrival', () => {
    const game = playGame();
    game.wait(5_000);
    game.guess('ann', 'correct', { at: T0 + 4_800 });
    game.guess('bo', 'correct', { at: T0 + 4_500 });
    game.wait(2_000);
    expect(awards(game)).toEqual([
      ['bo', 'first', 10],
      ['ann', 'grace', 5],
    ]);
  });

  it.each([
    [150, 'first'],
    [151, 'grace'],
  ])('%i ms behind the first is %s', (behindMs, place) => {
    const game = playGame();
    game.guess('ann', 'correct');
    game.guess('bo', 'correct', { at: T0 + behindMs });
    game.wait(2_000);
    expect(awards(game)?.[1]?.[1]).toBe(place);
  });

  it('does not drop a right guess when an earlier one arrives late', () => {
    const game = playGame();
    game.wait(5_000);
    game.guess('ann', 'correct', { at: T0 + 5_000 });
    game.guess('bo', 'correct', { at: T0 + 6_400 });
    game.guess('cy', 'correct', { at: T0 + 4_000 });
    game.wait(2_000);
    expect(awards(game)?.map(([memberId]) => memberId)).toEqual(['cy', 'ann', 'bo']);
  });

  it('tells guesses after the grace and after the reveal that they are too late', () => {
    const game = playGame();
    game.guess('ann', 'correct');
    expect(game.guess('bo', 'correct', { at: T0 + 1_501 })).toBe('too-late');
    game.wait(3_000);
    expect(game.guess('bo', 'correct')).toBe('too-late');
    expect(game.score('bo')).toBe(0);
  });

  it('tells a guess that was written in an earlier round that it is too late', () => {
    const game = playGame();
    game.winRound('ann');
    expect(game.guess('bo', 'correct', { at: T0 + 2_000 })).toBe('too-late');
    expect(game.guess('bo', 'correct', { roundId: 1 })).toBe('too-late');
    expect(game.phase()).toBe('asking');
  });

  it('counts one right guess a member', () => {
    const game = playGame();
    game.guess('ann', 'correct');
    expect(game.guess('ann', 'correct')).toBe('already-found');
    game.wait(2_000);
    expect(awards(game)).toHaveLength(1);
  });

  it('answers near and wrong guesses without ending the round', () => {
    const game = playGame();
    expect(game.guess('ann', 'near')).toBe('near');
    expect(game.guess('ann', 'wrong')).toBe('wrong');
    expect(game.guess('ann', 'correct')).toBe('found');
  });

  it('adds a bonus for a streak, up to its limit, until a miss', () => {
    const game = playGame({ rounds: 20 });
    for (let round = 0; round < 8; round += 1) game.winRound('ann');
    game.winRound('bo');
    game.winRound('ann');
    const points = game.all('reveal').map(({ record }) => record.awards[0]?.points);
    expect(points).toEqual([10, 11, 12, 13, 14, 15, 15, 15, 10, 10]);
    expect(game.member('ann')).toMatchObject({ streak: 1, bestStreak: 8 });
  });

  it('keeps streaks over a skipped round', () => {
    const game = playGame();
    game.winRound('ann');
    game.vote('ann', 'skip', { force: true });
    game.wait(7_000);
    game.winRound('ann');
    expect(game.score('ann')).toBe(21);
  });

  it('takes the cost of a hint only from guesses after it', () => {
    const game = playGame();
    game.wait(1_000);
    game.vote('ann', 'hint', { force: true });
    game.guess('ann', 'correct', { at: T0 + 1_100 });
    game.wait(10_000);
    expect(game.score('ann')).toBe(8);

    const early = playGame();
    early.wait(1_000);
    early.vote('ann', 'hint', { force: true });
    early.guess('ann', 'correct', { at: T0 + 900 });
    early.wait(10_000);
    expect(early.score('ann')).toBe(10);
  });
});

describe('modes', () => {
  it('choice: the first press counts, and only that', () => {
    const game = playGame({ mode: 'choice' });
    expect(game.guess('ann', 'wrong', { roundId: 1 })).toBe('wrong');
    expect(game.guess('ann', 'correct', { roundId: 1 })).toBe('already-chosen');
    expect(game.guess('bo', 'correct', { roundId: 1 })).toBe('found');
    game.wait(2_000);
    expect(game.score('bo')).toBe(6);
  });

  it('choice: a voice round ends when everyone who hears it has pressed', () => {
    const game = playGame({ mode: 'choice', play: 'voice' });
    game.guess('ann', 'wrong');
    expect(game.phase()).toBe('asking');
    game.guess('bo', 'wrong');
    expect(game.phase()).toBe('revealed');
  });

  it('ladder: points fall with every step', () => {
    const points = [0, 6_000, 12_000, 18_000, 24_000].map((ms) => {
      const game = playGame({ mode: 'ladder', seconds: 30 });
      game.wait(ms);
      game.guess('ann', 'correct');
      game.wait(2_000);
      return game.score('ann');
    });
    expect(points).toEqual([20, 16, 12, 8, 4]);
  });

  it('lives: missing a round that someone knew costs one, and the last one standing wins', () => {
    const game = playGame({ mode: 'lives', rounds: 50 });
    game.winRound('ann');
    expect(game.member('bo').stake).toEqual({ kind: 'lives', left: 2 });
    game.winRound('ann');
    game.guess('ann', 'correct');
    game.wait(2_000);
    expect(game.member('bo').stake).toEqual({ kind: 'out', round: 3 });
    expect(game.all('reveal').at(-1)?.record.outIds).toEqual(['bo']);
    game.wait(6_000);
    expect(game.inPhase('ended').reason).toBe('last-standing');
  });

  it('lives: a round nobody knew costs nothing in company', () => {
    const game = playGame({ mode: 'lives' });
    game.missRound();
    expect(game.member('ann').stake).toEqual({ kind: 'lives', left: 3 });
  });

  it('lives: playing alone, every miss costs one', () => {
    const game = playGame({ mode: 'lives' }, ['ann']);
    for (let round = 0; round < 3; round += 1) {
      game.guess('ann', 'wrong');
      game.missRound();
    }
    expect(game.inPhase('ended').reason).toBe('last-standing');
  });

  it('lives: leaving is no shield', () => {
    const game = playGame({ mode: 'lives', play: 'voice' }, ['ann', 'bo', 'cy']);
    game.leave('bo');
    game.winRound('ann');
    game.join('bo');
    expect(game.member('bo').stake).toEqual({ kind: 'lives', left: 2 });
  });

  it('lives: a late joiner gets as few lives as anyone has, and none once somebody is out', () => {
    const game = playGame({ mode: 'lives' }, ['ann', 'bo', 'cy']);
    game.winRound('ann');
    game.join('di');
    expect(game.member('di').stake).toEqual({ kind: 'lives', left: 2 });
    game.winRound('ann', 'cy', 'di');
    game.winRound('ann', 'cy', 'di');
    expect(game.member('bo').stake.kind).toBe('out');
    expect(game.guess('bo', 'correct')).toBe('out');
    expect(game.guess('ed', 'correct')).toBe('out');
  });

  it('lives: chatter does not enter anyone', () => {
    const game = playGame({ mode: 'lives' });
    game.guess('passer-by', 'wrong');
    expect(() => game.member('passer-by')).toThrow();
  });

  it('sudden death: one miss puts you out', () => {
    const game = playGame({ mode: 'sudden-death' }, ['ann', 'bo', 'cy']);
    game.winRound('ann', 'bo');
    expect(game.member('cy').stake.kind).toBe('out');
    game.guess('bo', 'correct');
    game.wait(10_000);
    expect(game.inPhase('ended').reason).toBe('last-standing');
  });

  it('teams: a lobby first, sides even, and a switch loses no points on either side', () => {
    const game = playGame({ mode: 'teams', rounds: 2 }, ['ann', 'bo']);
    expect(game.phase()).toBe('lobby');
    game.send({ type: 'joinTeam', at: game.now(), memberId: 'cy', team: 'b' });
    game.send({ type: 'begin', at: game.now(), memberId: 'ann' });
    game.winRound('ann');
    game.send({ type: 'joinTeam', at: game.now(), memberId: 'ann', team: 'b' });
    game.winRound('ann');
    const [recap] = game.all('recap');
    expect(recap?.teams).toEqual([
      { team: 'b', points: 11, memberIds: ['ann', 'bo', 'cy'] },
      { team: 'a', points: 10, memberIds: [] },
    ]);
    expect(recap?.standings[0]).toMatchObject({ memberId: 'ann', points: 21, rank: 1 });
  });

  it('teams: the lobby ends by itself, and only the host may hurry it', () => {
    const game = playGame({ mode: 'teams' });
    game.send({ type: 'begin', at: game.now(), memberId: 'bo' });
    expect(game.phase()).toBe('lobby');
    game.wait(30_000);
    expect(game.phase()).toBe('asking');
  });
});
