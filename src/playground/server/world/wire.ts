import {
  ApplicationFlags,
  ChannelType,
  GuildDefaultMessageNotifications,
  GuildExplicitContentFilter,
  GuildMFALevel,
  GuildNSFWLevel,
  GuildPremiumTier,
  GuildSystemChannelFlags,
  GuildVerificationLevel,
} from 'discord-api-types/v10';
import { guildChannels, isThread } from './lookup.ts';
import type { World, WorldChannel, WorldGuild, WorldMember, WorldVoiceState } from './types.ts';

export const memberWire = (world: World, member: WorldMember) => ({
  user: world.users.get(member.userId)?.wire,
  ...memberWithoutUser(member),
});

/** Members inside messages and interactions come without their user. */
export const memberWithoutUser = (member: WorldMember) => ({
  nick: member.nick,
  avatar: null,
  banner: null,
  roles: member.roleIds,
  joined_at: member.joinedAt,
  premium_since: null,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
  communication_disabled_until: null,
});

export const voiceStateWire = (
  world: World,
  guild: WorldGuild,
  state: WorldVoiceState,
  channelId: string | null,
) => {
  const member = guild.members.get(state.userId);
  return {
    guild_id: guild.id,
    channel_id: channelId,
    user_id: state.userId,
    session_id: state.sessionId,
    deaf: state.deaf,
    mute: state.mute,
    self_deaf: state.selfDeaf,
    self_mute: state.selfMute,
    self_video: false,
    suppress: state.suppress,
    request_to_speak_timestamp: state.requestToSpeakAt,
    ...(member && { member: memberWire(world, member) }),
  };
};

export const threadMemberWire = (channel: WorldChannel, userId: string) => ({
  id: channel.wire.id,
  user_id: userId,
  join_timestamp: channel.threadMembers.get(userId)?.joinedAt,
  flags: 0,
});

/** A guild as REST gives it. */
export const guildWire = (guild: WorldGuild) => ({
  id: guild.id,
  name: guild.name,
  icon: null,
  description: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  owner_id: guild.ownerId,
  application_id: null,
  region: 'deprecated',
  afk_channel_id: null,
  afk_timeout: 300,
  system_channel_id: null,
  system_channel_flags: GuildSystemChannelFlags.SuppressJoinNotifications,
  widget_enabled: false,
  widget_channel_id: null,
  verification_level: GuildVerificationLevel.None,
  roles: [...guild.roles.values()],
  default_message_notifications: GuildDefaultMessageNotifications.OnlyMentions,
  mfa_level: GuildMFALevel.None,
  explicit_content_filter: GuildExplicitContentFilter.Disabled,
  max_presences: null,
  max_members: 500_000,
  max_video_channel_users: 25,
  max_stage_video_channel_users: 50,
  vanity_url_code: null,
  premium_tier: GuildPremiumTier.None,
  premium_subscription_count: 0,
  premium_progress_bar_enabled: false,
  preferred_locale: guild.preferredLocale,
  rules_channel_id: null,
  safety_alerts_channel_id: null,
  public_updates_channel_id: null,
  hub_type: null,
  incidents_data: null,
  emojis: guild.emojis,
  stickers: guild.stickers,
  features: [],
  nsfw: false,
  nsfw_level: GuildNSFWLevel.Default,
  approximate_member_count: guild.members.size,
});

/** A guild as the gateway gives it: REST's fields and everything that is in it. */
export const guildCreateWire = (
  world: World,
  guild: WorldGuild,
  view: { memberIds: Iterable<string>; canSee: (channel: WorldChannel) => boolean },
) => {
  const visible = guildChannels(world, guild.id).filter((channel) => view.canSee(channel));
  return {
    ...guildWire(guild),
    joined_at: guild.joinedAt,
    large: guild.members.size > 250,
    unavailable: false,
    member_count: guild.members.size,
    members: [...view.memberIds].flatMap((id) => {
      const member = guild.members.get(id);
      return member ? [memberWire(world, member)] : [];
    }),
    channels: visible.filter((channel) => !isThread(channel)).map((channel) => channel.wire),
    threads: visible
      .filter((channel) => isThread(channel) && !channel.wire.thread_metadata?.archived)
      .map((channel) => channel.wire),
    voice_states: [...guild.voiceStates.values()].map((state) =>
      voiceStateWire(world, guild, state, state.channelId),
    ),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [...guild.scheduledEvents.values()].map((event) => event.wire),
    soundboard_sounds: [],
  };
};

export const applicationFlags = (world: World): number => {
  const enabled = world.application.privilegedIntents;
  return (
    (enabled.has('presences') ? ApplicationFlags.GatewayPresenceLimited : 0) |
    (enabled.has('members') ? ApplicationFlags.GatewayGuildMembersLimited : 0) |
    (enabled.has('message-content') ? ApplicationFlags.GatewayMessageContentLimited : 0)
  );
};

export const applicationWire = (world: World) => {
  const { application } = world;
  const owner = world.users.get(application.ownerId)?.wire;
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: application.description,
    summary: '',
    type: null,
    bot: world.users.get(application.botUserId)?.wire,
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(world),
    hook: true,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner,
    team: null,
    tags: [],
    approximate_guild_count: [...world.guilds.values()].filter((guild) => guild.hasBot).length,
    approximate_user_install_count: 0,
    integration_types_config: { '0': {} },
    event_webhooks_status: 1,
  };
};

/** The part of a channel that interactions carry. */
export const partialChannel = (channel: WorldChannel) => ({
  ...channel.wire,
  ...(channel.wire.type === ChannelType.DM ? {} : { recipients: undefined }),
});
