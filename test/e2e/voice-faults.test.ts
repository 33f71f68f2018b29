import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { setUpVoiceQuiz } from '../support/voice-quiz.ts';
import type { VoiceQuiz } from '../support/voice-quiz.ts';
import type { VoiceListener } from '../support/voice-listener.ts';

/** The network between the bot and Discord, broken in every way while a round is heard. */
let quiz: VoiceQuiz;
let ears: VoiceListener[] = [];
beforeAll(async () => {
  quiz = await setUpVoiceQuiz({ songs: 3, lengthMs: 60_000 });
}, 90_000);
afterAll(() => quiz.stop());
afterEach(async () => {
  quiz.voice.setBlackhole(false);
  quiz.voice.setDiscovery(true);
  quiz.voice.setLoss(0);
  quiz.voice.setAway(quiz.guildId, false);
  for (const ear of ears) await ear.leave();
  ears = [];
});

/** A game of one round, heard; its recap comes by itself. */
const heardRound = async (seconds: number) => {
  const ear = await quiz.listen(quiz.host);
  ears.push(ear);
  await quiz.start({ rounds: 1, seconds });
  await quiz.open(1);
  await ear.waitForPackets(25, { from: quiz.botId });
  return ear;
};

const goesOn = async (ear: VoiceListener, timeoutMs = 20_000) => {
  ear.clear();
  await ear.waitForPackets(50, { from: quiz.botId, timeoutMs });
  expect(ear.record(quiz.botId).undecryptable).toBe(0);
};

const ends = async () => {
  await quiz.recap(90_000);
  await quiz.isSilent();
};

test.each([4006, 4015, 4017, 4014, 4009, 1000])(
  'the voice socket closes with %i: it is heard again, and the game ends',
  async (code) => {
    const ear = await heardRound(10);
    quiz.voice.closeSession(quiz.guildId, quiz.botId, code);
    await goesOn(ear);
    await ends();
  },
  90_000,
);

test('the voice socket is cut without a word', async () => {
  const ear = await heardRound(10);
  quiz.voice.drop(quiz.guildId, quiz.botId);
  await goesOn(ear);
  await ends();
}, 90_000);

test('the region changes', async () => {
  const ear = await heardRound(10);
  quiz.voice.changeRegion(quiz.guildId);
  await goesOn(ear);
  await ends();
}, 90_000);

test('the voice server goes away and another one comes', async () => {
  const ear = await heardRound(15);
  quiz.voice.setAway(quiz.guildId, true);
  setTimeout(() => {
    quiz.voice.setAway(quiz.guildId, false);
  }, 2_000);
  await goesOn(ear);
  await ends();
}, 90_000);

test('it closes again and again: the game goes on in text, with a sentence', async () => {
  await heardRound(30);
  const closing = setInterval(() => {
    quiz.voice.closeSession(quiz.guildId, quiz.botId, 4006);
  }, 150);
  try {
    await quiz.inText(1);
    await quiz.said('I cannot reach the voice channel any more');
  } finally {
    clearInterval(closing);
  }
  await ends();
}, 120_000);

test('no datagram comes through for a while', async () => {
  const ear = await heardRound(12);
  quiz.voice.setBlackhole(true);
  setTimeout(() => {
    quiz.voice.setBlackhole(false);
  }, 3_000);
  await goesOn(ear);
  await ends();
}, 90_000);

test('every fourth datagram is lost', async () => {
  const ear = await heardRound(10);
  quiz.voice.setLoss(0.25);
  await goesOn(ear);
  await ends();
}, 90_000);

test('IP discovery is never answered: the round is asked in text, the voice is given up with a sentence', async () => {
  quiz.voice.setDiscovery(false);
  await quiz.host.joinVoice(quiz.roomId);
  await quiz.start({ rounds: 1, seconds: 30 });
  await quiz.inText(1);
  await quiz.said('I cannot reach the voice channel any more');
  await ends();
  await quiz.host.leaveVoice();
}, 150_000);

test('the gateway drops and resumes', async () => {
  const ear = await heardRound(12);
  quiz.app.server.gateway.drop();
  await goesOn(ear);
  await ends();
}, 90_000);

test('two people come and one goes while it plays: the group changes, both hear all of it', async () => {
  const { guest, botId } = quiz;
  const ear = await heardRound(15);
  const second = await quiz.listen(guest);
  await second.waitForPackets(50, { from: botId });
  ear.clear();
  await second.leave();
  await ear.waitForPackets(100, { from: botId });
  expect(ear.record(botId)).toMatchObject({ undecryptable: 0, lost: 0 });
  await ends();
}, 90_000);

test('a song’s file is gone: another song is heard in the same round', async () => {
  const ear = await quiz.listen(quiz.host);
  ears.push(ear);
  for (const hz of Object.values(quiz.tones).slice(0, 2)) await rm(join(quiz.library, `tone ${hz}.wav`));
  await quiz.start({ rounds: 1, seconds: 10 });
  await quiz.open(1);
  await ear.waitForPackets(50, { from: quiz.botId });
  expect(ear.record(quiz.botId).frequencyHz()).toBeCloseTo(Object.values(quiz.tones)[2]!, 0);
  await ends();
}, 90_000);
