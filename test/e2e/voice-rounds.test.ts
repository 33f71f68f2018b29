import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { setUpVoiceQuiz } from '../support/voice-quiz.ts';
import type { VoiceQuiz } from '../support/voice-quiz.ts';
import type { VoiceListener } from '../support/voice-listener.ts';

let quiz: VoiceQuiz;
let ears: VoiceListener[] = [];
beforeAll(async () => {
  quiz = await setUpVoiceQuiz({ songs: 5, lengthMs: 40_000 });
}, 90_000);
afterAll(() => quiz.stop());
afterEach(async () => {
  for (const ear of ears) await ear.leave();
  ears = [];
});

const listen = async (...fans: (typeof quiz.host)[]) => {
  for (const fan of fans) ears.push(await quiz.listen(fan));
  return ears.at(-1)!;
};

const end = async () => {
  await quiz.host.command('quiz stop', {}, { channelId: quiz.channelId });
  await quiz.recap();
  await quiz.isSilent();
};

const isTone = (hz: number) => Object.values(quiz.tones).some((tone) => Math.abs(tone - hz) < 3);

describe.each(['classic', 'choice', 'lives', 'sudden-death', 'teams', 'ladder'])('mode %s', (mode) => {
  test('a round is heard, answered and goes on through the reveal', async () => {
    const { botId, guest, host, channelId, guildId } = quiz;
    const ear = await listen(host, guest);
    const started = await quiz.start({ mode, rounds: 2, seconds: 20 });
    if (mode === 'teams') {
      const lobby = await quiz.see(({ embeds }) => embeds[0]?.title === 'Pick a side');
      await host.click(lobby, 'Begin now').catch(() => undefined);
    }
    expect(started.content).toContain('With sound');
    const round = await quiz.open(1);
    await ear.waitForPackets(mode === 'ladder' ? 20 : 60, { from: botId });
    expect(round.components?.length).toBeGreaterThan(0);

    const [answer] = await quiz.app.answerIds(guildId);
    await guest.command('guess', { answer: `#${answer}` }, { channelId });
    await quiz.revealed(1);
    ear.clear();
    await ear.waitForPackets(50, { from: botId });
    expect(isTone(ear.record(botId).frequencyHz())).toBe(true);
    await end();
  }, 90_000);
});

test('a skip cuts at once', async () => {
  const { botId, host, channelId } = quiz;
  const ear = await listen(host);
  await quiz.start({ rounds: 2, seconds: 60 });
  await quiz.open(1);
  await ear.waitForPackets(50, { from: botId });
  await host.command('quiz skip', {}, { channelId });
  await quiz.revealed(1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  ear.clear();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(ear.record(botId).packets).toEqual([]);
  await end();
}, 60_000);

test('a clip is played again for whoever asks', async () => {
  const { botId, host } = quiz;
  const ear = await listen(host);
  await quiz.start({ mode: 'ladder', rounds: 1, seconds: 60 });
  const round = await quiz.open(1);
  await ear.waitForPackets(25, { from: botId });
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  ear.clear();
  await host.click(round, '▶ Again').catch(() => undefined);
  await ear.waitForPackets(20, { from: botId, timeoutMs: 5_000 });
  await end();
}, 60_000);

test('songs without sound follow those that have it, in text, and it says so', async () => {
  const { host, channelId } = quiz;
  await listen(host);
  await quiz.start({ rounds: 6, seconds: 120 });
  for (let number = 1; number <= 5; number += 1) {
    await quiz.open(number);
    await host.command('quiz skip', {}, { channelId });
    await quiz.revealed(number);
  }
  await quiz.inText(6);
  await end();
}, 90_000);

test('with nobody in the channel the game waits, and goes on when somebody is back', async () => {
  const { botId, host, guest } = quiz;
  const ear = await listen(host);
  await quiz.start({ rounds: 1, seconds: 60 });
  await quiz.open(1);
  await ear.waitForPackets(50, { from: botId });
  await ear.leave();
  ears = [];
  await quiz.said('Everybody has left');
  expect(quiz.hasSession()).toBe(true);
  const back = await listen(guest);
  await back.waitForPackets(50, { from: botId });
  await quiz.said('is the host of this quiz now');
  const stopped = await guest.command('quiz stop', {}, { channelId: quiz.channelId });
  expect(stopped.content).toContain('stopped');
  await quiz.recap();
  await quiz.isSilent();
}, 60_000);

test('auto plays in text, and says why, for a host who is in no voice channel', async () => {
  const started = await quiz.start({ play: 'auto', rounds: 1 });
  expect(started.content).toContain('With written clues.');
  await end();
});

test('voice without a voice channel is refused with what to do', async () => {
  const refused = await quiz.host.command('quiz start', { play: 'voice' }, { channelId: quiz.channelId });
  expect(refused.content).toContain('join a voice channel');
});
