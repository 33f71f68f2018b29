import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { PlaygroundServer } from '../../src/playground/server/playground-server.ts';
import type { Fan } from '../../test/support/fan.ts';

/** Bots in processes of their own under a load of commands. */

/** Discord's own limit. */
const answerWithinMs = 3_000;

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

/** Resolves to the time at which the bot's answer to an interaction arrived. Rejects when none does in time. */
type ArrivalOf = (interactionId: string) => Promise<number>;
/** Sends the command and resolves to the time its answer arrived. */
export type Send = () => Promise<number>;

/**
 * Takes the bot's answers where they arrive, and says 204. What the playground would do with them (check a long embed, keep
 * it, show it to fans) takes its process longer than the bot takes to answer, and would make the next arrivals late.
 */
const takeArrivals = (server: PlaygroundServer): ArrivalOf => {
  const arrivals = new Map<string, PromiseWithResolvers<number>>();
  const arrivalOf = (id: string): PromiseWithResolvers<number> => {
    const arrival = arrivals.get(id) ?? Promise.withResolvers<number>();
    arrivals.set(id, arrival);
    return arrival;
  };
  server.setFault(({ path }) => {
    const id = /\/interactions\/(\d+)\/[^/]+\/callback$/.exec(path)?.[1];
    if (id === undefined) return undefined;
    arrivalOf(id).resolve(performance.now());
    return { status: 204 };
  });
  return async (id) => {
    const { promise } = arrivalOf(id);
    const tooLate = setTimeout(() => {
      arrivalOf(id).reject(new Error('There was no answer.'));
    }, answerWithinMs);
    try {
      return await promise;
    } finally {
      clearTimeout(tooLate);
      arrivals.delete(id);
    }
  };
};

/** The request body of a command and how to send it, looked up once: clients keep the list of commands too. */
const prepare = async (fan: Fan, { command, values }: Contestant, arrivalOf: ArrivalOf): Promise<Send> => {
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
    const created = fan.waitForEvent('INTERACTION_CREATE', (event) => event['nonce'] === nonce);
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
    return arrivalOf(String((await created).data['id']));
  };
};

/** Each fan's way to send the command. From here on the server takes the bot's answers and does nothing with them. */
export const prepareAll = async (
  server: PlaygroundServer,
  fans: readonly Fan[],
  contestant: Contestant,
): Promise<readonly Send[]> => {
  // Once with all that the playground checks, as the load looks at no answer.
  await fans[0]?.command(contestant.command, contestant.values);
  const arrivalOf = takeArrivals(server);
  return Promise.all(fans.map((fan) => prepare(fan, contestant, arrivalOf)));
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
