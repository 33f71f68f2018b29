import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { addChannel, addGuild, addMember, denyOverwrite } from '../../src/playground/server/world/build.ts';
import { createFan } from '../support/fan.ts';
import { joinAsListener } from '../support/voice-listener.ts';
import type { VoiceListener } from '../support/voice-listener.ts';
import { setUpVoiceQuiz } from '../support/voice-quiz.ts';
import type { VoiceQuiz } from '../support/voice-quiz.ts';

/** Where the bot may sit, and what moderators do to it there. */
let quiz: VoiceQuiz;
let ears: VoiceListener[] = [];
beforeAll(async () => {
  quiz = await setUpVoiceQuiz({ songs: 3, lengthMs: 60_000 });
}, 90_000);
afterAll(() => quiz.stop());
afterEach(async () => {
  for (const ear of ears) await ear.leave();
  ears = [];
});

const listen = async (roomId: string, fan = quiz.host) => {
  const ear = await joinAsListener(fan, roomId);
  ears.push(ear);
  return ear;
};

const heardRound = async (roomId: string, seconds: number) => {
  const ear = await listen(roomId);
  await quiz.start({ rounds: 1, seconds });
  await quiz.open(1);
  await ear.waitForPackets(25, { from: quiz.botId });
  return ear;
};

const room = (name: string, options: Partial<Parameters<typeof addChannel>[2]> = {}): string =>
  addChannel(quiz.world, quiz.guild, { name, type: ChannelType.GuildVoice, ...options }).wire.id;

const ends = async () => {
  await quiz.recap(90_000);
  await quiz.isSilent();
};

describe('before joining', () => {
  test.each([
    ['Connect', Flag.Connect],
    ['Speak', Flag.Speak],
    ['View Channel', Flag.ViewChannel],
  ])('a missing %s is named', async (name, flag) => {
    const roomId = room(`no ${name}`, { overwrites: [denyOverwrite(quiz.botId, 'member', flag)] });
    await listen(roomId);
    const refused = await quiz.start({ rounds: 1 });
    expect(refused.content).toContain(`**${name}`);
    expect(refused.content).toContain(roomId);
    expect(quiz.hasSession()).toBe(false);
  });

  test('a full channel is named with its limit; auto plays in text', async () => {
    const roomId = room('full', { userLimit: 1 });
    await listen(roomId);
    const refused = await quiz.start({ rounds: 1 });
    expect(refused.content).toContain(`<#${roomId}> is full (1)`);
    const started = await quiz.start({ play: 'auto', rounds: 1, seconds: 5 });
    expect(started.content).toContain('With written clues.');
    await ends();
  }, 60_000);
});

describe('on a stage', () => {
  test('it speaks up with Mute Members', async () => {
    await heardRound(quiz.stageId, 8);
    expect(quiz.guild.voiceStates.get(quiz.botId)).toMatchObject({ suppress: false });
    await ends();
  }, 60_000);

  test('it asks to speak without, and says so', async () => {
    const roomId = room('small stage', {
      type: ChannelType.GuildStageVoice,
      overwrites: [denyOverwrite(quiz.botId, 'member', Flag.MuteMembers, Flag.RequestToSpeak)],
    });
    await listen(roomId);
    await quiz.start({ rounds: 1, seconds: 8 });
    await quiz.said('I have asked to speak');
    expect(quiz.guild.voiceStates.get(quiz.botId)).toMatchObject({ suppress: true });
    expect(quiz.guild.voiceStates.get(quiz.botId)?.requestToSpeakAt).toBeTruthy();
    await ends();
  }, 60_000);
});

describe('a moderator', () => {
  const patchBot = (patch: object) =>
    quiz.host.rest('PATCH', `/guilds/${quiz.guildId}/members/${quiz.botId}`, patch);

  test('disconnects it: it stays away, and the game goes on in text with a sentence', async () => {
    await heardRound(quiz.roomId, 20);
    await patchBot({ channel_id: null });
    await quiz.said('I was disconnected from the voice channel');
    await quiz.inText(1);
    await quiz.isSilent();
    await ends();
  }, 90_000);

  test('moves it: it is heard there, and who is there plays', async () => {
    const roomId = room('another room');
    const other = await listen(roomId, quiz.guest);
    await heardRound(quiz.roomId, 20);
    await patchBot({ channel_id: roomId });
    await other.waitForPackets(100, { from: quiz.botId });
    expect(quiz.botSession()).toMatchObject({ channelId: roomId });
    await quiz.said('is the host of this quiz now');
    await ends();
  }, 90_000);

  test('deletes the channel: the game goes on in text for those who were in it', async () => {
    const roomId = room('doomed');
    await heardRound(roomId, 20);
    await quiz.host.rest('DELETE', `/channels/${roomId}`);
    await quiz.said('The voice channel is gone');
    await quiz.inText(1);
    ears = [];
    await ends();
  }, 120_000);
});

test('two servers at once are heard, each its own song', async () => {
  const { world, app } = quiz;
  const owner = world.users.get(quiz.host.user.id)!;
  const guild = addGuild(world, { name: 'Second café', owner });
  const text = addChannel(world, guild, { name: 'quiz' });
  const voice = addChannel(world, guild, { name: 'voice', type: ChannelType.GuildVoice });
  addMember(world, guild, world.users.get(quiz.guest.user.id)!);
  const fan = await createFan({ url: app.server.url, username: quiz.guest.user.username, guildId: guild.id });
  const first = await heardRound(quiz.roomId, 15);
  const second = await joinAsListener(fan, voice.wire.id);
  await fan.command(
    'quiz start',
    { play: 'voice', rounds: 1, seconds: 8 },
    { channelId: text.wire.id, timeoutMs: 40_000 },
  );
  await second.waitForPackets(100, { from: quiz.botId, timeoutMs: 40_000 });
  first.clear();
  await first.waitForPackets(50, { from: quiz.botId });
  expect(second.record(quiz.botId)).toMatchObject({ undecryptable: 0, lost: 0 });
  expect(first.record(quiz.botId)).toMatchObject({ undecryptable: 0, lost: 0 });
  await fan.waitForMessage(
    ({ embeds, channel_id }) => channel_id === text.wire.id && embeds[0]?.title === 'Quiz over',
    90_000,
  );
  await quiz.recap(90_000);
  await quiz.isSilent();
  await second.leave();
  await fan.close();
}, 150_000);

test('after a restart the bot is back in the channel and plays the same round again', async () => {
  const ear = await heardRound(quiz.roomId, 25);
  const answers = await quiz.app.answerIds(quiz.guildId);
  await quiz.app.restart();
  ear.clear();
  await ear.waitForPackets(50, { from: quiz.botId, timeoutMs: 40_000 });
  expect(await quiz.app.answerIds(quiz.guildId)).toEqual(answers);
  await ends();
}, 120_000);
