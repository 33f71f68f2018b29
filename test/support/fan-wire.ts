import {
  ApplicationCommandOptionType as OptionType,
  type APIApplicationCommandOption,
  type APIChannel,
  type APIMessage,
  type APIUser,
} from 'discord-api-types/v10';
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** The wire under `fan.ts`: gateway, REST, and the shapes that go over them. */

export type SeenEvent = { name: string; data: Record<string, unknown> };
export type OptionValue = string | number | boolean;

type FansAnswer = {
  application: { id: string };
  guild_id: string;
  fans: { user: APIUser; token: string }[];
};

type Ready = { session_id: string; guilds: { id: string; channels: APIChannel[] }[] };
export type AnyNode = {
  type: number;
  custom_id?: string;
  label?: string;
  components?: AnyNode[];
  component?: AnyNode;
  accessory?: AnyNode;
};
type Waiter = { take(event: SeenEvent): void };

export const nodes = function* (components: readonly AnyNode[]): Generator<AnyNode> {
  for (const node of components) {
    yield node;
    yield* nodes([...(node.components ?? []), ...(node.component ? [node.component] : [])]);
    if (node.accessory) yield node.accessory;
  }
};

const isNested = (option: APIApplicationCommandOption): boolean =>
  option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup;

type GivenOption = {
  name: string;
  type: number;
  value?: OptionValue;
  focused?: boolean;
  options?: GivenOption[];
};

/** `'ost song'` and `{ query }` in the nested form of the wire, with the types the command was registered with. */
export const nestOptions = (
  definitions: readonly APIApplicationCommandOption[],
  path: readonly string[],
  given: { values: Readonly<Record<string, OptionValue>>; focused?: string | undefined },
): GivenOption[] => {
  const [head, ...rest] = path;
  if (head !== undefined) {
    const definition = definitions.find(({ name }) => name === head);
    if (!definition || !isNested(definition)) throw new Error(`The command has no subcommand "${head}".`);
    const inner = 'options' in definition ? (definition.options ?? []) : [];
    return [{ name: head, type: definition.type, options: nestOptions(inner, rest, given) }];
  }
  return Object.entries(given.values).map(([name, value]) => {
    const definition = definitions.find((option) => option.name === name);
    if (!definition) throw new Error(`The command has no option "${name}".`);
    return { name, type: definition.type, value, ...(name === given.focused && { focused: true }) };
  });
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const findFan = async (options: { url: string; username?: string; guildId?: string }) => {
  const answer = (await (await fetch(`${options.url}/playground/fans`)).json()) as FansAnswer;
  const { username } = options;
  const fan =
    username === undefined ? answer.fans[0] : answer.fans.find(({ user }) => user.username === username);
  if (!fan) throw new Error(`The server has no fan "${username ?? ''}".`);
  return { fan, guildId: options.guildId ?? answer.guild_id, applicationId: answer.application.id };
};

export const createEars = () => {
  const events: SeenEvent[] = [];
  const messages = new Map<string, APIMessage>();
  const waiters = new Set<Waiter>();
  const hear = (event: SeenEvent): void => {
    events.push(event);
    const data = event.data as unknown as APIMessage & { ids?: string[] };
    if (event.name === 'MESSAGE_CREATE' || event.name === 'MESSAGE_UPDATE') messages.set(data.id, data);
    if (event.name === 'MESSAGE_DELETE') messages.delete(data.id);
    if (event.name === 'MESSAGE_DELETE_BULK') for (const id of data.ids ?? []) messages.delete(id);
    for (const waiter of waiters) waiter.take(event);
  };
  /** Resolves with the first defined result of `pick`; rejects when it throws or the time is over. */
  const wait = <Result>(what: string, timeoutMs: number, pick: (event: SeenEvent) => Result | undefined) =>
    new Promise<Result>((resolve, reject) => {
      const finish = (act: () => void): void => {
        clearTimeout(timer);
        waiters.delete(waiter);
        act();
      };
      const waiter: Waiter = {
        take: (event) => {
          try {
            const result = pick(event);
            if (result !== undefined)
              finish(() => {
                resolve(result);
              });
          } catch (error) {
            finish(() => {
              reject(error instanceof Error ? error : new Error(String(error)));
            });
          }
        },
      };
      const timer = setTimeout(() => {
        const recent = events
          .slice(-8)
          .map(({ name }) => name)
          .join(', ');
        finish(() => {
          reject(new Error(`No ${what} within ${timeoutMs} ms. Last events: ${recent}`));
        });
      }, timeoutMs);
      waiters.add(waiter);
    });
  const listen = (act: (event: SeenEvent) => void): (() => void) => {
    const waiter: Waiter = { take: act };
    waiters.add(waiter);
    return () => waiters.delete(waiter);
  };
  return { events, messages, hear, wait, listen };
};

export const connect = async (gatewayUrl: string, token: string, hear: (event: SeenEvent) => void) => {
  const socket = new WebSocket(`${gatewayUrl}?v=10&encoding=json`);
  let heartbeat: NodeJS.Timeout | undefined;
  let sequence: number | null = null;
  const ready = Promise.withResolvers<Ready>();
  socket.on('message', (raw: Buffer) => {
    const payload = JSON.parse(raw.toString('utf8')) as { op: number; t: string; s: number; d: unknown };
    if (payload.op === 10) {
      const { heartbeat_interval: intervalMs } = payload.d as { heartbeat_interval: number };
      heartbeat = setInterval(() => {
        socket.send(JSON.stringify({ op: 1, d: sequence }));
      }, intervalMs);
      socket.send(
        JSON.stringify({ op: 2, d: { token, properties: { os: 'test', browser: 'fan', device: 'fan' } } }),
      );
    }
    if (payload.op !== 0) return;
    sequence = payload.s;
    if (payload.t === 'READY') ready.resolve(payload.d as Ready);
    hear({ name: payload.t, data: payload.d as Record<string, unknown> });
  });
  socket.on('error', (error) => {
    ready.reject(error);
  });
  socket.on('close', (code) => {
    clearInterval(heartbeat);
    ready.reject(new Error(`The gateway closed with ${code} before READY.`));
  });
  const session = await ready.promise;
  const close = async (): Promise<void> => {
    clearInterval(heartbeat);
    if (socket.readyState === WebSocket.CLOSED) return;
    const closed = once(socket, 'close');
    socket.close(1000);
    await closed;
  };
  return { socket, session, close };
};

export const createRestClient =
  (url: string, token: string) => async (method: string, path: string, body?: unknown) => {
    for (;;) {
      const response = await fetch(`${url}/api/v10${path}`, {
        method,
        headers: { authorization: token, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer: unknown = text === '' ? undefined : JSON.parse(text);
      if (response.status !== 429) return { status: response.status, body: answer };
      await pause((answer as { retry_after: number }).retry_after * 1000);
    }
  };
