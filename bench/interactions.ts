import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlaygroundServer } from '../src/playground/server/playground-server.ts';
import type { PlaygroundServer } from '../src/playground/server/playground-server.ts';
import { addChannel, addGuild } from '../src/playground/server/world/build.ts';
import { addUser, createWorld } from '../src/playground/server/world/world.ts';
import { createFan } from '../test/support/fan.ts';
import type { Fan } from '../test/support/fan.ts';

/** Enough fans that nobody comes near the bot's limit for one member. */
const fanCount = 80;
const secondsPerRate = 10;
const warmUpSeconds = 3;
const rates = [50, 200];

interface Contestant {
  readonly name: string;
  readonly script: string;
  readonly command: string;
  readonly values: Readonly<Record<string, string>>;
}

const contestants: readonly Contestant[] = [
  { name: 'bare discord.js, /pong', script: 'bench/support/pong-bot.ts', command: 'pong', values: {} },
  { name: 'Sonagi, /help', script: 'src/main.ts', command: 'help', values: {} },
  {
    name: 'Sonagi, /ost song',
    script: 'src/main.ts',
    command: 'ost song',
    values: { query: 'stay with me' },
  },
];

/** A server for each fan: an answer that eighty people see would measure the playground's delivery, not the bot. */
const createBusyWorld = () => {
  const world = createWorld();
  for (let index = 0; index < fanCount; index += 1) {
    const owner = addUser(world, { username: `fan${index}`, token: `fan.${index}` });
    addChannel(world, addGuild(world, { name: `Server ${index}`, owner }), { name: 'general' });
  }
  return world;
};

const startBotProcess = async (server: PlaygroundServer, { script }: Contestant, folder: string) => {
  const child = spawn(process.execPath, [script], {
    env: {
      PATH: process.env['PATH'],
      DISCORD_TOKEN: server.botToken,
      DISCORD_API_URL: server.apiUrl,
      STORE_URL: `sqlite://${join(folder, 'bench.db')}`,
      LOG_LEVEL: 'info',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('ready')) resolve();
    });
    child.once('exit', (code) => {
      reject(new Error(`${script} ended with code ${code ?? 'none'}.`));
    });
  });
  await ready;
  return child;
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** The request body of a command and how to send it, looked up once: clients keep the list of commands too. */
const prepare = async (fan: Fan, { command, values }: Contestant): Promise<() => Promise<void>> => {
  const [name = '', subcommand] = command.split(' ');
  const found = (await fan.commands()).find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`The bot has no /${name}.`);
  const options = Object.entries(values).map(([option, value]) => ({ type: 3, name: option, value }));
  const data = {
    id: found.id,
    version: found.version,
    name,
    type: 1,
    options: subcommand === undefined ? options : [{ type: 1, name: subcommand, options }],
  };
  let count = 0;
  return async () => {
    count += 1;
    const nonce = `${fan.user.id}${count}`;
    const answered = fan.waitForEvent('INTERACTION_SUCCESS', (event) => event['nonce'] === nonce);
    const { status } = await fan.rest('POST', '/interactions', {
      type: 2,
      application_id: fan.applicationId,
      guild_id: fan.guildId,
      channel_id: fan.channelId('general'),
      session_id: fan.sessionId,
      nonce,
      data,
    });
    if (status !== 204) throw new Error(`The interaction was refused: ${status}.`);
    await answered;
  };
};

/** Sends at an even rate, whether or not answers keep up, and returns each answer's delay in milliseconds. */
const load = async (sends: readonly (() => Promise<void>)[], rate: number, seconds: number) => {
  const delays: number[] = [];
  let lost = 0;
  const pending: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < rate * seconds; index += 1) {
    const wait = startedAt + (index * 1000) / rate - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const sentAt = performance.now();
    const sending = sends[index % sends.length]?.() ?? Promise.reject(new Error('There are no fans.'));
    pending.push(
      sending.then(
        () => void delays.push(performance.now() - sentAt),
        () => void (lost += 1),
      ),
    );
  }
  await Promise.all(pending);
  return { sorted: delays.sort((a, b) => a - b), lost };
};

const measure = async (contestant: Contestant) => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-bench-'));
  const server = createPlaygroundServer({ world: createBusyWorld(), rateLimits: false });
  await server.start();
  const child = await startBotProcess(server, contestant, folder);
  const fans = await Promise.all(
    [...server.world.guilds.keys()].map((guildId, index) =>
      createFan({ url: server.url, username: `fan${index}`, guildId }),
    ),
  );
  const sends = await Promise.all(fans.map((fan) => prepare(fan, contestant)));
  await load(sends, 50, warmUpSeconds);
  const results = [];
  for (const rate of rates) results.push({ rate, ...(await load(sends, rate, secondsPerRate)) });
  for (const fan of fans) await fan.close();
  child.removeAllListeners('exit');
  child.kill();
  await server.stop();
  await rm(folder, { recursive: true });
  return results;
};

/** From a fan's press of Enter to the word that it was answered, through REST and gateway, beside a bot that only says pong. */
export const run = async (): Promise<string> => {
  const rows = [
    '| bot | a second | p50 ms | p99 ms | p99 ÷ bare | lost |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
  ];
  const bare = new Map<number, number>();
  for (const contestant of contestants) {
    for (const { rate, sorted, lost } of await measure(contestant)) {
      const p99 = percentile(sorted, 0.99);
      if (contestant === contestants[0]) bare.set(rate, p99);
      const ratio = p99 / (bare.get(rate) ?? Number.NaN);
      rows.push(
        `| ${contestant.name} | ${rate} | ${percentile(sorted, 0.5).toFixed(1)} | ${p99.toFixed(1)} | ${ratio.toFixed(2)} | ${lost} |`,
      );
    }
  }
  return rows.join('\n');
};
