import { readdir, rm } from 'node:fs/promises';
import { getVoiceConnections } from '@discordjs/voice';
import { PermissionFlagsBits } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';
import { expect, vi } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { createWorld } from '../../src/playground/server/world/world.ts';
import { seedDemo } from '../../src/playground/server/world/seed.ts';
import { startTestApp } from './app.ts';
import { makeToneLibrary } from './tones.ts';
import { joinAsListener } from './voice-listener.ts';
import type { Fan } from './fan.ts';

const slowMs = 40_000;
const titleOf = (message: APIMessage) => message.embeds[0]?.title ?? '';
export const isReveal = (message: APIMessage) => titleOf(message).startsWith('It was');
const isRecap = (message: APIMessage) => titleOf(message) === 'Quiz over';
const descriptionOf = (message: APIMessage) => message.embeds[0]?.description ?? '';

export const toneOf = (index: number): number => 400 + 110 * index;

const countPrepared = async (cache: string): Promise<number> =>
  (await readdir(cache)).filter((name) => name.endsWith('.opus')).length;

/** The whole bot with a library of tones, one a song, at a Discord with a voice server. */
export const setUpVoiceQuiz = async ({ songs, lengthMs }: { songs: number; lengthMs: number }) => {
  const catalogue = await loadCatalogue('data');
  const chosen = [...catalogue.songs.values()]
    .filter(({ instrumental }) => instrumental !== true)
    .slice(0, songs);
  const tones = Object.fromEntries(chosen.map(({ id }, index) => [id, toneOf(index)]));
  const library = await makeToneLibrary(tones, lengthMs);
  const world = createWorld();
  const { guild } = seedDemo(world);
  // The host may delete the channel under the game.
  for (const role of guild.roles.values())
    if (role.name === 'Host')
      role.permissions = (BigInt(role.permissions) | PermissionFlagsBits.ManageChannels).toString();
  const cache = `${library}-cache`;
  const app = await startTestApp({ world }, { environment: { AUDIO_LIBRARY: library, AUDIO_CACHE: cache } });
  // The bot prepares its library after the start, at low priority.
  await vi.waitFor(
    async () => {
      expect(await countPrepared(cache)).toBe(songs);
    },
    { timeout: 80_000, interval: 250 },
  );
  const { voice } = app.server;
  const host = await app.fan('minseo');
  const guest = await app.fan('dana');
  const { guildId } = host;
  const channelId = host.channelId('quiz-night');
  const roomId = host.channelId('Listening room');
  const stageId = host.channelId('Encore stage');
  let startId = '0';
  const see = (fits: (message: APIMessage) => boolean, timeoutMs = slowMs) =>
    guest.waitForMessage(
      (message) => message.channel_id === channelId && BigInt(message.id) > BigInt(startId) && fits(message),
      timeoutMs,
    );
  const isRound = (number: number) => (message: APIMessage) =>
    message.embeds[0]?.author?.name.startsWith(`Round ${number} of`) === true;
  const botId = world.application.id;
  const botSession = () => voice.members().find(({ userId }) => userId === botId);
  return {
    app,
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
    tones,
    library,
    catalogue,
    see,
    start: async (settings: Record<string, string | number>, by: Fan = host) => {
      const options = { play: 'voice', ...settings };
      const started = await by.command('quiz start', options, { channelId, timeoutMs: slowMs });
      startId = started.id;
      return started;
    },
    listen: (fan: Fan, room = roomId) => joinAsListener(fan, room),
    open: (number: number) => see((message) => isRound(number)(message) && !isReveal(message)),
    inText: (number: number) =>
      see((message) => isRound(number)(message) && descriptionOf(message).includes('written clues')),
    revealed: (number: number) => see((message) => isRound(number)(message) && isReveal(message)),
    recap: (timeoutMs = slowMs) => see(isRecap, timeoutMs),
    said: (part: string) => see(({ content }) => content.includes(part)),
    hasSession: () => botSession() !== undefined,
    botSession,
    /** Nothing is left behind: not here, not at the voice server. */
    isSilent: async () => {
      await expect.poll(() => getVoiceConnections().size, { timeout: 15_000 }).toBe(0);
      await expect.poll(botSession, { timeout: 15_000 }).toBeUndefined();
    },
    stop: async () => {
      await app.stop();
      await rm(library, { recursive: true });
      await rm(cache, { recursive: true });
    },
  };
};

export type VoiceQuiz = Awaited<ReturnType<typeof setUpVoiceQuiz>>;
