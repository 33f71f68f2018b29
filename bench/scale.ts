import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlaygroundServer } from '../src/playground/server/playground-server.ts';
import type { PlaygroundServer } from '../src/playground/server/playground-server.ts';
import { createFan } from '../test/support/fan.ts';
import type { Fan } from '../test/support/fan.ts';
import { createLargeWorld, guildCount, serverText } from './support/large-world.ts';
import { load, median, percentile, prepareAll, startBotProcess } from './support/load.ts';
import type { Contestant, Send } from './support/load.ts';

const games = 100;
const rate = 200;
/** 60 s a bot, in turns. */
const sliceSeconds = 10;
const slices = 6;
const warmUpSeconds = 8;
const starts = 3;
const settleMs = 15_000;

const bare: Contestant = {
  name: 'bare discord.js, default caches',
  script: 'bench/support/pong-bot.ts',
  command: 'pong',
  values: {},
};
const ours: Contestant = { name: 'Sonagi', script: 'src/main.ts', command: 'help', values: {} };

interface Memory {
  /** What an operator sees. */
  readonly asItRuns: number;
  /** With all garbage collected and its room given back. */
  readonly rss: number;
  readonly heapUsed: number;
}

interface Rig {
  readonly contestant: Contestant;
  readonly server: PlaygroundServer;
  readonly folder: string;
  child: ChildProcess & { readonly stdout: NodeJS.ReadableStream };
  readonly readyMs: number[];
}

const boot = async ({ contestant, server, folder, readyMs }: Omit<Rig, 'child'>): Promise<Rig['child']> => {
  const startedAt = performance.now();
  const probe = ['--expose-gc', '--import', './bench/support/memory-probe.ts'];
  const child = await startBotProcess(server, contestant, folder, probe);
  readyMs.push(performance.now() - startedAt);
  return child;
};

const kill = async ({ child }: Rig): Promise<void> => {
  child.removeAllListeners('exit');
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

const rigUp = async (contestant: Contestant): Promise<Rig> => {
  const server = createPlaygroundServer({ world: createLargeWorld(games), rateLimits: false });
  await server.start();
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-scale-'));
  const rig = { contestant, server, folder, readyMs: [] };
  return { ...rig, child: await boot(rig) };
};

const memoryOf = async ({ child }: Rig): Promise<Memory> => {
  const told = new Promise<Memory>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /MEMORY (\{.*\})\n/.exec(text)?.[1];
      if (found !== undefined) resolve(JSON.parse(found) as Memory);
    });
  });
  child.kill('SIGUSR2');
  return told;
};

const fansOf = ({ server }: Rig): Promise<Fan[]> =>
  Promise.all(
    [...server.world.guilds.keys()]
      .slice(0, games)
      .map((guildId, index) =>
        createFan({ url: server.url, username: `fan${index}`, guildId, timeoutMs: 30_000 }),
      ),
  );

/** Both under the same load in turns, so that a slow spell of the machine hits both. */
const measureLoad = async (rigs: readonly (readonly [Rig, readonly Send[]])[]) => {
  const measured = new Map(
    rigs.map(([rig]) => [rig, { p50: [] as number[], p99: [] as number[], lost: 0, sent: 0 }]),
  );
  for (const [, sends] of rigs) await load(sends, rate / 2, warmUpSeconds);
  for (let slice = 0; slice < slices; slice += 1) {
    for (const [rig, sends] of rigs) {
      const { sorted, lost } = await load(sends, rate, sliceSeconds);
      const one = measured.get(rig);
      one?.p50.push(percentile(sorted, 0.5));
      one?.p99.push(percentile(sorted, 0.99));
      if (one !== undefined) {
        one.lost += lost;
        one.sent += sorted.length + lost;
      }
    }
  }
  return measured;
};

/** Quizzes in that many servers, a kill, and how long the next process takes to have all of them again. */
const measureRecovery = async (rig: Rig, fans: readonly Fan[]) => {
  const { server } = rig;
  server.setFault(undefined);
  await Promise.all(
    fans.map(async (fan) => {
      const channelId = fan.channelId('general');
      await fan.command('quiz start', { rounds: 50, seconds: 60 }, { channelId });
      await fan.waitForMessage(({ embeds }) => embeds[0]?.title?.startsWith('Which') === true);
    }),
  );
  await kill(rig);
  let connectedAt = 0;
  const redrawn = new Map<string, number>();
  server.setFault(({ method, path }) => {
    const now = performance.now();
    if (connectedAt === 0 && /\/applications\/\d+\/commands$/.test(path)) connectedAt = now;
    const message = method === 'PATCH' ? /\/channels\/\d+\/messages\/(\d+)$/.exec(path)?.[1] : undefined;
    if (message !== undefined && !redrawn.has(message)) redrawn.set(message, now);
    return undefined;
  });
  const startedAt = performance.now();
  rig.child = await boot(rig);
  const readyAt = performance.now();
  while (redrawn.size < games && performance.now() < readyAt + 30_000)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const drawnAt = Math.max(...redrawn.values());
  return {
    found: redrawn.size,
    wholeMs: readyAt - startedAt,
    takenUpMs: readyAt - connectedAt,
    drawnMs: drawnAt - connectedAt,
  };
};

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(0);
const ratio = (one: number, other: number): string => (one / other).toFixed(2);
/** Of ours to the bare one: as they run, and collected. */
const between = ([first, second]: readonly [Memory, Memory]): string =>
  `${ratio(second.asItRuns, first.asItRuns)} | ${ratio(second.rss, first.rss)}`;

/**
 * A bot in 2,500 servers beside the least that a discord.js bot can be, with its default caches, in the same run: memory,
 * start, answers under load; and how long running games take to come back after a kill.
 */
export const run = async (): Promise<string> => {
  const rigs = [await rigUp(bare), await rigUp(ours)] as const;
  for (let start = 1; start < starts; start += 1) {
    for (const rig of rigs) {
      await kill(rig);
      rig.child = await boot(rig);
    }
  }
  // What is read ahead after the start belongs to the memory; V8's own tidying of an idle process may come too.
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  const memory = [await memoryOf(rigs[0]), await memoryOf(rigs[1])] as const;
  const fans = [await fansOf(rigs[0]), await fansOf(rigs[1])] as const;
  const measured = await measureLoad([
    [rigs[0], await prepareAll(rigs[0].server, fans[0], bare)],
    [rigs[1], await prepareAll(rigs[1].server, fans[1], ours)],
  ]);
  const after = [await memoryOf(rigs[0]), await memoryOf(rigs[1])] as const;
  const recovery = await measureRecovery(rigs[1], fans[1]);
  const rows = rigs.map((rig, index) => {
    const { asItRuns, rss, heapUsed } = memory[index]!;
    const one = measured.get(rig)!;
    const values = [
      rig.contestant.name,
      megabytes(asItRuns),
      megabytes(rss),
      megabytes(heapUsed),
      megabytes(after[index]!.asItRuns),
      megabytes(after[index]!.rss),
      (median(rig.readyMs.slice(0, starts)) / 1000).toFixed(2),
      median(one.p50).toFixed(1),
      median(one.p99).toFixed(1),
      `${one.lost} of ${one.sent}`,
    ];
    return `| ${values.join(' | ')} |`;
  });
  const [first, second] = rigs;
  const times = rigs.map((rig) => median(rig.readyMs.slice(0, starts)));
  const p99 = (rig: Rig) => measured.get(rig)!.p99;
  const ratios = p99(second).map((one, slice) => one / p99(first)[slice]!);
  const table = [
    '| bot | RSS MB | collected MB | heap MB | RSS after load MB | collected MB | start to ready s | p50 ms | p99 ms | lost |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    `| ratio | ${between(memory)} | ${ratio(memory[1].heapUsed, memory[0].heapUsed)} | ${between(after)} | ${ratio(times[1]!, times[0]!)} | | ${median(ratios).toFixed(2)} | |`,
    '',
    `${guildCount} servers, ${serverText}; ${rate} interactions a second for ${slices * sliceSeconds} s each. After SIGKILL ${recovery.found} of ${games} games ` +
      `were taken up in ${(recovery.takenUpMs / 1000).toFixed(2)} s from the connection to Discord, all shown anew after ${(recovery.drawnMs / 1000).toFixed(2)} s; ` +
      `from the start of the process ${(recovery.wholeMs / 1000).toFixed(2)} s.`,
  ];
  for (const own of fans) for (const fan of own) await fan.close();
  for (const rig of rigs) {
    await kill(rig);
    await rig.server.stop();
    await rm(rig.folder, { recursive: true });
  }
  return table.join('\n');
};
