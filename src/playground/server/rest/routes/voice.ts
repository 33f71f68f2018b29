import { ChannelType, PermissionFlagsBits as Flag } from 'discord-api-types/v10';
import { discordErrors, invalidForm } from '../../discord-error.ts';
import { isVoice, requireChannel, requireGuild, requireMember } from '../../world/lookup.ts';
import { requirePermissions } from '../../world/permissions.ts';
import type { World, WorldGuild, WorldUser } from '../../world/types.ts';
import { changeVoiceState, leaveVoice, moveMember } from '../../world/voice.ts';
import { memberWire, voiceStateWire } from '../../world/wire.ts';
import { noContent, ok, route, type Route } from '../router.ts';
import { checkBody } from '../validate.ts';

type VoicePatch = {
  channel_id?: string | null;
  suppress?: boolean | null;
  request_to_speak_timestamp?: string | null;
};

type MemberPatch = { channel_id?: string | null; mute?: boolean | null; deaf?: boolean | null };

const findState = (world: World, guildId: string, userId: string) => {
  const guild = requireGuild(world, guildId);
  const state = guild.voiceStates.get(userId);
  if (!state) throw discordErrors.unknownVoiceState();
  return { guild, state };
};

const patchState = (
  world: World,
  ids: { guildId: string; userId: string },
  user: WorldUser,
  patch: VoicePatch,
) => {
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
    ...(patch.request_to_speak_timestamp !== undefined && {
      requestToSpeakAt: patch.request_to_speak_timestamp,
    }),
    ...(patch.suppress === false && { requestToSpeakAt: null }),
  });
};

/** Discord publishes no schema for this body of its own. */
const readMemberPatch = (body: unknown): MemberPatch => {
  const patch = body as MemberPatch;
  const problems = (['mute', 'deaf'] as const).filter(
    (field) => typeof (patch[field] ?? false) !== 'boolean',
  );
  if (typeof (patch.channel_id ?? '') === 'string' && problems.length === 0) return patch;
  throw invalidForm({
    path: [problems[0] ?? 'channel_id'],
    code: 'BASE_TYPE_BAD_TYPE',
    message: 'The value has the wrong type.',
  });
};

/** What a moderator does to somebody's voice: disconnect, move, mute and deafen on the server. */
const patchMember = (
  world: World,
  ids: { guildId: string; userId: string },
  user: WorldUser,
  patch: MemberPatch,
): WorldGuild => {
  const guild = requireGuild(world, ids.guildId);
  requireMember(guild, ids.userId);
  const moves = patch.channel_id !== undefined ? Flag.MoveMembers : 0n;
  const mutes = patch.mute != null ? Flag.MuteMembers : 0n;
  const deafens = patch.deaf != null ? Flag.DeafenMembers : 0n;
  requirePermissions(world, user.wire.id, { guild }, moves | mutes | deafens);
  const state = guild.voiceStates.get(ids.userId);
  if (!state) throw discordErrors.notInVoice();
  if (patch.mute != null || patch.deaf != null) {
    changeVoiceState(world, guild, state, {
      ...(patch.mute != null && { mute: patch.mute }),
      ...(patch.deaf != null && { deaf: patch.deaf }),
    });
  }
  if (patch.channel_id === null) leaveVoice(world, guild, ids.userId);
  else if (patch.channel_id !== undefined) {
    const channel = requireChannel(world, patch.channel_id);
    if (!isVoice(channel) || channel.guildId !== guild.id) throw discordErrors.wrongChannelType();
    requirePermissions(world, user.wire.id, { channel }, Flag.Connect);
    moveMember(world, guild, state, patch.channel_id);
  }
  return guild;
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
  route('PATCH', '/guilds/:guildId/members/:userId', ({ world, params, body }, user) => {
    const patch = readMemberPatch(body);
    const guild = patchMember(world, params, user, patch);
    return ok(memberWire(world, requireMember(guild, params.userId)));
  }),
];
