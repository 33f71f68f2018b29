import { PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { requireChannel, requireMessage } from '../../world/lookup.ts';
import { requirePermissions } from '../../world/permissions.ts';
import { addReaction, clearReactions, parseEmoji, reactorsOf, removeReaction } from '../../world/reactions.ts';
import type { World, WorldUser } from '../../world/types.ts';
import { noContent, ok, route, type Route, type RouteLimit } from '../router.ts';

const REACTION_LIMIT: RouteLimit = { limit: 1, windowMs: 250 };

const BASE = '/channels/:channelId/messages/:messageId/reactions';

const target = (world: World, params: { channelId: string; messageId: string }, user: WorldUser, needed: bigint) => {
  const channel = requireChannel(world, params.channelId);
  requirePermissions(world, user.wire.id, { channel }, needed);
  return { channel, message: requireMessage(channel, params.messageId, user.wire.id) };
};

export const reactionRoutes = (): Route[] => [
  route(
    'PUT',
    `${BASE}/:emoji/@me`,
    ({ world, params }, user) => {
      const emoji = parseEmoji(params.emoji);
      const { channel, message } = target(world, params, user, Flag.ReadMessageHistory);
      const isFirst = reactorsOf(message, emoji).size === 0;
      if (isFirst) requirePermissions(world, user.wire.id, { channel }, Flag.AddReactions);
      addReaction(world, channel, message, { emoji, userId: user.wire.id });
      return noContent;
    },
    { limit: REACTION_LIMIT },
  ),
  route(
    'DELETE',
    `${BASE}/:emoji/@me`,
    ({ world, params }, user) => {
      const { channel, message } = target(world, params, user, Flag.ViewChannel);
      removeReaction(world, channel, message, { emoji: parseEmoji(params.emoji), userId: user.wire.id });
      return noContent;
    },
    { limit: REACTION_LIMIT },
  ),
  route(
    'DELETE',
    `${BASE}/:emoji/:userId`,
    ({ world, params }, user) => {
      const { channel, message } = target(world, params, user, Flag.ManageMessages);
      removeReaction(world, channel, message, { emoji: parseEmoji(params.emoji), userId: params.userId });
      return noContent;
    },
    { limit: REACTION_LIMIT },
  ),
  route('GET', `${BASE}/:emoji`, ({ world, params, query }, user) => {
    const { message } = target(world, params, user, Flag.ReadMessageHistory);
    const after = query.get('after');
    const ids = [...reactorsOf(message, parseEmoji(params.emoji))].sort();
    const page = ids.filter((id) => after === null || id > after).slice(0, Number(query.get('limit') ?? 25));
    return ok(page.flatMap((id) => world.users.get(id)?.wire ?? []));
  }),
  route('DELETE', `${BASE}/:emoji`, ({ world, params }, user) => {
    const { channel, message } = target(world, params, user, Flag.ManageMessages);
    clearReactions(world, channel, message, parseEmoji(params.emoji));
    return noContent;
  }),
  route('DELETE', BASE, ({ world, params }, user) => {
    const { channel, message } = target(world, params, user, Flag.ManageMessages);
    clearReactions(world, channel, message);
    return noContent;
  }),
];
