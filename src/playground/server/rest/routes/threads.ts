import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { discordErrors } from '../../discord-error.ts';
import { guildChannels, isThread, requireChannel, requireGuild, requireMessage } from '../../world/lookup.ts';
import { canView, requirePermissions } from '../../world/permissions.ts';
import { joinThread, leaveThread, startThread, type NewThread } from '../../world/threads.ts';
import type { World, WorldChannel, WorldUser } from '../../world/types.ts';
import { memberWire, threadMemberWire } from '../../world/wire.ts';
import { created, noContent, ok, route, type Route } from '../router.ts';
import { checkBody } from '../validate.ts';

type ThreadBody = {
  name: string;
  type?: ChannelType | null;
  auto_archive_duration?: number | null;
  rate_limit_per_user?: number | null;
  invitable?: boolean | null;
};

const details = (body: ThreadBody) => ({
  name: body.name,
  autoArchiveMinutes: body.auto_archive_duration,
  slowmodeSeconds: body.rate_limit_per_user,
  invitable: body.invitable,
});

const PARENTS: ReadonlySet<ChannelType> = new Set([ChannelType.GuildText, ChannelType.GuildAnnouncement]);

const requireParent = (world: World, channelId: string): WorldChannel => {
  const channel = requireChannel(world, channelId);
  if (!PARENTS.has(channel.wire.type)) throw discordErrors.wrongChannelType();
  return channel;
};

const requireThread = (world: World, channelId: string, user: WorldUser): WorldChannel => {
  const thread = requireChannel(world, channelId);
  if (!isThread(thread)) throw discordErrors.wrongChannelType();
  requirePermissions(world, user.wire.id, { channel: thread }, Flag.ViewChannel);
  return thread;
};

/** Without a type Discord makes a private thread. */
const kindOf = (body: ThreadBody): NewThread['type'] =>
  body.type === ChannelType.PublicThread ? ChannelType.PublicThread : ChannelType.PrivateThread;

const activeThreads = (world: World, guildId: string, user: WorldUser): WorldChannel[] =>
  guildChannels(world, guildId).filter(
    (channel) =>
      isThread(channel) && !channel.wire.thread_metadata?.archived && canView(world, channel, user.wire.id),
  );

const membersOf = (threads: readonly WorldChannel[], user: WorldUser) =>
  threads
    .filter((thread) => thread.threadMembers.has(user.wire.id))
    .map((thread) => threadMemberWire(thread, user.wire.id));

const requireJoined = (world: World, thread: WorldChannel, userId: string, withMember: boolean): object => {
  if (!thread.threadMembers.has(userId)) throw discordErrors.unknownMember();
  const member = world.guilds.get(thread.guildId ?? '')?.members.get(userId);
  return { ...threadMemberWire(thread, userId), ...(withMember && member && { member: memberWire(world, member) }) };
};

const memberRoutes = (): Route[] => [
  route('PUT', '/channels/:channelId/thread-members/@me', ({ world, params }, user) => {
    joinThread(world, requireThread(world, params.channelId, user), user.wire.id);
    return noContent;
  }),
  route('DELETE', '/channels/:channelId/thread-members/@me', ({ world, params }, user) => {
    leaveThread(world, requireThread(world, params.channelId, user), user.wire.id);
    return noContent;
  }),
  route('PUT', '/channels/:channelId/thread-members/:userId', ({ world, params }, user) => {
    const thread = requireThread(world, params.channelId, user);
    requirePermissions(world, user.wire.id, { channel: thread }, Flag.SendMessagesInThreads);
    if (!world.guilds.get(thread.guildId ?? '')?.members.has(params.userId)) throw discordErrors.unknownMember();
    joinThread(world, thread, params.userId);
    return noContent;
  }),
  route('DELETE', '/channels/:channelId/thread-members/:userId', ({ world, params }, user) => {
    const thread = requireThread(world, params.channelId, user);
    const isOwner = thread.wire.owner_id === user.wire.id;
    if (!isOwner) requirePermissions(world, user.wire.id, { channel: thread }, Flag.ManageThreads);
    leaveThread(world, thread, params.userId);
    return noContent;
  }),
  route('GET', '/channels/:channelId/thread-members/:userId', ({ world, params, query }, user) => {
    const thread = requireThread(world, params.channelId, user);
    const userId = params.userId === '@me' ? user.wire.id : params.userId;
    return ok(requireJoined(world, thread, userId, query.get('with_member') === 'true'));
  }),
  route('GET', '/channels/:channelId/thread-members', ({ world, params, query }, user) => {
    const thread = requireThread(world, params.channelId, user);
    const withMember = query.get('with_member') === 'true';
    return ok([...thread.threadMembers.keys()].map((id) => requireJoined(world, thread, id, withMember)));
  }),
];

export const threadRoutes = (): Route[] => [
  route('POST', '/channels/:channelId/threads', async ({ world, params, body }, user) => {
    const parent = requireParent(world, params.channelId);
    const request = await checkBody<ThreadBody>('CreateTextThreadWithoutMessageRequest', body);
    const type = kindOf(request);
    const needed = type === ChannelType.PublicThread ? Flag.CreatePublicThreads : Flag.CreatePrivateThreads;
    requirePermissions(world, user.wire.id, { channel: parent }, needed);
    return created(startThread(world, parent, { ...details(request), ownerId: user.wire.id, type }).wire);
  }),
  route('POST', '/channels/:channelId/messages/:messageId/threads', async ({ world, params, body }, user) => {
    const parent = requireParent(world, params.channelId);
    const request = await checkBody<ThreadBody>('CreateTextThreadWithMessageRequest', body);
    requirePermissions(world, user.wire.id, { channel: parent }, Flag.CreatePublicThreads);
    const from = requireMessage(parent, params.messageId, user.wire.id);
    const type =
      parent.wire.type === ChannelType.GuildAnnouncement
        ? ChannelType.AnnouncementThread
        : ChannelType.PublicThread;
    return created(startThread(world, parent, { ...details(request), ownerId: user.wire.id, type, from }).wire);
  }),
  route('GET', '/guilds/:guildId/threads/active', ({ world, params }, user) => {
    const threads = activeThreads(world, requireGuild(world, params.guildId).id, user);
    return ok({ threads: threads.map(({ wire }) => wire), members: membersOf(threads, user) });
  }),
  route('GET', '/channels/:channelId/threads/archived/public', ({ world, params }, user) => {
    const parent = requireParent(world, params.channelId);
    requirePermissions(world, user.wire.id, { channel: parent }, Flag.ReadMessageHistory);
    const threads = [...world.channels.values()].filter(
      ({ wire }) =>
        wire.parent_id === parent.wire.id &&
        wire.thread_metadata?.archived === true &&
        wire.type !== ChannelType.PrivateThread,
    );
    const members = membersOf(threads, user);
    return ok({ threads: threads.map(({ wire }) => wire), members, has_more: false });
  }),
  ...memberRoutes(),
];
