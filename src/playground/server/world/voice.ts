import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { requireChannel } from './lookup.ts';
import { canView, permissionsOf } from './permissions.ts';
import type { World, WorldGuild, WorldVoiceState } from './types.ts';
import { voiceStateWire } from './wire.ts';

/** What op 4 of the gateway asks for. */
export type VoiceRequest = {
  guildId: string;
  channelId: string | null;
  userId: string;
  sessionId: string;
  selfMute: boolean;
  selfDeaf: boolean;
};

/** Where sound goes; a later part of the playground brings one. Without it VOICE_SERVER_UPDATE has no endpoint. */
export type VoiceHost = {
  /** `host:port` as VOICE_SERVER_UPDATE gives it. */
  endpoint: (guildId: string) => string | null;
  /** A member is expected at the endpoint with this token; returns what undoes it. */
  admit: (member: {
    guildId: string;
    channelId: string;
    userId: string;
    sessionId: string;
    token: string;
  }) => void;
  dismiss: (member: { guildId: string; userId: string }) => void;
};

const publishState = (
  world: World,
  guild: WorldGuild,
  state: WorldVoiceState,
  channelId: string | null,
): void => {
  world.publish({
    name: 'VOICE_STATE_UPDATE',
    guildId: guild.id,
    data: voiceStateWire(world, guild, state, channelId),
  });
};

const isFull = (guild: WorldGuild, channelId: string, limit: number, userId: string): boolean => {
  const others = [...guild.voiceStates.values()].filter(
    (state) => state.channelId === channelId && state.userId !== userId,
  );
  return limit > 0 && others.length >= limit;
};

const mayJoin = (world: World, guild: WorldGuild, request: VoiceRequest, channelId: string): boolean => {
  const channel = world.channels.get(channelId);
  if (channel?.guildId !== guild.id || !canView(world, channel, request.userId)) return false;
  if (channel.wire.type !== ChannelType.GuildVoice && channel.wire.type !== ChannelType.GuildStageVoice)
    return false;
  const permissions = permissionsOf(world, guild, request.userId, channel);
  if (!(permissions & Flag.Connect)) return false;
  return (
    (permissions & Flag.MoveMembers) !== 0n ||
    !isFull(guild, channelId, channel.wire.user_limit ?? 0, request.userId)
  );
};

export const leaveVoice = (world: World, guild: WorldGuild, userId: string, voice?: VoiceHost): void => {
  const state = guild.voiceStates.get(userId);
  if (!state) return;
  guild.voiceStates.delete(userId);
  voice?.dismiss({ guildId: guild.id, userId });
  publishState(world, guild, state, null);
};

/** Joining, moving, muting and leaving. What is not allowed is passed over in silence, as Discord does. */
export const updateVoice = (world: World, request: VoiceRequest, voice?: VoiceHost): void => {
  const guild = world.guilds.get(request.guildId);
  if (!guild?.members.has(request.userId)) return;
  if (request.channelId === null) {
    leaveVoice(world, guild, request.userId, voice);
    return;
  }
  const before = guild.voiceStates.get(request.userId);
  const joins = before?.channelId !== request.channelId || before.sessionId !== request.sessionId;
  if (joins && !mayJoin(world, guild, request, request.channelId)) return;
  const inStage = requireChannel(world, request.channelId).wire.type === ChannelType.GuildStageVoice;
  const state: WorldVoiceState = {
    userId: request.userId,
    channelId: request.channelId,
    sessionId: request.sessionId,
    selfMute: request.selfMute,
    selfDeaf: request.selfDeaf,
    mute: before?.mute ?? false,
    deaf: before?.deaf ?? false,
    suppress: joins ? inStage : before.suppress,
    requestToSpeakAt: joins ? null : before.requestToSpeakAt,
  };
  guild.voiceStates.set(request.userId, state);
  publishState(world, guild, state, state.channelId);
  if (joins) sendToVoiceServer(world, guild, state, voice);
};

const sendToVoiceServer = (
  world: World,
  guild: WorldGuild,
  state: WorldVoiceState,
  voice: VoiceHost | undefined,
): void => {
  const token = crypto.randomUUID().replaceAll('-', '');
  voice?.admit({
    guildId: guild.id,
    channelId: state.channelId,
    userId: state.userId,
    sessionId: state.sessionId,
    token,
  });
  world.publish({
    name: 'VOICE_SERVER_UPDATE',
    guildId: guild.id,
    userIds: [state.userId],
    data: { token, guild_id: guild.id, endpoint: voice?.endpoint(guild.id) ?? null },
  });
};

/** A change made over REST: suppressing, asking to speak, server mute. */
export const changeVoiceState = (
  world: World,
  guild: WorldGuild,
  state: WorldVoiceState,
  change: Partial<Omit<WorldVoiceState, 'userId' | 'sessionId'>>,
): void => {
  Object.assign(state, change);
  publishState(world, guild, state, state.channelId);
};
