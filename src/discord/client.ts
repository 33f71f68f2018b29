import {
  Client,
  DiscordAPIError,
  GatewayIntentBits,
  LimitedCollection,
  Options,
  Partials,
  REST,
  Routes,
} from 'discord.js';
import type { CacheFactory, Caches } from 'discord.js';
import { z } from 'zod';
import { StartupError } from '../core/errors.ts';
import { makeRequest } from './requests.ts';
import { shardOptions } from './shards.ts';
import type { ShardChoice } from './shards.ts';

export interface Connection {
  readonly token: string;
  /** REST base without version, such as https://discord.com/api. */
  readonly apiUrl: string;
}

/** Both need one of the bot's application flags, which Discord sets when the portal's switch is on. */
const messageContentFlags = (1 << 18) | (1 << 19);
const startupTimeoutMs = 10_000;

/**
 * Every interaction that is answered later than at once leaves a queue of its own behind in discord.js, of about a kilobyte,
 * which is swept once an hour by default: hundreds of megabytes on a busy evening.
 */
const handlerSweepMs = 60_000;

const applicationSchema = z.looseObject({ id: z.string(), flags: z.number().optional() });

export interface Application {
  readonly id: string;
  /** Whether typed answers can be read: an extra, never a need. */
  readonly hasMessageContent: boolean;
}

/** The application, or on servers that have no such route the bot's user, which has the same id. */
const whoAmI = (rest: REST): Promise<unknown> =>
  rest.get(Routes.currentApplication()).catch((error: unknown) => {
    if (error instanceof DiscordAPIError && error.status === 404) return rest.get(Routes.user());
    throw error;
  });

const unreachable = (apiUrl: string, cause: unknown) =>
  new StartupError(
    [
      `Discord at ${apiUrl} cannot be reached. Check this machine's network, or DISCORD_API_URL if you set it.`,
    ],
    { cause },
  );

/**
 * Who the token belongs to, asked once before connecting, so that a wrong token or address is a sentence.
 * @throws StartupError
 */
export const fetchApplication = async ({ token, apiUrl }: Connection): Promise<Application> => {
  const rest = new REST({ api: apiUrl, retries: 1, timeout: startupTimeoutMs, makeRequest }).setToken(token);
  try {
    const application = applicationSchema.parse(await whoAmI(rest));
    return { id: application.id, hasMessageContent: ((application.flags ?? 0) & messageContentFlags) !== 0 };
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) {
      throw new StartupError(
        [
          'DISCORD_TOKEN is not accepted by Discord. Copy it again from the developer portal, page "Bot", "Reset Token".',
        ],
        { cause: error },
      );
    }
    throw unreachable(apiUrl, error);
  }
};

/** What is never read back from a cache. Messages, users and members that matter come with what they do. */
const unkept: ReadonlySet<string> = new Set<keyof Caches>([
  'ApplicationCommandManager',
  'AutoModerationRuleManager',
  'EntitlementManager',
  'GuildBanManager',
  'GuildEmojiManager',
  'GuildInviteManager',
  'GuildStickerManager',
  'MessageManager',
  'PresenceManager',
  'ReactionManager',
  'StageInstanceManager',
]);

/** One for all of them: empty ones of their own took 2 KB of each server. Takes nothing in. */
const nothing = new LimitedCollection<never, never>({ maxSize: 0 });

const limited = Options.cacheWithLimits({
  ...Options.DefaultMakeCacheSettings,
  GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
  // Who wrote, voted or guessed: each comes with what they do, and is not needed after it.
  UserManager: { maxSize: 200, keepOverLimit: (user) => user.bot || user.id === user.client.user.id },
});

const makeCache: CacheFactory = (managerType, holds, manager) =>
  unkept.has(managerType.name) ? nothing : limited(managerType, holds, manager);

/** A client that asks for what the bot uses and no more: no privileged intent is needed. */
export const createClient = (
  { apiUrl }: Connection,
  { hasMessageContent }: Application,
  shards: ShardChoice = { kind: 'all', count: undefined },
): Client => {
  const client = new Client({
    ...shardOptions(shards),
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildVoiceStates,
      GatewayIntentBits.GuildScheduledEvents,
      ...(hasMessageContent ? [GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent] : []),
    ],
    // Without it nothing is told of who is interested in an event, unless they happen to be known.
    partials: [Partials.User],
    allowedMentions: { parse: [], repliedUser: false },
    rest: { api: apiUrl, makeRequest, handlerSweepInterval: handlerSweepMs },
    makeCache,
  });
  return client;
};

/** Whether a client reads what members type. */
export const readsMessages = (client: Client): boolean =>
  client.options.intents.has(GatewayIntentBits.MessageContent);

/** Connects to the gateway. @throws StartupError when Discord refuses or cannot be reached. */
export const connect = async (client: Client, { token, apiUrl }: Connection): Promise<void> => {
  const ready = new Promise<void>((resolve) => {
    client.once('clientReady', () => {
      resolve();
    });
  });
  try {
    await client.login(token);
  } catch (error) {
    throw unreachable(apiUrl, error);
  }
  await ready;
};
