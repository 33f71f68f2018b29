import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { systemClock } from '../../src/adapters/clock.ts';
import { openStores } from '../../src/adapters/open-stores.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { mainTitle } from '../../src/core/catalogue/names.ts';
import type { Rng } from '../../src/core/ports.ts';
import { replay } from '../../src/core/quiz/reduce.ts';
import { createSeededRng, pickFrom } from '../../src/core/rng.ts';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { createPlaygroundServer } from '../../src/playground/server/playground-server.ts';
import { addChannel, addGuild, addMember, addRole } from '../../src/playground/server/world/build.ts';
import type { World } from '../../src/playground/server/world/types.ts';
import { addUser, createWorld } from '../../src/playground/server/world/world.ts';
import { createFavourites } from '../../src/services/favourites.ts';
import { createQuizLog } from '../../src/services/quiz-log.ts';
import { createQuizResults } from '../../src/services/quiz-results.ts';
import { createFan } from '../../test/support/fan.ts';
import type { Fan } from '../../test/support/fan.ts';
import { makeToneLibrary } from '../../test/support/tones.ts';
import { injected } from './injected.ts';
import type { Order } from './injected.ts';
import { createFaults } from './faults.ts';
import { slope } from './slope.ts';

const serverNames = ['text one', 'text two', 'voice'];
const fansEach = 3;
const toneCount = 12;
const slowMs = 12_000;
const heapEveryMs = 10_000;

export interface SoakOptions {
  readonly minutes: number;
  readonly seed: string;
  readonly say: (line: string) => void;
}

export interface SoakReport {
  readonly faults: Readonly<Record<string, number>>;
  readonly done: Readonly<Record<string, number>>;
  /** What must not have happened, in words. */
  readonly problems: readonly string[];
  /** Of the heap after collection, without the first third, in which caches fill. */
  readonly heapMbPerMinute: number;
  readonly heapMb: readonly number[];
}

const fillWorld = (): World => {
  const world = createWorld();
  const owner = world.users.get(world.application.ownerId);
  if (owner === undefined) throw new Error('The world has no owner.');
  serverNames.forEach((name, index) => {
    const guild = addGuild(world, { name, owner });
    const host = addRole(world, guild, { name: 'Host', permissions: Flag.ManageGuild });
    for (const channel of ['quiz', 'cup']) addChannel(world, guild, { name: channel });
    addChannel(world, guild, { name: 'room', type: ChannelType.GuildVoice });
    for (let fan = 0; fan < fansEach; fan += 1) {
      const username = `fan${index}.${fan}`;
      addMember(world, guild, addUser(world, { username, token: username }), {
        roleIds: fan === 0 ? [host.id] : [],
      });
    }
  });
  return world;
};

/** Posts that came twice: by their nonce, which names what they show, or by what a round's message says. */
const duplicatePosts = (world: World): string[] =>
  [...world.channels.values()].flatMap(({ wire, messages }) => {
    const seen = new Set<string>();
    return [...messages.values()].flatMap(({ nonce, onlyFor, wire: message }) => {
      if (nonce === undefined || onlyFor !== undefined || message.author.id !== world.application.botUserId)
        return [];
      const isNew = !seen.has(nonce);
      seen.add(nonce);
      return isNew ? [] : [`posted twice in #${wire.name ?? ''}: ${nonce}`];
    });
  });

/** Counts what was confirmed to members: at least this has to be in the books, at most what they tried. */
const createModel = () => {
  const confirmed = new Map<string, number>();
  const tried = new Map<string, number>();
  const saved = new Map<string, Set<string>>();
  const done: Record<string, number> = {};
  const add = (to: Map<string, number>, key: string) => to.set(key, (to.get(key) ?? 0) + 1);
  return {
    confirmed,
    tried,
    saved,
    done,
    count: (what: string) => {
      done[what] = (done[what] ?? 0) + 1;
    },
    key: ({ guildId, user }: Fan) => `${guildId} ${user.id}`,
    addTo: add,
  };
};
type Model = ReturnType<typeof createModel>;

const startChild = async (environment: Record<string, string>) => {
  const child = fork(join(import.meta.dirname, 'bot.ts'), {
    execArgv: ['--expose-gc'],
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
  if (first !== 'ready') throw new Error(`The bot did not start:\n${text}`);
  const order = (what: Order) => {
    if (child.connected) child.send(what);
  };
  return {
    output: () => text,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    order,
    heapMb: async () => {
      order('heap');
      const [told] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [
        { heapBytes: number } | number | null,
      ];
      // It ended: the caller says so, with what it wrote.
      return typeof told === 'object' && told !== null ? told.heapBytes / 1e6 : Number.NaN;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      order('stop');
      const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
      await ended;
      clearTimeout(timer);
    },
  };
};

/** The answer of the open round, from the bot's database as it stands on disk. */
const openAnswer = async (storeUrl: string, guildId: string) => {
  const stores = await openStores(storeUrl);
  try {
    const games = await createQuizLog(stores).list(() => undefined);
    const state = replay(games.find(({ place }) => place.guildId === guildId)?.events ?? []);
    if (state?.phase !== 'asking' && state?.phase !== 'grace') return undefined;
    const { roundId, prepared } = state.round;
    return { roundId: `${state.game.gameId}/${roundId}`, dramaId: prepared.answerIds[0] ?? '' };
  } finally {
    await stores.close();
  }
};

interface Party {
  readonly fans: readonly Fan[];
  readonly rng: Rng;
  readonly model: Model;
  readonly catalogue: Catalogue;
  readonly storeUrl: string;
  readonly isOver: () => boolean;
  readonly inVoice: boolean;
}

/** Runs it and says whether it was answered; under faults not everything is. */
const attempt = async <Result>(
  model: Model,
  what: string,
  act: () => Promise<Result>,
): Promise<Result | undefined> => {
  try {
    const result = await act();
    model.count(what);
    return result;
  } catch {
    model.count(`${what}, unanswered`);
    return undefined;
  }
};

const playQuizzes = async ({
  fans,
  rng,
  model,
  catalogue,
  storeUrl,
  isOver,
  inVoice,
}: Party): Promise<void> => {
  const [host] = fans;
  if (host === undefined) return;
  const place = { channelId: host.channelId('quiz'), timeoutMs: slowMs };
  const found = new Set<string>();
  while (!isOver()) {
    const round = await openAnswer(storeUrl, host.guildId).catch(() => undefined);
    if (round === undefined) {
      const settings = { rounds: 4, seconds: 8, play: inVoice ? 'voice' : 'text' };
      await attempt(model, 'quiz start', () => host.command('quiz start', settings, place));
      await wait(1_500);
      continue;
    }
    const drama = catalogue.dramas.get(round.dramaId);
    await Promise.all(
      fans.map(async (fan) => {
        const known = `${round.roundId} ${fan.user.id}`;
        const isRight = rng.next() < 0.7;
        if (drama === undefined || found.has(known)) return;
        if (isRight) model.addTo(model.tried, model.key(fan));
        const answer = isRight ? mainTitle(drama.titles) : 'Squid Game';
        const told = await attempt(model, 'guess', () => fan.command('guess', { answer }, place));
        if (told?.content.startsWith('Correct.') !== true) return;
        found.add(known);
        model.count('right guess');
        model.addTo(model.confirmed, model.key(fan));
      }),
    );
    if (rng.next() < 0.3) await attempt(model, 'vote', () => host.command('quiz hint', {}, place));
    await wait(700);
  }
};

const saveSongs = async ({ fans, rng, model, catalogue, isOver }: Party): Promise<void> => {
  const songs = [...catalogue.songs.keys()];
  while (!isOver()) {
    const fan = pickFrom(fans, rng);
    const songId = pickFrom(songs, rng);
    if (fan === undefined || songId === undefined) return;
    const told = await attempt(model, 'favourite', () =>
      fan.command(
        'favourites add',
        { song: `song:${songId}` },
        { channelId: fan.channelId('cup'), timeoutMs: slowMs },
      ),
    );
    if (told?.content.startsWith('Saved') === true) {
      const own = model.saved.get(fan.user.id) ?? new Set();
      model.saved.set(fan.user.id, own.add(songId));
    }
    await wait(400);
  }
};

const runCups = async ({ fans, rng, model, isOver }: Party): Promise<void> => {
  const [host] = fans;
  if (host === undefined) return;
  const place = { channelId: host.channelId('cup'), timeoutMs: slowMs };
  while (!isOver()) {
    await attempt(model, 'cup start', () =>
      host.command('worldcup start', { size: 4, seconds: 10, theme: 'romantic' }, place),
    );
    for (let round = 0; round < 12 && !isOver(); round += 1) {
      const pair = [...host.messages.values()].findLast(({ components }) =>
        JSON.stringify(components ?? []).includes('cup.vote'),
      );
      const ids = [...JSON.stringify(pair?.components ?? []).matchAll(/"custom_id":"(cup\.vote[^"]+)"/g)].map(
        ([, id]) => id ?? '',
      );
      for (const fan of fans) {
        const id = pickFrom(ids, rng);
        if (pair !== undefined && id !== undefined)
          await attempt(model, 'cup vote', () => fan.click(pair, id, slowMs));
      }
      await wait(1_500);
    }
  }
};

/** What the books say against what members were told. */
const compare = async (
  storeUrl: string,
  catalogue: Catalogue,
  fans: readonly Fan[],
  model: Model,
): Promise<string[]> => {
  const stores = await openStores(storeUrl);
  const results = createQuizResults({ stores, clock: systemClock, catalogue, zone: 'UTC' });
  const favourites = createFavourites({ stores, clock: systemClock });
  const problems: string[] = [];
  for (const fan of fans) {
    const { tally } = await results.member({ guildId: fan.guildId }, fan.user.id);
    const confirmed = model.confirmed.get(model.key(fan)) ?? 0;
    const tried = model.tried.get(model.key(fan)) ?? 0;
    if (tally.all.right < confirmed || tally.all.right > tried)
      problems.push(
        `${fan.user.username}: ${confirmed} right guesses confirmed of ${tried} tried, ${tally.all.right} in the books`,
      );
    const listed = new Set(await favourites.list(fan.user.id));
    const lost = [...(model.saved.get(fan.user.id) ?? [])].filter((id) => !listed.has(id));
    if (lost.length > 0) problems.push(`${fan.user.username}: songs confirmed and lost: ${lost.join(', ')}`);
  }
  await stores.close();
  return problems;
};

/** What the bot wrote that no fault explains. */
const unexplained = (output: string): string[] => {
  const lines = output.split('\n').filter((line) => line !== '');
  const errors = lines.flatMap((line) => {
    if (!line.startsWith('{')) return [line];
    const { level, msg, err } = JSON.parse(line) as {
      level: number;
      msg: string;
      err?: { type?: string; message?: string; stack?: string };
    };
    if (level < 50) return [];
    const isFault =
      err?.message?.includes(injected) === true ||
      /DiscordAPIError|HTTPError|SocketError|RateLimitError|AbortError/.test(err?.type ?? '');
    return isFault ? [] : [`${msg}: ${err?.stack ?? ''}`];
  });
  return [...new Set(errors)];
};

/** Hours of a server's life in minutes, with everything going wrong at random from a seed. */
export const soak = async ({ minutes, seed, say }: SoakOptions): Promise<SoakReport> => {
  const catalogue = await loadCatalogue('data');
  const world = fillWorld();
  const server = createPlaygroundServer({ world, rateLimits: false, resumeWindowMs: 30_000 });
  await server.start();
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-soak-'));
  const certificate = join(folder, 'voice.pem');
  await writeFile(certificate, server.voice.certificate);
  const songs = [...catalogue.songs.values()]
    .filter(({ instrumental }) => instrumental !== true)
    .slice(0, toneCount);
  const library = await makeToneLibrary(
    Object.fromEntries(songs.map(({ id }, at) => [id, 400 + 50 * at])),
    12_000,
  );
  const storeUrl = `sqlite://${join(folder, 'soak.db')}`;
  const environment = {
    DISCORD_TOKEN: server.botToken,
    DISCORD_API_URL: server.apiUrl,
    STORE_URL: storeUrl,
    AUDIO_LIBRARY: library,
    AUDIO_CACHE: join(folder, 'audio'),
    NODE_EXTRA_CA_CERTS: certificate,
    LOG_LEVEL: 'error',
    SOAK_SEED: seed,
  };
  let bot = await startChild(environment);
  const fans = await Promise.all(
    [...world.guilds.values()].flatMap((guild, index) =>
      Array.from({ length: fansEach }, (_, fan) =>
        createFan({ url: server.url, username: `fan${index}.${fan}`, guildId: guild.id }),
      ),
    ),
  );
  const parties = serverNames.map((_, index) => fans.slice(index * fansEach, (index + 1) * fansEach));
  for (const fan of parties.at(-1) ?? []) await fan.joinVoice(fan.channelId('room'));

  const model = createModel();
  const startedAt = Date.now();
  const endsAt = startedAt + minutes * 60_000;
  const isOver = () => Date.now() >= endsAt;
  const faults = createFaults(
    server,
    (storeFaults) => {
      bot.order({ storeFaults });
    },
    createSeededRng(`faults ${seed}`),
  );
  const lives = parties.flatMap((members, index) => {
    const party = (what: string): Party => ({
      fans: members,
      rng: createSeededRng(`${what} ${index} ${seed}`),
      model,
      catalogue,
      storeUrl,
      isOver,
      inVoice: serverNames[index] === 'voice',
    });
    return [playQuizzes(party('quiz')), saveSongs(party('songs')), runCups(party('cup'))];
  });
  const heap: { minute: number; mb: number }[] = [];
  const chance = createSeededRng(`when ${seed}`);
  let heapDueAt = startedAt;
  const problems: string[] = [];
  while (!isOver() && bot.isRunning()) {
    faults.strike();
    if (Date.now() >= heapDueAt) {
      heap.push({ minute: (Date.now() - startedAt) / 60_000, mb: await bot.heapMb() });
      heapDueAt += heapEveryMs;
      say(
        `${heap.at(-1)?.minute.toFixed(1) ?? ''} min, heap ${heap.at(-1)?.mb.toFixed(1) ?? ''} MB, ${JSON.stringify(model.done)}`,
      );
    }
    await wait(1_000 + chance.next() * 2_000);
  }
  if (!bot.isRunning()) problems.push(`The bot ended:\n${bot.output().slice(-3_000)}`);
  faults.end();
  await Promise.all(lives);
  await wait(2_500);
  // What a fault kept from the books is counted at the next start, like after any crash.
  let output = bot.output();
  await bot.stop();
  bot = await startChild(environment);
  for (const [host] of parties)
    if (host)
      await attempt(model, 'quiz stop', () =>
        host.command('quiz stop', {}, { channelId: host.channelId('quiz'), timeoutMs: slowMs }),
      );
  await wait(4_000);
  output += bot.output();
  await bot.stop();
  problems.push(
    ...unexplained(output),
    ...duplicatePosts(world),
    ...(await compare(storeUrl, catalogue, fans, model)),
  );
  for (const fan of fans) await fan.close();
  await server.stop();
  await rm(folder, { recursive: true });
  await rm(library, { recursive: true });
  const settled = heap.slice(Math.floor(heap.length / 3));
  return {
    faults: faults.counts,
    done: model.done,
    problems,
    heapMbPerMinute: slope(settled),
    heapMb: heap.map(({ mb }) => mb),
  };
};
