import {
  ChannelType,
  OverwriteType,
  PermissionFlagsBits as Flag,
  type APIEmoji,
  type APIOverwrite,
  type APIRole,
  type APISticker,
} from 'discord-api-types/v10';
import { asEnum } from './enums.ts';
import { DEFAULT_PERMISSIONS } from './permissions.ts';
import type { ChannelWire, World, WorldChannel, WorldGuild, WorldMember, WorldUser } from './types.ts';
import { guildCreateWire, memberWire } from './wire.ts';
import { isoNow } from './world.ts';

/** What the README asks an operator to grant when inviting the bot; narrow it in tests of missing permissions. */
export const DEFAULT_BOT_PERMISSIONS =
  DEFAULT_PERMISSIONS |
  Flag.CreateEvents |
  Flag.ManageEvents |
  Flag.ManageMessages |
  Flag.PinMessages |
  Flag.ManageThreads |
  Flag.MuteMembers |
  Flag.SetVoiceChannelStatus |
  Flag.PrioritySpeaker;

const makeRole = (
  id: string,
  options: { name: string; permissions: bigint; position: number; managed?: boolean; color?: number },
): APIRole => ({
  id,
  name: options.name,
  permissions: options.permissions.toString(),
  position: options.position,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- discord.js still reads it
  color: options.color ?? 0,
  colors: { primary_color: options.color ?? 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  managed: options.managed ?? false,
  mentionable: false,
  icon: null,
  unicode_emoji: null,
  flags: asEnum(0),
});

export const addRole = (
  world: World,
  guild: WorldGuild,
  options: { name: string; permissions?: bigint; managed?: boolean; color?: number },
): APIRole => {
  const role = makeRole(world.nextId(), {
    ...options,
    permissions: options.permissions ?? 0n,
    position: guild.roles.size,
  });
  guild.roles.set(role.id, role);
  world.publish({ name: 'GUILD_ROLE_CREATE', guildId: guild.id, data: { guild_id: guild.id, role } });
  return role;
};

export const addMember = (
  world: World,
  guild: WorldGuild,
  user: WorldUser,
  options: { nick?: string; roleIds?: readonly string[] } = {},
): WorldMember => {
  const member: WorldMember = {
    userId: user.wire.id,
    nick: options.nick ?? null,
    roleIds: [...(options.roleIds ?? [])],
    joinedAt: isoNow(world),
  };
  guild.members.set(member.userId, member);
  world.publish({
    name: 'GUILD_MEMBER_ADD',
    guildId: guild.id,
    data: { ...memberWire(world, member), guild_id: guild.id },
  });
  return member;
};

export const removeMember = (world: World, guild: WorldGuild, userId: string): void => {
  if (!guild.members.delete(userId)) return;
  world.publish({
    name: 'GUILD_MEMBER_REMOVE',
    guildId: guild.id,
    data: { guild_id: guild.id, user: world.users.get(userId)?.wire },
  });
};

/** Brings the application to a guild with a managed role that holds what was granted. */
export const inviteBot = (
  world: World,
  guild: WorldGuild,
  permissions: bigint = DEFAULT_BOT_PERMISSIONS,
): void => {
  const bot = world.users.get(world.application.botUserId);
  if (!bot) throw new Error('The world has no bot user.');
  const role = addRole(world, guild, { name: world.application.name, permissions, managed: true });
  guild.hasBot = true;
  addMember(world, guild, bot, { roleIds: [role.id] });
  world.publish({
    name: 'GUILD_CREATE',
    guildId: guild.id,
    userIds: [bot.wire.id],
    data: guildCreateWire(world, guild, { memberIds: [bot.wire.id], canSee: () => true }),
  });
};

/** The bot is thrown out of the guild. */
export const removeBot = (world: World, guild: WorldGuild): void => {
  const botId = world.application.botUserId;
  world.publish({ name: 'GUILD_DELETE', guildId: guild.id, userIds: [botId], data: { id: guild.id } });
  guild.hasBot = false;
  removeMember(world, guild, botId);
};

export type NewGuild = {
  name: string;
  owner: WorldUser;
  preferredLocale?: string;
  everyonePermissions?: bigint;
  emojis?: readonly APIEmoji[];
  stickers?: readonly APISticker[];
  /** Permissions of the bot's managed role; `null` leaves the bot outside. Default: DEFAULT_BOT_PERMISSIONS. */
  botPermissions?: bigint | null;
};

export const addGuild = (world: World, options: NewGuild): WorldGuild => {
  const id = world.nextId();
  const everyone = makeRole(id, {
    name: '@everyone',
    permissions: options.everyonePermissions ?? DEFAULT_PERMISSIONS,
    position: 0,
  });
  const guild: WorldGuild = {
    id,
    name: options.name,
    ownerId: options.owner.wire.id,
    preferredLocale: options.preferredLocale ?? 'en-US',
    joinedAt: isoNow(world),
    hasBot: false,
    roles: new Map([[id, everyone]]),
    emojis: options.emojis ?? [],
    stickers: options.stickers ?? [],
    channelIds: new Set(),
    members: new Map(),
    voiceStates: new Map(),
    scheduledEvents: new Map(),
  };
  world.guilds.set(id, guild);
  addMember(world, guild, options.owner);
  if (options.botPermissions !== null) inviteBot(world, guild, options.botPermissions);
  return guild;
};

export type NewChannel = {
  name: string;
  type?: ChannelType;
  topic?: string;
  parentId?: string;
  overwrites?: readonly APIOverwrite[];
  userLimit?: number;
  slowmodeSeconds?: number;
  nsfw?: boolean;
};

const voiceFields = (options: NewChannel): Partial<ChannelWire> => ({
  bitrate: 64_000,
  user_limit: options.userLimit ?? 0,
  rtc_region: null,
});

export const addChannel = (world: World, guild: WorldGuild, options: NewChannel): WorldChannel => {
  const id = world.nextId();
  const type = options.type ?? ChannelType.GuildText;
  const position = guild.channelIds.size;
  const isVoice = type === ChannelType.GuildVoice || type === ChannelType.GuildStageVoice;
  const channel: WorldChannel = {
    guildId: guild.id,
    messages: new Map(),
    threadMembers: new Map(),
    wire: {
      id,
      type,
      guild_id: guild.id,
      name: options.name,
      position,
      flags: 0,
      nsfw: options.nsfw ?? false,
      parent_id: options.parentId ?? null,
      permission_overwrites: [...(options.overwrites ?? [])],
      topic: options.topic ?? null,
      last_message_id: null,
      rate_limit_per_user: options.slowmodeSeconds ?? 0,
      ...(isVoice && voiceFields(options)),
    },
  };
  world.channels.set(id, channel);
  guild.channelIds.add(id);
  world.publish({ name: 'CHANNEL_CREATE', guildId: guild.id, channelId: id, data: channel.wire });
  return channel;
};

/** The channel in which two people, or a person and the bot, write to each other; opened at the first use. */
export const openDm = (world: World, left: WorldUser, right: WorldUser): WorldChannel => {
  const has = (channel: WorldChannel, id: string) => channel.wire.recipients?.some((user) => user.id === id);
  for (const channel of world.channels.values()) {
    if (channel.wire.type === ChannelType.DM && has(channel, left.wire.id) && has(channel, right.wire.id)) {
      return channel;
    }
  }
  const id = world.nextId();
  const channel: WorldChannel = {
    guildId: undefined,
    messages: new Map(),
    threadMembers: new Map(),
    wire: { id, type: ChannelType.DM, recipients: [left.wire, right.wire], last_message_id: null, flags: 0 },
  };
  world.channels.set(id, channel);
  for (const [self, other] of [
    [left, right],
    [right, left],
  ] as const) {
    // Bots get no CHANNEL_CREATE for DMs since API v8.
    if (self.wire.bot) continue;
    world.publish({
      name: 'CHANNEL_CREATE',
      userIds: [self.wire.id],
      data: dmWire(channel, self.wire.id, other),
    });
  }
  return channel;
};

/** Each side sees the other as the only recipient. */
export const dmWire = (channel: WorldChannel, readerId: string, other?: WorldUser): ChannelWire => ({
  ...channel.wire,
  recipients: other ? [other.wire] : (channel.wire.recipients ?? []).filter(({ id }) => id !== readerId),
});

export const denyOverwrite = (
  id: string,
  kind: 'role' | 'member',
  deny: bigint,
  allow = 0n,
): APIOverwrite => ({
  id,
  type: kind === 'role' ? OverwriteType.Role : OverwriteType.Member,
  deny: deny.toString(),
  allow: allow.toString(),
});
