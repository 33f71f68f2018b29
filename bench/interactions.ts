import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlaygroundServer } from '../src/playground/server/playground-server.ts';
import { addChannel, addGuild } from '../src/playground/server/world/build.ts';
import { addUser, createWorld } from '../src/playground/server/world/world.ts';
import { createFan } from '../test/support/fan.ts';
import { load, median, percentile, prepareAll, startBotProcess } from './support/load.ts';
import type { Contestant, Send } from './support/load.ts';

/** Enough fans that nobody comes near the bot's limit for one member. */
const fanCount = 80;
const sliceSeconds = 4;
const slices = 5;
const warmUpSeconds = 8;
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

/**
 * From a fan's press of Enter to the arrival of the bot's answer, through REST and gateway, beside a bot that only says pong.
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
