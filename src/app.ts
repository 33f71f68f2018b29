import { join } from 'node:path';
import type { Client } from 'discord.js';
import { z } from 'zod';
import { loadCatalogue } from './adapters/catalogue-files.ts';
import { systemClock, systemRng } from './adapters/clock.ts';
import { createLog } from './adapters/log.ts';
import { createLocalCarrier } from './adapters/schedule-local.ts';
import { openStores } from './adapters/open-stores.ts';
import { createMemoryStores } from './adapters/store.ts';
import { packagedFfmpeg } from './adapters/machine.ts';
import { openPreviews } from './adapters/previews/previews.ts';
import type { PreviewEndpoints } from './adapters/previews/previews.ts';
import { createTimers } from './adapters/timers.ts';
import { secretsOf } from './config.ts';
import type { Config } from './config.ts';
import { StartupError } from './core/errors.ts';
import type { RecordFormat, Stores } from './core/ports.ts';
import { createSearch } from './core/search/search.ts';
import { connect, createClient, fetchApplication } from './discord/client.ts';
import type { Connection } from './discord/client.ts';
import { createServes, hasFirstShard, lostShards } from './discord/shards.ts';
import { commandBodies, syncCommands } from './discord/registration.ts';
import type { Registered } from './discord/registration.ts';
import { createOperations, openCarrier } from './operations.ts';
import { createRecentSearches } from './services/recent-searches.ts';
import { createBot } from './bot.ts';
import type { Local, Time } from './bot.ts';
import { openAudioFolder } from './adapters/audio-folder.ts';
import { openLocalAudio } from './audio.ts';
import { demoAudioFolder, demoFolder } from './demo.ts';
import { combineSources } from './services/audio-sources.ts';

export interface App {
  /** @throws StartupError for what an operator can mend. */
  start(): Promise<void>;
  /** Ends everything that was started, in the opposite order. Safe to call at any time, also while starting. */
  stop(): Promise<void>;
}

const systemTime: Time = { clock: systemClock, timers: createTimers(systemClock) };

const dataFolder = join(import.meta.dirname, '..', 'data');

/** Undoes, last first, what was started so far. */
const createStack = () => {
  const steps: (() => Promise<unknown>)[] = [];
  return {
    defer: (step: () => Promise<unknown>): void => {
      steps.push(step);
    },
    unwind: async (): Promise<void> => {
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) await step();
    },
  };
};

const connectionProblems = (client: Client | undefined): readonly string[] => {
  if (client?.isReady() !== true) return ['not connected to Discord'];
  const lost = lostShards(client);
  return lost.length === 0 ? [] : [`shards not connected to Discord: ${lost.join(', ')}`];
};

export interface AppOptions {
  /** Preview services elsewhere: a test's own server. Default: the services themselves. */
  readonly previewEndpoints?: PreviewEndpoints;
  /** A clock that a test moves, and the timers that follow it. Default: this machine's. */
  readonly time?: Time;
  /** Stands between the bot and its stores: the soak's faults. Default: nothing. */
  readonly aroundStores?: (stores: Stores) => Stores;
  /** Called once, when the bot is ready and has read ahead what it will need. Default: nothing happens. */
  readonly onWarm?: () => void;
}

/** A folder of audio files, and what is in them while the playground runs: the invented dramas and songs too. */
const foldersOf = ({ discordToken, audioLibrary }: Config) => {
  const isPlayground = discordToken === undefined;
  return {
    content: isPlayground ? [demoFolder] : [],
    audio: [audioLibrary, isPlayground ? demoAudioFolder : undefined].filter(
      (folder) => folder !== undefined,
    ),
  };
};

/** @throws StartupError with the problems of all parts, so that an operator mends them in one go. */
const openParts = async (config: Config) => {
  const { content, audio } = foldersOf(config);
  const [catalogue, stores, folders] = await Promise.allSettled([
    loadCatalogue(dataFolder, ...content),
    openStores(config.storeUrl),
    Promise.all(audio.map(openAudioFolder)),
  ]);
  if (catalogue.status === 'fulfilled' && stores.status === 'fulfilled' && folders.status === 'fulfilled')
    return { catalogue: catalogue.value, stores: stores.value, folders: folders.value };
  if (stores.status === 'fulfilled') await stores.value.close();
  const errors = [catalogue, stores, folders].flatMap((part) =>
    part.status === 'rejected' ? [part.reason as unknown] : [],
  );
  const bug = errors.find((error) => !(error instanceof StartupError));
  if (bug !== undefined) throw bug as Error;
  throw new StartupError(
    errors.flatMap((error) => (error instanceof StartupError ? error.problems : [])),
    { cause: errors[0] },
  );
};

/** Wires everything. The only place that knows which adapter stands behind a port. `say` reaches the operator. */
export const createApp = (config: Config, say: (line: string) => void, options: AppOptions = {}): App => {
  const log = createLog(config.logLevel, secretsOf(config));
  const operations = createOperations(config);
  const { time = systemTime } = options;
  const stack = createStack();
  let client: Client | undefined;
  let isStopping = false;
  let windDown = () => Promise.resolve();

  /** Answers `/readyz`. */
  const listen = async (stores: Stores): Promise<void> => {
    const probe = stores.open('probe', { schema: z.unknown(), version: 1 });
    const close = await operations.listen(async () => {
      const hasStore = await probe.get('readyz').then(
        () => true,
        () => false,
      );
      return [
        ...(isStopping ? ['stopping'] : []),
        ...(hasStore ? [] : ['the store of STORE_URL cannot be reached']),
        ...connectionProblems(client),
      ];
    });
    stack.defer(close);
  };

  /** All that is here before Discord is asked anything. */
  const open = async () => {
    const { catalogue, stores: opened, folders } = await openParts(config);
    stack.defer(() => opened.close());
    const stores = operations.watchStores(options.aroundStores?.(opened) ?? opened);
    await listen(stores);
    const search = createRecentSearches(createSearch(catalogue));
    const audio = await openLocalAudio(config, folders, { catalogue, search, log });
    stack.defer(() => audio.dispose());
    audio.start();
    const { previewEndpoints: endpoints } = options;
    const asked = { origins: config.audioPreviews, clock: time.clock, log, ...(endpoints && { endpoints }) };
    const previews = await openPreviews({ catalogue, stores, ...asked });
    const { redisUrl } = config;
    const carrier = await openCarrier({ redisUrl, stores, ...time, rng: systemRng, log });
    stack.defer(() => carrier.stop());
    const sound = audio.sound(previews);
    return { local: { catalogue, search, stores, previews, sound, carrier, time }, scanned: audio.scanned };
  };

  const runBot = async (
    { local, scanned }: Awaited<ReturnType<typeof open>>,
    connection: Connection,
  ): Promise<void> => {
    const application = await fetchApplication(connection);
    const { shards } = config;
    const bot = createClient(connection, application, shards);
    client = bot;
    stack.defer(() => bot.destroy());
    operations.gauge?.('sonagi_guilds', 'Servers the bot is in.', () => bot.guilds.cache.size);
    const parts = createBot(bot, local, config, log, operations);
    const { registry, quizzes, schedule, screen, settings, worldcups, warmUp } = parts;
    stack.defer(() => parts.voice.dispose());
    stack.defer(() => screen.dispose());
    stack.defer(() => quizzes.dispose());
    stack.defer(() => schedule.dispose());
    stack.defer(() => parts.cupScreen.dispose());
    stack.defer(() => worldcups.dispose());
    stack.defer(() => parts.partyScreen.dispose());
    stack.defer(() => parts.parties.dispose());
    const serves = createServes(shards);
    await settings.load(serves);
    await connect(bot, connection);
    // Once for all processes. Two that did it at once would only write the same list twice.
    const commands = hasFirstShard(shards)
      ? await syncCommands(bot.rest, application.id, config.discordGuildId, registry)
      : 'elsewhere';
    await scanned();
    await quizzes.recover(serves);
    await worldcups.recover(serves);
    await parts.parties.recover(serves);
    await parts.followNews.compare();
    await schedule.start(serves);
    await parts.radar.start();
    await parts.retention.start();
    await parts.notices.takeBack(serves);
    windDown = parts.windDown;
    const ran = { shards: bot.ws.shards.size, of: bot.options.shardCount };
    log.info({ user: bot.user?.username, guilds: bot.guilds.cache.size, commands, ...ran }, 'ready');
    void warmUp().then(() => {
      if (!isStopping) options.onWarm?.();
    });
  };

  const startPlayground = async (): Promise<Connection & { url: string }> => {
    const { openPlayground } = await import('./playground/playground.ts');
    const playground = await openPlayground({ port: config.playgroundPort, log });
    stack.defer(() => playground.close());
    return { ...playground.connection, url: playground.url };
  };

  return {
    start: async () => {
      try {
        const opened = await open();
        if (config.discordToken === undefined) {
          const { url, ...connection } = await startPlayground();
          await runBot(opened, connection);
          say(`The playground is open: ${url}`);
        } else {
          await runBot(opened, { token: config.discordToken, apiUrl: config.discordApiUrl });
        }
      } catch (error) {
        await stack.unwind();
        throw error;
      }
    },
    stop: async () => {
      isStopping = true;
      log.info({}, 'stopping');
      try {
        await windDown();
      } finally {
        await stack.unwind();
      }
      log.close();
    },
  };
};

/** The bot, wired and not connected: for what can be known without Discord's gateway. */
const wire = async (client: Client, stores: Stores, config: Config) => {
  const carrier = createLocalCarrier(systemTime.clock, systemTime.timers);
  const catalogue = await loadCatalogue(dataFolder);
  const local: Local = {
    catalogue,
    search: createSearch(catalogue),
    stores,
    previews: [],
    sound: { source: combineSources([]), mayFindMore: false, ffmpeg: packagedFfmpeg },
    carrier,
    time: systemTime,
  };
  return createBot(client, local, config, createLog('silent'), createOperations(config));
};

/** How the records of each namespace are read: all that the bot opens. */
export const recordFormats = async (config: Config): Promise<ReadonlyMap<string, RecordFormat<unknown>>> => {
  const formats = new Map<string, RecordFormat<unknown>>();
  const stores = createMemoryStores();
  const client = createClient(
    { token: '', apiUrl: config.discordApiUrl },
    { id: '0', hasMessageContent: false },
  );
  const noting: Stores = {
    ...stores,
    open: (namespace, format) => {
      formats.set(namespace, format);
      return stores.open(namespace, format);
    },
  };
  await wire(client, noting, config);
  await client.destroy();
  return formats;
};

/**
 * Makes Discord's list of commands equal to ours without connecting to the gateway.
 * @throws StartupError without a token, or when Discord cannot be reached.
 */
export const deployCommands = async (
  config: Config,
): Promise<{ registered: Registered; commands: number }> => {
  if (config.discordToken === undefined)
    throw new StartupError(['DISCORD_TOKEN is needed to deploy commands.']);
  const connection = { token: config.discordToken, apiUrl: config.discordApiUrl };
  const application = await fetchApplication(connection);
  const client = createClient(connection, application);
  client.rest.setToken(connection.token);
  const { registry } = await wire(client, createMemoryStores(), config);
  const registered = await syncCommands(client.rest, application.id, config.discordGuildId, registry);
  await client.destroy();
  return { registered, commands: commandBodies(registry).length };
};
