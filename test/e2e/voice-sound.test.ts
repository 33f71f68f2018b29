import { afterAll, beforeAll, expect, test } from 'vitest';
import { setUpVoiceQuiz } from '../support/voice-quiz.ts';
import type { VoiceQuiz } from '../support/voice-quiz.ts';

let quiz: VoiceQuiz;
beforeAll(async () => {
  quiz = await setUpVoiceQuiz({ songs: 1, lengthMs: 110_000 });
}, 60_000);
afterAll(() => quiz.stop());

test('a library file is heard for a minute: its tone, at -16 LUFS, at once, whole and encrypted', async () => {
  const { host, guest, guildId, botId, voice } = quiz;
  const ear = await quiz.listen(host);
  const started = await quiz.start({ rounds: 1, seconds: 62 });
  expect(started.content).toContain(`With sound, in <#${quiz.roomId}>.`);

  await quiz.open(1);
  const shownMs = performance.now();
  await ear.waitForPackets(3_000, { from: botId, timeoutMs: 75_000 });
  const heard = ear.record(botId);

  expect(heard.frequencyHz()).toBeCloseTo(quiz.tones[Object.keys(quiz.tones)[0]!]!, 0);
  expect(heard.loudnessLufs()).toBeGreaterThan(-17);
  expect(heard.loudnessLufs()).toBeLessThan(-15);
  expect(heard.isEncrypted).toBe(true);
  expect(heard.lost).toBe(0);
  expect(heard.packets[0]!.arrivedAtMs - shownMs).toBeLessThan(1_000);
  expect(voice.statistics(guildId, botId)).toMatchObject({ lost: 0 });
  expect(voice.statistics(guildId, botId)!.largestGapMs).toBeLessThan(60);

  await guest.command('guess', { answer: 'x' }, { channelId: quiz.channelId });
  await quiz.revealed(1);
  await quiz.recap();
  await quiz.isSilent();
  await ear.leave();
}, 120_000);
