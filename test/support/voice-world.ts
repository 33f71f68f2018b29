import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getVoiceConnection } from '@discordjs/voice';
import { ChannelType } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';
import { expect, vi } from 'vitest';
import type { PreviewEndpoints } from '../../src/adapters/previews/previews.ts';
import { addChannel, addGuild, addMember } from '../../src/playground/server/world/build.ts';
import { seedDemo } from '../../src/playground/server/world/seed.ts';
import { addUser, createWorld } from '../../src/playground/server/world/world.ts';
import { readOpenRound, startTestApp } from './app.ts';
import { startBot } from './bot-process.ts';
import type { BotProcess } from './bot-process.ts';
import { createFan } from './fan.ts';
import type { Fan } from './fan.ts';
import { startPlayground } from './playground.ts';
import type { Playground } from './playground.ts';
import { newStoreUrl, storeKind } from './store-urls.ts';
import { writeCertificate } from './voice-certificate.ts';
import { makeVoiceLibrary, preparedWithinMs } from './voice-library.ts';
import type { VoiceLibrarySize } from './voice-library.ts';
import { joinAsListener } from './voice-listener.ts';
import type { VoiceListener } from './voice-listener.ts';

const slowMs = 40_000;
/** For the hook that opens one of these worlds. */
export const openWorldMs = preparedWithinMs + 60_000;
const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? '';
export const isReveal = (message: APIMessage) => titleOf(message).startsWith('It was');
const descriptionOf = (message: APIMessage) => message.embeds[0]?.description ?? '';

const makeWorld = () => {
  const world = createWorld();
  seedDemo(world);
  return world;
};

interface Bot {
  /** In this process, or in one of its own. */
  readonly isHere: boolean;
  /** What is right in the open round of a server. */
  answerIds(guildId: string): Promise<readonly string[]>;
}

let tables = 0;

/** A server of its own in a world: its host, who owns it, a guest, and the places of a game. */
const openTable = async ({ server }: Playground, bot: Bot) => {
  const { world, voice } = server;
  tables += 1;
  const number = tables;
  const [owner, other] = ['host', 'guest'].map((name) =>
    addUser(world, { username: `${name}${number}`, token: `fan.${name}${number}`, locale: 'en-US' }),
  );
  const guild = addGuild(world, { name: `Table ${number}`, owner: owner! });
  addMember(world, guild, other!);
  const channelId = addChannel(world, guild, { name: 'quiz-night' }).wire.id;
  const roomId = addChannel(world, guild, { name: 'Room', type: ChannelType.GuildVoice }).wire.id;
  const stageId = addChannel(world, guild, { name: 'Stage', type: ChannelType.GuildStageVoice }).wire.id;
  const join = ({ wire: { username } }: NonNullable<typeof owner>) =>
    createFan({ url: server.url, username, guildId: guild.id, timeoutMs: slowMs });
  const [host, guest] = await Promise.all([join(owner!), join(other!)]);
  const { guildId } = host;
  const botId = world.application.id;
  const ears: VoiceListener[] = [];
  let startId = '0';

  const see = (fits: (message: APIMessage) => boolean, timeoutMs = slowMs) =>
    guest.waitForMessage(
      (message) => message.channel_id === channelId && BigInt(message.id) > BigInt(startId) && fits(message),
      timeoutMs,
    );
  const isRound = (round: number) => (message: APIMessage) =>
    message.embeds[0]?.author?.name.startsWith(`Round ${round} of`) === true;
  const botSession = () =>
    voice.members().find((member) => member.userId === botId && member.guildId === guildId);
  const start = async (settings: Record<string, string | number>) => {
    const started = await host.command('quiz start', { play: 'voice', ...settings }, { channelId });
    startId = started.id;
    return started;
  };
  const listen = async (fan: Fan = host, room = roomId) => {
    const ear = await joinAsListener(fan, room);
    ears.push(ear);
    return ear;
  };
  const open = (round: number) => see((message) => isRound(round)(message) && !isReveal(message));
  const recap = () => see((message) => titleOf(message) === 'Quiz over', 90_000);
  /** Nothing is left behind: not here, not at the voice server. */
  const isSilent = async () => {
    // Not `expect.poll`, which wants to know the test it is in and cannot among several.
    await vi.waitFor(
      () => {
        if (bot.isHere) expect(getVoiceConnection(guildId)).toBeUndefined();
        expect(botSession()).toBeUndefined();
      },
      { timeout: 20_000, interval: 50 },
    );
  };
  const guessesRight = async (by: Fan = host) => {
    const [answer] = await bot.answerIds(guildId);
    if (answer === undefined) throw new Error('No round is open.');
    await by.command('guess', { answer: `#${answer}` }, { channelId });
  };
  const runsOut = async () => {
    await recap();
    await isSilent();
  };
  return {
    world,
    guild,
    voice,
    host,
    guest,
    guildId,
    channelId,
    roomId,
    stageId,
    botId,
    see,
    start,
    listen,
    open,
    /** A game of one round, heard by the host; its recap comes by itself. */
    heardRound: async (seconds: number, settings: Record<string, string | number> = {}, room = roomId) => {
      const ear = await listen(host, room);
      await start({ rounds: 1, seconds, ...settings });
      const round = await open(1);
      await ear.waitForPackets(20, { from: botId });
      return { ear, round };
    },
    inText: (round: number) =>
      see((message) => isRound(round)(message) && descriptionOf(message).includes('written clues')),
    revealed: (round: number) => see((message) => isRound(round)(message) && isReveal(message)),
    recap,
    said: (part: string) => see(({ content }) => content.includes(part)),
    hasSession: () => botSession() !== undefined,
    botSession,
    isSilent,
    guessesRight,
    /** By itself, without anybody's doing from here on. */
    runsOut,
    /** By itself, once somebody has named the song of the last round. */
    ends: async (by: Fan = host) => {
      await guessesRight(by);
      await runsOut();
    },
    /** Because the host has had enough. */
    end: async (by: Fan = host) => {
      await by.command('quiz stop', {}, { channelId });
      await runsOut();
    },
    leave: async () => {
      await Promise.all(ears.map((ear) => ear.leave()));
      await Promise.all([host.close(), guest.close()]);
    },
  };
};

export type Table = Awaited<ReturnType<typeof openTable>>;

const withTables = (playground: Playground, bot: Bot) => {
  const open: Table[] = [];
  return {
    /** Games of different tables run side by side. */
    table: async (): Promise<Table> => {
      const table = await openTable(playground, bot);
      open.push(table);
      return table;
    },
    closeTables: () => Promise.all(open.map((table) => table.leave())),
  };
};

/** The whole bot in this process with a library of tones, one a song, at a Discord with a voice server. */
export const openVoiceWorld = async (size: VoiceLibrarySize) => {
  const library = await makeVoiceLibrary(size);
  const app = await startTestApp({ world: makeWorld() }, { environment: library.environment });
  await library.isPrepared();
  const { table, closeTables } = withTables(app, { isHere: true, answerIds: app.answerIds });
  return {
    app,
    ...library,
    table,
    stop: async () => {
      await closeTables();
      await app.stop();
      await library.remove();
    },
  };
};

export type VoiceWorld = Awaited<ReturnType<typeof openVoiceWorld>>;

/** The whole bot with no files of its own: what sounds comes from the preview services. */
export const openPreviewWorld = async (previewEndpoints: PreviewEndpoints) => {
  const environment = { AUDIO_PREVIEWS: 'itunes,deezer' };
  const app = await startTestApp({ world: makeWorld() }, { environment, previewEndpoints });
  const { table, closeTables } = withTables(app, { isHere: true, answerIds: app.answerIds });
  return {
    table,
    [Symbol.asyncDispose]: async () => {
      await closeTables();
      await app.stop();
    },
  };
};

/** The same with the real program in a process of its own. */
export const openVoiceProcess = async (size: VoiceLibrarySize) => {
  const library = await makeVoiceLibrary(size);
  const playground = await startPlayground({ world: makeWorld() });
  const certificate = await writeCertificate(playground.server);
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-voice-'));
  const storeUrl = await newStoreUrl(storeKind(), folder);
  let bot: BotProcess;
  const boot = async () => {
    bot = startBot({
      DISCORD_TOKEN: playground.server.botToken,
      DISCORD_API_URL: playground.server.apiUrl,
      NODE_EXTRA_CA_CERTS: certificate.path,
      STORE_URL: storeUrl,
      LOG_LEVEL: 'info',
      ...library.environment,
    });
    await bot.until(/"msg":"ready"/, 60_000);
  };
  await boot();
  await library.isPrepared();
  const { table, closeTables } = withTables(playground, {
    isHere: false,
    answerIds: async (guildId) => (await readOpenRound(storeUrl, guildId))?.prepared.answerIds ?? [],
  });
  return {
    playground,
    ...library,
    table,
    pid: () => bot.child.pid!,
    openRound: async (guildId: string) => {
      const round = await readOpenRound(storeUrl, guildId);
      if (round === undefined) throw new Error('No round is open.');
      return round;
    },
    restart: async (signal: NodeJS.Signals) => {
      await bot.end(signal);
      await boot();
    },
    stop: async () => {
      await closeTables();
      await bot.end('SIGKILL');
      const { unknownRoutes } = playground.server;
      await playground.stop();
      await certificate.remove();
      await library.remove();
      await rm(folder, { recursive: true });
      expect(unknownRoutes).toEqual([]);
    },
  };
};

export type VoiceProcess = Awaited<ReturnType<typeof openVoiceProcess>>;
