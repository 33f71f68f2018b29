import { ChannelType } from 'discord-api-types/v10';
import { discordErrors } from '../discord-error.ts';
import type { World, WorldChannel, WorldGuild, WorldMember, WorldMessage, WorldUser } from './types.ts';

export const requireUser = (world: World, userId: string): WorldUser => {
  const user = world.users.get(userId);
  if (!user) throw discordErrors.unknownUser();
  return user;
};

export const requireGuild = (world: World, guildId: string): WorldGuild => {
  const guild = world.guilds.get(guildId);
  if (!guild) throw discordErrors.unknownGuild();
  return guild;
};

export const requireMember = (guild: WorldGuild, userId: string): WorldMember => {
  const member = guild.members.get(userId);
  if (!member) throw discordErrors.unknownMember();
  return member;
};

export const requireChannel = (world: World, channelId: string): WorldChannel => {
  const channel = world.channels.get(channelId);
  if (!channel) throw discordErrors.unknownChannel();
  return channel;
};

/** An ephemeral message is unknown to everybody but its reader. */
export const requireMessage = (channel: WorldChannel, messageId: string, readerId: string): WorldMessage => {
  const message = channel.messages.get(messageId);
  if (!message || (message.onlyFor !== undefined && message.onlyFor !== readerId))
    throw discordErrors.unknownMessage();
  return message;
};

export const guildChannels = (world: World, guildId: string): WorldChannel[] =>
  [...(world.guilds.get(guildId)?.channelIds ?? [])].flatMap((id) => world.channels.get(id) ?? []);

const THREAD_TYPES: ReadonlySet<ChannelType> = new Set([
  ChannelType.AnnouncementThread,
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
]);

export const isThread = (channel: WorldChannel): boolean => THREAD_TYPES.has(channel.wire.type);

export const isVoice = (channel: WorldChannel): boolean =>
  channel.wire.type === ChannelType.GuildVoice || channel.wire.type === ChannelType.GuildStageVoice;

const WITHOUT_MESSAGES: ReadonlySet<ChannelType> = new Set([
  ChannelType.GuildCategory,
  ChannelType.GuildForum,
  ChannelType.GuildMedia,
  ChannelType.GuildDirectory,
]);

export const holdsMessages = (channel: WorldChannel): boolean => !WITHOUT_MESSAGES.has(channel.wire.type);
