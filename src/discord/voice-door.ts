import { ChannelType, GatewayOpcodes, PermissionFlagsBits as Flag } from 'discord.js';
import type { Client, Guild, PermissionsBitField, VoiceBasedChannel, VoiceState } from 'discord.js';
import type { VoiceRooms } from '../core/audio/room.ts';
import type { VoiceSeat } from '../core/audio/voice.ts';
import { UserError } from '../core/errors.ts';
import { inWords } from './guards.ts';

/** What the gateway tells of the bot's own seat in one server. */
interface SeatNews {
  left(): void;
  moved(channelId: string): void;
}

const stagePermissions = [Flag.MuteMembers, Flag.RequestToSpeak];

const voiceChannel = (guild: Guild | undefined, channelId: string): VoiceBasedChannel | undefined => {
  const channel = guild?.channels.cache.get(channelId);
  return channel?.isVoiceBased() ? channel : undefined;
};

/** In the order in which they matter; a channel that cannot be viewed cannot be connected to either. */
const missingIn = (channel: VoiceBasedChannel, permissions: Readonly<PermissionsBitField>): string[] => {
  const isStage = channel.type === ChannelType.GuildStageVoice;
  const missing: string[] = permissions.missing([
    'ViewChannel',
    'Connect',
    ...(isStage ? [] : (['Speak'] as const)),
  ]);
  // Either will do: the one speaks up, the other asks to.
  if (isStage && !stagePermissions.some((flag) => permissions.has(flag))) missing.push('RequestToSpeak');
  return missing;
};

const othersIn = (channel: VoiceBasedChannel): VoiceState[] => [
  ...channel.guild.voiceStates.cache
    .filter((state) => state.channelId === channel.id && state.id !== channel.client.user.id)
    .values(),
];

const check = (client: Client, { guildId, channelId }: VoiceSeat): void => {
  const guild = client.guilds.cache.get(guildId);
  const channel = voiceChannel(guild, channelId);
  const me = guild?.members.me;
  // A channel the bot may not view is not in its cache.
  const missing =
    channel === undefined || !me
      ? ['ViewChannel', 'Connect']
      : missingIn(channel, channel.permissionsFor(me));
  if (channel === undefined || !me || missing.length > 0)
    throw new UserError('voiceForbidden', { channelId, permissions: inWords(missing) });
  const { userLimit } = channel;
  const isInside = me.voice.channelId === channelId;
  const isFull = userLimit > 0 && othersIn(channel).length >= userLimit;
  if (isFull && !isInside && !channel.permissionsFor(me).has(Flag.MoveMembers))
    throw new UserError('voiceFull', { channelId, limit: userLimit });
};

/** The gateway's part of voice: what the bot may do where, who is in which channel, and news of its own seat. */
export const createVoiceDoor = (client: Client) => {
  const watchers = new Map<string, Set<SeatNews>>();

  client.on('voiceStateUpdate', (before, { guild, id, channelId }) => {
    if (id !== client.user?.id || before.channelId === channelId) return;
    for (const news of watchers.get(guild.id) ?? []) {
      if (channelId === null) news.left();
      else news.moved(channelId);
    }
  });

  // A goodbye that was said while the gateway was down has reached nobody.
  client.on('shardResume', (shardId) => {
    for (const guild of client.guilds.cache.values()) {
      const isSeated = guild.members.me?.voice.channelId != null;
      if (guild.shardId !== shardId || !isSeated || watchers.has(guild.id)) continue;
      const d = { guild_id: guild.id, channel_id: null, self_mute: false, self_deaf: false };
      guild.shard.send({ op: GatewayOpcodes.VoiceStateUpdate, d });
    }
  });

  const rooms: VoiceRooms = {
    check: (seat) => {
      check(client, seat);
    },
    humansIn: ({ guildId, channelId }) => {
      const channel = voiceChannel(client.guilds.cache.get(guildId), channelId);
      if (channel === undefined) return [];
      return othersIn(channel)
        .filter(({ id }) => client.users.cache.get(id)?.bot !== true)
        .map(({ id, deaf }) => ({ memberId: id, deafened: deaf === true }));
    },
    channelOf: (guildId, memberId) =>
      client.guilds.cache.get(guildId)?.voiceStates.cache.get(memberId)?.channelId ?? undefined,
    ownChannel: (guildId) => client.guilds.cache.get(guildId)?.members.me?.voice.channelId ?? undefined,
  };

  return {
    ...rooms,
    channelExists: ({ guildId, channelId }: VoiceSeat): boolean =>
      voiceChannel(client.guilds.cache.get(guildId), channelId) !== undefined,
    adapterFor: (guildId: string): Guild['voiceAdapterCreator'] | undefined =>
      client.guilds.cache.get(guildId)?.voiceAdapterCreator,
    takeFloor: async ({ guildId, channelId }: VoiceSeat): Promise<'open' | 'asked'> => {
      const guild = client.guilds.cache.get(guildId);
      const channel = voiceChannel(guild, channelId);
      const me = guild?.members.me;
      if (channel?.type !== ChannelType.GuildStageVoice || !me) return 'open';
      if (channel.permissionsFor(me).has(Flag.MuteMembers)) {
        await me.voice.setSuppressed(false);
        return 'open';
      }
      await me.voice.setRequestToSpeak(true);
      return 'asked';
    },
    watch: (guildId: string, news: SeatNews): (() => void) => {
      const all = watchers.get(guildId) ?? new Set();
      watchers.set(guildId, all.add(news));
      return () => {
        all.delete(news);
        if (all.size === 0 && watchers.get(guildId) === all) watchers.delete(guildId);
      };
    },
  };
};
