import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from 'discord.js';
import { openAudioFolder } from './adapters/audio-folder.ts';
import type { AudioFolder } from './adapters/audio-folder.ts';
import { createCardPainter } from './adapters/card-painter.ts';
import { loadCatalogue } from './adapters/catalogue-files.ts';
import { systemClock, systemRng } from './adapters/clock.ts';
import { createVoice } from './adapters/discord-voice/voice.ts';
import { createLog } from './adapters/log.ts';
import { createMemoryStores, openSqliteStores } from './adapters/store.ts';
import { createTimers } from './adapters/timers.ts';
import { openLocalAudio } from './audio.ts';
import { createCommands, createContextMenus } from './commands/index.ts';
import type { Config } from './config.ts';
import { StartupError } from './core/errors.ts';
import { createJudging } from './core/judge/judge.ts';
import type { AudioSource } from './core/audio/audio.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import type { Log } from './core/log.ts';
import type { Stores } from './core/ports.ts';
import { createFindMentions } from './core/search/mentions.ts';
import { createSearch } from './core/search/search.ts';
import type { Search } from './core/search/search.ts';
import { demoAudioFolder, demoFolder } from './demo.ts';
import { connect, createClient, fetchApplication } from './discord/client.ts';
import type { Connection } from './discord/client.ts';
import { createDispatch } from './discord/dispatch.ts';
import { createQuizScreen } from './discord/quiz-screen.ts';
import { createRateLimit } from './discord/rate-limit.ts';
import { commandBodies, syncCommands } from './discord/registration.ts';
import type { Registered } from './discord/registration.ts';
import { createRegistry } from './discord/registry.ts';
import { createUserNames } from './discord/user-names.ts';
import { createVoiceDoor } from './discord/voice-door.ts';
import { createEvents } from './events/index.ts';
import { createTexts } from './i18n/index.ts';
import { combineSources } from './services/audio-sources.ts';
import { createDaily } from './services/daily.ts';
import { createFavourites } from './services/favourites.ts';
import { createMoodTags } from './services/mood-tags.ts';
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

const libraryWithinMs = 5_000;

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
  { catalogue, stores, search, source }: Local & Sound,
  config: Config,
  log: Log,
) => {
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
  const sound = { ready: () => source.ready(), mayFindMore: false };
  const rounds = createQuizRounds({ catalogue, results, watched, favourites, sound });
  const door = createVoiceDoor(client);
  const voice = createVoice({ door, clock, timers, log });
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
    voice: { voice, source, rooms: door, sound, notice: screen.notice },
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
  });
  for (const event of createEvents({ dispatch, quizzes, log })) event.attach(client, log);
  /** Reads the dramas now rather than at the first guess, which it would keep waiting. */
  const warmUp = () => {
    judge('', { kind: 'drama', answerIds: [] });
  };
  return { registry, quizzes, screen, voice, warmUp };
};

/** Where sound comes from, and the index by which files are matched to songs. */
interface Sound {
  readonly search: Search;
  readonly source: AudioSource;
}

/** What the bot needs of this machine. */
interface Local {
  readonly catalogue: Catalogue;
  readonly stores: Stores;
  readonly folders?: readonly AudioFolder[];
}

/** @throws StartupError with the problems of all parts, so that an operator mends them in one go. */
const openLocal = async (config: Config): Promise<Local> => {
  const isPlayground = config.discordToken === undefined;
  const audioFolders = [config.audioLibrary, isPlayground ? demoAudioFolder : undefined];
  const [catalogue, stores, folders] = await Promise.allSettled([
    loadCatalogue(dataFolder, ...(isPlayground ? [demoFolder] : [])),
    openSqliteStores(config.storeUrl),
    Promise.all(audioFolders.filter((folder) => folder !== undefined).map(openAudioFolder)),
  ]);
  if (catalogue.status === 'fulfilled' && stores.status === 'fulfilled' && folders.status === 'fulfilled') {
    return { catalogue: catalogue.value, stores: stores.value, folders: folders.value };
  }
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
export const createApp = (config: Config, say: (line: string) => void): App => {
  const log = createLog(config.logLevel);
  const stack = createStack();

  const runBot = async (local: Local, connection: Connection): Promise<void> => {
    const application = await fetchApplication(connection);
    const client = createClient(connection, application);
    stack.defer(() => client.destroy());
    const { catalogue, folders = [] } = local;
    const search = createSearch(catalogue);
    const audio = await openLocalAudio(config, folders, { catalogue, search, log });
    stack.defer(() => audio.dispose());
    const source = combineSources(audio.libraries);
    const { registry, quizzes, screen, voice, warmUp } = createBot(
      client,
      { ...local, search, source },
      config,
      log,
    );
    stack.defer(() => voice.dispose());
    stack.defer(() => screen.dispose());
    stack.defer(() => quizzes.dispose());
    // It keeps the process busy for a second or so, in which Discord would wait for an answer in vain.
    const isPlayground = config.discordToken === undefined;
    if (!isPlayground) warmUp();
    await connect(client, connection);
    const commands = await syncCommands(client.rest, application.id, config.discordGuildId, registry);
    // Games that come back want their songs; a large library goes on being read meanwhile.
    await Promise.race([audio.start(), wait(libraryWithinMs, undefined, { ref: false })]);
    await quizzes.recover();
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
  const catalogue = await loadCatalogue(dataFolder);
  const sound = { search: createSearch(catalogue), source: combineSources([]) };
  const local = { catalogue, stores: createMemoryStores(), ...sound };
  const { registry } = createBot(client, local, config, createLog('silent'));
  const registered = await syncCommands(client.rest, application.id, config.discordGuildId, registry);
  await client.destroy();
  return { registered, commands: commandBodies(registry).length };
};
