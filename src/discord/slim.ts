import { ChannelType } from 'discord.js';
import type { APIRole, Client, GatewayGuildCreateDispatchData } from 'discord.js';

const voiceTypes: ReadonlySet<ChannelType> = new Set([ChannelType.GuildVoice, ChannelType.GuildStageVoice]);

type Guild = Partial<
  Pick<
    GatewayGuildCreateDispatchData,
    'channels' | 'emojis' | 'members' | 'presences' | 'roles' | 'soundboard_sounds'
  > &
    Pick<GatewayGuildCreateDispatchData, 'stickers' | 'threads' | 'voice_states'>
> & { id: string };

/** The roles that decide what the bot may do: everybody's, which has the server's id, and its own; and one that is asked about. */
const rolesOf = ({ id, members, roles }: Guild, userId: string, keptId?: string): APIRole[] => {
  const own = new Set(members?.find(({ user }) => user.id === userId)?.roles);
  return (roles ?? []).filter((role) => role.id === id || role.id === keptId || own.has(role.id));
};

/**
 * Takes out of a server, as Discord tells of it, what the bot does not use: of the channels it keeps those with sound, of the
 * roles its own. A text channel is fetched, once, where something is posted; a member's permissions come with what they do.
 */
export const slimGuild = (guild: Guild, userId: string, keptRoleId?: string): void => {
  if (guild.roles !== undefined) guild.roles = rolesOf(guild, userId, keptRoleId);
  if (guild.channels !== undefined)
    guild.channels = guild.channels.filter(({ type }) => voiceTypes.has(type));
  if (guild.members !== undefined) guild.members = guild.members.filter(({ user }) => user.id === userId);
  // Voice states come with the member they are of, whom discord.js would keep. Of bots it has to know that they are no listeners.
  for (const state of guild.voice_states ?? []) if (state.member?.user.bot !== true) delete state.member;
  guild.threads = [];
  guild.emojis = [];
  guild.stickers = [];
  guild.presences = [];
  guild.soundboard_sounds = [];
};

/**
 * Makes a client forget of each server what the bot does not use, before it keeps it. discord.js has no option for channels
 * and roles; it hands every packet to `raw` listeners first, which a test holds it to.
 */
export const slimGuilds = (client: Client, keptRoleOf: (guildId: string) => string | undefined): void => {
  client.on('raw', (packet: { t: string | null; d: unknown }) => {
    const userId = client.user?.id;
    if (packet.t === 'GUILD_CREATE' && userId !== undefined) {
      const guild = packet.d as Guild;
      slimGuild(guild, userId, keptRoleOf(guild.id));
    }
  });
};
