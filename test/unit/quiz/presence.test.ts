import { describe, expect, it } from 'vitest';
import { liveTimers } from '../../../src/core/quiz/timers.ts';
import { playGame } from '../../support/quiz-scenario.ts';

const trio = ['ann', 'bo', 'cy'];

describe('votes', () => {
  it('skips the round when more than half of those present want it', () => {
    const game = playGame({ play: 'voice' }, trio);
    game.vote('ann', 'skip');
    expect(game.phase()).toBe('asking');
    game.vote('bo', 'skip');
    expect(game.all('reveal')[0]?.record.outcome).toBe('skipped');
    expect(game.all('stopClip')).toHaveLength(1);
  });

  it('does not count bots, the deafened, outsiders or a second press', () => {
    const game = playGame({ play: 'voice' }, trio);
    game.join('robot', { bot: true });
    game.join('di', { deafened: true });
    game.guess('chatter', 'wrong');
    expect(game.vote('robot', 'skip')).toBe('not-eligible');
    expect(game.vote('di', 'skip')).toBe('not-eligible');
    expect(game.vote('chatter', 'skip')).toBe('not-eligible');
    game.vote('ann', 'skip');
    expect(game.vote('ann', 'skip')).toBe('already-voted');
    expect(game.all('editRound').at(-1)?.skip).toEqual({ votes: 1, needed: 2 });
  });

  it('drops the votes of those who leave, also when they come back', () => {
    const game = playGame({ play: 'voice' }, [...trio, 'di']);
    game.vote('ann', 'skip');
    game.leave('ann');
    expect(game.inPhase('asking').round.skipVotes).toEqual([]);
    game.join('ann');
    game.vote('bo', 'skip');
    game.vote('cy', 'skip');
    expect(game.phase()).toBe('asking');
  });

  it('counts again when someone leaves or deafens, so that standing votes may suffice', () => {
    const game = playGame({ play: 'voice' }, [...trio, 'di']);
    game.vote('ann', 'skip');
    game.vote('bo', 'skip');
    expect(game.phase()).toBe('asking');
    game.send({ type: 'deafen', at: game.now(), memberId: 'di', deafened: true });
    expect(game.phase()).toBe('revealed');
  });

  it('in a text game only those who took part in the last rounds vote', () => {
    const game = playGame({ rounds: 20 }, ['ann', 'bo']);
    for (let round = 0; round < 3; round += 1) {
      game.guess('ann', 'wrong');
      game.missRound();
    }
    expect(game.vote('bo', 'skip')).toBe('not-eligible');
    game.guess('bo', 'wrong');
    expect(game.vote('bo', 'skip')).toBeUndefined();
    expect(game.phase()).toBe('asking');
  });

  it('gives a hint by vote, until there are none', () => {
    const game = playGame({ play: 'voice' }, ['ann']);
    for (let hint = 0; hint < 5; hint += 1) expect(game.vote('ann', 'hint')).toBeUndefined();
    expect(game.all('editRound').at(-1)?.clues).toHaveLength(5);
    expect(game.vote('ann', 'hint')).toBe('no-more-hints');
  });

  it('a hint in a text round takes the place of the next step', () => {
    const game = playGame({ seconds: 30 }, ['ann']);
    game.wait(1_000);
    game.vote('ann', 'hint');
    expect(game.inPhase('asking').round.cluesAt).toHaveLength(2);
    game.wait(6_000);
    expect(game.inPhase('asking').round.cluesAt).toHaveLength(2);
    game.wait(6_000);
    expect(game.inPhase('asking').round.cluesAt).toHaveLength(3);
  });

  it('may be forced by the host and by moderators only', () => {
    const game = playGame({ play: 'voice' }, trio);
    expect(game.vote('bo', 'skip', { force: true })).toBe('not-host');
    expect(game.vote('bo', 'hint', { force: true, moderator: true })).toBeUndefined();
    expect(game.vote('ann', 'skip', { force: true })).toBeUndefined();
    expect(game.phase()).toBe('revealed');
  });

  it('is closed outside a round', () => {
    const game = playGame();
    game.guess('ann', 'correct');
    expect(game.vote('ann', 'skip')).toBe('no-round');
  });
});

describe('coming and going', () => {
  it('passes the host on to whoever has been there longest, and not back', () => {
    const game = playGame({ play: 'voice' }, ['ann']);
    game.wait(1_000);
    game.join('bo');
    game.wait(1_000);
    game.join('cy');
    game.leave('ann');
    game.join('ann');
    expect(game.all('hostChanged')).toEqual([{ type: 'hostChanged', from: 'ann', to: 'bo' }]);
    expect(game.state().game.hostId).toBe('bo');
  });

  it('pauses when everyone has left and goes on where it was when someone comes back', () => {
    const game = playGame({ play: 'voice', seconds: 30 }, ['ann']);
    game.wait(10_000);
    game.leave('ann');
    expect(game.inPhase('paused').until).toBe(game.now() + 60_000);
    game.wait(50_000);
    game.join('bo');
    const { round } = game.inPhase('asking');
    expect(round.endsAt - game.now()).toBe(20_000);
    expect(game.state().game.hostId).toBe('bo');
    expect(game.all('announceRound')).toHaveLength(1);
  });

  it('passes over the timers of before the pause', () => {
    const game = playGame({ play: 'voice', seconds: 30 }, ['ann']);
    const before = liveTimers(game.state()).map(({ timerId }) => timerId);
    game.wait(10_000);
    game.leave('ann');
    game.wait(10_000);
    game.join('ann');
    const resumed = game.state();
    expect(before).not.toHaveLength(0);
    for (const timerId of before) game.send({ type: 'timer', at: game.now(), timerId });
    expect(game.state()).toBe(resumed);
  });

  it('ends with a recap when nobody comes back within a minute', () => {
    const game = playGame({ play: 'voice' }, ['ann']);
    game.leave('ann');
    game.wait(60_000);
    expect(game.inPhase('ended').reason).toBe('abandoned');
    expect(game.all('reveal')).toHaveLength(1);
    expect(game.all('recap')).toHaveLength(1);
  });

  it('gives the points of a won round even when everyone leaves in the grace', () => {
    const game = playGame({ play: 'voice' }, ['ann']);
    game.guess('ann', 'correct');
    game.leave('ann');
    game.wait(10_000);
    expect(game.phase()).toBe('paused');
    expect(game.score('ann')).toBe(10);
  });

  it('pauses between rounds too', () => {
    const game = playGame({ play: 'voice' }, ['ann']);
    game.winRound('ann');
    game.guess('ann', 'correct');
    game.wait(2_000);
    game.leave('ann');
    expect(game.phase()).toBe('paused');
    game.wait(30_000);
    game.join('ann');
    expect(game.inPhase('asking').round.number).toBe(3);
  });

  it('waits at once when a game starts in an empty channel', () => {
    expect(playGame({ play: 'voice', mode: 'lives' }, []).phase()).toBe('paused');
  });

  it('in a text game a guess is a way of coming back', () => {
    const game = playGame({}, ['ann']);
    game.leave('ann');
    expect(game.phase()).toBe('paused');
    expect(game.guess('ann', 'correct')).toBe('found');
  });

  it('keeps the points of those who leave and return', () => {
    const game = playGame({ play: 'voice' }, ['ann', 'bo']);
    game.winRound('bo');
    game.leave('bo');
    game.wait(1_000);
    game.join('bo');
    expect(game.score('bo')).toBe(10);
  });

  it('lets late joiners score', () => {
    const game = playGame();
    game.winRound('ann');
    game.winRound('late');
    expect(game.score('late')).toBe(10);
  });
});

describe('stop, report and rematch', () => {
  it('stops by the host or a moderator only, keeping points already won', () => {
    const game = playGame();
    game.guess('bo', 'correct');
    game.send({ type: 'stop', at: game.now(), memberId: 'bo' });
    expect(game.phase()).toBe('grace');
    game.send({ type: 'stop', at: game.now(), memberId: 'bo', moderator: true });
    expect(game.inPhase('ended').reason).toBe('stopped');
    expect(game.all('recap')[0]?.standings[0]).toMatchObject({ memberId: 'bo', points: 10 });
    expect(game.all('reveal')).toHaveLength(1);
  });

  it('files a report of the round it belongs to, also later', () => {
    const game = playGame();
    game.winRound('ann');
    game.send({ type: 'report', at: game.now(), memberId: 'bo', roundId: 1 });
    expect(game.all('fileReport')).toEqual([
      { type: 'fileReport', memberId: 'bo', songId: 'song-1', roundId: 1 },
    ]);
    game.send({ type: 'report', at: game.now(), memberId: 'bo', roundId: 2 });
    expect(game.all('refuse').at(-1)?.why).toBe('unknown-round');
  });

  it('offers one rematch, with whoever pressed as the host', () => {
    const game = playGame();
    const press = (memberId: string) => game.send({ type: 'rematch', at: game.now(), memberId });
    press('bo');
    expect(game.all('refuse').at(-1)?.why).toBe('game-running');
    game.send({ type: 'stop', at: game.now(), memberId: 'ann' });
    press('bo');
    press('ann');
    expect(game.all('rematch')).toMatchObject([{ hostId: 'bo', memberIds: ['bo', 'ann'] }]);
    expect(game.all('refuse').at(-1)?.why).toBe('rematch-taken');
  });
});
