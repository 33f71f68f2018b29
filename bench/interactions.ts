import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlaygroundServer } from '../src/playground/server/playground-server.ts';
import { addChannel, addGuild } from '../src/playground/server/world/build.ts';
import { addUser, createWorld } from '../src/playground/server/world/world.ts';
import { createFan } from '../test/support/fan.ts';
import { load, percentile, prepareAll, startBotProcess } from './support/load.ts';
import type { Contestant, Send } from './support/load.ts';

/** Enough fans that nobody comes near the bot's limit for one member. */
const fanCount = 80;
/** Together a minute of each bot at each rate: at 50 a second, thirty samples lie beyond p99. */
const sliceSeconds = 5;
const slices = 12;
/** Until V8 has compiled what it is going to, in all of them. */
const warmUpSeconds = 20;
const rates = [50, 200];

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
  const child = await startBotProcess(server, contestant, folder);
  const fans = await Promise.all(
    [...server.world.guilds.keys()].map((guildId, index) =>
      createFan({ url: server.url, username: `fan${index}`, guildId }),
    ),
  );
  const sends = await prepareAll(server, fans, contestant);
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

/** All slices of one bot at one rate. */
interface Measured {
  readonly slices: (readonly number[])[];
  lost: number;
}

const sorted = (delays: readonly number[]): number[] => delays.toSorted((a, b) => a - b);
const p99 = (delays: readonly number[]): number => percentile(sorted(delays), 0.99);

const row = ({ name }: Contestant, rate: number, measured: Measured, bare: Measured): string => {
  const all = sorted(measured.slices.flat());
  const ratio = p99(all) / p99(bare.slices.flat());
  const inSlices = sorted(measured.slices.map((slice, index) => p99(slice) / p99(bare.slices[index] ?? [])));
  const [low, high] = [0.25, 0.75].map((share) => percentile(inSlices, share).toFixed(2));
  const cells = [
    name,
    rate,
    percentile(all, 0.5).toFixed(1),
    p99(all).toFixed(1),
    ratio.toFixed(2),
    `${low} to ${high}`,
    measured.lost,
  ];
  return `| ${cells.join(' | ')} |`;
};

/**
 * From a fan's press of Enter to the arrival of the bot's answer, through REST and gateway, beside a bot that only says pong.
 * The bots take turns in short slices, so that a slow spell of the machine hits all of them; their percentiles are of all
 * slices together, and beside the ratio stands what half of the slices lie within, each for itself.
 */
export const run = async (): Promise<string> => {
  const rigs: Rig[] = [];
  for (const contestant of contestants) rigs.push(await rigUp(contestant));
  const rows = [
    '| bot | a second | p50 ms | p99 ms | p99 ÷ bare | in half of the slices | lost |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  for (const rate of rates) {
    const results = rigs.map((rig): { rig: Rig; measured: Measured } => ({
      rig,
      measured: { slices: [], lost: 0 },
    }));
    for (let slice = 0; slice < slices; slice += 1)
      for (const { rig, measured } of results) {
        const { sorted: delays, lost } = await load(rig.sends, rate, sliceSeconds);
        measured.slices.push(delays);
        measured.lost += lost;
      }
    const bare = results[0]?.measured;
    if (bare === undefined) continue;
    for (const { rig, measured } of results) rows.push(row(rig.contestant, rate, measured, bare));
  }
  for (const rig of rigs) await rig.close();
  return rows.join('\n');
};
