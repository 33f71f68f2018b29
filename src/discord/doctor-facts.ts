import { ChannelType } from 'discord.js';
import type { Client, Guild, GuildBasedChannel, GuildMember, PermissionsBitField } from 'discord.js';
import { finding } from '../core/doctor/findings.ts';
import type { Permission } from '../core/doctor/findings.ts';
import { examinePermissions } from '../core/doctor/permissions.ts';
import type { ChannelFacts, ChannelKind } from '../core/doctor/permissions.ts';
import type { Check } from '../services/doctor.ts';

const kindOf = (channel: GuildBasedChannel): ChannelKind => {
  if (channel.isThread()) return 'thread';
  if (channel.type === ChannelType.GuildVoice) return 'voice';
  return channel.type === ChannelType.GuildStageVoice ? 'stage' : 'text';
};

const setOf = (permissions: Readonly<PermissionsBitField>): ReadonlySet<Permission> =>
  new Set(permissions.toArray() as Permission[]);

const factsOf = (channel: GuildBasedChannel, me: GuildMember): ChannelFacts => ({
  id: channel.id,
  kind: kindOf(channel),
  may: setOf(channel.permissionsFor(me)),
});

/** The channel of the command, which may be a thread nobody has told us of, and every channel one can speak in. */
const channelsOf = async (guild: Guild, channelId: string): Promise<GuildBasedChannel[]> => {
  const here = await guild.client.channels.fetch(channelId).catch(() => null);
  const voice = guild.channels.cache.filter((channel) => channel.isVoiceBased() && channel.id !== channelId);
  return [...(here !== null && !here.isDMBased() ? [here] : []), ...voice.values()];
};

/** The role an admin has to open: the one Discord made for the bot, or the highest it was given. */
const roleOf = (guild: Guild, me: GuildMember): string => {
  const own = guild.roles.botRoleFor(me.id) ?? me.roles.cache.find(({ managed }) => managed);
  const highest = me.roles.highest.id === guild.id ? undefined : me.roles.highest;
  return (own ?? highest)?.name ?? me.user.username;
};

/** What the bot may do in this channel and in every voice and stage channel of the server. */
export const permissionsCheck = (client: Client): Check => ({
  section: 'permissions',
  run: async ({ guildId, channelId }) => {
    const guild = client.guilds.cache.get(guildId) ?? (await client.guilds.fetch(guildId));
    const me = await guild.members.fetchMe();
    const until = me.communicationDisabledUntilTimestamp;
    const timedOut =
      until !== null && me.isCommunicationDisabled()
        ? [finding('problem', 'timedOut', { untilSeconds: Math.ceil(until / 1000) })]
        : [];
    const channels = await channelsOf(guild, channelId);
    return [
      ...timedOut,
      ...examinePermissions({
        role: roleOf(guild, me),
        may: setOf(me.permissions),
        channels: channels.map((channel) => factsOf(channel, me)),
      }),
    ];
  },
});
