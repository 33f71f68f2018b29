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
const sliceSeconds = 4;
const slices = 5;
const warmUpSeconds = 8;
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

/** When the bot's answer to an interaction arrived, by the interaction's id. */
type Arrivals = Map<string, number>;
/** Sends the command and resolves to the time its answer arrived. */
type Send = () => Promise<number>;

/** The request body of a command and how to send it, looked up once: clients keep the list of commands too. */
const prepare = async (fan: Fan, { command, values }: Contestant, arrivals: Arrivals): Promise<Send> => {
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
    const id = String((await answered).data['id']);
    const arrivedAt = arrivals.get(id) ?? Number.NaN;
    arrivals.delete(id);
    return arrivedAt;
  };
};

/** Sends at an even rate, whether or not answers keep up, and returns each answer's delay in milliseconds. */
const load = async (sends: readonly Send[], rate: number, seconds: number) => {
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
        (arrivedAt) => void delays.push(arrivedAt - sentAt),
        () => void (lost += 1),
      ),
    );
  }
  await Promise.all(pending);
  return { sorted: delays.sort((a, b) => a - b), lost };
};

interface Rig {
  readonly contestant: Contestant;
  readonly sends: readonly Send[];
  readonly close: () => Promise<void>;
}

/** A bot in a process of its own on a Discord of its own, warmed up. */
const rigUp = async (contestant: Contestant): Promise<Rig> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-bench-'));
  const server = createPlaygroundServer({ world: createBusyWorld(), rateLimits: false });
  await server.start();
  const arrivals: Arrivals = new Map();
  server.setFault(({ path }) => {
    const id = /\/interactions\/(\d+)\/[^/]+\/callback$/.exec(path)?.[1];
    if (id !== undefined) arrivals.set(id, performance.now());
    return undefined;
  });
  const child = await startBotProcess(server, contestant, folder);
  const fans = await Promise.all(
    [...server.world.guilds.keys()].map((guildId, index) =>
      createFan({ url: server.url, username: `fan${index}`, guildId }),
    ),
  );
  const sends = await Promise.all(fans.map((fan) => prepare(fan, contestant, arrivals)));
  await load(sends, 100, warmUpSeconds);
  const close = async () => {
    for (const fan of fans) await fan.close();
    child.removeAllListeners('exit');
    child.kill();
    await server.stop();
    await rm(folder, { recursive: true });
  };
  return { contestant, sends, close };
};

const median = (values: readonly number[]): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );

/**
 * From a fan's press of Enter to the arrival of the bot's answer, through REST and gateway, beside a bot that only says pong.
 * What the playground then does with an answer, such as checking a long embed, is its own affair and not counted.
 * The bots take turns in short slices and are compared slice by slice, so that a slow spell of the machine hits all of them.
 */
export const run = async (): Promise<string> => {
  const rigs: Rig[] = [];
  for (const contestant of contestants) rigs.push(await rigUp(contestant));
  const rows = [
    '| bot | a second | p50 ms | p99 ms | p99 ÷ bare | lost |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const rate of rates) {
    const results = new Map(
      rigs.map((rig) => [rig, [] as { p50: number; p99: number; ratio: number; lost: number }[]]),
    );
    for (let slice = 0; slice < slices; slice += 1) {
      let bare = Number.NaN;
      for (const [rig, measured] of results) {
        const { sorted, lost } = await load(rig.sends, rate, sliceSeconds);
        const p99 = percentile(sorted, 0.99);
        if (rig === rigs[0]) bare = p99;
        measured.push({ p50: percentile(sorted, 0.5), p99, ratio: p99 / bare, lost });
      }
    }
    for (const [{ contestant }, measured] of results) {
      const middle = (key: 'p50' | 'p99' | 'ratio') => median(measured.map((one) => one[key]));
      const lost = measured.reduce((sum, one) => sum + one.lost, 0);
      rows.push(
        `| ${contestant.name} | ${rate} | ${middle('p50').toFixed(1)} | ${middle('p99').toFixed(1)} | ${middle('ratio').toFixed(2)} | ${lost} |`,
      );
    }
  }
  for (const rig of rigs) await rig.close();
  return rows.join('\n');
};
