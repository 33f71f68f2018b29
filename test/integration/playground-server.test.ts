import {
  ChannelType,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  GatewayIntentBits,
  PermissionFlagsBits as Flag,
  type Client,
} from 'discord.js';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { createPlaygroundServer } from '../../src/playground/server/playground-server.ts';
import {
  addChannel,
  addGuild,
  addMember,
  DEFAULT_BOT_PERMISSIONS,
  denyOverwrite,
  inviteBot,
  removeBot,
  removeMember,
} from '../../src/playground/server/world/build.ts';
import { addUser, createWorld, type WorldOptions } from '../../src/playground/server/world/world.ts';
import { refused } from '../support/refused.ts';
import { startPlayground, USUAL_INTENTS, type Playground } from '../support/playground.ts';

let playground: Playground | undefined;

const start = async (...options: Parameters<typeof startPlayground>): Promise<Playground> => {
  playground = await startPlayground(...options);
  return playground;
};

afterEach(async () => {
  await playground?.stop();
  playground = undefined;
});

const makeWorld = (options: WorldOptions & { botPermissions?: bigint } = {}) => {
  const world = createWorld(options);
  const owner = addUser(world, { username: 'owner', token: 'fan.owner' });
  const { botPermissions = DEFAULT_BOT_PERMISSIONS } = options;
  const guild = addGuild(world, { name: 'Test guild', owner, botPermissions });
  const general = addChannel(world, guild, { name: 'general' });
  return { world, owner, guild, general };
};

const textChannel = (client: Client<true>, name = 'general') => {
  const channel = client.channels.cache.find((entry) => 'name' in entry && entry.name === name);
  if (channel?.type !== ChannelType.GuildText) throw new Error(`No text channel ${name}.`);
  return channel;
};

describe('the edge', () => {
  test('a taken port is refused with a sentence', async () => {
    const { server } = await start();
    const port = Number(new URL(server.url).port);
    const second = createPlaygroundServer({ port });
    await expect(second.start()).rejects.toMatchObject({
      code: 'EADDRINUSE',
      message: expect.stringMatching(new RegExp(`${port}.*PLAYGROUND_PORT`)) as string,
    });
    await second.stop();
  });

  test('an unknown route is a 404 that is logged and kept', async () => {
    const lines: string[] = [];
    const { server, login } = await start({ log: (line) => lines.push(line) });
    const client = await login();
    expect(await refused(client.rest.get('/no/such/route'))).toMatchObject({ status: 404, code: 0 });
    expect(server.unknownRoutes).toEqual([{ method: 'GET', path: '/api/v10/no/such/route' }]);
    expect(lines.join('\n')).toContain('UNKNOWN ROUTE GET /api/v10/no/such/route');
  });

  test('a wrong token is refused over REST and gateway', async () => {
    const { bot } = await start();
    await expect(bot().login('wrong')).rejects.toThrow('invalid token');
  });

  test('other sites may not reach it, and pages come from the hook', async () => {
    const { server } = await start({
      page: ({ path }) => (path === '/' ? { status: 200, body: 'hello' } : undefined),
    });
    expect(await (await fetch(server.url)).text()).toBe('hello');
    expect((await fetch(`${server.url}/other`)).status).toBe(404);
    const foreign = await fetch(`${server.url}/playground/fans`, {
      headers: { origin: 'https://example.org' },
    });
    expect(foreign.status).toBe(403);
  });

  test('rate limits reach discord.js, which waits them out', async () => {
    const { login, fan } = await start();
    const client = await login();
    const limited: number[] = [];
    client.rest.on('rateLimited', ({ limit }) => limited.push(limit));
    const watcher = await fan();
    const startedMs = performance.now();
    for (let index = 0; index < 6; index += 1) await textChannel(client).send(`line ${index}`);
    expect(performance.now() - startedMs).toBeGreaterThan(3000);
    expect(limited).toEqual([5]);
    await watcher.waitForMessage(({ content }) => content === 'line 5');
  });

  test('a 429 that discord.js did not foresee has its body and headers', async () => {
    const { server } = await start();
    const post = () =>
      fetch(`${server.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${server.botToken}` } });
    const answers = await Promise.all(Array.from({ length: 60 }, post));
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect(await refused?.json()).toMatchObject({ retry_after: expect.any(Number) as number, global: true });
  });
});

describe('the gateway', () => {
  test('a cut session resumes and replays what it missed', async () => {
    const { server, login, fan } = await start();
    const client = await login();
    const writer = await fan();
    const [before] = server.gateway.sessions().filter(({ isBot }) => isBot);
    const resumed = once(client, 'shardResume');
    const heard = once(client, 'messageCreate');
    server.gateway.drop();
    await writer.type(writer.channelId('general'), 'while you were away');
    const [, replayed] = (await resumed) as [number, number];
    expect(replayed).toBeGreaterThan(0);
    expect(await heard).toMatchObject([{ content: 'while you were away' }]);
    expect(server.gateway.sessions().filter(({ isBot }) => isBot)).toMatchObject([{ id: before?.id }]);
  });

  test('op 7 resumes, op 9 begins a new session', async () => {
    const { server, login } = await start();
    const client = await login();
    const resumed = once(client, 'shardResume');
    server.gateway.reconnect();
    await resumed;
    const [old] = server.gateway.sessions();
    const again = once(client, 'shardReady');
    server.gateway.invalidateSession();
    await again;
    expect(server.gateway.sessions()[0]?.id).not.toBe(old?.id);
  });

  test('a privileged intent that is not enabled closes with 4014', async () => {
    const { bot } = await start({ world: makeWorld({ privilegedIntents: [] }).world });
    const client = bot({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.MessageContent] });
    const closed = once(client, 'shardDisconnect');
    client.on('shardError', () => undefined);
    void client.login('playground.bot.token').catch(() => undefined);
    expect(await closed).toMatchObject([{ code: 4014 }, 0]);
  });

  test('without Message Content a bot reads only what is meant for it', async () => {
    const { login, fan } = await start();
    const client = await login({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] });
    const contents: string[] = [];
    client.on('messageCreate', ({ content }) => contents.push(content));
    const writer = await fan();
    const channelId = writer.channelId('general');
    await writer.type(channelId, 'a guess');
    await writer.type(channelId, `<@${client.user.id}> hello`);
    await textChannel(client).send('my own');
    await writer.waitForMessage(({ content }) => content === 'my own');
    expect(contents).toEqual(['', `<@${client.user.id}> hello`, 'my own']);
  });

  test('events stay away without their intent', async () => {
    const { login, fan } = await start();
    const client = await login({ intents: [GatewayIntentBits.Guilds] });
    const raw: string[] = [];
    client.on('raw', (packet: { t: string }) => raw.push(packet.t));
    const writer = await fan();
    await writer.type(writer.channelId('general'), 'hello');
    await writer.joinVoice(writer.channelId('Listening room'));
    expect(raw).toEqual([]);
  });

  test('a shard hears its own guilds only', async () => {
    const { world, owner } = makeWorld();
    for (let index = 0; index < 7; index += 1) addGuild(world, { name: `Guild ${index}`, owner });
    const { login } = await start({ world });
    const client = await login({ shards: [0, 1], shardCount: 2 });
    const shardOf = (id: string) => Number((BigInt(id) >> 22n) % 2n);
    expect(client.guilds.cache.size).toBe(8);
    for (const guild of client.guilds.cache.values()) expect(guild.shardId).toBe(shardOf(guild.id));
  });

  test('the bot is invited, sees people come and go, and is thrown out', async () => {
    const { world, owner } = makeWorld();
    const late = addGuild(world, { name: 'Late guild', owner, botPermissions: null });
    const { login } = await start({ world });
    const client = await login({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers] });
    const joined = once(client, 'guildCreate');
    inviteBot(world, late);
    expect(await joined).toMatchObject([{ name: 'Late guild' }]);
    const came = once(client, 'guildMemberAdd');
    const user = addUser(world, { username: 'guest' });
    addMember(world, late, user);
    expect(await came).toMatchObject([{ id: user.wire.id }]);
    const went = once(client, 'guildMemberRemove');
    removeMember(world, late, user.wire.id);
    await went;
    const left = once(client, 'guildDelete');
    removeBot(world, late);
    expect(await left).toMatchObject([{ name: 'Late guild' }]);
  });

  test('members come in chunks and voice states are told', async () => {
    const { login, fan } = await start();
    const client = await login({ intents: [...USUAL_INTENTS, GatewayIntentBits.GuildMembers] });
    const guild = client.guilds.cache.first()!;
    expect((await guild.members.fetch()).map(({ user }) => user.username)).toContain('minseo');
    const moved = once(client, 'voiceStateUpdate');
    const joiner = await fan('lucia');
    await joiner.joinVoice(joiner.channelId('Listening room'));
    expect((await moved)[1]).toMatchObject({ channelId: joiner.channelId('Listening room') });
    await joiner.leaveVoice();
  });
});

describe('REST', () => {
  test('invalid forms name every field', async () => {
    const { login } = await start();
    const client = await login();
    const embeds = [{ title: 'x'.repeat(257) }, { description: 'ok', fields: [{ name: '', value: 'v' }] }];
    const error = await refused(
      client.rest.post(`/channels/${textChannel(client).id}/messages`, { body: { embeds } }),
    );
    expect(error).toMatchObject({ status: 400, code: 50035 });
    expect(error.rawError).toMatchObject({
      message: 'Invalid Form Body',
      errors: {
        embeds: {
          0: {
            title: {
              _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }],
            },
          },
        },
      },
    });
  });

  test('empty messages and too large embeds are refused', async () => {
    const { login } = await start({ rateLimits: false });
    const client = await login();
    const path = `/channels/${textChannel(client).id}/messages` as const;
    expect(await refused(client.rest.post(path, { body: {} }))).toMatchObject({ code: 50006 });
    const big = { description: 'x'.repeat(3500) };
    expect((await refused(client.rest.post(path, { body: { embeds: [big, big] } }))).message).toContain(
      '6000',
    );
    expect(await refused(client.rest.post(path, { body: { content: 'x'.repeat(2001) } }))).toMatchObject({
      code: 50035,
    });
    const button = { type: 2, style: 1, label: 'a', custom_id: 'same' };
    const components = [{ type: 1, components: [button, button] }];
    expect((await refused(client.rest.post(path, { body: { components } }))).message).toContain('DUPLICATED');
  });

  test('commands are held to the rules of Discord', async () => {
    const { login } = await start();
    const client = await login();
    const path = `/applications/${client.user.id}/commands` as const;
    const put = (body: unknown) => refused(client.rest.put(path, { body }));
    const text = (name: string, required: boolean) => ({ type: 3, name, description: 'd', required });
    expect((await put([{ name: 'Bad Name', description: 'd' }])).message).toContain(
      'APPLICATION_COMMAND_INVALID_NAME',
    );
    const options = [text('a', false), text('b', true)];
    expect((await put([{ name: 'a', description: 'd', options }])).message).toContain(
      'OPTIONS_REQUIRED_INVALID',
    );
    const twins = [
      { name: 'a', description: 'd' },
      { name: 'a', description: 'e' },
    ];
    expect((await put(twins)).message).toContain('DUPLICATE_NAME');
    const choices = Array.from({ length: 25 }, (_, index) => ({
      name: `${index}`.padEnd(100, 'n'),
      value: `${index}`.padEnd(100, 'v'),
    }));
    const wide = Array.from({ length: 2 }, (_, index) => ({ ...text(`o${index}`, false), choices }));
    expect((await put([{ name: 'wide', description: 'd', options: wide }])).message).toContain('TOO_LARGE');
    const first = await client.application.commands.set([{ name: 'a', description: 'd' }]);
    const second = await client.application.commands.set([{ name: 'a', description: 'changed' }]);
    expect(second.first()!.id).toBe(first.first()!.id);
  });

  test('missing permissions and hidden channels are told apart', async () => {
    const { world, guild, general } = makeWorld({
      botPermissions: DEFAULT_BOT_PERMISSIONS & ~Flag.CreateEvents,
    });
    const botId = world.application.botUserId;
    addChannel(world, guild, {
      name: 'read-only',
      overwrites: [denyOverwrite(botId, 'member', Flag.SendMessages)],
    });
    addChannel(world, guild, {
      name: 'hidden',
      overwrites: [denyOverwrite(guild.id, 'role', Flag.ViewChannel)],
    });
    const { login } = await start({ world });
    const client = await login();
    const send = (name: string) =>
      refused(
        client.rest.post(`/channels/${textChannel(client, name).id}/messages`, { body: { content: 'x' } }),
      );
    expect(await send('read-only')).toMatchObject({ code: 50013, status: 403 });
    expect(await send('hidden')).toMatchObject({ code: 50001, status: 403 });
    const event = {
      name: 'Party',
      privacy_level: 2,
      entity_type: 3,
      entity_metadata: { location: 'here' },
      scheduled_start_time: new Date(Date.now() + 3600_000).toISOString(),
      scheduled_end_time: new Date(Date.now() + 7200_000).toISOString(),
    };
    expect(
      await refused(client.rest.post(`/guilds/${guild.id}/scheduled-events`, { body: event })),
    ).toMatchObject({ code: 50013 });
    expect(general.messages.size).toBe(0);
  });

  test('messages: nonce, edit, reactions, pins, history, delete', async () => {
    const { login, fan } = await start({ rateLimits: false });
    const client = await login();
    const channel = textChannel(client);
    const reader = await fan();
    const sent = await channel.send({ content: 'once', nonce: '42', enforceNonce: true });
    expect((await channel.send({ content: 'once', nonce: '42', enforceNonce: true })).id).toBe(sent.id);
    await sent.edit('changed');
    await reader.waitForMessage(
      ({ content, edited_timestamp: edited }) => content === 'changed' && edited !== null,
    );
    await sent.react('🎵');
    await reader.react(reader.messages.get(sent.id)!, '🎵');
    expect((await sent.reactions.cache.first()!.users.fetch()).size).toBe(2);
    await sent.pin();
    expect((await channel.messages.fetchPins()).items.map(({ message }) => message.id)).toEqual([sent.id]);
    await channel.send('two');
    expect((await channel.messages.fetch({ limit: 2 })).map(({ content }) => content)).toEqual(['two', '']);
    const thread = await sent.startThread({ name: 'talk' });
    await thread.send('inside');
    expect((await thread.messages.fetch()).map(({ content }) => content)).toEqual(['inside']);
    const gone = reader.waitForEvent('MESSAGE_DELETE', ({ id }) => id === sent.id);
    await sent.delete();
    await gone;
    expect(reader.messages.has(sent.id)).toBe(false);
    expect(await refused(channel.messages.fetch(sent.id))).toMatchObject({ code: 10008 });
  });

  test('scheduled events with their interested fans', async () => {
    const { login, fan } = await start();
    const client = await login();
    const guild = client.guilds.cache.first()!;
    const reader = await fan('dana');
    const event = await guild.scheduledEvents.create({
      name: 'Rainy listening',
      privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
      entityType: GuildScheduledEventEntityType.Voice,
      channel: reader.channelId('Listening room'),
      scheduledStartTime: Date.now() + 3600_000,
    });
    // discord.js tells of people it knows only.
    await client.users.fetch(reader.user.id);
    const added = once(client, 'guildScheduledEventUserAdd');
    await reader.setInterested(event.id, true);
    await added;
    expect((await event.fetchSubscribers()).map(({ user }) => user.username)).toEqual(['dana']);
    expect(
      (await guild.scheduledEvents.fetch({ guildScheduledEvent: event.id, force: true })).userCount,
    ).toBe(1);
    await event.setStatus(GuildScheduledEventStatus.Active);
    const back = client.rest.patch(`/guilds/${guild.id}/scheduled-events/${event.id}`, {
      body: { status: 1 },
    });
    expect(await refused(back)).toMatchObject({ code: 50035 });
    await event.delete();
  });

  test('a DM is a channel of two', async () => {
    const { world, guild, owner } = makeWorld();
    addMember(world, guild, addUser(world, { username: 'other', token: 'fan.other' }));
    const { login, fan } = await start({ world });
    const client = await login();
    const reader = await fan('owner');
    const other = await fan('other');
    const user = await client.users.fetch(owner.wire.id);
    await user.send('psst');
    expect((await reader.waitForMessage(({ content }) => content === 'psst')).channel_id).toBe(
      user.dmChannel!.id,
    );
    expect(other.messages.size).toBe(0);
  });
});
