import { ChannelType, MessageFlags, MessageType, ThreadAutoArchiveDuration } from 'discord-api-types/v10';
import { discordErrors } from '../discord-error.ts';
import { asEnum } from './enums.ts';
import { isThread } from './lookup.ts';
import { createMessage } from './messages.ts';
import type { World, WorldChannel, WorldMessage } from './types.ts';
import { threadMemberWire } from './wire.ts';
import { isoNow } from './world.ts';

export type NewThread = {
  name: string;
  ownerId: string;
  type: ChannelType.PublicThread | ChannelType.PrivateThread | ChannelType.AnnouncementThread;
  autoArchiveMinutes?: number | null | undefined;
  slowmodeSeconds?: number | null | undefined;
  invitable?: boolean | null | undefined;
  /** A thread of a message has the message's id. */
  from?: WorldMessage;
};

const publishMembers = (
  world: World,
  thread: WorldChannel,
  change: { added?: string; removed?: string },
): void => {
  world.publish({
    name: 'THREAD_MEMBERS_UPDATE',
    guildId: thread.guildId,
    channelId: thread.wire.id,
    data: {
      id: thread.wire.id,
      guild_id: thread.guildId,
      member_count: thread.wire.member_count,
      ...(change.added !== undefined && { added_members: [threadMemberWire(thread, change.added)] }),
      ...(change.removed !== undefined && { removed_member_ids: [change.removed] }),
    },
  });
};

export const joinThread = (world: World, thread: WorldChannel, userId: string): void => {
  if (!isThread(thread) || thread.threadMembers.has(userId)) return;
  thread.threadMembers.set(userId, { joinedAt: isoNow(world) });
  thread.wire.member_count = thread.threadMembers.size;
  publishMembers(world, thread, { added: userId });
};

export const leaveThread = (world: World, thread: WorldChannel, userId: string): void => {
  if (!thread.threadMembers.delete(userId)) return;
  thread.wire.member_count = thread.threadMembers.size;
  publishMembers(world, thread, { removed: userId });
};

/** Writing in an archived thread opens it again. */
export const reopenThread = (world: World, thread: WorldChannel): void => {
  const metadata = thread.wire.thread_metadata;
  if (!metadata?.archived) return;
  metadata.archived = false;
  metadata.archive_timestamp = isoNow(world);
  publishThread(world, 'THREAD_UPDATE', thread);
};

export const publishThread = (world: World, name: string, thread: WorldChannel, extra: object = {}): void => {
  world.publish({
    name,
    guildId: thread.guildId,
    channelId: thread.wire.id,
    data: { ...thread.wire, ...extra },
  });
};

export const startThread = (world: World, parent: WorldChannel, options: NewThread): WorldChannel => {
  const id = options.from?.wire.id ?? world.nextId();
  if (world.channels.has(id)) throw discordErrors.threadExists();
  const nowText = isoNow(world);
  const thread: WorldChannel = {
    guildId: parent.guildId,
    messages: new Map(),
    threadMembers: new Map(),
    wire: {
      id,
      type: options.type,
      ...(parent.guildId !== undefined && { guild_id: parent.guildId }),
      parent_id: parent.wire.id,
      name: options.name,
      owner_id: options.ownerId,
      last_message_id: null,
      rate_limit_per_user: options.slowmodeSeconds ?? 0,
      message_count: 0,
      member_count: 0,
      total_message_sent: 0,
      flags: 0,
      thread_metadata: {
        archived: false,
        archive_timestamp: nowText,
        create_timestamp: nowText,
        auto_archive_duration: asEnum(options.autoArchiveMinutes ?? ThreadAutoArchiveDuration.OneDay),
        locked: false,
        ...(options.type === ChannelType.PrivateThread && { invitable: options.invitable ?? true }),
      },
    },
  };
  world.channels.set(id, thread);
  world.guilds.get(thread.guildId ?? '')?.channelIds.add(id);
  thread.threadMembers.set(options.ownerId, { joinedAt: nowText });
  thread.wire.member_count = 1;
  publishThread(world, 'THREAD_CREATE', thread, { newly_created: true });
  if (options.from) {
    options.from.wire.flags = asEnum((options.from.wire.flags ?? 0) | MessageFlags.HasThread);
  } else if (options.type === ChannelType.PublicThread) {
    const origin = { authorId: options.ownerId, type: MessageType.ThreadCreated };
    createMessage(world, parent, { content: options.name }, { origin });
  }
  return thread;
};
