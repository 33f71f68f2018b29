import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addChannel, denyOverwrite } from '../../src/playground/server/world/build.ts';
import { openVoiceWorld, openWorldMs } from '../support/voice-world.ts';
import type { Table, VoiceWorld } from '../support/voice-world.ts';

/**
 * Where the bot may sit, and what moderators do to it there: one bot, each test in a server of its own, all at the same
 * time.
 */
let world: VoiceWorld;
beforeAll(async () => {
  world = await openVoiceWorld({ songs: 2, lengthMs: 40_000 });
}, openWorldMs);
afterAll(() => world.stop());

const testMs = 120_000;

const room = (table: Table, name: string, options: Partial<Parameters<typeof addChannel>[2]> = {}): string =>
  addChannel(table.world, table.guild, { name, type: ChannelType.GuildVoice, ...options }).wire.id;

describe.concurrent('side by side', () => {
  test.each([
    ['Connect', Flag.Connect],
    ['Speak', Flag.Speak],
    ['View Channel', Flag.ViewChannel],
  ])(
    'before joining, a missing %s is named; auto plays in text to its end',
    async (name, flag) => {
      const table = await world.table();
      const roomId = room(table, 'closed', { overwrites: [denyOverwrite(table.botId, 'member', flag)] });
      await table.listen(table.host, roomId);
      const refused = await table.start({ rounds: 1 });
      expect(refused.content).toContain(`**${name}`);
      expect(refused.content).toContain(roomId);
      await table.start({ play: 'auto', rounds: 1, seconds: 30 });
      await table.open(1);
      expect(table.hasSession()).toBe(false);
      await table.ends();
    },
    testMs,
  );

  test(
    'before joining, a full channel is named with its limit; auto plays in text',
    async () => {
      const table = await world.table();
      const roomId = room(table, 'full', { userLimit: 1 });
      await table.listen(table.host, roomId);
      const refused = await table.start({ rounds: 1 });
      expect(refused.content).toContain(`<#${roomId}> is full (1)`);
      const started = await table.start({ play: 'auto', rounds: 1, seconds: 30 });
      expect(started.content).toContain('With written clues.');
      await table.open(1);
      await table.ends();
    },
    testMs,
  );

  test(
    'on a stage it speaks up with Mute Members',
    async () => {
      const table = await world.table();
      await table.heardRound(30, {}, table.stageId);
      expect(table.guild.voiceStates.get(table.botId)).toMatchObject({ suppress: false });
      await table.ends();
    },
    testMs,
  );

  test(
    'on a stage without Mute Members it asks to speak, and says so',
    async () => {
      const table = await world.table();
      const roomId = room(table, 'small stage', {
        type: ChannelType.GuildStageVoice,
        overwrites: [denyOverwrite(table.botId, 'member', Flag.MuteMembers, Flag.RequestToSpeak)],
      });
      await table.listen(table.host, roomId);
      await table.start({ rounds: 1, seconds: 30 });
      await table.said('I have asked to speak');
      const state = table.guild.voiceStates.get(table.botId);
      expect(state).toMatchObject({ suppress: true });
      expect(state?.requestToSpeakAt).toBeTruthy();
      await table.ends();
    },
    testMs,
  );

  const patchBot = ({ host, guildId, botId }: Table, patch: object) =>
    host.rest('PATCH', `/guilds/${guildId}/members/${botId}`, patch);

  test(
    'a moderator disconnects it: it stays away, and the game goes on in text with a sentence',
    async () => {
      const table = await world.table();
      await table.heardRound(30);
      await patchBot(table, { channel_id: null });
      await table.said('I was disconnected from the voice channel');
      await table.inText(1);
      await table.ends();
    },
    testMs,
  );

  test(
    'a moderator moves it: it is heard there, and who is there plays',
    async () => {
      const table = await world.table();
      const roomId = room(table, 'another room');
      const other = await table.listen(table.guest, roomId);
      await table.heardRound(30);
      await patchBot(table, { channel_id: roomId });
      await other.waitForPackets(100, { from: table.botId });
      expect(table.botSession()).toMatchObject({ channelId: roomId });
      await table.said('is the host of this quiz now');
      await table.ends(table.guest);
    },
    testMs,
  );

  test(
    'a moderator moves it where it may not speak: it leaves, and the game goes on in text with a sentence',
    async () => {
      const table = await world.table();
      const overwrites = [denyOverwrite(table.botId, 'member', Flag.Speak)];
      const roomId = room(table, 'silent room', { overwrites });
      await table.heardRound(30);
      await patchBot(table, { channel_id: roomId });
      await table.inText(1);
      await table.said('I may not speak in that voice channel');
      await table.ends();
    },
    testMs,
  );

  test(
    'a moderator deletes the channel: the game goes on in text for those who were in it',
    async () => {
      const table = await world.table();
      const roomId = room(table, 'doomed');
      await table.heardRound(30, {}, roomId);
      await table.host.rest('DELETE', `/channels/${roomId}`);
      await table.said('The voice channel is gone');
      await table.inText(1);
      await table.ends();
    },
    testMs,
  );

  test(
    'two servers at once are heard, each its own song',
    async () => {
      const tables = await Promise.all([world.table(), world.table()]);
      // Rounds are chosen by chance: nothing but the song of its own game may be heard at a table.
      const ears = await Promise.all(tables.map((table) => table.heardRound(30).then(({ ear }) => ear)));
      for (const [index, { botId }] of tables.entries()) {
        ears[index]!.clear();
        await ears[index]!.waitForPackets(100, { from: botId });
      }
      for (const [index, { botId, guildId }] of tables.entries()) {
        const heard = ears[index]!.record(botId);
        expect(heard).toMatchObject({ undecryptable: 0, lost: 0 });
        const round = await world.app.openRound(guildId);
        expect(heard.frequencyHz()).toBeCloseTo(world.tones[round!.prepared.songId]!, 0);
      }
      await Promise.all(tables.map((table) => table.ends()));
    },
    testMs,
  );
});
