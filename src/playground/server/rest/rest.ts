import type { IncomingMessage, ServerResponse } from 'node:http';
import { DiscordError, discordErrors } from '../discord-error.ts';
import type { World, WorldUser } from '../world/types.ts';
import { readBody } from './body.ts';
import { createRateLimits } from './rate-limits.ts';
import { createRouter, type Match, type RouteResult } from './router.ts';
import { callbackRoutes } from './routes/callbacks.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { fanRoutes } from './routes/fans.ts';
import { guildRoutes } from './routes/guilds.ts';
import { messageRoutes } from './routes/messages.ts';
import { reactionRoutes } from './routes/reactions.ts';
import { scheduledEventRoutes } from './routes/scheduled-events.ts';
import { threadRoutes } from './routes/threads.ts';
import { userRoutes } from './routes/users.ts';
import { voiceRoutes } from './routes/voice.ts';

export type RestOptions = {
  world: World;
  findByToken: (token: string) => WorldUser | undefined;
  gatewayUrl: () => string;
  /** Off for load tests. */
  rateLimits: boolean;
  log: (line: string) => void;
  /** Told of every request that was read, before it is carried out. */
  onRequest?: ((request: ReadRequest) => void) | undefined;
};

export type ReadRequest = { method: string; path: string; body: unknown };

export type UnknownRoute = { method: string; path: string };

/** How an operator of the tests makes Discord misbehave; `undefined` lets a request through. */
export type Fault = (request: {
  method: string;
  path: string;
}) => (RouteResult & { headers?: Record<string, string> }) | 'cut' | undefined;

export type Rest = {
  handle: (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ) => Promise<void>;
  readonly unknownRoutes: readonly UnknownRoute[];
  setFault: (fault: Fault | undefined) => void;
};

const VERSION = /^\/api(?:\/v(?<version>\d+))?(?=\/)/;
const SUPPORTED_VERSIONS: ReadonlySet<string | undefined> = new Set([undefined, '9', '10']);

const send = (response: ServerResponse, result: RouteResult, headers: Record<string, string> = {}): void => {
  const text = result.body === undefined ? undefined : JSON.stringify(result.body);
  response.writeHead(result.status, {
    ...headers,
    ...(text !== undefined && {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(text),
    }),
  });
  response.end(text);
};

export const createRest = (options: RestOptions): Rest => {
  const { world, log } = options;
  const router = createRouter([
    ...userRoutes(options.gatewayUrl),
    ...commandRoutes(),
    ...callbackRoutes(),
    ...fanRoutes(),
    ...messageRoutes(),
    ...reactionRoutes(),
    ...channelRoutes(),
    ...threadRoutes(),
    ...guildRoutes(),
    ...scheduledEventRoutes(),
    ...voiceRoutes(),
  ]);
  const limits = createRateLimits(world.clock);
  const unknownRoutes: UnknownRoute[] = [];
  let fault: Fault | undefined;

  const find = (method: string, path: string): Match => {
    const version = VERSION.exec(path);
    const isSupported = SUPPORTED_VERSIONS.has(version?.groups?.['version']);
    const found = router.find(method, path.replace(VERSION, ''));
    if (isSupported && 'route' in found) return found;
    unknownRoutes.push({ method, path });
    log(`UNKNOWN ROUTE ${method} ${path}: the playground does not have it`);
    throw 'methods' in found && found.methods.length > 0
      ? discordErrors.methodNotAllowed()
      : discordErrors.notFound();
  };

  const authenticate = (request: IncomingMessage): WorldUser => {
    const header = request.headers.authorization ?? '';
    const user = options.findByToken(header.replace(/^Bot /, ''));
    // A bot must say so, a person must not.
    if (!user || (user.wire.bot === true) !== header.startsWith('Bot ')) throw discordErrors.unauthorized();
    return user;
  };

  const run = async (
    request: IncomingMessage,
    context: { path: string; query: URLSearchParams; headers: Record<string, string> },
  ): Promise<RouteResult> => {
    const { route, params } = find(request.method ?? 'GET', context.path);
    const user = route.auth === 'token' ? authenticate(request) : undefined;
    if (options.rateLimits) {
      const identity = user?.wire.id ?? '';
      const verdict = limits.take({ route, params, identity });
      Object.assign(context.headers, verdict.headers);
      if (verdict.kind === 'limited') {
        const { retryAfterSeconds, global } = verdict;
        const message = 'You are being rate limited.';
        return { status: 429, body: { message, retry_after: Number(retryAfterSeconds.toFixed(3)), global } };
      }
    }
    const { json, files } = await readBody(request);
    options.onRequest?.({ method: request.method ?? 'GET', path: context.path, body: json });
    return route.handle({ world, params, query: context.query, body: json, files }, user);
  };

  return {
    unknownRoutes,
    setFault: (next) => {
      fault = next;
    },
    handle: async (request, response, path, query) => {
      const headers: Record<string, string> = {};
      const injected = fault?.({ method: request.method ?? 'GET', path });
      if (injected === 'cut') {
        request.socket.destroy();
        return;
      }
      try {
        Object.assign(headers, injected?.headers);
        send(response, injected ?? (await run(request, { path, query, headers })), headers);
      } catch (error) {
        request.resume();
        if (error instanceof DiscordError) {
          send(response, { status: error.status, body: error.body }, headers);
          return;
        }
        log(
          `playground fault at ${request.method ?? ''} ${path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        send(response, { status: 500, body: { message: '500: Internal Server Error', code: 0 } }, headers);
      }
    },
  };
};
