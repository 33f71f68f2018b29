import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { APIGuildScheduledEvent, APIMessage } from 'discord-api-types/v10';
import { ChannelType, MessageFlags, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { vi } from 'vitest';
import { z } from 'zod';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { openStores } from '../../src/adapters/open-stores.ts';
import { replay } from '../../src/core/party/reduce.ts';
import type { PartyMode, PartyState, ReminderKind } from '../../src/core/party/types.ts';
import { addChannel, addGuild, addMember, addRole } from '../../src/playground/server/world/build.ts';
import { addUser } from '../../src/playground/server/world/world.ts';
import { createPartyLog } from '../../src/services/party-log.ts';
import { createFan } from './fan.ts';
import type { Fan } from './fan.ts';
import { createMovedBots } from './moved-process.ts';
import { createMovedTime } from './moved-time.ts';
import { createMovedWorld } from './moved-world.ts';
import { startPlayground } from './playground.ts';
import type { Playground } from './playground.ts';
import { newStoreUrl, storeKind } from './store-urls.ts';
import { clockStepHz, makeClockLibrary } from './tones.ts';
import { writeCertificate } from './voice-certificate.ts';
import type { VoiceListener } from './voice-listener.ts';

/** Generous, as a step may find a machine that has other things to do. */
export const slowMs = 30_000;

/** A server with people of its own, so that nobody is at two parties. */
export interface Evening {
  readonly mode: PartyMode;
  readonly title: string;
  readonly host: Fan;
  readonly guest: Fan;
  readonly late: Fan;
  readonly textId: string;
  readonly roomId: string;
  /** Who listens in the voice channel. */
  readonly ears: Map<Fan, VoiceListener>;
}

const openEvening = async ({ server }: Playground, mode: PartyMode): Promise<Evening> => {
  const { world, url } = server;
  const owner = world.users.get(world.application.ownerId)!;
  const guild = addGuild(world, { name: `Café ${mode}`, owner });
  const permissions = Flag.ManageEvents | Flag.ManageGuild;
  const steward = addRole(world, guild, { name: 'Steward', permissions });
  const text = addChannel(world, guild, { name: 'lounge' });
  const room = addChannel(world, guild, { name: 'Listening room', type: ChannelType.GuildVoice });
  const join = (name: string): Promise<Fan> => {
    const user = addUser(world, { username: `${mode}-${name}`, token: `fan.${mode}.${name}` });
    addMember(world, guild, user, { roleIds: name === 'host' ? [steward.id] : [] });
    return createFan({ url, username: user.wire.username, guildId: guild.id, timeoutMs: slowMs });
  };
  return {
    mode,
    title: `Night of ${mode}`,
    host: await join('host'),
    guest: await join('guest'),
    late: await join('late'),
    textId: text.wire.id,
    roomId: room.wire.id,
    ears: new Map(),
  };
};

export interface SongPlan {
  readonly fromHz: number;
  readonly seconds: number;
}

/** A Discord and a bot in a process of its own, under one moved clock, with a voice party and one by links to come. */
export const openNights = async (plans: readonly SongPlan[], lives: number) => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-nights-'));
  const time = createMovedTime();
  const playground = await startPlayground({ world: createMovedWorld(time) });
  const certificate = await writeCertificate(playground.server);
  const evenings = [
    await openEvening(playground, 'voice'),
    await openEvening(playground, 'link-only'),
  ] as const;
  const catalogue = await loadCatalogue('data');
  const songIds = [...catalogue.songs.values()]
    .filter(({ instrumental }) => instrumental !== true)
    .slice(0, plans.length)
    .map(({ id }) => id);
  const audio = join(folder, 'audio');
  const library = await makeClockLibrary(
    Object.fromEntries(songIds.map((id, index) => [id, plans[index]!])),
    audio,
  );
  const storeUrl = await newStoreUrl(storeKind(), folder);
  const environment = {
    DISCORD_TOKEN: playground.server.botToken,
    DISCORD_API_URL: playground.server.apiUrl,
    STORE_URL: storeUrl,
    AUDIO_LIBRARY: library,
    AUDIO_CACHE: audio,
    NODE_EXTRA_CA_CERTS: certificate.path,
    LOG_LEVEL: 'warn',
  };
  const bots = createMovedBots(environment, time, lives);
  await bots.start();
  const stores = await openStores(storeUrl);
  const partyLog = createPartyLog(stores);
  const messages = stores.open('party-messages', { schema: z.unknown(), version: 1 });
  const botId = playground.server.world.application.id;

  /** The newest party of a server as it stands on disk. */
  const stored = async ({ host: { guildId } }: Evening): Promise<PartyState | undefined> => {
    const all = await partyLog.list((error) => {
      throw error;
    });
    return all
      .map(({ events }) => replay(events))
      .filter((state) => state !== null)
      .filter(({ party }) => party.guildId === guildId)
      .sort((a, b) => a.party.scheduledAt - b.party.scheduledAt)
      .at(-1);
  };

  return {
    time,
    bots,
    /** Resolves when the reminders of this kind are noted as sent: in each thread, and to each guest. */
    untilNoted: (kind: ReminderKind) =>
      vi.waitUntil(
        async () => {
          const keys = [...(await messages.list(() => undefined)).keys()];
          return keys.filter((key) => key.includes(`.r.${kind}.`)).length === 2 * evenings.length;
        },
        { timeout: slowMs, interval: 50 },
      ),
    evenings,
    songIds,
    stored,
    /** Resolves when the newest party, as it stands on disk, is like this. */
    until: (evening: Evening, fits: (state: PartyState) => boolean): Promise<PartyState> =>
      vi.waitUntil(
        async () => {
          const state = await stored(evening);
          return state !== undefined && fits(state) ? state : false;
        },
        { timeout: slowMs, interval: 50 },
      ),
    /** Which song, and which second of it, comes out of the channel now. */
    hear: async (ear: VoiceListener): Promise<{ readonly songId: string | undefined; second: number }> => {
      ear.clear();
      await ear.waitForPackets(35, { from: botId, timeoutMs: slowMs });
      const hz = ear.record(botId).frequencyHz() + clockStepHz / 2;
      const index = plans.findLastIndex(({ fromHz }) => fromHz <= hz);
      return { songId: songIds[index], second: (hz - (plans[index]?.fromHz ?? 0)) / clockStepHz };
    },
    /** Whether any sound comes out of the channel for a second. */
    isSilent: async (ear: VoiceListener): Promise<boolean> => {
      await delay(400);
      ear.clear();
      await delay(1_000);
      return ear.record(botId).packets.length === 0;
    },
    close: async (): Promise<readonly string[]> => {
      await bots.end();
      await stores.close();
      const { unknownRoutes } = playground.server;
      const people = evenings.flatMap(({ host, guest, late }) => [host, guest, late]);
      await Promise.all(people.map((fan) => fan.close()));
      await playground.stop();
      await certificate.remove();
      await rm(folder, { recursive: true });
      await rm(library, { recursive: true });
      return unknownRoutes.map((route) => JSON.stringify(route));
    },
  };
};

export type Nights = Awaited<ReturnType<typeof openNights>>;

/** As a fan, at a pace a person has: too quick is answered by "try again". */
const patiently = async (act: () => Promise<APIMessage>): Promise<APIMessage> => {
  for (;;) {
    const answer = await act();
    if (!answer.content.startsWith('That was quick')) return answer;
    await delay(1_100);
  }
};

export const run = (
  { textId: channelId }: Evening,
  fan: Fan,
  name: string,
  options: Record<string, string> = {},
): Promise<APIMessage> => patiently(() => fan.command(name, options, { channelId }));

export const wordsOf = ({ content, embeds }: APIMessage): string => `${content} ${JSON.stringify(embeds)}`;

const isPublic = ({ flags }: APIMessage): boolean => ((flags ?? 0) & MessageFlags.Ephemeral) === 0;

export const seenBy = ({ guest }: Evening, ...words: readonly string[]): Promise<APIMessage> =>
  guest.waitForMessage(
    (message) => isPublic(message) && words.every((word) => wordsOf(message).includes(word)),
    slowMs,
  );

/** How many messages of the whole server, and to the guest alone, have these words. */
export const count = ({ guest }: Evening, words: string): number =>
  [...guest.messages.values()].filter((message) => isPublic(message) && wordsOf(message).includes(words))
    .length;

/** The post of a party, the card of its evening, its recap. */
export const cards = ({ guest, textId }: Evening): number =>
  [...guest.messages.values()].filter(
    (message) => message.channel_id === textId && isPublic(message) && message.embeds.length > 0,
  ).length;

/** The button of a message that does this, found by its route; its label changes with every edit. */
const buttonOf = ({ components }: APIMessage, act: string): string | undefined =>
  new RegExp(`"custom_id":"(party\\.${act}[^"]*)"`).exec(JSON.stringify(components))?.[1];

/** Presses a button of the card with these words as soon as it has it, and resolves to the private answer. */
export const press = async (fan: Fan, words: string, act: string): Promise<string> => {
  const card = await fan.waitForMessage(
    (message) => wordsOf(message).includes(words) && buttonOf(message, act) !== undefined,
    slowMs,
  );
  const known = new Set(fan.messages.keys());
  await patiently(() => fan.click(card, buttonOf(card, act) ?? act));
  return (await fan.waitForMessage((message) => !known.has(message.id) && !isPublic(message), slowMs))
    .content;
};

export const eventsOf = async ({ host }: Evening, title: string): Promise<APIGuildScheduledEvent[]> => {
  const { body } = await host.rest('GET', `/guilds/${host.guildId}/scheduled-events`);
  return (body as APIGuildScheduledEvent[]).filter(({ name }) => name === title);
};
