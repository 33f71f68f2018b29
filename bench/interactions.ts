import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlaygroundServer } from '../src/playground/server/playground-server.ts';
import type { PlaygroundServer } from '../src/playground/server/playground-server.ts';
import { addGuild, addChannel, addMember } from '../src/playground/server/world/build.ts';
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

const createBusyWorld = () => {
  const world = createWorld();
  const owner = addUser(world, { username: 'owner', token: 'fan.owner' });
  const guild = addGuild(world, { name: 'Bench', owner });
  addChannel(world, guild, { name: 'general' });
  for (let index = 0; index < fanCount; index += 1) {
    addMember(world, guild, addUser(world, { username: `fan${index}`, token: `fan.${index}` }));
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

/** Sends at an even rate, whether or not answers keep up, and returns each answer's delay in milliseconds. */
const load = async (fans: readonly Fan[], { command, values }: Contestant, rate: number, seconds: number) => {
  const delays: number[] = [];
  let lost = 0;
  const pending: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < rate * seconds; index += 1) {
    const wait = startedAt + (index * 1000) / rate - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const fan = fans[index % fans.length];
    if (fan === undefined) throw new Error('There are no fans.');
    const sentAt = performance.now();
    pending.push(
      fan.command(command, values).then(
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
    Array.from({ length: fanCount }, (_, index) => createFan({ url: server.url, username: `fan${index}` })),
  );
  await load(fans, contestant, 50, warmUpSeconds);
  const results = [];
  for (const rate of rates) results.push({ rate, ...(await load(fans, contestant, rate, secondsPerRate)) });
  for (const fan of fans) await fan.close();
  child.removeAllListeners('exit');
  child.kill();
  await server.stop();
  await rm(folder, { recursive: true });
  return results;
};

/** From a fan's press of Enter to the first answer the fan sees, through REST and gateway, beside a bot that only says pong. */
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
