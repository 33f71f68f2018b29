import {
  GuildScheduledEventEntityType as EntityType,
  PermissionFlagsBits as Flag,
} from 'discord-api-types/v10';
import { discordErrors, invalidForm } from '../../discord-error.ts';
import { compareSnowflakes } from '../../snowflake.ts';
import { requireChannel, requireGuild } from '../../world/lookup.ts';
import { requirePermissions } from '../../world/permissions.ts';
import {
  createEvent,
  deleteEvent,
  patchEvent,
  requireEvent,
  setInterested,
  type EventBody,
} from '../../world/scheduled-events.ts';
import type { World, WorldGuild, WorldScheduledEvent, WorldUser } from '../../world/types.ts';
import { memberWire } from '../../world/wire.ts';
import { noContent, ok, route, type Route } from '../router.ts';
import { checkBody } from '../validate.ts';

const LIST = '/guilds/:guildId/scheduled-events';
const ONE = '/guilds/:guildId/scheduled-events/:eventId';

const SCHEMAS: Readonly<Record<EntityType, string>> = {
  [EntityType.StageInstance]: 'Stage',
  [EntityType.Voice]: 'Voice',
  [EntityType.External]: 'External',
};

const schemaFor = (type: EntityType | null | undefined, suffix: string): string => {
  const kind = type == null ? undefined : (SCHEMAS as Record<number, string | undefined>)[type];
  if (kind === undefined) {
    const message = 'Value must be one of {1, 2, 3}.';
    throw invalidForm({ path: ['entity_type'], code: 'BASE_TYPE_CHOICES', message });
  }
  return `${kind}ScheduledEvent${suffix}`;
};

/** Beside Create or Manage Events the place is asked for its own permissions. */
const requirePlace = (world: World, user: WorldUser, channelId: string | null | undefined): void => {
  if (channelId == null) return;
  const channel = requireChannel(world, channelId);
  requirePermissions(world, user.wire.id, { channel }, Flag.ViewChannel | Flag.Connect);
};

/** Own events need Create Events or Manage Events, other people's Manage Events. */
const requireEventRights = (
  world: World,
  guild: WorldGuild,
  event: WorldScheduledEvent | undefined,
  user: WorldUser,
): void => {
  const isOwn = !event || event.wire.creator_id === user.wire.id;
  requirePermissions(world, user.wire.id, { guild }, isOwn ? Flag.CreateEvents : Flag.ManageEvents);
};

const withCount = (event: WorldScheduledEvent, query: URLSearchParams): object =>
  query.get('with_user_count') === 'true'
    ? { ...event.wire, user_count: event.interestedUserIds.size }
    : event.wire;

const readGuild = (world: World, guildId: string, user: WorldUser): WorldGuild => {
  const guild = requireGuild(world, guildId);
  if (!guild.members.has(user.wire.id)) throw discordErrors.missingAccess();
  return guild;
};

const interestedUsers = (world: World, guild: WorldGuild, event: WorldScheduledEvent, query: URLSearchParams) => {
  const after = query.get('after');
  const before = query.get('before');
  const ids = [...event.interestedUserIds]
    .sort(compareSnowflakes)
    .filter((id) => after === null || compareSnowflakes(id, after) > 0)
    .filter((id) => before === null || compareSnowflakes(id, before) < 0)
    .slice(0, Math.min(100, Number(query.get('limit') ?? 100)));
  return ids.map((id) => {
    const member = guild.members.get(id);
    return {
      guild_scheduled_event_id: event.wire.id,
      user: world.users.get(id)?.wire,
      ...(query.get('with_member') === 'true' && member && { member: memberWire(world, member) }),
    };
  });
};

const interestRoutes = (): Route[] =>
  ([true, false] as const).map((interested) =>
    route(interested ? 'PUT' : 'DELETE', `${ONE}/users/@me`, ({ world, params }, user) => {
      if (user.wire.bot) throw discordErrors.botsCannotUse();
      const guild = readGuild(world, params.guildId, user);
      setInterested(world, guild, requireEvent(guild, params.eventId), { userId: user.wire.id, interested });
      return noContent;
    }),
  );

export const scheduledEventRoutes = (): Route[] => [
  route('GET', LIST, ({ world, params, query }, user) =>
    ok(
      [...readGuild(world, params.guildId, user).scheduledEvents.values()].map((event) => withCount(event, query)),
    ),
  ),
  route('POST', LIST, async ({ world, params, body }, user) => {
    const guild = readGuild(world, params.guildId, user);
    requireEventRights(world, guild, undefined, user);
    const request = body as EventBody;
    await checkBody(schemaFor(request.entity_type, 'CreateRequest'), body);
    requirePlace(world, user, request.channel_id);
    return ok(createEvent(world, guild, request, user).wire);
  }),
  route('GET', ONE, ({ world, params, query }, user) =>
    ok(withCount(requireEvent(readGuild(world, params.guildId, user), params.eventId), query)),
  ),
  route('PATCH', ONE, async ({ world, params, body }, user) => {
    const guild = readGuild(world, params.guildId, user);
    const event = requireEvent(guild, params.eventId);
    requireEventRights(world, guild, event, user);
    const request = body as EventBody;
    await checkBody(schemaFor(request.entity_type ?? event.wire.entity_type, 'PatchRequestPartial'), body);
    requirePlace(world, user, request.channel_id);
    patchEvent(world, guild, event, request);
    return ok(event.wire);
  }),
  route('DELETE', ONE, ({ world, params }, user) => {
    const guild = readGuild(world, params.guildId, user);
    const event = requireEvent(guild, params.eventId);
    requireEventRights(world, guild, event, user);
    deleteEvent(world, guild, event);
    return noContent;
  }),
  route('GET', `${ONE}/users`, ({ world, params, query }, user) => {
    const guild = readGuild(world, params.guildId, user);
    return ok(interestedUsers(world, guild, requireEvent(guild, params.eventId), query));
  }),
  ...interestRoutes(),
];
