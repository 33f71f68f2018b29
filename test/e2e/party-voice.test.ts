import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { APIGuildScheduledEvent, APIMessage } from 'discord-api-types/v10';
import { GuildScheduledEventStatus as Status } from 'discord-api-types/v10';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { mainTitle } from '../../src/core/catalogue/names.ts';
import type { Song } from '../../src/core/catalogue/catalogue.ts';
import { startBot } from '../support/bot-process.ts';
import type { BotProcess } from '../support/bot-process.ts';
import type { Fan } from '../support/fan.ts';
import { readEnglish, startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';
import { newStoreUrl, storeKind } from '../support/store-urls.ts';
import { clockStepHz, makeClockLibrary } from '../support/tones.ts';
import { writeCertificate } from '../support/voice-certificate.ts';
import { joinAsListener } from '../support/voice-listener.ts';
import type { VoiceListener } from '../support/voice-listener.ts';

/** The real program in a process of its own, with a voice party that people hear, through a SIGKILL. */
const lengthSeconds = 40;
const songGapHz = 500;
const startMs = 60_000;
const slowMs = 20_000;

let playground: Playground;
let certificate: Awaited<ReturnType<typeof writeCertificate>>;
let folder: string;
let library: string;
let songs: readonly Song[];
let environment: Record<string, string>;
let bot: BotProcess;
let host: Fan;
let guest: Fan;
let late: Fan;
let channelId: string;
let roomId: string;

const boot = async (): Promise<void> => {
  bot = startBot(environment);
  await bot.until(/"msg":"ready"/, startMs);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-party-'));
  playground = await startPlayground();
  readEnglish(playground.server);
  certificate = await writeCertificate(playground.server);
  const catalogue = await loadCatalogue('data');
  songs = [...catalogue.songs.values()].filter(({ instrumental }) => instrumental !== true).slice(0, 3);
  library = await makeClockLibrary(
    Object.fromEntries(
      songs.map(({ id }, index) => [id, { fromHz: (index + 1) * songGapHz, seconds: lengthSeconds }]),
    ),
    join(folder, 'audio'),
  );
  environment = {
    DISCORD_TOKEN: playground.server.botToken,
    DISCORD_API_URL: playground.server.apiUrl,
    STORE_URL: await newStoreUrl(storeKind(), folder),
    AUDIO_LIBRARY: library,
    AUDIO_CACHE: join(folder, 'audio'),
    NODE_EXTRA_CA_CERTS: certificate.path,
    LOG_LEVEL: 'info',
  };
  host = await playground.fan('minseo');
  guest = await playground.fan('dana');
  late = await playground.fan('lucia');
  channelId = host.channelId('ost-talk');
  roomId = host.channelId('Listening room');
  await boot();
}, startMs);
afterAll(async () => {
  await bot.end();
  const { unknownRoutes } = playground.server;
  await playground.stop();
  await certificate.remove();
  await rm(folder, { recursive: true });
  await rm(library, { recursive: true });
  expect(unknownRoutes).toEqual([]);
});

/** As a fan, at a pace a person has: too quick is answered by "try again". */
const run = async (
  fan: Fan,
  name: string,
  options: Record<string, string | number> = {},
): Promise<APIMessage> => {
  for (;;) {
    const answer = await fan.command(name, options, { channelId, timeoutMs: slowMs });
    if (!answer.content.startsWith('That was quick')) return answer;
    await delay(1_100);
  }
};

const cardWith = (...words: readonly string[]) =>
  guest.waitForMessage(
    (message) =>
      message.channel_id === channelId &&
      words.every((word) => JSON.stringify(message.embeds).includes(word)),
    slowMs,
  );
const titleOf = (song: Song | undefined): string => (song === undefined ? '' : mainTitle(song.titles));

const roomStatus = () => playground.server.world.channels.get(roomId)?.wire.status;

/** Which song, and which second of it, comes out of the channel now. */
const hearNow = async (ear: VoiceListener): Promise<{ song: Song | undefined; second: number }> => {
  const from = playground.server.world.application.id;
  ear.clear();
  await ear.waitForPackets(35, { from, timeoutMs: slowMs });
  const recording = ear.record(from);
  expect(recording.undecryptable).toBe(0);
  const hz = recording.frequencyHz();
  const index = Math.floor((hz + clockStepHz / 2) / songGapHz) - 1;
  return { song: songs[index], second: (hz - (index + 1) * songGapHz) / clockStepHz };
};

/** Presses a button of a card by what it does; its label changes while the card is edited. */
const press = async (fan: Fan, card: APIMessage, act: string): Promise<APIMessage | undefined> => {
  const customId = new RegExp(`"custom_id":"(party[^"]*${act}[^"]*)"`).exec(
    JSON.stringify(card.components),
  )?.[1];
  const known = new Set(fan.messages.keys());
  // The card may be edited before the answer comes, which would be taken for it.
  await fan.click(card, customId ?? act, slowMs);
  return fan.waitForMessage(({ id, flags }) => !known.has(id) && ((flags ?? 0) & 64) !== 0, slowMs);
};

const eventNow = async (): Promise<APIGuildScheduledEvent | undefined> => {
  const { body } = await host.rest('GET', `/guilds/${host.guildId}/scheduled-events`);
  return (body as APIGuildScheduledEvent[]).find(({ name }) => name === 'OST night');
};

test('a voice party is heard from the first track to the recap, also when its process is killed', async () => {
  const ear = await joinAsListener(host, roomId);
  const guestEar = await joinAsListener(guest, roomId);
  const asked = await run(host, 'party schedule', { title: 'OST night', when: 'in 2 hours', mode: 'voice' });
  await host.click(asked, 'Schedule it', slowMs);
  for (const song of songs.slice(0, 2)) await run(host, 'party add', { query: `#${song.id}` });
  await expect.poll(eventNow).toBeDefined();
  await late.click(await cardWith('OST night'), 'Remind me by DM', slowMs);
  const start = { status: Status.Active };
  await host.rest('PATCH', `/guilds/${host.guildId}/scheduled-events/${(await eventNow())?.id}`, start);
  const welcome = await cardWith('Welcome to OST night');
  await host.click(welcome, 'Begin now', slowMs).catch(() => undefined);

  // The first track, in both ears and on the card.
  expect((await hearNow(guestEar)).song).toBe(songs[0]);
  const card = await cardWith('Track 1', titleOf(songs[0]));
  expect(card.id).toBe(welcome.id);
  expect(ear.privacy().epoch).toBeGreaterThan(0);
  await run(guest, 'party add', { query: `#${songs[2]?.id ?? ''}` });

  // Killed in the middle of it: the same track goes on about where it was.
  await expect.poll(async () => (await hearNow(ear)).second, { timeout: 30_000 }).toBeGreaterThan(6);
  const before = await hearNow(ear);
  await bot.end('SIGKILL');
  await boot();
  const after = await hearNow(ear);
  expect(after.song).toBe(songs[0]);
  expect(Math.abs(after.second - before.second)).toBeLessThan(10);
  expect((await press(host, card, 'goosebumps'))?.content).toContain('Noted, at 0:');

  // More than half of who is there skips it; the guest's request is next, before the host's list goes on.
  expect((await press(host, card, 'skip'))?.content).toBe('Your vote is counted.');
  expect((await press(guest, card, 'skip'))?.content).toBe('Skipped.');
  const second = await cardWith('Track 2');
  expect(second.id).toBe(card.id);
  const heard = await hearNow(guestEar);
  expect(second.embeds[0]?.title).toContain(titleOf(heard.song));
  expect(heard.song).not.toBe(songs[0]);

  // Who comes late is told what was missed.
  await late.joinVoice(roomId);
  const isCatchUp = ({ content }: APIMessage) => content.includes('This is track 2 of ');
  // By itself to who wants direct messages of the party; with a press to everybody.
  const told = await late.waitForMessage(isCatchUp, slowMs);
  expect(told.channel_id).not.toBe(channelId);
  const missed = await late.click(second, 'What did I miss?', slowMs);
  expect(missed.content).toContain('This is track 2 of ');
  expect(missed.content).toContain(`You missed 1 song`);
  expect(missed.content).toContain(titleOf(songs[0]));
  expect(roomStatus()).toContain(titleOf(heard.song));

  // Paused it is silent, and it goes on where it was.
  const pausedAt = await hearNow(ear);
  expect((await run(host, 'party pause')).content).toBe('Paused.');
  await delay(500);
  ear.clear();
  await delay(1_500);
  expect(ear.record(playground.server.world.application.id).packets).toEqual([]);
  await run(host, 'party resume');
  const resumedAt = await hearNow(ear);
  expect(resumedAt.song).toBe(heard.song);
  expect(Math.abs(resumedAt.second - pausedAt.second)).toBeLessThan(6);

  await run(host, 'party end');
  const recap = await cardWith('That was OST night');
  const words = JSON.stringify(recap.embeds);
  expect(words).toContain('3 people');
  expect(words).toMatch(/Moments.*\*\*0:\d\d\*\*/);
  await expect.poll(async () => (await eventNow())?.status).toBe(Status.Completed);
  await expect
    .poll(() => playground.server.voice.members().some(({ userId }) => userId === host.applicationId))
    .toBe(false);
  expect(roomStatus()).toBeNull();
  await ear.leave();
  await guestEar.leave();
}, 120_000);
