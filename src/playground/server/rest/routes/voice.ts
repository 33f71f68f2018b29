import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { discordErrors } from '../../discord-error.ts';
import { requireChannel, requireGuild } from '../../world/lookup.ts';
import { requirePermissions } from '../../world/permissions.ts';
import type { World, WorldUser } from '../../world/types.ts';
import { changeVoiceState } from '../../world/voice.ts';
import { voiceStateWire } from '../../world/wire.ts';
import { noContent, ok, route, type Route } from '../router.ts';
import { checkBody } from '../validate.ts';

type VoicePatch = {
  channel_id?: string | null;
  suppress?: boolean | null;
  request_to_speak_timestamp?: string | null;
};

const findState = (world: World, guildId: string, userId: string) => {
  const guild = requireGuild(world, guildId);
  const state = guild.voiceStates.get(userId);
  if (!state) throw discordErrors.unknownVoiceState();
  return { guild, state };
};

const patchState = (world: World, ids: { guildId: string; userId: string }, user: WorldUser, patch: VoicePatch) => {
  const { guild, state } = findState(world, ids.guildId, ids.userId);
  const channel = requireChannel(world, patch.channel_id ?? state.channelId);
  if (channel.wire.type !== ChannelType.GuildStageVoice || channel.wire.id !== state.channelId) {
    throw discordErrors.wrongChannelType();
  }
  const isSelf = state.userId === user.wire.id;
  // Stepping up needs Mute Members, asking to speak its own permission; stepping down is always allowed.
  const mutes = (patch.suppress === false || !isSelf) && patch.suppress != null ? Flag.MuteMembers : 0n;
  const asks = typeof patch.request_to_speak_timestamp === 'string' ? Flag.RequestToSpeak : 0n;
  requirePermissions(world, user.wire.id, { channel }, mutes | asks);
  changeVoiceState(world, guild, state, {
    ...(patch.suppress != null && { suppress: patch.suppress }),
    ...(patch.request_to_speak_timestamp !== undefined && { requestToSpeakAt: patch.request_to_speak_timestamp }),
    ...(patch.suppress === false && { requestToSpeakAt: null }),
  });
};

export const voiceRoutes = (): Route[] => [
  route('GET', '/guilds/:guildId/voice-states/:userId', ({ world, params }, user) => {
    const userId = params.userId === '@me' ? user.wire.id : params.userId;
    const { guild, state } = findState(world, params.guildId, userId);
    return ok(voiceStateWire(world, guild, state, state.channelId));
  }),
  route('PATCH', '/guilds/:guildId/voice-states/:userId', async ({ world, params, body }, user) => {
    const isSelf = params.userId === '@me';
    const schema = isSelf ? 'UpdateSelfVoiceStateRequestPartial' : 'UpdateVoiceStateRequestPartial';
    const patch = await checkBody<VoicePatch>(schema, body);
    const userId = isSelf ? user.wire.id : params.userId;
    patchState(world, { guildId: params.guildId, userId }, user, patch);
    return noContent;
  }),
];
