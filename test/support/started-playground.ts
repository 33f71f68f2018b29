import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores } from '../../src/adapters/open-stores.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import type { PreparedRound } from '../../src/core/quiz/types.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { startBot } from './bot-process.ts';

export interface StartedPlayground {
  readonly url: string;
  /** The rounds of the game that goes on, read from the database as it stands on disk; the open one is the last. */
  openRound(): Promise<PreparedRound>;
  stop(): Promise<void>;
}

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

/** What `npm start` gives a newcomer: the real program with no token, its playground and the demo library. */
export const startAsNewcomer = async (
  environment: Readonly<Record<string, string>> = {},
): Promise<StartedPlayground> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-newcomer-'));
  const storeUrl = `sqlite://${join(folder, 'sonagi.db')}`;
  const port = await freePort();
  const bot = startBot({
    PLAYGROUND_PORT: String(port),
    STORE_URL: storeUrl,
    AUDIO_CACHE: join(folder, 'audio'),
    LOG_LEVEL: 'warn',
    ...environment,
  });
  await bot.until(/The playground is open/, 60_000);
  return {
    url: `http://127.0.0.1:${port}`,
    openRound: async () => {
      const stores = await openStores(storeUrl);
      const [game] = await createQuizLog(stores).list(() => undefined);
      await stores.close();
      const state = replay(game?.events ?? []);
      if (state?.phase !== 'asking' && state?.phase !== 'grace') throw new Error('No round is open.');
      return state.round.prepared;
    },
    stop: async () => {
      await bot.end();
      await rm(folder, { recursive: true });
    },
  };
};
