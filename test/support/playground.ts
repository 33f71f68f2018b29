import {
  Client,
  GatewayIntentBits,
  type ApplicationCommandDataResolvable,
  type ClientOptions,
} from 'discord.js';
import { once } from 'node:events';
import {
  createPlaygroundServer,
  type PlaygroundServer,
  type PlaygroundServerOptions,
} from '../../src/playground/server/playground-server.ts';
import { createFan, type Fan } from './fan.ts';

export const USUAL_INTENTS = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildVoiceStates,
  GatewayIntentBits.GuildScheduledEvents,
  GatewayIntentBits.MessageContent,
  GatewayIntentBits.DirectMessages,
];

export type Playground = {
  server: PlaygroundServer;
  /** A discord.js client, not logged in, that leaves with the playground. */
  bot: (options?: Partial<ClientOptions>) => Client;
  login: (options?: Partial<ClientOptions>) => Promise<Client<true>>;
  fan: (username?: string) => Promise<Fan>;
  register: (commands: ApplicationCommandDataResolvable[]) => Promise<void>;
  stop: () => Promise<void>;
};

/** Fans whose own language a test is not about read English, in which it looks for words. */
export const readEnglish = ({ world }: PlaygroundServer): void => {
  for (const user of world.users.values()) user.locale = 'en-US';
};

/**
 * For a bot's first answer. Beside other test files a core is at times not to be had for seconds; whether the bot keeps
 * within Discord's three is shown by `npm run bench` and the soak.
 */
export const patientMs = 15_000;

/** A server and everything that was connected to it, all closed by `stop`. */
export const startPlayground = async (options: PlaygroundServerOptions = {}): Promise<Playground> => {
  const server = createPlaygroundServer(options);
  server.world.firstAnswerMs = patientMs;
  await server.start();
  const clients: Client[] = [];
  const fans: Fan[] = [];
  const bot = (clientOptions: Partial<ClientOptions> = {}): Client => {
    const client = new Client({
      intents: USUAL_INTENTS,
      ...clientOptions,
      rest: { ...clientOptions.rest, api: server.apiUrl },
    });
    clients.push(client);
    return client;
  };
  const login = async (clientOptions: Partial<ClientOptions> = {}): Promise<Client<true>> => {
    const client = bot(clientOptions);
    const ready = once(client, 'clientReady');
    await client.login(server.botToken);
    await ready;
    return client as Client<true>;
  };
  return {
    server,
    bot,
    login,
    fan: async (username) => {
      const fan = await createFan({ url: server.url, ...(username !== undefined && { username }) });
      fans.push(fan);
      return fan;
    },
    register: async (commands) => {
      const client = clients.find((candidate): candidate is Client<true> => candidate.isReady());
      if (!client) throw new Error('Log a bot in before registering commands.');
      await client.application.commands.set(commands);
    },
    stop: async () => {
      await Promise.all(fans.map((fan) => fan.close()));
      await Promise.all(clients.map((client) => client.destroy()));
      await server.stop();
    },
  };
};
