import { MessageFlags, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { discordErrors, invalidForm } from '../../discord-error.ts';
import { compareSnowflakes, snowflakeTimeMs } from '../../snowflake.ts';
import { withoutContent } from '../../world/content.ts';
import type { MessageDraft } from '../../world/drafts.ts';
import { holdsMessages, isThread, requireChannel, requireMessage } from '../../world/lookup.ts';
import {
  bulkDeleteMessages,
  createMessage,
  deleteMessage,
  editMessage,
  setPinned,
  typing,
} from '../../world/messages.ts';
import { permissionsOf, requirePermissions } from '../../world/permissions.ts';
import { withOwnReactions } from '../../world/reactions.ts';
import { joinThread, reopenThread } from '../../world/threads.ts';
import type { World, WorldChannel, WorldMessage, WorldUser } from '../../world/types.ts';
import { checkDraft } from '../message-rules.ts';
import { noContent, ok, route, type Route, type RouteLimit } from '../router.ts';

const WRITE_LIMIT: RouteLimit = { limit: 5, windowMs: 5000 };
const DELETE_LIMIT: RouteLimit = { limit: 5, windowMs: 1000 };
const FORTNIGHT_MS = 14 * 24 * 3600_000;

const forReader = (world: World, message: WorldMessage, reader: WorldUser): object => {
  const wire = withOwnReactions(message, reader.wire.id);
  const blind = reader.wire.bot && !world.application.privilegedIntents.has('message-content');
  return blind ? withoutContent(wire, { userId: reader.wire.id, inGuild: message.guildId !== undefined }) : wire;
};

const requireWritable = (world: World, channel: WorldChannel, user: WorldUser, draft: MessageDraft, files: number) => {
  if (!holdsMessages(channel)) throw discordErrors.wrongChannelType();
  const send = isThread(channel) ? Flag.SendMessagesInThreads : Flag.SendMessages;
  const attach = files > 0 ? Flag.AttachFiles : 0n;
  // People without Embed Links just get no link preview; what a bot sends as an embed is refused.
  const embed = draft.embeds?.length ? Flag.EmbedLinks : 0n;
  const reply = draft.message_reference?.message_id ? Flag.ReadMessageHistory : 0n;
  requirePermissions(world, user.wire.id, { channel }, send | attach | embed | reply);
  if (channel.wire.thread_metadata?.locked) {
    requirePermissions(world, user.wire.id, { channel }, Flag.ManageThreads);
  }
};

/** Slow mode binds people, not bots, and not those who manage the channel. */
const requirePatience = (world: World, channel: WorldChannel, user: WorldUser): void => {
  const waitMs = (channel.wire.rate_limit_per_user ?? 0) * 1000;
  const guild = world.guilds.get(channel.guildId ?? '');
  if (waitMs === 0 || user.wire.bot || !guild) return;
  const exempt = Flag.ManageMessages | Flag.ManageChannels | Flag.BypassSlowmode;
  if (permissionsOf(world, guild, user.wire.id, channel) & exempt) return;
  for (const message of [...channel.messages.values()].reverse()) {
    if (snowflakeTimeMs(message.wire.id) <= world.clock.now() - waitMs) return;
    if (message.wire.author.id === user.wire.id) throw discordErrors.slowmode();
  }
};

const readRange = (query: URLSearchParams): { limit: number; keep: (id: string) => boolean; newest: boolean } => {
  const limit = Number(query.get('limit') ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    throw invalidForm({
      path: ['limit'],
      code: 'NUMBER_TYPE_MAX',
      message: 'int value should be between 1 and 100.',
    });
  }
  const before = query.get('before');
  const after = query.get('after');
  if (before !== null) return { limit, keep: (id) => compareSnowflakes(id, before) < 0, newest: true };
  if (after !== null) return { limit, keep: (id) => compareSnowflakes(id, after) > 0, newest: false };
  return { limit, keep: () => true, newest: true };
};

const listMessages = (channel: WorldChannel, query: URLSearchParams): WorldMessage[] => {
  const { limit, keep, newest } = readRange(query);
  const all = [...channel.messages.values()].filter(({ onlyFor }) => onlyFor === undefined);
  const around = query.get('around');
  if (around !== null) {
    const at = all.findIndex(({ wire }) => compareSnowflakes(wire.id, around) >= 0);
    const start = Math.max(0, (at === -1 ? all.length : at) - Math.floor(limit / 2));
    return all.slice(start, start + limit).reverse();
  }
  const kept = all.filter(({ wire }) => keep(wire.id));
  return (newest ? kept.slice(-limit) : kept.slice(0, limit)).reverse();
};

const pinnedMessages = (channel: WorldChannel): WorldMessage[] =>
  [...channel.messages.values()]
    .filter(({ wire }) => wire.pinned)
    .sort((left, right) => (right.pinnedAt ?? '').localeCompare(left.pinnedAt ?? ''));

const MAX_PINS = 250;

const pin = (world: World, ids: { channelId: string; messageId: string }, user: WorldUser, pinned: boolean): void => {
  const channel = requireChannel(world, ids.channelId);
  requirePermissions(world, user.wire.id, { channel }, channel.guildId === undefined ? 0n : Flag.PinMessages);
  const message = requireMessage(channel, ids.messageId, user.wire.id);
  if (pinned && !message.wire.pinned && pinnedMessages(channel).length >= MAX_PINS) throw discordErrors.tooManyPins();
  setPinned(world, channel, message, { pinned, byUserId: user.wire.id });
};

const pinRoutes = (): Route[] =>
  ['/channels/:channelId/pins/:messageId', '/channels/:channelId/messages/pins/:messageId'].flatMap((path) => [
    route('PUT', path as '/channels/:channelId/pins/:messageId', ({ world, params }, user) => {
      pin(world, params, user, true);
      return noContent;
    }),
    route('DELETE', path as '/channels/:channelId/pins/:messageId', ({ world, params }, user) => {
      pin(world, params, user, false);
      return noContent;
    }),
  ]);

const writeRoutes = (): Route[] => [
  route(
    'POST',
    '/channels/:channelId/messages',
    async ({ world, params, body, files }, user) => {
      const channel = requireChannel(world, params.channelId);
      requireWritable(world, channel, user, {}, 0);
      const draft = await checkDraft(body, { schema: 'MessageCreateRequest', fileCount: files.length });
      requireWritable(world, channel, user, draft, files.length);
      requirePatience(world, channel, user);
      reopenThread(world, channel);
      joinThread(world, channel, user.wire.id);
      return ok(createMessage(world, channel, draft, { files, origin: { authorId: user.wire.id } }).wire);
    },
    { limit: WRITE_LIMIT },
  ),
  route(
    'PATCH',
    '/channels/:channelId/messages/:messageId',
    async ({ world, params, body, files }, user) => {
      const channel = requireChannel(world, params.channelId);
      requirePermissions(world, user.wire.id, { channel }, Flag.ViewChannel);
      const message = requireMessage(channel, params.messageId, user.wire.id);
      const schema = 'MessageEditRequestPartial';
      const wasV2 = ((message.wire.flags ?? 0) & MessageFlags.IsComponentsV2) !== 0;
      const draft = await checkDraft(body, { schema, fileCount: files.length, wasV2, mayBeEmpty: true });
      if (message.wire.author.id !== user.wire.id) {
        const onlyFlags = Object.keys(draft).every((key) => key === 'flags');
        if (!onlyFlags) throw discordErrors.cannotEditOthers();
        requirePermissions(world, user.wire.id, { channel }, Flag.ManageMessages);
      }
      if (files.length > 0) requirePermissions(world, user.wire.id, { channel }, Flag.AttachFiles);
      return ok(editMessage(world, channel, message, draft, { files }).wire);
    },
    { limit: WRITE_LIMIT },
  ),
  route(
    'DELETE',
    '/channels/:channelId/messages/:messageId',
    ({ world, params }, user) => {
      const channel = requireChannel(world, params.channelId);
      requirePermissions(world, user.wire.id, { channel }, Flag.ViewChannel);
      const message = requireMessage(channel, params.messageId, user.wire.id);
      if (message.wire.author.id !== user.wire.id) {
        if (channel.guildId === undefined) throw discordErrors.missingPermissions();
        requirePermissions(world, user.wire.id, { channel }, Flag.ManageMessages);
      }
      deleteMessage(world, channel, message);
      return noContent;
    },
    { limit: DELETE_LIMIT },
  ),
  route('POST', '/channels/:channelId/messages/bulk-delete', ({ world, params, body }, user) => {
    const channel = requireChannel(world, params.channelId);
    requirePermissions(world, user.wire.id, { channel }, Flag.ManageMessages);
    const ids = (body as { messages?: unknown }).messages;
    if (!Array.isArray(ids) || ids.length < 2 || ids.length > 100) throw discordErrors.badDeleteCount();
    const messageIds = ids.map(String);
    const oldestMs = world.clock.now() - FORTNIGHT_MS;
    if (messageIds.some((id) => snowflakeTimeMs(id) < oldestMs)) throw discordErrors.tooOldToBulkDelete();
    bulkDeleteMessages(world, channel, messageIds);
    return noContent;
  }),
];

const readRoutes = (): Route[] => [
  route('GET', '/channels/:channelId/messages', ({ world, params, query }, user) => {
    const channel = requireChannel(world, params.channelId);
    if (!holdsMessages(channel)) throw discordErrors.wrongChannelType();
    requirePermissions(world, user.wire.id, { channel }, Flag.ViewChannel);
    const guild = world.guilds.get(channel.guildId ?? '');
    // Without Read Message History the list is empty, not refused.
    if (guild && !(permissionsOf(world, guild, user.wire.id, channel) & Flag.ReadMessageHistory)) return ok([]);
    return ok(listMessages(channel, query).map((message) => forReader(world, message, user)));
  }),
  route('GET', '/channels/:channelId/messages/:messageId', ({ world, params }, user) => {
    const channel = requireChannel(world, params.channelId);
    requirePermissions(world, user.wire.id, { channel }, Flag.ReadMessageHistory);
    return ok(forReader(world, requireMessage(channel, params.messageId, user.wire.id), user));
  }),
  route('GET', '/channels/:channelId/pins', ({ world, params }, user) => {
    const channel = requireChannel(world, params.channelId);
    requirePermissions(world, user.wire.id, { channel }, Flag.ReadMessageHistory);
    return ok(pinnedMessages(channel).map((message) => forReader(world, message, user)));
  }),
  route('GET', '/channels/:channelId/messages/pins', ({ world, params, query }, user) => {
    const channel = requireChannel(world, params.channelId);
    requirePermissions(world, user.wire.id, { channel }, Flag.ReadMessageHistory);
    const before = query.get('before');
    const limit = Number(query.get('limit') ?? 50);
    const all = pinnedMessages(channel).filter(
      ({ pinnedAt }) => before === null || Date.parse(pinnedAt ?? '') < Date.parse(before),
    );
    const items = all.slice(0, limit).map((message) => ({
      pinned_at: message.pinnedAt,
      message: forReader(world, message, user),
    }));
    return ok({ items, has_more: all.length > limit });
  }),
  route('POST', '/channels/:channelId/typing', ({ world, params }, user) => {
    const channel = requireChannel(world, params.channelId);
    requirePermissions(
      world,
      user.wire.id,
      { channel },
      isThread(channel) ? Flag.SendMessagesInThreads : Flag.SendMessages,
    );
    typing(world, channel, user.wire.id);
    return noContent;
  }),
];

export const messageRoutes = (): Route[] => [...readRoutes(), ...writeRoutes(), ...pinRoutes()];
