import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { createPlaygroundServer } from '../../../src/playground/server/playground-server.ts';
import type { PlaygroundServer } from '../../../src/playground/server/playground-server.ts';
import {
  addChannel,
  addGuild,
  addMember,
  addRole,
  openDm,
} from '../../../src/playground/server/world/build.ts';
import { startInteraction } from '../../../src/playground/server/world/interactions.ts';
import type { NewInteraction } from '../../../src/playground/server/world/interactions.ts';
import { createMessage } from '../../../src/playground/server/world/messages.ts';
import type {
  World,
  WorldChannel,
  WorldGuild,
  WorldMessage,
  WorldUser,
} from '../../../src/playground/server/world/types.ts';
import { addUser, createWorld } from '../../../src/playground/server/world/world.ts';
import { startBot } from '../bot-process.ts';
import type { BotProcess } from '../bot-process.ts';
import { patientMs } from '../playground.ts';
import { idsIn, outgoingProblems } from './outgoing.ts';

/** More than the bot lets one member do would only test its brake. */
const memberCount = 3_000;
const guildCount = 12;
/** Enough to keep the bot busy, few enough for each to be answered within three seconds on a slow machine. */
const atOnce = 32;

export interface Place {
  readonly guild: WorldGuild | undefined;
  readonly channel: WorldChannel;
  /** A message of the bot for components to sit on. */
  readonly message: WorldMessage;
}

export type Payload = Record<string, unknown>;

export interface FuzzRig {
  readonly world: World;
  readonly server: PlaygroundServer;
  readonly bot: BotProcess;
  readonly storeUrl: string;
  readonly users: readonly WorldUser[];
  readonly places: readonly Place[];
  /** Every component id the bot has handed out so far. */
  readonly ids: readonly string[];
  readonly problems: readonly string[];
  readonly unanswered: readonly string[];
  /** Hands the bot an interaction whose payload went through `change`; resolves when it may take the next one. */
  send(
    interaction: Omit<NewInteraction, 'nonce' | 'sessionId'>,
    change?: (payload: Payload) => Payload,
  ): Promise<void>;
  /** Resolves when all are answered or have failed. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const fillWorld = (names: readonly string[]) => {
  const world = createWorld();
  const bot = world.users.get(world.application.botUserId);
  const owner = world.users.get(world.application.ownerId);
  if (bot === undefined || owner === undefined) throw new Error('The world has no bot.');
  const guilds = Array.from({ length: guildCount }, (_, index) =>
    addGuild(world, { name: `Server ${index}`, owner }),
  );
  const hosts = guilds.map((guild) => addRole(world, guild, { name: 'Host', permissions: Flag.ManageGuild }));
  const users = Array.from({ length: memberCount }, (_, index) => {
    const globalName = names[index % names.length]?.slice(0, 32) ?? 'fan';
    const user = addUser(world, {
      username: `fan${index}`,
      globalName,
      ...(index === 0 && { token: 'fan.0' }),
    });
    guilds.forEach((guild, at) => {
      const roleId = hosts[at]?.id ?? '';
      addMember(world, guild, user, index % 10 === 0 ? { roleIds: [roleId] } : {});
    });
    return user;
  });
  const carrier = (channel: WorldChannel) =>
    createMessage(world, channel, { content: 'here' }, { origin: { authorId: bot.wire.id } });
  const places: Place[] = guilds.flatMap((guild) =>
    ['general', 'quiz-night'].map((name) => {
      const channel = addChannel(world, guild, { name });
      return { guild, channel, message: carrier(channel) };
    }),
  );
  for (const user of users.slice(0, 40)) {
    const channel = openDm(world, user, bot);
    places.push({ guild: undefined, channel, message: carrier(channel) });
  }
  return { world, users, places };
};

/** The bot in a process of its own, as `npm start` runs it, on a Discord whose members are up to no good. */
export const startFuzzRig = async (names: readonly string[]): Promise<FuzzRig> => {
  const { world, users, places } = fillWorld(names);
  const ids: string[] = [];
  const problems: string[] = [];
  const unanswered: string[] = [];
  const open = new Map<string, { readonly what: string; readonly done: () => void }>();
  const server = createPlaygroundServer({
    world,
    rateLimits: false,
    onRequest: (request) => {
      if (request.path.includes('/commands')) return;
      problems.push(
        ...outgoingProblems(request).map(
          (problem) => `${problem} in ${JSON.stringify(request.body).slice(0, 300)}`,
        ),
      );
      for (const id of idsIn(request)) if (ids.length < 20_000) ids.push(id);
    },
  });
  world.subscribe(({ name, data }) => {
    const { nonce } = data as { nonce?: unknown };
    const waiting = typeof nonce === 'string' ? open.get(nonce) : undefined;
    if (waiting === undefined || name === 'INTERACTION_CREATE' || name.startsWith('MESSAGE_')) return;
    if (name === 'INTERACTION_FAILURE') unanswered.push(waiting.what);
    waiting.done();
  });
  world.subscribe(({ name, data }) => {
    if (name !== 'MESSAGE_CREATE' && name !== 'MESSAGE_UPDATE') return;
    const message = data as WorldMessage['wire'];
    if (message.author.id !== world.application.botUserId) return;
    // An answer to a component is a reply to a message of the bot, which names its author: the bot itself.
    const others = message.mentions.filter(({ id }) => id !== message.author.id);
    if (message.mention_everyone || message.mention_roles.length > 0 || others.length > 0)
      problems.push(`mentioned somebody: ${message.content}`);
  });
  // How fast it answers is a matter of the benches: three seconds of a busy machine are none of the bot's.
  world.firstAnswerMs = patientMs;
  await server.start();
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-fuzz-'));
  const storeUrl = `sqlite://${join(folder, 'fuzz.db')}`;
  const bot = startBot({
    DISCORD_TOKEN: server.botToken,
    DISCORD_API_URL: server.apiUrl,
    STORE_URL: storeUrl,
    AUDIO_CACHE: join(folder, 'audio'),
    LOG_LEVEL: 'info',
  });
  await bot.until(/"msg":"ready"/, 60_000);
  const pending = new Set<Promise<void>>();
  let sent = 0;
  return {
    world,
    server,
    bot,
    storeUrl,
    users,
    places,
    ids,
    problems,
    unanswered,
    send: async (interaction, change = (payload) => payload) => {
      while (pending.size >= atOnce) await Promise.race(pending);
      sent += 1;
      const nonce = `fuzz${sent}`;
      const changing: World = {
        ...world,
        publish: (event) => {
          const isPayload = 'token' in event.data;
          world.publish(
            isPayload ? { ...event, data: change(structuredClone(event.data) as Payload) } : event,
          );
        },
      };
      const answered = new Promise<void>((resolve) => {
        open.set(nonce, { what: JSON.stringify(interaction.data).slice(0, 300), done: resolve });
      }).finally(() => {
        open.delete(nonce);
        pending.delete(answered);
      });
      pending.add(answered);
      startInteraction(changing, { ...interaction, nonce, sessionId: undefined });
      if (sent % 16 === 0) await new Promise((resolve) => setImmediate(resolve));
    },
    settled: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
    stop: async () => {
      await bot.end();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
};
