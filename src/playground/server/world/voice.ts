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

/** `isCallOver`: not this member alone, but the whole channel is gone. */
export const leaveVoice = (world: World, guild: WorldGuild, userId: string, isCallOver = false): void => {
  const state = guild.voiceStates.get(userId);
  if (!state) return;
  guild.voiceStates.delete(userId);
  publishState(world, guild, state, null);
  world.voice?.dismiss({ guildId: guild.id, userId, isCallOver });
};

/** Joining, moving, muting and leaving. What is not allowed is passed over in silence, as Discord does. */
export const updateVoice = (world: World, request: VoiceRequest): void => {
  const guild = world.guilds.get(request.guildId);
  if (!guild?.members.has(request.userId)) return;
  if (request.channelId === null) {
    leaveVoice(world, guild, request.userId);
    return;
  }
  const before = guild.voiceStates.get(request.userId);
  // Whom the voice server has sent away asks again with the same words, and is given another token.
  const isExpected = world.voice?.expects({ guildId: guild.id, userId: request.userId }) ?? true;
  const joins =
    before?.channelId !== request.channelId || before.sessionId !== request.sessionId || !isExpected;
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
  if (joins) sendToVoiceServer(world, guild, state);
};

/** Gives a member a new token for the guild's voice server. */
export const sendToVoiceServer = (world: World, guild: WorldGuild, state: WorldVoiceState): void => {
  const token = crypto.randomUUID().replaceAll('-', '');
  const { channelId, userId, sessionId } = state;
  world.voice?.admit({ guildId: guild.id, channelId, userId, sessionId, token });
  world.publish({
    name: 'VOICE_SERVER_UPDATE',
    guildId: guild.id,
    userIds: [userId],
    data: { token, guild_id: guild.id, endpoint: world.voice?.endpoint(guild.id) ?? null },
  });
};

/** A moderator puts somebody into another channel, with the permissions of the moderator. */
export const moveMember = (
  world: World,
  guild: WorldGuild,
  state: WorldVoiceState,
  channelId: string,
): void => {
  if (state.channelId === channelId) return;
  const inStage = requireChannel(world, channelId).wire.type === ChannelType.GuildStageVoice;
  Object.assign(state, { channelId, suppress: inStage, requestToSpeakAt: null });
  publishState(world, guild, state, channelId);
  sendToVoiceServer(world, guild, state);
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
