import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import type { PermissionsString } from 'discord.js';
import { UserError } from '../core/errors.ts';
import type { Guard } from './command.ts';
import type { Context, GuildContext } from './context.ts';

/** For what needs a server the bot is in: members may carry an application with them to servers that have not added it. */
export const inServer: Guard = ({ guildId, interaction }) => {
  if (guildId === null || interaction.guild === null) throw new UserError('serverOnly', {});
};

/** The context behind the guard `inServer`. */
export const guildContext = (context: Context): GuildContext => {
  if (context.guildId === null || context.channelId === null) throw new UserError('serverOnly', {});
  return { ...context, guildId: context.guildId, channelId: context.channelId };
};

/** "SendMessages" as Discord's own settings show it: "Send Messages". */
export const inWords = (permissions: readonly string[]): string =>
  permissions.map((name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')).join(', ');

/** Says what the bot lacks in this channel before it starts something it could not finish. */
export const botMay =
  (...needed: readonly PermissionsString[]): Guard =>
  ({ interaction }) => {
    const { appPermissions } = interaction;
    const missing = appPermissions.missing(needed);
    // Not every server that speaks Discord's protocol says what the bot may do; none at all is taken for not said.
    if (appPermissions.bitfield !== 0n && missing.length > 0)
      throw new UserError('missingBotPermissions', { permissions: inWords(missing) });
  };

/** Turns members away who lack a permission here. Discord's own check can be loosened by the server; this one cannot. */
export const memberMay =
  (...needed: readonly PermissionsString[]): Guard =>
  ({ interaction }) => {
    const missing = new PermissionsBitField(interaction.memberPermissions ?? 0n).missing(needed);
    if (missing.length > 0)
      throw new UserError('missingMemberPermissions', { permissions: inWords(missing) });
  };

/** Whether the member may manage the server, by what Discord computed for this channel. */
/** Whether the member bears a role of their server; never when it is not said which. */
export const hasRole = ({ interaction }: Context, roleId: string | undefined): boolean => {
  if (roleId === undefined || !interaction.inGuild()) return false;
  const { roles } = interaction.member;
  return Array.isArray(roles) ? roles.includes(roleId) : roles.cache.has(roleId);
};

export const isModerator = ({ interaction }: Context): boolean =>
  new PermissionsBitField(interaction.memberPermissions ?? 0n).has(PermissionFlagsBits.ManageGuild);
