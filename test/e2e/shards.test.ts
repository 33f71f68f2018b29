import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStores } from '../../src/adapters/open-stores.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import { createPlaygroundServer } from '../../src/playground/server/playground-server.ts';
import type { PlaygroundServer } from '../../src/playground/server/playground-server.ts';
import { addChannel, addGuild, addMember } from '../../src/playground/server/world/build.ts';
import { addUser, createWorld } from '../../src/playground/server/world/world.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { startBot } from '../support/bot-process.ts';
import type { BotProcess } from '../support/bot-process.ts';
import { createFan } from '../support/fan.ts';
import type { Fan } from '../support/fan.ts';
import { startPostgres, startRedis } from '../support/servers.ts';
import type { Server } from '../support/servers.ts';

const slowMs = 30_000;
const shardCount = 4;
const shardOf = (guildId: string): number => Number((BigInt(guildId) >> 22n) % BigInt(shardCount));

/** Who plays in the server of which shard. Each is in that server only, and sees no other. */
const players: Readonly<Record<number, string>> = { 1: 'dana', 2: 'lucia' };

/** A world in which each of the shards has a server. */
const createShardedWorld = () => {
  const world = createWorld();
  const owner = addUser(world, { username: 'owner' });
  const guilds = new Map<number, string>();
  while (guilds.size < shardCount) {
    const guild = addGuild(world, { name: `Server ${guilds.size}`, owner });
    const shard = shardOf(guild.id);
    const username = players[shard];
    addChannel(world, guild, { name: 'general' });
    if (!guilds.has(shard) && username !== undefined)
      addMember(world, guild, addUser(world, { username, token: `fan.${username}` }));
    guilds.set(shard, guilds.get(shard) ?? guild.id);
  }
  return { world, guilds };
};

const titleOf = ({ embeds }: APIMessage) => embeds[0]?.title ?? '';

describe.each([
  { kind: 'Postgres', start: startPostgres },
  { kind: 'Redis', start: startRedis },
])('two processes with half of the shards each, on $kind', { timeout: 300_000 }, ({ start }) => {
  let database: Server;
  let redis: Server;
  let server: PlaygroundServer;
  let guilds: ReadonlyMap<number, string>;
  let bots: BotProcess[];
  const fans: Fan[] = [];

  const boot = (shards: string): BotProcess =>
    startBot({
      DISCORD_TOKEN: server.botToken,
      DISCORD_API_URL: server.apiUrl,
      STORE_URL: database.url,
      REDIS_URL: redis.url,
      SHARDS: shards,
      SHARD_COUNT: String(shardCount),
    });

  const fanIn = async (shard: number): Promise<Fan> => {
    const username = players[shard]!;
    const fan = await createFan({
      url: server.url,
      username,
      guildId: guilds.get(shard)!,
      timeoutMs: slowMs,
    });
    fans.push(fan);
    return fan;
  };

  /** The events of a server's game, as they stand in the store that both share. */
  const gameIn = async (guildId: string) => {
    const stores = await openStores(database.url);
    const stored = await createQuizLog(stores).list(() => undefined);
    await stores.close();
    return stored.find(({ place }) => place.guildId === guildId)?.events ?? [];
  };

  const answerIn = async (guildId: string): Promise<string> => {
    const state = replay(await gameIn(guildId));
    if (state?.phase !== 'asking') throw new Error('No round is open.');
    return `#${state.round.prepared.answerIds[0] ?? ''}`;
  };

  beforeAll(async () => {
    [database, redis] = await Promise.all([start(), startRedis()]);
    const sharded = createShardedWorld();
    guilds = sharded.guilds;
    server = createPlaygroundServer({ world: sharded.world });
    await server.start();
    bots = [boot('0-1'), boot('2,3')];
    await Promise.all(bots.map((bot) => bot.until(/"msg":"ready"/, 120_000)));
  }, 180_000);
  afterAll(async () => {
    await Promise.all(fans.map((fan) => fan.close()));
    await Promise.all(bots.map((bot) => bot.end('SIGKILL')));
    await server.stop();
    await Promise.all([database.stop(), redis.stop()]);
  }, 60_000);

  test('each hears its own servers, and the commands are registered by one of them', () => {
    const sessions = server.gateway.sessions().filter(({ isBot }) => isBot);
    expect(sessions.map(({ shard }) => [shard.id, shard.count]).sort()).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
    ]);
    expect(bots[0]?.output()).toMatch(/"guilds":\d+,"commands":"updated","shards":2,"of":4/);
    expect(bots[1]?.output()).toMatch(/"guilds":\d+,"commands":"elsewhere","shards":2,"of":4/);
  });

  test('a quiz in a server of each, one board over both, and each takes up its own games', async () => {
    const hosts = [await fanIn(1), await fanIn(2)];
    for (const host of hosts) {
      const channelId = host.channelId('general');
      await host.command('quiz start', { rounds: 2, seconds: 60 }, { channelId });
      const open = await host.waitForMessage((message) => titleOf(message).startsWith('Which'));
      const answer = await answerIn(host.guildId);
      const told = await host.command('guess', { answer }, { channelId });
      expect(told.content).toContain('Correct');
      const isReveal = (message: APIMessage) => titleOf(message).startsWith('It was');
      expect((await host.waitForMessage(isReveal)).id).toBe(open.id);
      await host.waitForMessage((message) => titleOf(message).startsWith('Which') && message.id !== open.id);
    }

    for (const [index, host] of hosts.entries()) {
      const other = hosts[1 - index]!;
      const board = async () => {
        const shown = await host.command('leaderboard', { scope: 'global', period: 'all' });
        return JSON.stringify(shown.embeds);
      };
      // What the other process counted is read from the store again after a while.
      await expect.poll(board, { timeout: 40_000, interval: 3_000 }).toContain(`**${other.user.username}**`);
      expect(await board()).toContain(`<@${host.user.id}>`);
      const own = JSON.stringify(
        (await host.command('leaderboard', { scope: 'server', period: 'all' })).embeds,
      );
      expect(own).toContain(host.user.id);
      expect(own).not.toContain(other.user.id);
    }

    // One process is killed: the other plays on, and the next one with its shards takes up its game and no other.
    await bots[1]!.end('SIGKILL');
    const [first, second] = hosts as [Fan, Fan];
    bots[1] = boot('2-3');
    await bots[1].until(/"msg":"ready"/, 120_000);
    await second.command('quiz skip', {}, { channelId: second.channelId('general') });
    await second.waitForMessage((message) => titleOf(message) === 'Quiz over');
    expect((await first.command('quiz scores', {})).embeds[0]?.description).toContain(first.user.id);
    const typesIn = async (guildId: string) => (await gameIn(guildId)).map(({ type }) => type);
    expect(await typesIn(second.guildId)).toContain('recovered');
    expect(await typesIn(first.guildId)).not.toContain('recovered');
  });
});
