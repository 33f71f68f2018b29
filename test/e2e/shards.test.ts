import { setTimeout as delay } from 'node:timers/promises';
import type { APIMessage } from 'discord-api-types/v10';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { openDatabase, openStores } from '../../src/adapters/open-stores.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import { createPlaygroundServer } from '../../src/playground/server/playground-server.ts';
import type { PlaygroundServer } from '../../src/playground/server/playground-server.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { startBot } from '../support/bot-process.ts';
import type { BotProcess } from '../support/bot-process.ts';
import { createFan } from '../support/fan.ts';
import type { Fan } from '../support/fan.ts';
import { patientMs } from '../support/playground.ts';
import { startPostgres, startRedis } from '../support/servers.ts';
import type { Server } from '../support/servers.ts';
import { createShardedWorld, partyOf, seedCommunity, shardCount } from '../support/sharded-world.ts';
import type { Home } from '../support/sharded-world.ts';

const slowMs = 30_000;
const startMs = 120_000;
/** From the seed to the reminders: by then, on a quiet machine, the second process has been killed and is back. */
const remindsInMs = 20_000;

const titleOf = ({ embeds }: APIMessage) => embeds[0]?.title ?? '';
const isRound = (number: number) => (message: APIMessage) =>
  message.embeds[0]?.author?.name.startsWith(`Round ${number} of`) === true;
const isReveal = (message: APIMessage) => titleOf(message).startsWith('It was');
const isNews = (message: APIMessage) => JSON.stringify(message.embeds).includes('New in the catalogue');
const isReminder = (home: Home) => (message: APIMessage) =>
  message.content.startsWith(`**${partyOf(home).title}** begins`);
const isPlan = (home: Home) => (message: APIMessage) => titleOf(message) === partyOf(home).title;

/** A fan at home in a server of one half, and the one who is in both. */
interface Half {
  readonly home: Home;
  readonly host: Fan;
  readonly guest: Fan;
}

const totalsSchema = z.looseObject({
  value: z.looseObject({
    data: z.looseObject({ tally: z.looseObject({ all: z.looseObject({ right: z.number() }) }) }),
  }),
});

describe.each([
  { kind: 'Postgres', start: startPostgres },
  { kind: 'Redis', start: startRedis },
])('two processes with half of the shards each, on $kind', { timeout: 300_000 }, ({ start }) => {
  let database: Server;
  let redis: Server;
  let server: PlaygroundServer;
  let bots: BotProcess[];
  let halves: [Half, Half];
  let memberId: string;
  /** Lists of commands that were written over Discord's. */
  const registered: string[] = [];

  const boot = (shards: string, program?: string): BotProcess =>
    startBot(
      {
        DISCORD_TOKEN: server.botToken,
        DISCORD_API_URL: server.apiUrl,
        STORE_URL: database.url,
        REDIS_URL: redis.url,
        SHARDS: shards,
        SHARD_COUNT: String(shardCount),
      },
      { ...(program !== undefined && { program }) },
    );

  const counted = ({ host }: Half, fits: (message: APIMessage) => boolean): number =>
    [...host.messages.values()].filter(fits).length;

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
  const typesIn = async (guildId: string) => (await gameIn(guildId)).map(({ type }) => type);

  /** Rounds that a member knew in a server, or in all of them (`''`), as they stand in the store. */
  const rightIn = async (guildId: string): Promise<number> => {
    const { row, keyv } = await openDatabase(database.url);
    const raw = await row(`quiz-members:${guildId}:${memberId}`);
    await keyv.disconnect();
    return raw === undefined
      ? 0
      : totalsSchema.parse(await keyv.deserializeData(raw)).value.data.tally.all.right;
  };

  beforeAll(async () => {
    const catalogue = await loadCatalogue('data');
    [database, redis] = await Promise.all([start(), startRedis()]);
    const { world, homes, everywhere } = createShardedWorld();
    memberId = everywhere.userId;
    server = createPlaygroundServer({
      world,
      onRequest: ({ method, path, body }) => {
        if (method === 'PUT' && path.endsWith('/commands')) registered.push(JSON.stringify(body));
      },
    });
    server.world.firstAnswerMs = patientMs;
    await server.start();
    const fanOf = (username: string, { guildId }: Home) =>
      createFan({ url: server.url, username, guildId, timeoutMs: slowMs });
    const found = await Promise.all(
      homes.map(async (home) => {
        const [host, guest] = [await fanOf(home.username, home), await fanOf(everywhere.username, home)];
        return { home, host, guest };
      }),
    );
    halves = found.toSorted((a, b) => a.home.shard - b.home.shard) as [Half, Half];
    await seedCommunity(database.url, homes, { catalogue, remindsAt: Date.now() + remindsInMs });
    // All at the same moment, and with them somebody who deploys the commands by hand.
    const deploying = boot('0-1', 'src/cli/commands-deploy.ts');
    bots = [boot('0-1'), boot('2,3')];
    await Promise.all(bots.map((bot) => bot.until(/"msg":"ready"/, startMs)));
    await deploying.ended();
    expect(deploying.output()).toMatch(/\d+ commands (deployed|were up to date)/);
  }, 180_000);
  afterAll(async () => {
    await Promise.all(halves.flatMap(({ host, guest }) => [host.close(), guest.close()]));
    await Promise.all(bots.map((bot) => bot.end('SIGKILL')));
    await server.stop();
    await Promise.all([database.stop(), redis.stop()]);
  }, 60_000);

  test('each hears its own servers, and the commands are there once, whoever came first', () => {
    const sessions = server.gateway.sessions().filter(({ isBot }) => isBot);
    expect(sessions.map(({ shard }) => [shard.id, shard.count]).sort()).toEqual([
      [0, 4],
      [1, 4],
      [2, 4],
      [3, 4],
    ]);
    expect(bots[0]?.output()).toMatch(/"guilds":\d+,"commands":"(updated|unchanged)","shards":2,"of":4/);
    expect(bots[1]?.output()).toMatch(/"guilds":\d+,"commands":"elsewhere","shards":2,"of":4/);
    // Two that saw no list both wrote the same one; Discord keeps a command's id when it is written again.
    expect(new Set(registered).size).toBe(1);
    expect(registered.length).toBeLessThanOrEqual(2);
    const known = [...(server.world.commands.get('')?.values() ?? [])];
    expect(known).toHaveLength((JSON.parse(registered[0] ?? '[]') as unknown[]).length);
  });

  test('a quiz in a server of each, one board over both, and a member who plays in both counts twice', async () => {
    await Promise.all(
      halves.map(async ({ home: { guildId, channelId }, host, guest }) => {
        await host.command('quiz start', { rounds: 3, seconds: 60 }, { channelId });
        const open = await host.waitForMessage((message) => isRound(1)(message) && !isReveal(message));
        const told = await host.command('guess', { answer: await answerIn(guildId) }, { channelId });
        expect(told.content).toContain('Correct');
        const revealed = await host.waitForMessage((message) => isRound(1)(message) && isReveal(message));
        expect(revealed.id).toBe(open.id);
        await host.waitForMessage((message) => isRound(2)(message) && !isReveal(message));
        await guest.command('guess', { answer: await answerIn(guildId) }, { channelId });
        await host.waitForMessage((message) => isRound(3)(message) && !isReveal(message));
      }),
    );
    const [first, second] = halves;
    await expect.poll(() => rightIn(''), { timeout: slowMs }).toBe(2);
    expect([await rightIn(first.home.guildId), await rightIn(second.home.guildId)]).toEqual([1, 1]);

    for (const { host } of halves) {
      const { host: other } = host === first.host ? second : first;
      const board = async () =>
        JSON.stringify((await host.command('leaderboard', { scope: 'global', period: 'all' })).embeds);
      // What the other process counted is read from the store again after a while.
      await expect.poll(board, { timeout: 40_000, interval: 3_000 }).toContain(`**${other.user.username}**`);
      expect(await board()).toContain(`<@${host.user.id}>`);
      const own = JSON.stringify(
        (await host.command('leaderboard', { scope: 'server', period: 'all' })).embeds,
      );
      expect(own).toContain(host.user.id);
      expect(own).not.toContain(other.user.id);
    }
  });

  test('one is killed: the other goes on, and the next one takes up its quiz and party and no other', async () => {
    const [{ home: firstHome, host: first }, { home, host: second }] = halves;
    await bots[1]!.end('SIGKILL');
    const { channelId } = firstHome;
    expect((await first.command('quiz scores', {}, { channelId })).embeds[0]?.description).toContain(
      first.user.id,
    );
    bots[1] = boot('2-3');
    await bots[1].until(/"msg":"ready"/, startMs);
    await second.command('quiz skip', {}, { channelId: home.channelId });
    await second.waitForMessage((message) => titleOf(message) === 'Quiz over');
    expect(await typesIn(home.guildId)).toContain('recovered');
    expect(await typesIn(firstHome.guildId)).not.toContain('recovered');
    expect(registered.length).toBeLessThanOrEqual(2);
  });

  test('news and reminders come in each server once, over the starts, the kill and both processes', async () => {
    for (const half of halves) {
      await half.host.waitForMessage(isNews, slowMs);
      await half.host.waitForMessage(isReminder(half.home), remindsInMs + slowMs);
      const listed = await half.host.command('party list', {}, { channelId: half.home.channelId });
      expect(JSON.stringify(listed)).toContain(partyOf(half.home).title);
    }
    // Long enough for a second one of either process.
    await delay(2_000);
    for (const half of halves) {
      const { body } = await half.host.rest('GET', `/guilds/${half.home.guildId}/scheduled-events`);
      expect(body).toHaveLength(1);
      expect({
        news: counted(half, isNews),
        reminders: counted(half, isReminder(half.home)),
        plans: counted(half, isPlan(half.home)),
      }).toEqual({ news: 1, reminders: 1, plans: 1 });
    }
  });
});
