import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Client } from 'discord.js';
import { createCardPainter } from './adapters/card-painter.ts';
import { loadCatalogue } from './adapters/catalogue-files.ts';
import { systemClock, systemRng } from './adapters/clock.ts';
import { createLog } from './adapters/log.ts';
import { createMemoryStores, openSqliteStores } from './adapters/store.ts';
import { createTimers } from './adapters/timers.ts';
import { createCommands, createContextMenus } from './commands/index.ts';
import type { Config } from './config.ts';
import { StartupError } from './core/errors.ts';
import { createJudging } from './core/judge/judge.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import type { Log } from './core/log.ts';
import type { Stores } from './core/ports.ts';
import { createFindMentions } from './core/search/mentions.ts';
import { createSearch } from './core/search/search.ts';
import { connect, createClient, fetchApplication } from './discord/client.ts';
import type { Connection } from './discord/client.ts';
import { createDispatch } from './discord/dispatch.ts';
import { createPartyPlace } from './discord/party-place.ts';
import { createPartyScreen } from './discord/party-screen.ts';
import { createQuizScreen } from './discord/quiz-screen.ts';
import { createRateLimit } from './discord/rate-limit.ts';
import { commandBodies, syncCommands } from './discord/registration.ts';
import type { Registered } from './discord/registration.ts';
import { createRegistry } from './discord/registry.ts';
import { createUserNames } from './discord/user-names.ts';
import { createEvents } from './events/index.ts';
import { createTexts } from './i18n/index.ts';
import { createDaily } from './services/daily.ts';
import { createFavourites } from './services/favourites.ts';
import { createMoodTags } from './services/mood-tags.ts';
import { createParties } from './services/parties.ts';
import { createPartyDrafts } from './services/party-drafts.ts';
import { createQuizzes } from './services/quizzes.ts';
import { createQuizResults } from './services/quiz-results.ts';
import { createQuizRounds } from './services/quiz-rounds.ts';
import { createReports } from './services/reports.ts';
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

const createBot = (client: Client, { catalogue, stores }: Local, config: Config, log: Log) => {
  const search = createSearch(catalogue);
  const clock = systemClock;
  const rng = systemRng;
  const timers = createTimers(clock);
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
  const zoneOf = () => zone;
  const partyScreen = createPartyScreen({ client, catalogue, stores, watched, texts, log, clock, timers });
  const partyPlace = createPartyPlace({
    client,
    log,
    describe: ({ hostId }) => texts(undefined).party.eventDescription({ hostId }),
  });
  const parties = createParties({
    stores,
    clock,
    rng,
    timers,
    log,
    catalogue,
    favourites,
    // Until the voice adapter is wired every party is link-only.
    sound: undefined,
    screen: partyScreen,
    place: partyPlace,
    memoriesOf: () => Promise.resolve([]),
    draft: createPartyDrafts({ catalogue, favourites, moodTags, results, ready: () => new Set(), rng }),
  });
  const findMentions = createFindMentions(catalogue, search);
  const daily = createDaily({ stores, catalogue, judge, zoneOf });
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
    parties,
    clock,
    zoneOf,
  };
  const registry = createRegistry(createCommands(deps), createContextMenus(deps));
  const dispatch = createDispatch({
    registry,
    texts,
    log,
    takeTurn: createRateLimit(),
    newErrorId: () => randomBytes(4).toString('hex'),
  });
  for (const event of createEvents({ dispatch, quizzes, log, parties, partyPlace, clock }))
    event.attach(client, log);
  /** Reads the dramas now rather than at the first guess, which it would keep waiting. */
  const warmUp = () => {
    judge('', { kind: 'drama', answerIds: [] });
  };
  return { registry, quizzes, screen, parties, partyScreen, warmUp };
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
    openSqliteStores(config.storeUrl),
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
  const log = createLog(config.logLevel);
  const stack = createStack();

  const runBot = async (local: Local, connection: Connection): Promise<void> => {
    const application = await fetchApplication(connection);
    const client = createClient(connection, application);
    stack.defer(() => client.destroy());
    const { registry, quizzes, screen, parties, partyScreen, warmUp } = createBot(client, local, config, log);
    stack.defer(() => screen.dispose());
    stack.defer(() => quizzes.dispose());
    stack.defer(() => partyScreen.dispose());
    stack.defer(() => parties.dispose());
    // It keeps the process busy for a second or so, in which Discord would wait for an answer in vain.
    const isPlayground = config.discordToken === undefined;
    if (!isPlayground) warmUp();
    await connect(client, connection);
    const commands = await syncCommands(client.rest, application.id, config.discordGuildId, registry);
    await quizzes.recover();
    await parties.recover();
    log.info({ user: client.user?.username, guilds: client.guilds.cache.size, commands }, 'ready');
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
        const local = await openLocal(config);
        stack.defer(() => local.stores.close());
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
    stop: () => stack.unwind(),
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
  const local = { catalogue: await loadCatalogue(dataFolder), stores: createMemoryStores() };
  const { registry } = createBot(client, local, config, createLog('silent'));
  const registered = await syncCommands(client.rest, application.id, config.discordGuildId, registry);
  await client.destroy();
  return { registered, commands: commandBodies(registry).length };
};
