import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores } from '../../src/adapters/open-stores.ts';
import { createApp } from '../../src/app.ts';
import type { AppOptions } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import type { InPhase } from '../../src/core/quiz/types.ts';
import type { PlaygroundServerOptions } from '../../src/playground/server/playground-server.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { readEnglish, startPlayground } from './playground.ts';
import type { Playground } from './playground.ts';
import { newStoreUrl, storeKind } from './store-urls.ts';

export interface TestApp extends Playground {
  /** What is right in the open round of a server, read from the bot's database as it stands on disk. */
  answerIds(guildId: string): Promise<readonly string[]>;
  openRound(guildId: string): Promise<OpenRound | undefined>;
  /** Ends the bot and starts it again on the same database. */
  restart(): Promise<void>;
}

export interface TestAppOptions extends AppOptions {
  /** More variables, or others than the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether the demo fans keep their own languages; else all read English, so that tests may look for English words. */
  readonly ownLocales?: boolean;
}

export type OpenRound = InPhase<'asking'>['round'];

/** The open round of a server's game, from the bot's database as it stands on disk. */
export const readOpenRound = async (storeUrl: string, guildId: string): Promise<OpenRound | undefined> => {
  const stores = await openStores(storeUrl);
  const games = await createQuizLog(stores).list(() => undefined);
  await stores.close();
  const state = replay(games.find(({ place }) => place.guildId === guildId)?.events ?? []);
  return state?.phase === 'asking' || state?.phase === 'grace' ? state.round : undefined;
};

/** The whole bot, as `npm start` wires it, on a Discord of its own. Ends with an error if it asked for an unknown route. */
export const startTestApp = async (
  options: PlaygroundServerOptions = {},
  { environment = {}, ownLocales = false, ...appOptions }: TestAppOptions = {},
): Promise<TestApp> => {
  const playground = await startPlayground(options);
  if (!ownLocales) readEnglish(playground.server);
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-e2e-'));
  const storeUrl = await newStoreUrl(storeKind(), folder);
  const boot = async () => {
    const app = createApp(
      parseConfig({
        DISCORD_TOKEN: playground.server.botToken,
        DISCORD_API_URL: playground.server.apiUrl,
        STORE_URL: storeUrl,
        LOG_LEVEL: 'error',
        AUDIO_CACHE: join(folder, 'audio'),
        ...environment,
      }),
      () => undefined,
      appOptions,
    );
    await app.start();
    return app;
  };
  let app = await boot();
  const openRound = (guildId: string) => readOpenRound(storeUrl, guildId);
  return {
    ...playground,
    openRound,
    answerIds: async (guildId) => (await openRound(guildId))?.prepared.answerIds ?? [],
    restart: async () => {
      await app.stop();
      app = await boot();
    },
    stop: async () => {
      await app.stop();
      const { unknownRoutes } = playground.server;
      await playground.stop();
      await rm(folder, { recursive: true });
      if (unknownRoutes.length > 0) throw new Error(`Unknown routes: ${JSON.stringify(unknownRoutes)}`);
    },
  };
};
