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

/** The roles that decide what the bot may do: everybody's, which has the server's id, and its own. */
const rolesOf = ({ id, members, roles }: Guild, userId: string): APIRole[] => {
  const own = new Set(members?.find(({ user }) => user.id === userId)?.roles);
  return (roles ?? []).filter((role) => role.id === id || own.has(role.id));
};

/**
 * Takes out of a server, as Discord tells of it, what the bot does not use: of the channels it keeps those with sound, of the
 * roles its own. A text channel is fetched, once, where something is posted; a member's permissions come with what they do.
 */
export const slimGuild = (guild: Guild, userId: string): void => {
  if (guild.roles !== undefined) guild.roles = rolesOf(guild, userId);
  if (guild.channels !== undefined)
    guild.channels = guild.channels.filter(({ type }) => voiceTypes.has(type));
  if (guild.members !== undefined) guild.members = guild.members.filter(({ user }) => user.id === userId);
  // Voice states come with the member they are of, whom discord.js would keep.
  for (const state of guild.voice_states ?? []) delete state.member;
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
export const slimGuilds = (client: Client): void => {
  client.on('raw', (packet: { t: string | null; d: unknown }) => {
    const userId = client.user?.id;
    if (packet.t === 'GUILD_CREATE' && userId !== undefined) slimGuild(packet.d as Guild, userId);
  });
};
