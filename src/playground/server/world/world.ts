import type { APIUser } from 'discord-api-types/v10';
import { createSystemClock, type PlaygroundClock } from '../clock.ts';
import { createSnowflakes } from '../snowflake.ts';
import type { PrivilegedIntent, World, WorldApplication, WorldEvent, WorldUser } from './types.ts';

export type WorldOptions = {
  clock?: PlaygroundClock;
  /** Name of the application and of its bot user. Default: 'Sonagi'. */
  applicationName?: string;
  /** What the bot signs in with. Default: 'playground.bot.token'. */
  botToken?: string;
  /** The privileged intents enabled in the developer portal. Default: all three. */
  privilegedIntents?: readonly PrivilegedIntent[];
};

export type NewUser = {
  username: string;
  globalName?: string;
  locale?: string;
  token?: string;
  bot?: boolean;
};

const makeUser = (id: string, options: NewUser): WorldUser => {
  const wire: APIUser = {
    id,
    username: options.username,
    discriminator: options.bot ? '0000' : '0',
    global_name: options.globalName ?? null,
    avatar: null,
    banner: null,
    accent_color: null,
    ...(options.bot && { bot: true }),
  };
  return { wire, locale: options.locale ?? 'en-US', token: options.token };
};

const createTimers = (clock: PlaygroundClock) => {
  const cancels = new Set<() => void>();
  return {
    after: (delayMs: number, act: () => void): (() => void) => {
      const cancelTimer = clock.after(delayMs, () => {
        cancels.delete(cancel);
        act();
      });
      const cancel = (): void => {
        cancels.delete(cancel);
        cancelTimer();
      };
      cancels.add(cancel);
      return cancel;
    },
    cancelAll: () => {
      for (const cancel of cancels) cancel();
    },
  };
};

/** An empty world: an application with its bot user and its owner, no guild. Fill it with the functions of `build.ts`. */
export const createWorld = (options: WorldOptions = {}): World => {
  const clock = options.clock ?? createSystemClock();
  const nextId = createSnowflakes(() => clock.now());
  const timers = createTimers(clock);
  const listeners = new Set<(event: WorldEvent) => void>();
  const name = options.applicationName ?? 'Sonagi';
  const owner = makeUser(nextId(), { username: 'operator', globalName: 'Operator' });
  // Since 2016 a bot's user has the id of its application.
  const bot = makeUser(nextId(), {
    username: name,
    bot: true,
    token: options.botToken ?? 'playground.bot.token',
  });
  const application: WorldApplication = {
    id: bot.wire.id,
    name,
    description: '',
    botUserId: bot.wire.id,
    ownerId: owner.wire.id,
    privilegedIntents: new Set(options.privilegedIntents ?? ['presences', 'members', 'message-content']),
  };
  return {
    clock,
    users: new Map([owner, bot].map((user) => [user.wire.id, user])),
    guilds: new Map(),
    channels: new Map(),
    interactions: new Map(),
    interactionTokens: new Map(),
    commands: new Map(),
    files: new Map(),
    application,
    baseUrl: '',
    firstAnswerMs: 3_000,
    voice: undefined,
    nextId,
    after: timers.after,
    publish: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose: timers.cancelAll,
  };
};

export const addUser = (world: World, options: NewUser): WorldUser => {
  const user = makeUser(world.nextId(), options);
  world.users.set(user.wire.id, user);
  return user;
};

/** ISO time with the offset form Discord uses. */
export const isoNow = (world: World): string =>
  new Date(world.clock.now()).toISOString().replace('Z', '000+00:00');
