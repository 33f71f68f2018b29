import {
  MessageFlags,
  MessageReferenceType,
  MessageType,
  PermissionFlagsBits as Flag,
  type APIMessage,
  type APIMessageInteraction,
  type APIMessageInteractionMetadata,
} from 'discord-api-types/v10';
import { discordErrors, invalidForm } from '../discord-error.ts';
import { asEnum } from './enums.ts';
import {
  numberComponents,
  resolveAttachments,
  resolveEmbeds,
  resolveMentions,
  visibleAttachments,
  type MessageDraft,
  type UploadedFile,
} from './drafts.ts';
import { isThread, requireUser } from './lookup.ts';
import { permissionsOf } from './permissions.ts';
import type { World, WorldChannel, WorldMessage } from './types.ts';
import { memberWire, memberWithoutUser } from './wire.ts';
import { isoNow } from './world.ts';

export type MessageOrigin = {
  authorId: string;
  type?: MessageType;
  /** Set for an answer to an interaction. */
  interaction?: { token: string; metadata?: APIMessageInteractionMetadata; legacy?: APIMessageInteraction };
  /** Set for an ephemeral message: its only reader. */
  onlyFor?: string | undefined;
  /** Set when a message answers another one without saying so in its draft: follow-ups, component replies. */
  replyTo?: WorldMessage | undefined;
};

const SETTABLE_FLAGS =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;

/** Discord remembers nonces for a few minutes; five are enough for any retry. */
const NONCE_MEMORY_MS = 5 * 60_000;

const findByNonce = (world: World, channel: WorldChannel, authorId: string, nonce: string) => {
  const since = world.clock.now() - NONCE_MEMORY_MS;
  for (const message of [...channel.messages.values()].reverse()) {
    if (Date.parse(message.wire.timestamp) < since) return undefined;
    if (message.nonce === nonce && message.wire.author.id === authorId) return message;
  }
  return undefined;
};

const findReference = (channel: WorldChannel, draft: MessageDraft): WorldMessage | undefined => {
  const reference = draft.message_reference;
  if (reference?.message_id === undefined) return undefined;
  const target = channel.messages.get(reference.message_id);
  if (!target && reference.fail_if_not_exists !== false) {
    const problem = { code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' };
    throw invalidForm({ path: ['message_reference'], ...problem });
  }
  return target;
};

/** Guild messages tell who wrote and who is named as members, on the gateway only. */
const gatewayMessage = (world: World, message: WorldMessage): object => {
  const guild = world.guilds.get(message.guildId ?? '');
  if (!guild) return message.wire;
  const author = guild.members.get(message.wire.author.id);
  return {
    ...message.wire,
    guild_id: guild.id,
    ...(author && { member: memberWithoutUser(author) }),
    mentions: message.wire.mentions.map((user) => {
      const member = guild.members.get(user.id);
      return member ? { ...user, member: memberWithoutUser(member) } : user;
    }),
  };
};

const announce = (world: World, name: string, message: WorldMessage, data: object): void => {
  world.publish({
    name,
    data,
    guildId: message.guildId,
    channelId: message.wire.channel_id,
    ...(message.onlyFor !== undefined && { userIds: [message.onlyFor] }),
  });
};

const replyFields = (target: WorldMessage): Partial<APIMessage> => ({
  type: MessageType.Reply,
  message_reference: {
    type: MessageReferenceType.Default,
    channel_id: target.wire.channel_id,
    message_id: target.wire.id,
    ...(target.guildId !== undefined && { guild_id: target.guildId }),
  },
  referenced_message: { ...target.wire, referenced_message: null },
});

const interactionFields = (world: World, origin: MessageOrigin): Partial<APIMessage> =>
  origin.interaction
    ? {
        webhook_id: world.application.id,
        application_id: world.application.id,
        ...(origin.interaction.metadata && { interaction_metadata: origin.interaction.metadata }),
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- Discord still sends it
        ...(origin.interaction.legacy && { interaction: origin.interaction.legacy }),
      }
    : {};

const mayMentionEveryone = (world: World, channel: WorldChannel, authorId: string): boolean => {
  const guild = world.guilds.get(channel.guildId ?? '');
  return (
    guild !== undefined && (permissionsOf(world, guild, authorId, channel) & Flag.MentionEveryone) !== 0n
  );
};

const buildMessage = (
  world: World,
  channel: WorldChannel,
  draft: MessageDraft,
  context: { files: readonly UploadedFile[]; origin: MessageOrigin },
): WorldMessage => {
  const { origin, files } = context;
  const author = requireUser(world, origin.authorId).wire;
  const replyTo = origin.replyTo ?? findReference(channel, draft);
  const ephemeral = origin.onlyFor !== undefined;
  const attachments = resolveAttachments(world, channel.wire.id, draft, { files, existing: [], ephemeral });
  const embeds = resolveEmbeds(draft.embeds ?? [], attachments);
  const mentions = resolveMentions(world, channel, draft.content ?? '', {
    allowed: draft.allowed_mentions,
    mayMentionEveryone: mayMentionEveryone(world, channel, origin.authorId),
    ...(replyTo && { repliedTo: replyTo.wire.author }),
  });
  const wire: APIMessage = {
    id: world.nextId(),
    channel_id: channel.wire.id,
    type: origin.type ?? MessageType.Default,
    author,
    content: (draft.content ?? '').trim(),
    timestamp: isoNow(world),
    edited_timestamp: null,
    tts: draft.tts ?? false,
    mention_everyone: mentions.everyone,
    mentions: mentions.users,
    mention_roles: mentions.roleIds,
    attachments: visibleAttachments(attachments, embeds),
    embeds,
    components: numberComponents(draft.components ?? []),
    pinned: false,
    flags: asEnum(
      ((draft.flags ?? 0) & (SETTABLE_FLAGS | MessageFlags.Loading)) |
        (ephemeral ? MessageFlags.Ephemeral : 0),
    ),
    ...(replyTo && replyFields(replyTo)),
    ...(origin.type !== undefined && { type: origin.type }),
    ...interactionFields(world, origin),
  };
  return {
    wire,
    guildId: channel.guildId,
    onlyFor: origin.onlyFor,
    interactionToken: origin.interaction?.token,
    nonce: draft.nonce == null ? undefined : String(draft.nonce),
    pinnedAt: undefined,
  };
};

const countInThread = (channel: WorldChannel, step: 1 | -1): void => {
  if (!isThread(channel)) return;
  channel.wire.message_count = Math.max(0, (channel.wire.message_count ?? 0) + step);
  if (step === 1) channel.wire.total_message_sent = (channel.wire.total_message_sent ?? 0) + 1;
};

/** Writes a message and tells those who may see it. Permissions and limits were checked before. */
export const createMessage = (
  world: World,
  channel: WorldChannel,
  draft: MessageDraft,
  context: { files?: readonly UploadedFile[]; origin: MessageOrigin },
): WorldMessage => {
  const nonce = draft.nonce == null ? undefined : String(draft.nonce);
  if (nonce !== undefined && draft.enforce_nonce) {
    const earlier = findByNonce(world, channel, context.origin.authorId, nonce);
    if (earlier) return earlier;
  }
  const message = buildMessage(world, channel, draft, { files: context.files ?? [], origin: context.origin });
  channel.messages.set(message.wire.id, message);
  if (message.onlyFor === undefined) {
    channel.wire.last_message_id = message.wire.id;
    countInThread(channel, 1);
  }
  const data = gatewayMessage(world, message);
  announce(world, 'MESSAGE_CREATE', message, nonce === undefined ? data : { ...data, nonce });
  return message;
};

/** Changes what the draft names and leaves the rest; `silentEdit` is for the first filling of a "thinking" message. */
export const editMessage = (
  world: World,
  channel: WorldChannel,
  message: WorldMessage,
  draft: MessageDraft,
  context: { files?: readonly UploadedFile[]; silentEdit?: boolean } = {},
): WorldMessage => {
  const { wire } = message;
  const attachments = resolveAttachments(world, channel.wire.id, draft, {
    files: context.files ?? [],
    existing: wire.attachments,
    ephemeral: message.onlyFor !== undefined,
  });
  const embeds = draft.embeds === undefined ? wire.embeds : resolveEmbeds(draft.embeds ?? [], attachments);
  const content = draft.content === undefined ? wire.content : (draft.content ?? '').trim();
  if (content === '' && embeds.length === 0 && attachments.length === 0) {
    const components = draft.components === undefined ? wire.components : draft.components;
    if (!components?.length) throw discordErrors.emptyMessage();
  }
  wire.content = content;
  wire.embeds = embeds;
  wire.attachments = visibleAttachments(attachments, embeds);
  if (draft.components !== undefined) wire.components = numberComponents(draft.components ?? []);
  if (draft.content !== undefined || draft.allowed_mentions !== undefined) {
    const mentions = resolveMentions(world, channel, content, {
      allowed: draft.allowed_mentions,
      mayMentionEveryone: mayMentionEveryone(world, channel, wire.author.id),
    });
    wire.mentions = mentions.users;
    wire.mention_roles = mentions.roleIds;
    wire.mention_everyone = mentions.everyone;
  }
  const settled = (wire.flags ?? 0) & ~MessageFlags.Loading;
  wire.flags = asEnum(
    draft.flags == null ? settled : (settled & ~MessageFlags.SuppressEmbeds) | (draft.flags & SETTABLE_FLAGS),
  );
  if (!context.silentEdit) wire.edited_timestamp = isoNow(world);
  announce(world, 'MESSAGE_UPDATE', message, gatewayMessage(world, message));
  return message;
};

const forget = (world: World, channel: WorldChannel, message: WorldMessage): void => {
  channel.messages.delete(message.wire.id);
  if (message.onlyFor === undefined) countInThread(channel, -1);
  for (const { url } of message.wire.attachments) world.files.delete(url.slice(world.baseUrl.length));
};

export const deleteMessage = (world: World, channel: WorldChannel, message: WorldMessage): void => {
  forget(world, channel, message);
  announce(world, 'MESSAGE_DELETE', message, {
    id: message.wire.id,
    channel_id: channel.wire.id,
    ...(channel.guildId !== undefined && { guild_id: channel.guildId }),
  });
};

export const bulkDeleteMessages = (
  world: World,
  channel: WorldChannel,
  messageIds: readonly string[],
): void => {
  const messages = messageIds.flatMap((id) => channel.messages.get(id) ?? []);
  for (const message of messages) forget(world, channel, message);
  world.publish({
    name: 'MESSAGE_DELETE_BULK',
    guildId: channel.guildId,
    channelId: channel.wire.id,
    data: {
      ids: messages.map(({ wire }) => wire.id),
      channel_id: channel.wire.id,
      guild_id: channel.guildId,
    },
  });
};

export const setPinned = (
  world: World,
  channel: WorldChannel,
  message: WorldMessage,
  options: { pinned: boolean; byUserId: string },
): void => {
  if (message.wire.pinned === options.pinned) return;
  message.wire.pinned = options.pinned;
  message.pinnedAt = options.pinned ? isoNow(world) : undefined;
  if (options.pinned) channel.wire.last_pin_timestamp = message.pinnedAt ?? null;
  announce(world, 'MESSAGE_UPDATE', message, gatewayMessage(world, message));
  world.publish({
    name: 'CHANNEL_PINS_UPDATE',
    guildId: channel.guildId,
    channelId: channel.wire.id,
    data: {
      guild_id: channel.guildId,
      channel_id: channel.wire.id,
      last_pin_timestamp: channel.wire.last_pin_timestamp ?? null,
    },
  });
  if (!options.pinned) return;
  createMessage(
    world,
    channel,
    {},
    {
      origin: { authorId: options.byUserId, type: MessageType.ChannelPinnedMessage },
    },
  );
};

export const typing = (world: World, channel: WorldChannel, userId: string): void => {
  const guild = world.guilds.get(channel.guildId ?? '');
  const member = guild?.members.get(userId);
  world.publish({
    name: 'TYPING_START',
    guildId: channel.guildId,
    channelId: channel.wire.id,
    data: {
      channel_id: channel.wire.id,
      user_id: userId,
      timestamp: Math.floor(world.clock.now() / 1000),
      ...(guild && member && { guild_id: guild.id, member: memberWire(world, member) }),
    },
  });
};
