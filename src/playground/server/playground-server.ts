import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import { createRest, type Fault, type ReadRequest, type UnknownRoute } from './rest/rest.ts';
import { loadSchemas } from './rest/validate.ts';
import { createPageBridge } from './voice/page-bridge.ts';
import { createVoiceServer, type VoiceControls } from './voice/voice-server.ts';
import { seedDemo } from './world/seed.ts';
import type { World, WorldUser } from './world/types.ts';
import { createWorld } from './world/world.ts';

export type PageRequest = { method: string; path: string; query: URLSearchParams };
export type PageResponse = { status: number; headers?: Record<string, string>; body?: string | Uint8Array };

export type PlaygroundServerOptions = {
  /** Default: 0, any free port. Always on 127.0.0.1. */
  port?: number;
  /** Default: the demo world. The server ends the world's timers when it stops. */
  world?: World;
  /** Answers what is neither API, gateway nor attachment; `undefined` is a 404. */
  page?: (request: PageRequest) => PageResponse | undefined | Promise<PageResponse | undefined>;
  /** How often voice clients have to give a sign of life. Default: 13 750, as on Discord. */
  voiceHeartbeatIntervalMs?: number;
  /** How long a voice session whose socket broke waits for its client. Default: 15 000. */
  voiceResumeWindowMs?: number;
  /** Rate-limit headers and 429s. Default: true; switch off for load tests. */
  rateLimits?: boolean;
  /** Default: 41 250, as on Discord. */
  heartbeatIntervalMs?: number;
  /** How long a cut gateway session waits for its client. Default: 60 000. */
  resumeWindowMs?: number;
  /** Told of unknown routes and of the playground's own faults. Default: nobody. */
  log?: (line: string) => void;
  /** Told of every request that was read, of bots and fans, before it is carried out. Default: nobody. */
  onRequest?: (request: ReadRequest) => void;
};

export type PlaygroundServer = {
  /** Rejects with `code: 'EADDRINUSE'` and a sentence for the operator when the port is taken. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** These addresses throw before `start()`. */
  readonly url: string;
  readonly apiUrl: string;
  readonly gatewayUrl: string;
  readonly world: World;
  readonly botToken: string;
  /** Everything bots or fans asked for that the playground does not have. */
  readonly unknownRoutes: readonly UnknownRoute[];
  readonly gateway: Pick<Gateway, 'sessions' | 'drop' | 'invalidateSession' | 'reconnect'>;
  /** Sound: who is there, what was sent, and the faults of a voice server. */
  readonly voice: VoiceControls;
  /** Makes REST misbehave; `undefined` ends it. */
  setFault: (fault: Fault | undefined) => void;
};

const HOST = '127.0.0.1';

const portTaken = (port: number, cause: unknown): Error => {
  const message = `Port ${port} is already in use on ${HOST}. Stop what listens there, or set PLAYGROUND_PORT to another port.`;
  return Object.assign(new Error(message, { cause }), { code: 'EADDRINUSE' });
};

/** Other sites' pages must not act for fans: only requests addressed to this machine by name are answered. */
const isLoopbackHost = (host: string | undefined): boolean =>
  host !== undefined && /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);

const isOwnOrigin = (request: IncomingMessage): boolean => {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  // The page may be open as `localhost` while the gateway's address says 127.0.0.1: the port tells they are one.
  const from = new URL(origin);
  return isLoopbackHost(from.host) && from.port === (host ?? '').split(':').at(-1);
};

const fansWire = (world: World): object => ({
  application: { id: world.application.id, name: world.application.name },
  guilds: [...world.guilds.values()].map(({ id, name }) => ({ id, name })),
  guild_id: world.guilds.keys().next().value ?? null,
  fans: [...world.users.values()]
    .filter(({ wire, token }) => !wire.bot && token !== undefined)
    .map(({ wire, token, locale }) => ({ user: wire, token, locale })),
});

const sendFile = (world: World, path: string, response: ServerResponse): void => {
  const file = world.files.get(path);
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    'Content-Type': file.wire.content_type ?? 'application/octet-stream',
    'Content-Length': file.data.byteLength,
    // What people upload never runs as a page of this origin.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(file.data);
};

const createDemoWorld = (): World => {
  const world = createWorld();
  seedDemo(world);
  return world;
};

const findByToken =
  (world: World) =>
  (token: string): WorldUser | undefined => {
    if (token === '') return undefined;
    for (const user of world.users.values()) if (user.token === token) return user;
    return undefined;
  };

export const createPlaygroundServer = (options: PlaygroundServerOptions = {}): PlaygroundServer => {
  const world = options.world ?? createDemoWorld();
  const log = options.log ?? (() => undefined);
  const address = (scheme: string): string => {
    if (world.baseUrl === '') throw new Error('The playground server has not started.');
    return world.baseUrl.replace('http', scheme);
  };
  const gatewayUrl = (): string => `${address('ws')}/gateway`;
  const shared = { world, findByToken: findByToken(world), gatewayUrl, log };
  const rest = createRest({
    ...shared,
    rateLimits: options.rateLimits ?? true,
    onRequest: options.onRequest,
  });
  const gateway = createGateway({
    ...shared,
    heartbeatIntervalMs: options.heartbeatIntervalMs ?? 41_250,
    resumeWindowMs: options.resumeWindowMs ?? 60_000,
  });
  const voice = createVoiceServer({
    world,
    log,
    heartbeatIntervalMs: options.voiceHeartbeatIntervalMs,
    resumeWindowMs: options.voiceResumeWindowMs,
  });
  world.voice = voice.host;
  const bridge = createPageBridge(world, log);

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isLoopbackHost(request.headers.host) || !isOwnOrigin(request)) {
      response.writeHead(403).end();
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/api/')) {
      await rest.handle(request, response, pathname, searchParams);
      return;
    }
    if (pathname.startsWith('/attachments/')) {
      sendFile(world, pathname, response);
      return;
    }
    if (pathname === '/playground/fans') {
      response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.end(JSON.stringify(fansWire(world)));
      return;
    }
    const method = request.method ?? 'GET';
    const page = await options.page?.({ method, path: pathname, query: searchParams });
    response.writeHead(page?.status ?? 404, page?.headers).end(page?.body);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      log(`playground fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const isAllowed = isLoopbackHost(request.headers.host) && isOwnOrigin(request);
    if (isAllowed && /^\/gateway\/?$/.test(path)) gateway.upgrade(request, socket, head);
    else if (isAllowed && path === '/playground/voice') bridge.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
  });

  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const fail = (error: NodeJS.ErrnoException): void => {
        reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error);
      };
      server.once('error', fail);
      server.listen(port, HOST, () => {
        server.off('error', fail);
        resolve();
      });
    });

  return {
    start: async () => {
      await listen(options.port ?? 0);
      await voice.start();
      world.baseUrl = `http://${HOST}:${(server.address() as AddressInfo).port}`;
      // Warmed up now so that the first request need not wait; the start itself need not either.
      void loadSchemas();
    },
    stop: async () => {
      await gateway.stop();
      await bridge.stop();
      await voice.stop();
      world.dispose();
      server.closeAllConnections();
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    },
    get url() {
      return address('http');
    },
    get apiUrl() {
      return `${address('http')}/api`;
    },
    get gatewayUrl() {
      return gatewayUrl();
    },
    world,
    botToken: world.users.get(world.application.botUserId)?.token ?? '',
    unknownRoutes: rest.unknownRoutes,
    gateway,
    voice: voice.controls,
    setFault: rest.setFault,
  };
};
