import { openDm, dmWire } from '../../world/build.ts';
import { discordErrors } from '../../discord-error.ts';
import { requireUser } from '../../world/lookup.ts';
import { permissionsOf } from '../../world/permissions.ts';
import { applicationWire } from '../../world/wire.ts';
import { checkBody } from '../validate.ts';
import type { World } from '../../world/types.ts';
import { ok, openRoute, route, type Route } from '../router.ts';

/** How many bots may identify at once; high, so that sharded clients start without waiting. */
const MAX_CONCURRENCY = 16;

/** How many shards Discord recommends: one for about a thousand guilds. Fewer guilds than 2,500 need none. */
const GUILDS_PER_SHARD = 1000;

const recommendedShards = (world: World): number => {
  const guilds = [...world.guilds.values()].filter(({ hasBot }) => hasBot).length;
  return guilds < 2 * GUILDS_PER_SHARD ? 1 : Math.ceil(guilds / GUILDS_PER_SHARD);
};

export const userRoutes = (gatewayUrl: () => string): Route[] => [
  openRoute('GET', '/gateway', () => ok({ url: gatewayUrl() }), { limit: { limit: 50, windowMs: 1000 } }),
  route('GET', '/gateway/bot', ({ world }, user) => {
    if (!user.wire.bot) throw discordErrors.onlyBots();
    const limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: MAX_CONCURRENCY };
    return ok({ url: gatewayUrl(), shards: recommendedShards(world), session_start_limit: limit });
  }),
  route('GET', '/users/@me', (_context, user) =>
    ok({ ...user.wire, locale: user.locale, verified: true, mfa_enabled: false, email: null }),
  ),
  route('GET', '/users/@me/guilds', ({ world, query }, user) =>
    ok(
      [...world.guilds.values()]
        .filter((guild) => guild.members.has(user.wire.id))
        .slice(0, Number(query.get('limit') ?? 200))
        .map((guild) => ({
          id: guild.id,
          name: guild.name,
          icon: null,
          banner: null,
          owner: guild.ownerId === user.wire.id,
          permissions: permissionsOf(world, guild, user.wire.id).toString(),
          features: [],
        })),
    ),
  ),
  route('GET', '/users/:userId', ({ world, params }) => ok(requireUser(world, params.userId).wire)),
  route('POST', '/users/@me/channels', async ({ world, body }, user) => {
    const { recipient_id: id } = await checkBody<{ recipient_id?: string }>(
      'CreatePrivateChannelRequest',
      body,
    );
    const recipient = requireUser(world, id ?? '');
    const reachable = [...world.guilds.values()].some(
      (guild) => guild.members.has(user.wire.id) && guild.members.has(recipient.wire.id),
    );
    if (!reachable || recipient.wire.id === user.wire.id) throw discordErrors.cannotMessageUser();
    return ok(dmWire(openDm(world, user, recipient), user.wire.id));
  }),
  route('GET', '/oauth2/applications/@me', ({ world }, user) => {
    if (!user.wire.bot) throw discordErrors.onlyBots();
    return ok(applicationWire(world));
  }),
  route('GET', '/applications/@me', ({ world }, user) => {
    if (!user.wire.bot) throw discordErrors.onlyBots();
    return ok(applicationWire(world));
  }),
  route('GET', '/applications/:applicationId', ({ world, params }) => {
    if (params.applicationId !== world.application.id) throw discordErrors.unknownApplication();
    return ok(applicationWire(world));
  }),
  route('GET', '/voice/regions', () => ok([])),
  route('GET', '/sticker-packs', () => ok({ sticker_packs: [] })),
];
