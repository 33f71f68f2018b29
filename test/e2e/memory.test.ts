import { once } from 'node:events';
import { ChannelType } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClient, fetchApplication } from '../../src/discord/client.ts';
import { slimGuilds } from '../../src/discord/slim.ts';
import { addChannel, addRole } from '../../src/playground/server/world/build.ts';
import { startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';

let playground: Playground;
beforeAll(async () => {
  playground = await startPlayground();
});
afterAll(() => playground.stop());

describe('what a client keeps of a server', () => {
  test('is what the bot uses, and the rest is found when it is asked for', async () => {
    const { server } = playground;
    const [guild] = server.world.guilds.values();
    addRole(server.world, guild!, { name: 'Not the bot’s' });
    const fan = await playground.fan('dana');
    await fan.joinVoice(fan.channelId('Listening room'));

    const connection = { token: server.botToken, apiUrl: server.apiUrl };
    const client = createClient(connection, await fetchApplication(connection));
    slimGuilds(client, () => undefined);
    const ready = once(client, 'clientReady');
    await client.login(server.botToken);
    await ready;
    const kept = client.guilds.cache.get(guild!.id)!;
    expect(kept.channels.cache.map(({ type }) => type).sort((a, b) => a - b)).toEqual([
      ChannelType.GuildVoice,
      ChannelType.GuildStageVoice,
    ]);
    expect(kept.roles.cache.map(({ name }) => name).sort()).toEqual(['@everyone', 'Sonagi']);
    expect(kept.members.cache.map(({ id }) => id)).toEqual([client.user?.id]);
    expect(kept.voiceStates.cache.get(fan.user.id)?.channelId).toBe(fan.channelId('Listening room'));

    // Talk in channels without a game never becomes an object; where the bot has posted it does.
    const general = fan.channelId('general');
    const heard: string[] = [];
    client.on('messageCreate', ({ content, author }) => {
      if (!author.bot) heard.push(content);
    });
    await fan.type(fan.channelId('ost-talk'), 'not heard');
    const channel = await client.channels.fetch(general);
    if (channel?.isSendable() !== true) throw new Error('The channel takes no messages.');
    await channel.send('A quiz is on.');
    await fan.type(general, 'heard');
    await expect.poll(() => heard).toEqual(['heard']);
    for (const { cache } of [channel.messages, kept.emojis, kept.stickers, kept.presences, kept.bans])
      expect(cache.size).toBe(0);
    const { me } = kept.members;
    expect(me !== null && !channel.isDMBased() && channel.permissionsFor(me).has('SendMessages')).toBe(true);

    // What is made later is no different.
    addChannel(server.world, guild!, { name: 'Second room', type: ChannelType.GuildVoice });
    await expect.poll(() => kept.channels.cache.some(({ name }) => name === 'Second room')).toBe(true);
    await client.destroy();
  });
});
