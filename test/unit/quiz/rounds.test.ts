import { describe, expect, it } from 'vitest';
import { BadTransitionError } from '../../../src/core/quiz/errors.ts';
import { reduce, replay } from '../../../src/core/quiz/reduce.ts';
import { playGame, preparedRound, startEvent, T0 } from '../../support/quiz-scenario.ts';

describe('a round', () => {
  it('goes from the question over the grace to the reveal and on to the next', () => {
    const game = playGame();
    expect(game.phase()).toBe('asking');
    expect(game.guess('ann', 'correct')).toBe('found');
    expect(game.phase()).toBe('grace');
    game.wait(1_750);
    expect(game.phase()).toBe('revealed');
    game.wait(6_000);
    expect(game.inPhase('asking').round.number).toBe(2);
  });

  it('is revealed when its time is up, without points', () => {
    const game = playGame({ seconds: 20 });
    game.wait(20_250);
    const [reveal] = game.all('reveal');
    expect(reveal?.record).toMatchObject({ outcome: 'time-up', awards: [] });
  });

  it('shows a clue at even steps in a text game, the first at once', () => {
    const game = playGame({ seconds: 30 });
    const shown: number[] = [];
    for (let second = 0; second < 30; second += 1) {
      shown.push(game.inPhase('asking').round.cluesAt.length);
      game.wait(1_000);
    }
    expect(shown.join('')).toBe('111111222222333333444444555555');
  });

  it('plays longer and longer clips in a voice ladder', () => {
    const game = playGame({ mode: 'ladder', play: 'voice', seconds: 20 });
    game.wait(19_000);
    expect(game.all('playClip').map(({ lengthMs }) => lengthMs)).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  });

  it('falls back to the clue ladder within the same round when voice fails', () => {
    const game = playGame({ play: 'voice', seconds: 30 });
    game.wait(10_000);
    game.send({ type: 'voiceFailed', at: game.now(), roundId: 1 });
    expect(game.inPhase('asking').round).toMatchObject({ roundId: 1, play: 'text', steps: 1 });
    game.wait(4_000);
    expect(game.inPhase('asking').round.cluesAt).toHaveLength(2);
    game.wait(15_900);
    expect(game.inPhase('asking').round.cluesAt).toHaveLength(5);
    expect(game.all('announceRound')).toHaveLength(1);
    expect(game.all('stopClip')).toHaveLength(1);
  });

  it('ends after the last round with one recap', () => {
    const game = playGame({ rounds: 3 });
    for (let round = 0; round < 3; round += 1) game.winRound('ann');
    expect(game.inPhase('ended').reason).toBe('finished');
    expect(game.all('recap')).toHaveLength(1);
    expect(game.all('reveal').map(({ last }) => last)).toEqual([false, false, true]);
  });

  it('ends by itself when nobody has guessed for three rounds', () => {
    const game = playGame();
    game.winRound('ann');
    for (let round = 0; round < 3; round += 1) game.missRound();
    expect(game.inPhase('ended').reason).toBe('idle');
  });

  it('is kept going by wrong guesses', () => {
    const game = playGame();
    for (let round = 0; round < 5; round += 1) {
      game.guess('bo', 'wrong');
      game.missRound();
    }
    expect(game.phase()).toBe('asking');
  });

  it('ends when no song is left', () => {
    const { state } = reduce(null, startEvent({}, ['ann']));
    const step = reduce(state, { type: 'noSongs', at: T0, roundId: 1 });
    expect(step.state).toMatchObject({ phase: 'ended', reason: 'no-songs' });
  });

  it('passes over timers and songs of an earlier round', () => {
    const game = playGame();
    game.winRound('ann');
    const before = game.state();
    game.send({ type: 'timer', at: game.now(), timerId: 'time-up:1:5' });
    game.send({
      type: 'roundPrepared',
      at: game.now(),
      roundId: 1,
      prepared: preparedRound(1, before.game.settings),
    });
    expect(game.state()).toBe(before);
  });
});

describe('what only a bug can cause', () => {
  const { state } = reduce(null, startEvent({ mode: 'choice' }, ['ann']));
  const prepared = preparedRound(1, state.game.settings);

  it.each([
    ['an event before the start', null, { type: 'recovered', at: T0 } as const],
    ['a second start', state, startEvent({}, ['ann'])],
    ['a round nobody asked for', state, { type: 'roundPrepared', at: T0, roundId: 2, prepared } as const],
    [
      'two right choices',
      state,
      {
        type: 'roundPrepared',
        at: T0,
        roundId: 1,
        prepared: { ...prepared, answerIds: ['x', 'drama-1'] },
      } as const,
    ],
    [
      'three choices',
      state,
      {
        type: 'roundPrepared',
        at: T0,
        roundId: 1,
        prepared: { ...prepared, choiceIds: ['x', 'y', 'drama-1'] },
      } as const,
    ],
  ])('%s is an error', (_name, before, event) => {
    expect(() => reduce(before, event)).toThrow(BadTransitionError);
  });

  it('a song that was in an earlier round is an error', () => {
    const game = playGame();
    game.guess('ann', 'correct');
    game.wait(1_750);
    const settled = game.state();
    const next = reduce(settled, {
      type: 'timer',
      at: game.now(),
      timerId: 'next:1:' + String(game.inPhase('revealed').nextAt),
    });
    expect(() =>
      reduce(next.state, {
        type: 'roundPrepared',
        at: T0,
        roundId: 2,
        prepared: preparedRound(1, settled.game.settings),
      }),
    ).toThrow(/earlier round/);
  });
});

describe('after a restart', () => {
  const restarted = (afterMs: number, game = playGame({ seconds: 30 })) => {
    const state = replay(JSON.parse(JSON.stringify(game.events)) as typeof game.events);
    expect(state).toEqual(game.state());
    return game.send({ type: 'recovered', at: game.now() + afterMs });
  };

  it('goes on in the same round with the remaining time, timers set anew', () => {
    const game = playGame({ seconds: 30 });
    game.winRound('ann');
    game.wait(10_000);
    const { round } = game.inPhase('asking');
    const effects = restarted(2_000, game);
    expect(game.inPhase('asking').round.roundId).toBe(round.roundId);
    expect(game.inPhase('asking').round.endsAt).toBe(round.endsAt);
    expect(effects.some(({ type }) => type === 'schedule')).toBe(true);
    expect(effects.some(({ type }) => type === 'announceRound')).toBe(false);
    expect(game.score('ann')).toBe(10);
  });

  it('leaves at least five seconds to answer', () => {
    const game = playGame({ seconds: 30 });
    game.wait(29_000);
    restarted(10_000, game);
    expect(game.inPhase('asking').round.endsAt).toBe(T0 + 44_000);
  });

  it('replays a round older than a minute under the same number, without points', () => {
    const game = playGame({ seconds: 30 });
    game.winRound('ann');
    game.wait(5_000);
    restarted(60_000, game);
    expect(game.inPhase('asking').round).toMatchObject({ number: 2, roundId: 3 });
    expect(game.all('roundVoided')).toEqual([{ type: 'roundVoided', roundId: 2, number: 2 }]);
    expect(game.score('ann')).toBe(10);
  });

  it('keeps the points of a round that was already won, once', () => {
    const game = playGame();
    game.guess('ann', 'correct');
    restarted(120_000, game);
    restarted(121_000, game);
    game.wait(2_000);
    expect(game.score('ann')).toBe(10);
    expect(game.all('reveal')).toHaveLength(1);
  });

  it('sets the clip going again', () => {
    const game = playGame({ play: 'voice' });
    expect(restarted(1_000, game).filter(({ type }) => type === 'playClip')).toHaveLength(1);
    expect(game.all('stopClip')).toHaveLength(0);
  });

  it('starts the minute of a pause anew', () => {
    const game = playGame({ play: 'voice' });
    game.leave('ann');
    game.leave('bo');
    restarted(600_000, game);
    game.join('bo');
    expect(game.phase()).toBe('asking');
  });
});
