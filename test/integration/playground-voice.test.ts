import { VoiceConnectionStatus, type VoiceConnection } from '@discordjs/voice';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPlayground, type Playground } from '../support/playground.ts';
import { joinAsListener } from '../support/voice-listener.ts';
import { joinWithLibrary, makeToneFrames, playFrames } from '../support/voice-sender.ts';

let playground: Playground;
let connections: VoiceConnection[] = [];
beforeEach(async () => {
  playground = await startPlayground();
});
afterEach(async () => {
  for (const connection of connections)
    if (connection.state.status !== VoiceConnectionStatus.Destroyed) connection.destroy();
  connections = [];
  await playground.stop();
});

const joinBot = async (channelName = 'Listening room') => {
  const fan = await playground.fan('dana');
  const client = await playground.login();
  const channelId = fan.channelId(channelName);
  const connection = await joinWithLibrary(client, fan.guildId, channelId);
  connections.push(connection);
  return { fan, client, channelId, connection, guildId: fan.guildId, botId: client.user.id };
};

test('a tone of @discordjs/voice arrives encrypted end to end, whole and in time', async () => {
  const { fan, channelId, connection, guildId, botId } = await joinBot();
  const listener = await joinAsListener(fan, channelId);
  await listener.waitForEpoch(1);

  playFrames(connection, makeToneFrames(440, 2000));
  await listener.waitForPackets(100, { from: botId });

  const heard = listener.record(botId);
  expect(heard.frequencyHz()).toBeCloseTo(440, 0);
  expect(heard.isEncrypted).toBe(true);
  expect(heard.lost).toBe(0);
  expect(playground.server.voice.statistics(guildId, botId)).toMatchObject({ lost: 0, plain: 0 });
  expect(listener.privacy().code).toMatch(/^\d{30}$/);
});
