import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Status } from 'discord.js';
import type { Client } from 'discord.js';
import { z } from 'zod';
import { createCardPainter } from './adapters/card-painter.ts';
import { loadCatalogue } from './adapters/catalogue-files.ts';
import { systemClock, systemRng } from './adapters/clock.ts';
import { createLog } from './adapters/log.ts';
import { createLocalCarrier } from './adapters/schedule-local.ts';
import { openStores } from './adapters/open-stores.ts';
import { createMemoryStores } from './adapters/store.ts';
import { createTimers } from './adapters/timers.ts';
import { createCommands, createContextMenus } from './commands/index.ts';
import { secretsOf } from './config.ts';
import type { Config } from './config.ts';
import { StartupError } from './core/errors.ts';
import { createJudging } from './core/judge/judge.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import type { Log } from './core/log.ts';
import type { RecordFormat, Stores } from './core/ports.ts';
import type { TicketCarrier } from './core/schedule.ts';
import { createFindMentions } from './core/search/mentions.ts';
import { createSearch } from './core/search/search.ts';
import { connect, createClient, fetchApplication } from './discord/client.ts';
import type { Connection } from './discord/client.ts';
import { createDispatch } from './discord/dispatch.ts';
import { createQuizScreen } from './discord/quiz-screen.ts';
import { createRateLimit } from './discord/rate-limit.ts';
import { commandBodies, syncCommands } from './discord/registration.ts';
import type { Registered } from './discord/registration.ts';
import { createRegistry } from './discord/registry.ts';
import { createUserNames } from './discord/user-names.ts';
import { createEvents } from './events/index.ts';
import { createTexts } from './i18n/index.ts';
import { createOperations, openCarrier } from './operations.ts';
import type { Operations } from './operations.ts';
import { createDaily } from './services/daily.ts';
import { createFavourites } from './services/favourites.ts';
import { createMoodTags } from './services/mood-tags.ts';
import { createQuizzes } from './services/quizzes.ts';
import { createQuizResults } from './services/quiz-results.ts';
import { createQuizRounds } from './services/quiz-rounds.ts';
import { createReports } from './services/reports.ts';
import { createSchedule } from './services/schedule.ts';
import { createWatched } from './services/watched.ts';
import { createLabel } from './views/labels.ts';

export interface App {
  /** @throws StartupError for what an operator can mend. */
  start(): Promise<void>;
  /** Ends everything that was started, in the opposite order. Safe to call at any time, also while starting. */
  stop(): Promise<void>;
}

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

const createBot = (
  client: Client,
  { catalogue, stores, carrier }: Local & { carrier: TicketCarrier },
  config: Config,
  log: Log,
  operations: Operations,
) => {
  const search = createSearch(catalogue);
  const clock = systemClock;
  const rng = systemRng;
  const timers = createTimers(clock);
  const schedule = createSchedule({ stores, clock, rng, timers, log, carrier, observe: operations.job });
  const texts = createTexts(config.locale);
  const screen = createQuizScreen({ client, catalogue, stores, texts, log, clock, timers });
  const { judge, explain } = createJudging(catalogue);
  const favourites = createFavourites({ stores, clock });
  const watched = createWatched({ stores, clock });
  const zone = config.defaultTimeZone;
  const results = createQuizResults({ stores, clock, catalogue, zone });
  const rounds = createQuizRounds({ catalogue, results, watched, favourites });
  const reports = createReports({ stores, clock });
  const quizzes = createQuizzes({
    stores,
    clock,
    rng,
    timers,
    log,
    judge,
    explain,
    rounds,
    results,
    reports,
    screen,
  });
  const label = createLabel(catalogue);
  const moodTags = createMoodTags({ stores });
  const findMentions = createFindMentions(catalogue, search);
  const daily = createDaily({ stores, catalogue, judge, zoneOf: () => zone });
  const userNames = createUserNames(client);
  const paintCard = createCardPainter();
  const deps = {
    catalogue,
    search,
    favourites,
    watched,
    quizzes,
    label,
    results,
    daily,
    userNames,
    paintCard,
    rng,
    moodTags,
    reports,
    findMentions,
  };
  const registry = createRegistry(createCommands(deps), createContextMenus(deps));
  const dispatch = createDispatch({
    registry,
    texts,
    log,
    takeTurn: createRateLimit(),
    newErrorId: () => randomBytes(4).toString('hex'),
    observe: operations.interaction,
  });
  for (const event of createEvents({ dispatch, quizzes, log })) event.attach(client, log);
  /** Reads the dramas now rather than at the first guess, which it would keep waiting. */
  const warmUp = () => {
    judge('', { kind: 'drama', answerIds: [] });
  };
  return { registry, quizzes, schedule, screen, warmUp };
};

/** What the bot needs of this machine. */
interface Local {
  readonly catalogue: Catalogue;
  readonly stores: Stores;
}

/** @throws StartupError with the problems of all parts, so that an operator mends them in one go. */
const openLocal = async (config: Config): Promise<Local> => {
  const [catalogue, stores] = await Promise.allSettled([
    loadCatalogue(dataFolder),
    openStores(config.storeUrl),
  ]);
  if (catalogue.status === 'fulfilled' && stores.status === 'fulfilled') {
    return { catalogue: catalogue.value, stores: stores.value };
  }
  if (stores.status === 'fulfilled') await stores.value.close();
  const errors = [catalogue, stores].flatMap((part) =>
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
export const createApp = (config: Config, say: (line: string) => void): App => {
  const log = createLog(config.logLevel, secretsOf(config));
  const operations = createOperations(config);
  const stack = createStack();
  let client: Client | undefined;
  let isStopping = false;

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
        ...(client?.ws.status === Status.Ready ? [] : ['not connected to Discord']),
      ];
    });
    stack.defer(close);
  };

  const runBot = async (local: Local, connection: Connection): Promise<void> => {
    const application = await fetchApplication(connection);
    const bot = createClient(connection, application);
    client = bot;
    stack.defer(() => bot.destroy());
    operations.gauge?.('sonagi_guilds', 'Servers the bot is in.', () => bot.guilds.cache.size);
    const { redisUrl } = config;
    const timers = createTimers(systemClock);
    const { stores } = local;
    const carrier = await openCarrier({ redisUrl, stores, clock: systemClock, rng: systemRng, timers, log });
    stack.defer(() => carrier.stop());
    const { registry, quizzes, schedule, screen, warmUp } = createBot(
      bot,
      { ...local, carrier },
      config,
      log,
      operations,
    );
    stack.defer(() => screen.dispose());
    stack.defer(() => quizzes.dispose());
    stack.defer(() => schedule.dispose());
    // It keeps the process busy for a second or so, in which Discord would wait for an answer in vain.
    const isPlayground = config.discordToken === undefined;
    if (!isPlayground) warmUp();
    await connect(bot, connection);
    const commands = await syncCommands(bot.rest, application.id, config.discordGuildId, registry);
    await quizzes.recover();
    await schedule.start();
    log.info({ user: bot.user?.username, guilds: bot.guilds.cache.size, commands }, 'ready');
    // A newcomer waits for the page and takes longer to type than this takes to read.
    if (isPlayground) setImmediate(warmUp);
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
        const { catalogue, stores } = await openLocal(config);
        stack.defer(() => stores.close());
        const local = { catalogue, stores: operations.watchStores(stores) };
        await listen(local.stores);
        if (config.discordToken === undefined) {
          const { url, ...connection } = await startPlayground();
          await runBot(local, connection);
          say(`The playground is open: ${url}`);
        } else {
          await runBot(local, { token: config.discordToken, apiUrl: config.discordApiUrl });
        }
      } catch (error) {
        await stack.unwind();
        throw error;
      }
    },
    stop: async () => {
      isStopping = true;
      await stack.unwind();
      log.close();
    },
  };
};

/** The bot, wired and not connected: for what can be known without Discord's gateway. */
const wire = async (client: Client, stores: Stores, config: Config) => {
  const carrier = createLocalCarrier(systemClock, createTimers(systemClock));
  const local = { catalogue: await loadCatalogue(dataFolder), stores, carrier };
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
