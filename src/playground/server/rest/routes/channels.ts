import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { discordErrors, invalidForm } from '../../discord-error.ts';
import { addChannel, dmWire } from '../../world/build.ts';
import { isThread, isVoice, requireChannel, requireGuild } from '../../world/lookup.ts';
import { requirePermissions } from '../../world/permissions.ts';
import { asEnum } from '../../world/enums.ts';
import { publishThread } from '../../world/threads.ts';
import { leaveVoice } from '../../world/voice.ts';
import type { ChannelWire, World, WorldChannel } from '../../world/types.ts';
import { created, noContent, ok, route, type Route } from '../router.ts';
import { checkBody } from '../validate.ts';

type ChannelPatch = Partial<
  Pick<
    ChannelWire,
    | 'name'
    | 'topic'
    | 'nsfw'
    | 'position'
    | 'parent_id'
    | 'bitrate'
    | 'user_limit'
    | 'rtc_region'
    | 'rate_limit_per_user'
    | 'permission_overwrites'
  >
>;

type ThreadPatch = {
  name?: string | null;
  archived?: boolean | null;
  locked?: boolean | null;
  invitable?: boolean | null;
  auto_archive_duration?: number | null;
  rate_limit_per_user?: number | null;
};

const CHANNEL_FIELDS = [
  'name',
  'topic',
  'nsfw',
  'position',
  'parent_id',
  'bitrate',
  'user_limit',
  'rtc_region',
  'rate_limit_per_user',
  'permission_overwrites',
] as const;

const MAX_VOICE_STATUS = 500;

const patchChannel = (world: World, channel: WorldChannel, patch: ChannelPatch): void => {
  const changes = CHANNEL_FIELDS.filter((field) => patch[field] !== undefined).map((field) => [
    field,
    patch[field],
  ]);
  Object.assign(channel.wire, Object.fromEntries(changes));
  world.publish({
    name: 'CHANNEL_UPDATE',
    guildId: channel.guildId,
    channelId: channel.wire.id,
    data: channel.wire,
  });
};

const patchThread = (world: World, thread: WorldChannel, patch: ThreadPatch): void => {
  const metadata = thread.wire.thread_metadata;
  if (!metadata) return;
  if (patch.name != null) thread.wire.name = patch.name;
  if (patch.rate_limit_per_user != null) thread.wire.rate_limit_per_user = patch.rate_limit_per_user;
  if (patch.archived != null && patch.archived !== metadata.archived) {
    metadata.archived = patch.archived;
    metadata.archive_timestamp = new Date(world.clock.now()).toISOString();
  }
  if (patch.locked != null) metadata.locked = patch.locked;
  if (patch.invitable != null) metadata.invitable = patch.invitable;
  if (patch.auto_archive_duration != null) {
    metadata.auto_archive_duration = asEnum(patch.auto_archive_duration);
  }
  publishThread(world, 'THREAD_UPDATE', thread);
};

/** The owner of a thread may rename and archive it; locking needs Manage Threads. */
const requireThreadRights = (
  world: World,
  thread: WorldChannel,
  userId: string,
  patch: ThreadPatch,
): void => {
  const isOwner =
    thread.wire.owner_id === userId && patch.locked == null && patch.rate_limit_per_user == null;
  requirePermissions(world, userId, { channel: thread }, isOwner ? Flag.ViewChannel : Flag.ManageThreads);
  const reopens = patch.archived === false;
  if (thread.wire.thread_metadata?.archived && !reopens) throw discordErrors.threadArchived();
};

const removeChannel = (world: World, channel: WorldChannel): void => {
  const { id, type, parent_id: parentId } = channel.wire;
  if (isThread(channel)) {
    const data = { id, guild_id: channel.guildId, parent_id: parentId, type };
    world.publish({ name: 'THREAD_DELETE', guildId: channel.guildId, channelId: id, data });
  } else {
    world.publish({ name: 'CHANNEL_DELETE', guildId: channel.guildId, channelId: id, data: channel.wire });
  }
  const guild = world.guilds.get(channel.guildId ?? '');
  for (const state of guild?.voiceStates.values() ?? [])
    if (guild && state.channelId === id) leaveVoice(world, guild, state.userId, true);
  const forget = (goneId: string): void => {
    world.channels.delete(goneId);
    world.guilds.get(channel.guildId ?? '')?.channelIds.delete(goneId);
  };
  forget(id);
  for (const [threadId, thread] of world.channels)
    if (thread.wire.parent_id === id && isThread(thread)) forget(threadId);
};

export const channelRoutes = (): Route[] => [
  route('GET', '/channels/:channelId', ({ world, params }, user) => {
    const channel = requireChannel(world, params.channelId);
    requirePermissions(world, user.wire.id, { channel }, 0n);
    return ok(channel.guildId === undefined ? dmWire(channel, user.wire.id) : channel.wire);
  }),
  route('PATCH', '/channels/:channelId', async ({ world, params, body }, user) => {
    const channel = requireChannel(world, params.channelId);
    if (channel.guildId === undefined) throw discordErrors.wrongChannelType();
    if (isThread(channel)) {
      const patch = await checkBody<ThreadPatch>('UpdateThreadRequestPartial', body);
      requireThreadRights(world, channel, user.wire.id, patch);
      patchThread(world, channel, patch);
    } else {
      requirePermissions(world, user.wire.id, { channel }, Flag.ManageChannels);
      patchChannel(world, channel, await checkBody<ChannelPatch>('UpdateGuildChannelRequestPartial', body));
    }
    return ok(channel.wire);
  }),
  route('DELETE', '/channels/:channelId', ({ world, params }, user) => {
    const channel = requireChannel(world, params.channelId);
    if (channel.guildId === undefined) return ok(dmWire(channel, user.wire.id));
    requirePermissions(
      world,
      user.wire.id,
      { channel },
      isThread(channel) ? Flag.ManageThreads : Flag.ManageChannels,
    );
    removeChannel(world, channel);
    return ok(channel.wire);
  }),
  route('POST', '/guilds/:guildId/channels', async ({ world, params, body }, user) => {
    const guild = requireGuild(world, params.guildId);
    requirePermissions(world, user.wire.id, { guild }, Flag.ManageChannels);
    type NewChannelBody = ChannelPatch & { name: string; type?: ChannelType | null };
    const request = await checkBody<NewChannelBody>('CreateGuildChannelRequest', body);
    const channel = addChannel(world, guild, {
      name: request.name,
      type: request.type ?? ChannelType.GuildText,
      ...(request.topic != null && { topic: request.topic }),
      ...(request.parent_id != null && { parentId: request.parent_id }),
      ...(request.user_limit != null && { userLimit: request.user_limit }),
      ...(request.rate_limit_per_user != null && { slowmodeSeconds: request.rate_limit_per_user }),
      overwrites: (request.permission_overwrites ?? []).map((entry) => ({
        ...entry,
        allow: String((entry as { allow?: string }).allow ?? 0),
        deny: String((entry as { deny?: string }).deny ?? 0),
      })),
    });
    return created(channel.wire);
  }),
  route('PUT', '/channels/:channelId/voice-status', ({ world, params, body }, user) => {
    const channel = requireChannel(world, params.channelId);
    if (!isVoice(channel)) throw discordErrors.wrongChannelType();
    const guild = requireGuild(world, channel.guildId ?? '');
    const isInside = guild.voiceStates.get(user.wire.id)?.channelId === channel.wire.id;
    const needed = Flag.SetVoiceChannelStatus | (isInside ? 0n : Flag.ManageChannels);
    requirePermissions(world, user.wire.id, { channel }, needed);
    const status = (body as { status?: unknown }).status ?? null;
    const path = ['status'];
    if (status !== null && typeof status !== 'string') {
      throw invalidForm({
        path,
        code: 'STRING_TYPE_CONVERT',
        message: 'Could not interpret the value as string.',
      });
    }
    if (status !== null && status.length > MAX_VOICE_STATUS) {
      throw invalidForm({ path, code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 500 or fewer in length.' });
    }
    channel.wire.status = status === '' ? null : status;
    const data = { id: channel.wire.id, guild_id: guild.id, status: channel.wire.status };
    world.publish({
      name: 'VOICE_CHANNEL_STATUS_UPDATE',
      guildId: guild.id,
      channelId: channel.wire.id,
      data,
    });
    return noContent;
  }),
];
