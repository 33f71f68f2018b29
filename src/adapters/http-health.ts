import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../core/errors.ts';

export interface HttpHealthOptions {
  readonly port: number;
  /** What keeps the bot from answering now; nothing when it can. */
  readonly problems: () => Promise<readonly string[]>;
  readonly metrics: () => Promise<{ contentType: string; body: string }>;
}

export interface HttpHealth {
  readonly port: number;
  close(): Promise<void>;
}

/** A check that takes longer than the one who asks waits is a failed one. */
const checkLimitMs = 2_000;

const within = async (check: Promise<readonly string[]>): Promise<readonly string[]> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => {
      resolve([`no result within ${checkLimitMs / 1_000} s`]);
    }, checkLimitMs);
  });
  try {
    return await Promise.race([check, limit]);
  } catch {
    return ['a check failed'];
  } finally {
    clearTimeout(timer);
  }
};

/**
 * `/healthz`: the process lives. `/readyz`: it can answer members; 503 with the reasons when not. `/metrics`: Prometheus.
 * Listens on all addresses, because those who ask are outside the container.
 * @throws StartupError when the port cannot be had.
 */
export const startHttpHealth = async ({
  port,
  problems,
  metrics,
}: HttpHealthOptions): Promise<HttpHealth> => {
  const pages: Readonly<Record<string, () => Promise<[status: number, type: string, body: string]>>> = {
    '/healthz': () => Promise.resolve([200, 'text/plain', 'ok\n']),
    '/readyz': async () => {
      const found = await within(problems());
      const isReady = found.length === 0;
      return [isReady ? 200 : 503, 'application/json', JSON.stringify({ isReady, problems: found })];
    },
    '/metrics': async () => {
      const { contentType, body } = await metrics();
      return [200, contentType, body];
    },
  };
  const answer = async (method: string, path: string): Promise<[number, string, string]> => {
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page === undefined) return [404, 'text/plain', 'not found\n'];
    if (method !== 'GET' && method !== 'HEAD') return [405, 'text/plain', 'GET only\n'];
    return page().catch((): [number, string, string] => [500, 'text/plain', 'failed\n']);
  };
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    void answer(request.method ?? 'GET', path).then(([status, type, body]) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(
        new StartupError([`Port ${port} of HTTP_PORT cannot be used: is something else listening there?`], {
          cause,
        }),
      );
    });
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};
