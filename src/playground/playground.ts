import { StartupError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { createPage } from './page.ts';
import { createPlaygroundServer } from './server/playground-server.ts';

export interface Playground {
  /** How the bot reaches this Discord. */
  readonly connection: { readonly token: string; readonly apiUrl: string };
  /** The page's address. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a Discord on this machine, with the page, the demo fans and a place for the bot.
 * @throws StartupError when the port is taken.
 */
export const openPlayground = async ({ port, log }: { port: number; log: Log }): Promise<Playground> => {
  const server = createPlaygroundServer({
    port,
    page: await createPage(),
    log: (line) => {
      log.warn({ playground: line }, 'playground');
    },
  });
  try {
    await server.start();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new StartupError([error.message], { cause: error });
    }
    throw error;
  }
  return {
    connection: { token: server.botToken, apiUrl: server.apiUrl },
    url: server.url,
    close: () => server.stop(),
  };
};
