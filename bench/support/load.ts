import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { PlaygroundServer } from '../../src/playground/server/playground-server.ts';
import type { Fan } from '../../test/support/fan.ts';

/** Bots in processes of their own under a load of commands. */

export interface Contestant {
  readonly name: string;
  readonly script: string;
  readonly command: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Resolves when the bot says that it is ready. `nodeArguments` come before its script. */
export const startBotProcess = async (
  server: PlaygroundServer,
  { script }: Pick<Contestant, 'script'>,
  folder: string,
  nodeArguments: readonly string[] = [],
): Promise<ChildProcess & { readonly stdout: NodeJS.ReadableStream }> => {
  const child = spawn(process.execPath, [...nodeArguments, script], {
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

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** When the bot's answer to an interaction arrived, by the interaction's id. */
type Arrivals = Map<string, number>;
/** Sends the command and resolves to the time its answer arrived. */
export type Send = () => Promise<number>;

export const watchArrivals = (server: PlaygroundServer): Arrivals => {
  const arrivals: Arrivals = new Map();
  server.setFault(({ path }) => {
    const id = /\/interactions\/(\d+)\/[^/]+\/callback$/.exec(path)?.[1];
    if (id !== undefined) arrivals.set(id, performance.now());
    return undefined;
  });
  return arrivals;
};

/** The request body of a command and how to send it, looked up once: clients keep the list of commands too. */
export const prepare = async (
  fan: Fan,
  { command, values }: Contestant,
  arrivals: Arrivals,
): Promise<Send> => {
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
export const load = async (sends: readonly Send[], rate: number, seconds: number) => {
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

export const median = (values: readonly number[]): number =>
  percentile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
