import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Client } from 'discord.js';
import { z } from 'zod';
import { createBracketPainter } from './adapters/bracket-painter.ts';
import { createCardPainter } from './adapters/card-painter.ts';
import { loadCatalogue } from './adapters/catalogue-files.ts';
import { systemClock, systemRng } from './adapters/clock.ts';
import { createLog } from './adapters/log.ts';
import { createLocalCarrier } from './adapters/schedule-local.ts';
import { openStores } from './adapters/open-stores.ts';
import { createMemoryStores } from './adapters/store.ts';
import { daveVersion, freeSpace, packagedFfmpeg } from './adapters/machine.ts';
import { openPreviews } from './adapters/previews/previews.ts';
import type { PreviewEndpoints, PreviewSource } from './adapters/previews/previews.ts';
import { createTimers } from './adapters/timers.ts';
import { createCommands, createContextMenus } from './commands/index.ts';
import { secretsOf } from './config.ts';
import type { Config } from './config.ts';
import type { DiskUse } from './core/doctor/findings.ts';
import { StartupError } from './core/errors.ts';
import { createJudging } from './core/judge/judge.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import type { Log } from './core/log.ts';
import type { Stores } from './core/ports.ts';
import type { TicketCarrier } from './core/schedule.ts';
import { closeWithinMs, revealWithinMs } from './core/wind-down.ts';
import { createFindMentions } from './core/search/mentions.ts';
import { createSearch } from './core/search/search.ts';
import { connect, createClient, fetchApplication, readsMessages } from './discord/client.ts';
import type { Connection } from './discord/client.ts';
import { permissionsCheck } from './discord/doctor-facts.ts';
import { createDispatch } from './discord/dispatch.ts';
import type { Work } from './discord/dispatch.ts';
import type { ServerLocale } from './discord/context.ts';
import { createQuizScreen } from './discord/quiz-screen.ts';
import { createRestartNotices } from './discord/restart-notices.ts';
import { createRateLimit } from './discord/rate-limit.ts';
import { createServes, hasFirstShard, lostShards } from './discord/shards.ts';
import { commandBodies, syncCommands } from './discord/registration.ts';
import type { Registered } from './discord/registration.ts';
import { createRegistry } from './discord/registry.ts';
import { createUserNames } from './discord/user-names.ts';
import { createWorldcupScreen } from './discord/worldcup-screen.ts';
import { createEvents } from './events/index.ts';
import { createOperations, openCarrier } from './operations.ts';
import type { Operations } from './operations.ts';
import { createLocaleOf, createTexts } from './i18n/index.ts';
import { createDaily } from './services/daily.ts';
import { createDoctor } from './services/doctor.ts';
import {
  catalogueCheck,
  clockCheck,
  diskCheck,
  encryptionCheck,
  intentsCheck,
  soundCheck,
  storeCheck,
  transcoderCheck,
} from './services/doctor-checks.ts';
import { createFavourites } from './services/favourites.ts';
import { createMoodTags } from './services/mood-tags.ts';
import { createQuizzes } from './services/quizzes.ts';
import { createPrivacy } from './services/privacy.ts';
import { createQuizResults } from './services/quiz-results.ts';
import { createQuizRounds } from './services/quiz-rounds.ts';
import { createRecentSearches } from './services/recent-searches.ts';
import { createReports } from './services/reports.ts';
import { createSchedule } from './services/schedule.ts';
import { createSettings } from './services/settings.ts';
import { createStamps } from './services/stamps.ts';
import { createWatched } from './services/watched.ts';
import { createWorldcups } from './services/worldcups.ts';
import { createLabel } from './views/labels.ts';
import { routes } from './views/routes.ts';

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

/** Where what we write lies; a database elsewhere has a disk of its own. */
const foldersOf = ({ storeUrl }: Config): Partial<Record<DiskUse, string>> => {
  const path = /^sqlite:\/\/(?!:memory:)(.+)$/.exec(storeUrl)?.[1];
  return path === undefined ? {} : { store: dirname(path) };
};

const connectionProblems = (client: Client | undefined): readonly string[] => {
  if (client?.isReady() !== true) return ['not connected to Discord'];
  const lost = lostShards(client);
  return lost.length === 0 ? [] : [`shards not connected to Discord: ${lost.join(', ')}`];
};

/** What `/doctor` looks at. A part that can fail on its own adds a check of its own. */
const createChecks = (client: Client, { catalogue, stores, previews }: Local, config: Config) => [
  permissionsCheck(client),
  intentsCheck(() => readsMessages(client)),
  encryptionCheck(daveVersion),
  transcoderCheck(packagedFfmpeg),
  soundCheck({ previews, clock: systemClock }),
  clockCheck,
  storeCheck(stores, systemClock),
  diskCheck(() => freeSpace(foldersOf(config))),
  catalogueCheck(catalogue),
];

/** What still counts in an open round while the bot waits for its reveal. */
const guessing: ReadonlySet<string> = new Set(['guess', routes.quizPick.name]);

/** A board that other processes count in as well is read again after this. */
const sharedFreshMs = 15_000;

const createBot = (client: Client, local: BotLocal, config: Config, log: Log, operations: Operations) => {
  const { catalogue, stores, carrier } = local;
  const search = createRecentSearches(createSearch(catalogue));
  const clock = systemClock;
  const rng = systemRng;
  const timers = createTimers(clock);
  const schedule = createSchedule({ stores, clock, rng, timers, log, carrier, observe: operations.job });
  const texts = createTexts(config.locale);
  const zone = config.defaultTimeZone;
  const settings = createSettings({ stores, defaultZone: zone });
  const serverLocale: ServerLocale = (guildId, discordLocale) => settings.of(guildId).locale ?? discordLocale;
  const screen = createQuizScreen({ client, catalogue, stores, texts, serverLocale, log, clock, timers });
  const { judge, explain } = createJudging(catalogue);
  const favourites = createFavourites({ stores, clock });
  const watched = createWatched({ stores, clock });
  const stamps = createStamps({ stores });
  const shared = config.shards.kind === 'some' ? { sharedFreshMs } : {};
  const { zoneOf } = settings;
  const results = createQuizResults({ stores, clock, catalogue, zone, zoneOf, stamps, ...shared });
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
  const cupScreen = createWorldcupScreen({
    client,
    catalogue,
    stores,
    texts,
    serverLocale,
    log,
    clock,
    timers,
    paintBracket: createBracketPainter(),
  });
  const worldcups = createWorldcups({
    stores,
    catalogue,
    clock,
    rng,
    timers,
    log,
    screen: cupScreen,
    moodTags,
    favourites,
    membersOf: async (guildId) =>
      (await results.leaderboard({ guildId }, 'all')).map(({ memberId }) => memberId),
  });
  const findMentions = createFindMentions(catalogue, search);
  const daily = createDaily({ stores, catalogue, judge, zoneOf: settings.zoneOf });
  const userNames = createUserNames(client);
  const paintCard = createCardPainter();
  // Games first: they go on writing to the results.
  const privacy = createPrivacy({
    quizzes,
    results,
    favourites,
    watched,
    moodTags,
    reports,
    daily,
  });
  const doctor = createDoctor({ checks: createChecks(client, local, config), log });
  const deps = {
    privacy,
    doctor,
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
    settings,
    worldcups,
    stamps,
    bracket: cupScreen.bracket,
    quizChannelOf: (guildId: string) => settings.of(guildId).channels.quiz,
    clock,
    localeOf: createLocaleOf(config.locale),
  };
  const registry = createRegistry(createCommands(deps), createContextMenus(deps));
  /** Set when the bot stops: then only the rounds that are open still take guesses. */
  let isStopping = false;
  const isRefused = ({ name, guildId }: Work): boolean =>
    isStopping && !(guessing.has(name) && guildId !== null && quizzes.isAsking(guildId));
  const dispatch = createDispatch({
    registry,
    isRefused,
    texts,
    serverLocale,
    log,
    takeTurn: createRateLimit(),
    newErrorId: () => randomBytes(4).toString('hex'),
    observe: operations.interaction,
  });
  const answering = new Set<Promise<void>>();
  const tracked: typeof dispatch = (interaction) => {
    const answer = dispatch(interaction).finally(() => answering.delete(answer));
    answering.add(answer);
    return answer;
  };
  for (const event of createEvents({ dispatch: tracked, quizzes, log })) event.attach(client, log);
  const notices = createRestartNotices({ client, stores, texts, serverLocale, log });
  /** Takes no new work, lets rounds come to their reveal and says that the bot is coming back. */
  const windDown = async (): Promise<void> => {
    isStopping = true;
    await schedule.dispose();
    await quizzes.hold(clock.now() + revealWithinMs);
    const announced = notices.say([...quizzes.places(), ...worldcups.places()]);
    // What takes longer is cut off; the store is closed after it in any case.
    const limit = new Promise<void>((resolve) => timers.at(clock.now() + closeWithinMs / 2, resolve));
    await Promise.race([Promise.all([announced, ...answering]), limit]);
  };
  /** Reads the dramas now rather than at the first guess, which it would keep waiting. */
  const warmUp = () => {
    judge('', { kind: 'drama', answerIds: [] });
  };
  return { registry, quizzes, schedule, screen, settings, worldcups, cupScreen, warmUp, notices, windDown };
};

/** What the bot needs of this machine, and what brings its jobs. */
type BotLocal = Local & { readonly carrier: TicketCarrier };

/** What the bot needs of this machine. */
interface Local {
  readonly catalogue: Catalogue;
  readonly stores: Stores;
  readonly previews: readonly PreviewSource[];
}

/** @throws StartupError with the problems of all parts, so that an operator mends them in one go. */
const openLocal = async (config: Config, log: Log, options: AppOptions): Promise<Local> => {
  const [catalogue, stores] = await Promise.allSettled([
    loadCatalogue(dataFolder),
    openStores(config.storeUrl),
  ]);
  if (catalogue.status === 'fulfilled' && stores.status === 'fulfilled') {
    const local = { catalogue: catalogue.value, stores: stores.value };
    const { previewEndpoints: endpoints } = options;
    const asked = { origins: config.audioPreviews, clock: systemClock, log, ...(endpoints && { endpoints }) };
    return { ...local, previews: await openPreviews({ ...local, ...asked }) };
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

export interface AppOptions {
  /** Preview services elsewhere: a test's own server. Default: the services themselves. */
  readonly previewEndpoints?: PreviewEndpoints;
}

/** Wires everything. The only place that knows which adapter stands behind a port. `say` reaches the operator. */
export const createApp = (config: Config, say: (line: string) => void, options: AppOptions = {}): App => {
  const log = createLog(config.logLevel, secretsOf(config));
  const operations = createOperations(config);
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

  const runBot = async (local: Local, connection: Connection): Promise<void> => {
    const application = await fetchApplication(connection);
    const { shards } = config;
    const bot = createClient(connection, application, shards);
    client = bot;
    stack.defer(() => bot.destroy());
    operations.gauge?.('sonagi_guilds', 'Servers the bot is in.', () => bot.guilds.cache.size);
    const { redisUrl } = config;
    const timers = createTimers(systemClock);
    const { stores } = local;
    const carrier = await openCarrier({ redisUrl, stores, clock: systemClock, rng: systemRng, timers, log });
    stack.defer(() => carrier.stop());
    const parts = createBot(bot, { ...local, carrier }, config, log, operations);
    const { registry, quizzes, schedule, screen, settings, worldcups, warmUp } = parts;
    stack.defer(() => screen.dispose());
    stack.defer(() => quizzes.dispose());
    stack.defer(() => schedule.dispose());
    stack.defer(() => parts.cupScreen.dispose());
    stack.defer(() => worldcups.dispose());
    // It keeps the process busy for a second or so, in which Discord would wait for an answer in vain.
    const isPlayground = config.discordToken === undefined;
    if (!isPlayground) warmUp();
    const serves = createServes(shards);
    await settings.load(serves);
    await connect(bot, connection);
    // Once for all processes. Two that did it at once would only write the same list twice.
    const commands = hasFirstShard(shards)
      ? await syncCommands(bot.rest, application.id, config.discordGuildId, registry)
      : 'elsewhere';
    await quizzes.recover(serves);
    await worldcups.recover(serves);
    await schedule.start(serves);
    await parts.notices.takeBack(serves);
    windDown = parts.windDown;
    const ran = { shards: bot.ws.shards.size, of: bot.options.shardCount };
    log.info({ user: bot.user?.username, guilds: bot.guilds.cache.size, commands, ...ran }, 'ready');
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
        const opened = await openLocal(config, log, options);
        stack.defer(() => opened.stores.close());
        const local = { ...opened, stores: operations.watchStores(opened.stores) };
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
      try {
        await windDown();
      } finally {
        await stack.unwind();
      }
      log.close();
    },
  };
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
  const local = {
    catalogue: await loadCatalogue(dataFolder),
    stores: createMemoryStores(),
    previews: [],
    carrier: createLocalCarrier(systemClock, createTimers(systemClock)),
  };
  const { registry } = createBot(client, local, config, createLog('silent'), createOperations(config));
  const registered = await syncCommands(client.rest, application.id, config.discordGuildId, registry);
  await client.destroy();
  return { registered, commands: commandBodies(registry).length };
};
