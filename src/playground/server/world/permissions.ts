import { ChannelType, OverwriteType, PermissionFlagsBits as Flag, type APIOverwrite } from 'discord-api-types/v10';
import { discordErrors } from '../discord-error.ts';
import { isThread } from './lookup.ts';
import type { World, WorldChannel, WorldGuild } from './types.ts';

export const ALL_PERMISSIONS = Object.values(Flag).reduce((all, flag) => all | flag, 0n);

/** What a new server gives @everyone. */
export const DEFAULT_PERMISSIONS =
  Flag.ViewChannel |
  Flag.SendMessages |
  Flag.SendMessagesInThreads |
  Flag.CreatePublicThreads |
  Flag.CreatePrivateThreads |
  Flag.EmbedLinks |
  Flag.AttachFiles |
  Flag.ReadMessageHistory |
  Flag.AddReactions |
  Flag.UseExternalEmojis |
  Flag.UseApplicationCommands |
  Flag.ChangeNickname |
  Flag.CreateInstantInvite |
  Flag.Connect |
  Flag.Speak |
  Flag.Stream |
  Flag.UseVAD |
  Flag.RequestToSpeak |
  Flag.UseSoundboard |
  Flag.UseEmbeddedActivities |
  Flag.SendPolls;

const basePermissions = (guild: WorldGuild, userId: string): bigint => {
  if (guild.ownerId === userId) return ALL_PERMISSIONS;
  const member = guild.members.get(userId);
  if (!member) return 0n;
  const permissions = [guild.id, ...member.roleIds].reduce(
    (sum, roleId) => sum | BigInt(guild.roles.get(roleId)?.permissions ?? 0),
    0n,
  );
  return permissions & Flag.Administrator ? ALL_PERMISSIONS : permissions;
};

const applyOverwrites = (
  base: bigint,
  overwrites: readonly APIOverwrite[],
  guild: WorldGuild,
  userId: string,
): bigint => {
  const apply = (permissions: bigint, chosen: readonly APIOverwrite[]): bigint => {
    const deny = chosen.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = chosen.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    return (permissions & ~deny) | allow;
  };
  const roleIds = guild.members.get(userId)?.roleIds ?? [];
  const ofRoles = overwrites.filter(({ type }) => type === OverwriteType.Role);
  const everyone = ofRoles.filter(({ id }) => id === guild.id);
  const roles = ofRoles.filter(({ id }) => roleIds.includes(id));
  const self = overwrites.filter(({ type, id }) => type === OverwriteType.Member && id === userId);
  return apply(apply(apply(base, everyone), roles), self);
};

/**
 * What a member may do in a guild or in one of its channels, with the implicit rules: owner and Administrator may all;
 * without View Channel nothing; without Send Messages no files, embeds or mentions; threads ask their parent.
 * Source: https://discord.com/developers/docs/topics/permissions#permission-overwrites
 */
export const permissionsOf = (world: World, guild: WorldGuild, userId: string, channel?: WorldChannel): bigint => {
  const base = basePermissions(guild, userId);
  if (base === ALL_PERMISSIONS || !channel) return base;
  const ruling = isThread(channel) ? (world.channels.get(channel.wire.parent_id ?? '') ?? channel) : channel;
  let permissions = applyOverwrites(base, ruling.wire.permission_overwrites ?? [], guild, userId);
  if (!(permissions & Flag.ViewChannel)) return 0n;
  const send = isThread(channel) ? Flag.SendMessagesInThreads : Flag.SendMessages;
  if (!(permissions & send)) {
    permissions &= ~(Flag.MentionEveryone | Flag.AttachFiles | Flag.EmbedLinks | Flag.SendTTSMessages);
  }
  return permissions;
};

export const canView = (world: World, channel: WorldChannel, userId: string): boolean => {
  if (channel.guildId === undefined) return channel.wire.recipients?.some(({ id }) => id === userId) ?? false;
  const guild = world.guilds.get(channel.guildId);
  if (!guild?.members.has(userId)) return false;
  const permissions = permissionsOf(world, guild, userId, channel);
  if (!(permissions & Flag.ViewChannel)) return false;
  return (
    channel.wire.type !== ChannelType.PrivateThread ||
    channel.threadMembers.has(userId) ||
    (permissions & Flag.ManageThreads) !== 0n
  );
};

/** 50001 when the channel or guild cannot be seen at all, 50013 when a permission is missing. */
export const requirePermissions = (
  world: World,
  userId: string,
  target: { guild: WorldGuild } | { channel: WorldChannel },
  needed: bigint,
): void => {
  if ('channel' in target) {
    const { channel } = target;
    if (!canView(world, channel, userId)) throw discordErrors.missingAccess();
    const guild = channel.guildId === undefined ? undefined : world.guilds.get(channel.guildId);
    if (guild && (permissionsOf(world, guild, userId, channel) & needed) !== needed) {
      throw discordErrors.missingPermissions();
    }
    return;
  }
  if (!target.guild.members.has(userId)) throw discordErrors.missingAccess();
  if ((permissionsOf(world, target.guild, userId) & needed) !== needed) throw discordErrors.missingPermissions();
};
