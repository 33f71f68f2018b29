import { PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { discordErrors } from '../../discord-error.ts';
import { searchMembers } from '../../world/members.ts';
import { guildChannels, isThread, requireGuild, requireMember } from '../../world/lookup.ts';
import { canView, permissionsOf, requirePermissions } from '../../world/permissions.ts';
import type { World, WorldGuild, WorldMember, WorldUser } from '../../world/types.ts';
import { guildWire, memberWire } from '../../world/wire.ts';
import { compareSnowflakes } from '../../snowflake.ts';
import { noContent, ok, route, type Route } from '../router.ts';

/** A guild one is not in is unknown, as Discord answers. */
const memberGuild = (world: World, guildId: string, user: WorldUser): WorldGuild => {
  const guild = requireGuild(world, guildId);
  if (!guild.members.has(user.wire.id)) throw discordErrors.missingAccess();
  return guild;
};

const publishMember = (world: World, guild: WorldGuild, member: WorldMember): void => {
  world.publish({
    name: 'GUILD_MEMBER_UPDATE',
    guildId: guild.id,
    data: { ...memberWire(world, member), guild_id: guild.id },
  });
};

const highestRole = (guild: WorldGuild, userId: string): number => {
  if (guild.ownerId === userId) return Number.POSITIVE_INFINITY;
  const roleIds = guild.members.get(userId)?.roleIds ?? [];
  return Math.max(0, ...roleIds.map((id) => guild.roles.get(id)?.position ?? 0));
};

const setRole = (
  world: World,
  ids: Record<'guildId' | 'userId' | 'roleId', string>,
  user: WorldUser,
  has: boolean,
) => {
  const guild = memberGuild(world, ids.guildId, user);
  requirePermissions(world, user.wire.id, { guild }, Flag.ManageRoles);
  const role = guild.roles.get(ids.roleId);
  if (!role) throw discordErrors.unknownRole();
  if (role.managed || role.position >= highestRole(guild, user.wire.id))
    throw discordErrors.missingPermissions();
  const member = requireMember(guild, ids.userId);
  member.roleIds = member.roleIds.filter((id) => id !== role.id);
  if (has) member.roleIds.push(role.id);
  publishMember(world, guild, member);
};

const memberRoutes = (): Route[] => [
  route('GET', '/guilds/:guildId/members', ({ world, params, query }, user) => {
    const guild = memberGuild(world, params.guildId, user);
    if (user.wire.bot && !world.application.privilegedIntents.has('members'))
      throw discordErrors.missingAccess();
    const after = query.get('after') ?? '0';
    const limit = Math.min(1000, Number(query.get('limit') ?? 1));
    const page = [...guild.members.values()]
      .sort((left, right) => compareSnowflakes(left.userId, right.userId))
      .filter(({ userId }) => compareSnowflakes(userId, after) > 0)
      .slice(0, limit);
    return ok(page.map((member) => memberWire(world, member)));
  }),
  route('GET', '/guilds/:guildId/members/search', ({ world, params, query }, user) => {
    const guild = memberGuild(world, params.guildId, user);
    const found = searchMembers(world, guild, query.get('query') ?? '', Number(query.get('limit') ?? 1));
    return ok(found.map((member) => memberWire(world, member)));
  }),
  route('GET', '/guilds/:guildId/members/:userId', ({ world, params }, user) => {
    const guild = memberGuild(world, params.guildId, user);
    return ok(
      memberWire(world, requireMember(guild, params.userId === '@me' ? user.wire.id : params.userId)),
    );
  }),
  route('PATCH', '/guilds/:guildId/members/@me', ({ world, params, body }, user) => {
    const guild = memberGuild(world, params.guildId, user);
    requirePermissions(world, user.wire.id, { guild }, Flag.ChangeNickname);
    const member = requireMember(guild, user.wire.id);
    const { nick } = body as { nick?: string | null };
    if (nick !== undefined) member.nick = nick === '' ? null : nick;
    publishMember(world, guild, member);
    return ok(memberWire(world, member));
  }),
  route('PUT', '/guilds/:guildId/members/:userId/roles/:roleId', ({ world, params }, user) => {
    setRole(world, params, user, true);
    return noContent;
  }),
  route('DELETE', '/guilds/:guildId/members/:userId/roles/:roleId', ({ world, params }, user) => {
    setRole(world, params, user, false);
    return noContent;
  }),
];

export const guildRoutes = (): Route[] => [
  route('GET', '/guilds/:guildId', ({ world, params, query }, user) => {
    const guild = memberGuild(world, params.guildId, user);
    const { approximate_member_count: count, ...wire } = guildWire(guild);
    const counts = { approximate_member_count: count, approximate_presence_count: count };
    return ok(query.get('with_counts') === 'true' ? { ...wire, ...counts } : wire);
  }),
  route('GET', '/guilds/:guildId/channels', ({ world, params }, user) => {
    const guild = memberGuild(world, params.guildId, user);
    const channels = guildChannels(world, guild.id).filter((channel) => !isThread(channel));
    const seesAll = user.wire.bot === true;
    return ok(
      channels.filter((channel) => seesAll || canView(world, channel, user.wire.id)).map(({ wire }) => wire),
    );
  }),
  route('GET', '/guilds/:guildId/roles', ({ world, params }, user) =>
    ok([...memberGuild(world, params.guildId, user).roles.values()]),
  ),
  route('GET', '/guilds/:guildId/roles/:roleId', ({ world, params }, user) => {
    const role = memberGuild(world, params.guildId, user).roles.get(params.roleId);
    if (!role) throw discordErrors.unknownRole();
    return ok(role);
  }),
  route('GET', '/guilds/:guildId/emojis', ({ world, params }, user) => {
    return ok(memberGuild(world, params.guildId, user).emojis);
  }),
  route('GET', '/users/@me/guilds/:guildId/member', ({ world, params }, user) => {
    const guild = memberGuild(world, params.guildId, user);
    const permissions = permissionsOf(world, guild, user.wire.id).toString();
    return ok({ ...memberWire(world, requireMember(guild, user.wire.id)), permissions });
  }),
  ...memberRoutes(),
];
