import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import { createPlaygroundServer } from '../../src/playground/server/playground-server.ts';
import { addChannel, addGuild, addMember, addRole } from '../../src/playground/server/world/build.ts';
import type { World } from '../../src/playground/server/world/types.ts';
import { addUser, createWorld } from '../../src/playground/server/world/world.ts';
import { createFan } from '../../test/support/fan.ts';
import { makeToneLibrary } from '../../test/support/tones.ts';
import { compare, compareBoard, recapsOf, sameNonces, unexplained, watchPosts } from './checks.ts';
import { startChild } from './child.ts';
import type { Child } from './child.ts';
import { createFaults } from './faults.ts';
import { holdParties, playDaily, playQuizzes, runCups, saveSongs } from './lives.ts';
import { createModel, slowMs } from './model.ts';
import type { Life } from './model.ts';
import { trendOf } from './slope.ts';
import type { Trend } from './slope.ts';

/** What goes on in each server. Two games in one voice channel would only refuse each other. */
const servers = [
  { name: 'text one', lives: [playQuizzes, saveSongs, runCups, playDaily] },
  { name: 'text two', lives: [playQuizzes, saveSongs, runCups, playDaily] },
  { name: 'voice', lives: [playQuizzes, saveSongs, runCups] },
  { name: 'party', lives: [holdParties, saveSongs, playDaily] },
] as const;
const fansEach = 3;
const toneCount = 12;
const measureEveryMs = 10_000;
/** After this long every kind of fault has had its turn several times, and caches are full. */
const longMinutes = 5;
/** Growth beyond doubt that would fill a small machine within days. */
const steepMbPerMinute = 0.5;

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: string;
  readonly say: (line: string) => void;
}

export interface SoakReport {
  readonly faults: Readonly<Record<string, number>>;
  readonly done: Readonly<Record<string, number>>;
  /** Messages the bot posted by itself. */
  readonly posts: number;
  readonly recaps: { readonly recaps: number; readonly untold: number };
  /** What must not have happened, in words. */
  readonly problems: readonly string[];
  /** After collection; the slope is that of the second half. */
  readonly memory: Readonly<
    Record<'heap' | 'buffers' | 'resident', Trend & { readonly mb: readonly number[] }>
  >;
}

const fillWorld = (): World => {
  const world = createWorld();
  const owner = world.users.get(world.application.ownerId);
  if (owner === undefined) throw new Error('The world has no owner.');
  servers.forEach(({ name }, index) => {
    const guild = addGuild(world, { name, owner });
    const host = addRole(world, guild, { name: 'Host', permissions: Flag.ManageGuild });
    for (const channel of ['quiz', 'cup', 'party']) addChannel(world, guild, { name: channel });
    addChannel(world, guild, { name: 'room', type: ChannelType.GuildVoice });
    for (let fan = 0; fan < fansEach; fan += 1) {
      const username = `fan${index}.${fan}`;
      addMember(world, guild, addUser(world, { username, token: username }), {
        roleIds: fan === 0 ? [host.id] : [],
      });
    }
  });
  return world;
};

interface Reading {
  readonly minute: number;
  readonly heap: number;
  readonly buffers: number;
  readonly resident: number;
}

const memoryOf = (readings: readonly Reading[]): SoakReport['memory'] => {
  // In the first five minutes caches fill, the pictures of a hundred brackets last.
  const settled = readings.slice(Math.floor(readings.length / 2));
  const of = (kind: 'heap' | 'buffers' | 'resident') => ({
    ...trendOf(settled.map((reading) => ({ minute: reading.minute, mb: reading[kind] }))),
    mb: readings.map((reading) => Math.round(reading[kind] * 10) / 10),
  });
  return { heap: of('heap'), buffers: of('buffers'), resident: of('resident') };
};

const memoryProblems = (memory: SoakReport['memory']): string[] =>
  (['heap', 'buffers'] as const).flatMap((kind) => {
    const { mbPerMinute, plusMinus } = memory[kind];
    return mbPerMinute - plusMinus > steepMbPerMinute
      ? [`the ${kind} grows by ${mbPerMinute.toFixed(2)} ± ${plusMinus.toFixed(2)} MB a minute`]
      : [];
  });

/** Strikes and measures until it is over or the bot has ended. */
const torment = async (
  bot: Child,
  faults: ReturnType<typeof createFaults>,
  options: SoakOptions & { readonly isOver: () => boolean; readonly progress: () => string },
): Promise<readonly Reading[]> => {
  const { seed, say, isOver, progress } = options;
  const readings: Reading[] = [];
  const chance = createSeededRng(`when ${seed}`);
  const startedAt = Date.now();
  let dueAt = startedAt;
  let failedCalls = 0;
  while (!isOver() && bot.isRunning()) {
    faults.strike();
    if (Date.now() >= dueAt) {
      dueAt += measureEveryMs;
      const told = await bot.measure();
      if (told === undefined) break;
      for (; failedCalls < told.storeFaults; failedCalls += 1) faults.count('store call');
      const minute = (Date.now() - startedAt) / 60_000;
      const [heap, buffers, resident] = [
        told.heapBytes / 1e6,
        told.buffersBytes / 1e6,
        told.residentBytes / 1e6,
      ];
      readings.push({ minute, heap, buffers, resident });
      say(
        `${minute.toFixed(1)} min, heap ${heap.toFixed(1)} MB, resident ${resident.toFixed(0)} MB, ${progress()}`,
      );
    }
    await wait(1_000 + chance.next() * 2_000);
  }
  faults.end();
  return readings;
};

/** A folder for the bot, and songs it can play. */
const prepare = async (
  server: ReturnType<typeof createPlaygroundServer>,
  toneIds: readonly string[],
  seed: string,
) => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-soak-'));
  const certificate = join(folder, 'voice.pem');
  await writeFile(certificate, server.voice.certificate);
  const library = await makeToneLibrary(
    Object.fromEntries(toneIds.map((id, at) => [id, 400 + 50 * at])),
    12_000,
  );
  const storeUrl = `sqlite://${join(folder, 'soak.db')}`;
  return {
    storeUrl,
    environment: {
      DISCORD_TOKEN: server.botToken,
      DISCORD_API_URL: server.apiUrl,
      STORE_URL: storeUrl,
      AUDIO_LIBRARY: library,
      AUDIO_CACHE: join(folder, 'audio'),
      NODE_EXTRA_CA_CERTS: certificate,
      LOG_LEVEL: 'error',
      SOAK_SEED: seed,
    },
    remove: async () => {
      await rm(folder, { recursive: true });
      await rm(library, { recursive: true });
    },
  };
};

/** Hours of a server's life in minutes, with everything going wrong at random from a seed. */
export const soak = async (options: SoakOptions): Promise<SoakReport> => {
  const { minutes, seed } = options;
  const catalogue = await loadCatalogue('data');
  const world = fillWorld();
  const server = createPlaygroundServer({ world, rateLimits: false, resumeWindowMs: 30_000 });
  await server.start();
  const posts = watchPosts(world);
  const toneIds = [...catalogue.songs.values()]
    .filter(({ instrumental }) => instrumental !== true)
    .slice(0, toneCount)
    .map(({ id }) => id);
  const { storeUrl, environment, remove } = await prepare(server, toneIds, seed);
  let bot = await startChild(environment);
  const fans = await Promise.all(
    [...world.guilds.values()].flatMap((guild, index) =>
      Array.from({ length: fansEach }, (_, fan) =>
        createFan({ url: server.url, username: `fan${index}.${fan}`, guildId: guild.id }),
      ),
    ),
  );
  const groups = servers.map(({ name, lives }, index) => ({
    name,
    lives,
    members: fans.slice(index * fansEach, (index + 1) * fansEach),
  }));
  const hasRoom = (name: string): boolean => name === 'voice' || name === 'party';
  for (const { name, members } of groups)
    if (hasRoom(name)) for (const fan of members) await fan.joinVoice(fan.channelId('room'));

  const model = createModel();
  const lastsMs = minutes * 60_000;
  const endsAt = Date.now() + lastsMs;
  const isOver = () => Date.now() >= endsAt || !bot.isRunning();
  const shared = { model, catalogue, storeUrl, isOver, toneIds, lastsMs };
  const faults = createFaults(
    server,
    (storeFaults) => {
      bot.order({ storeFaults });
    },
    createSeededRng(`faults ${seed}`),
  );
  const lives = groups.flatMap(({ name, members, lives: all }) =>
    all.map((live) => {
      const rng = createSeededRng(`${live.name} ${name} ${seed}`);
      const life: Life = { ...shared, fans: members, rng, inVoice: hasRoom(name) };
      return live(life);
    }),
  );
  const progress = () => JSON.stringify(model.done);
  const readings = await torment(bot, faults, { ...options, isOver, progress });
  await Promise.all(lives);
  await wait(2_500);
  const problems: string[] = [];
  const stopWell = async (): Promise<string> => {
    if (!bot.isRunning()) problems.push(`The bot ended: ${bot.ending()}\n${bot.output().slice(-3_000)}`);
    else if (!(await bot.stop())) problems.push(`The bot did not stop well: ${bot.ending()}`);
    return bot.output();
  };
  let output = await stopWell();
  // What a fault kept from the books is counted at the next start, like after any crash.
  bot = await startChild(environment);
  posts.restarted();
  const hosts = groups.flatMap(({ members: [host] }) => (host === undefined ? [] : [host]));
  for (const host of hosts)
    await model.attempt('quiz stop', () =>
      host.command('quiz stop', {}, { channelId: host.channelId('quiz'), timeoutMs: slowMs }),
    );
  await wait(4_000);
  for (const host of hosts) {
    const board = await host.command('leaderboard', { period: 'all' }, { timeoutMs: slowMs });
    const own = fans.filter(({ guildId }) => guildId === host.guildId);
    problems.push(...(await compareBoard(storeUrl, { catalogue, fans: own }, board)));
  }
  output += await stopWell();
  problems.push(
    ...unexplained(output),
    ...posts.duplicates,
    ...sameNonces(world),
    ...(await compare(storeUrl, { world, catalogue, model, fans })),
  );
  for (const fan of fans) await fan.close();
  await server.stop();
  await remove();
  const memory = memoryOf(readings);
  if (minutes >= longMinutes) {
    problems.push(...faults.missing().map((name) => `never happened: ${name}`), ...memoryProblems(memory));
  }
  return {
    faults: faults.counts,
    done: model.done,
    posts: posts.count(),
    recaps: recapsOf(world, hosts),
    problems,
    memory,
  };
};
