import { createPage } from '../../src/playground/page.ts';
import { createPlaygroundServer } from '../../src/playground/server/playground-server.ts';
import { startPageBot } from './page-bot.ts';

/** The playground with its page and a small bot of real discord.js in it. */
export const startPageWorld = async () => {
  const server = createPlaygroundServer({ page: await createPage() });
  await server.start();
  const { fans, guild_id: guildId } = (await (await fetch(`${server.url}/playground/fans`)).json()) as {
    fans: { user: { username: string } }[];
    guild_id: string;
  };
  const bot = await startPageBot({ apiUrl: server.apiUrl, token: server.botToken, guildId });
  return {
    url: server.url,
    fans: fans.map(({ user }) => user.username),
    gateway: server.gateway,
    fanSessions: () =>
      server.gateway.sessions().flatMap(({ id, isBot, connected }) => (connected && !isBot ? [id] : [])),
    unknownRoutes: server.unknownRoutes,
    bot,
    stop: async () => {
      await bot.stop();
      await server.stop();
    },
  };
};

export type PageWorld = Awaited<ReturnType<typeof startPageWorld>>;
