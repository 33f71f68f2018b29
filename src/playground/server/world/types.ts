import type {
  APIApplicationCommand,
  APIAttachment,
  APIEmoji,
  APIGuildScheduledEvent,
  APIMessage,
  APIOverwrite,
  APIRole,
  APISticker,
  APIUser,
  ChannelType,
  InteractionType,
  ThreadAutoArchiveDuration,
} from 'discord-api-types/v10';
import type { PlaygroundClock } from '../clock.ts';

export type WorldUser = {
  wire: APIUser;
  /** The language of the person's client, sent with interactions. */
  locale: string;
  /** What the person or the bot signs in with. A user without one is scenery. */
  token: string | undefined;
};

export type WorldMember = {
  userId: string;
  nick: string | null;
  roleIds: string[];
  joinedAt: string;
};

/** One shape for all channel types, as on the wire: fields a type does not have are absent. */
export type ChannelWire = {
  id: string;
  type: ChannelType;
  guild_id?: string;
  name?: string | null;
  position?: number;
  parent_id?: string | null;
  topic?: string | null;
  nsfw?: boolean;
  rate_limit_per_user?: number;
  last_message_id?: string | null;
  last_pin_timestamp?: string | null;
  permission_overwrites?: APIOverwrite[];
  bitrate?: number;
  user_limit?: number;
  rtc_region?: string | null;
  status?: string | null;
  flags?: number;
  owner_id?: string;
  thread_metadata?: {
    archived: boolean;
    auto_archive_duration: ThreadAutoArchiveDuration;
    archive_timestamp: string;
    locked: boolean;
    create_timestamp: string;
    invitable?: boolean;
  };
  message_count?: number;
  member_count?: number;
  total_message_sent?: number;
  recipients?: APIUser[];
};

export type WorldMessage = {
  wire: APIMessage;
  guildId: string | undefined;
  /** An ephemeral message is seen by this user only. */
  onlyFor: string | undefined;
  /** The token of the interaction that made it, which may edit it later. */
  interactionToken: string | undefined;
  nonce: string | undefined;
  pinnedAt: string | undefined;
};

export type WorldChannel = {
  wire: ChannelWire;
  guildId: string | undefined;
  /** In order of creation. */
  messages: Map<string, WorldMessage>;
  threadMembers: Map<string, { joinedAt: string }>;
};

export type WorldVoiceState = {
  userId: string;
  channelId: string;
  sessionId: string;
  selfMute: boolean;
  selfDeaf: boolean;
  mute: boolean;
  deaf: boolean;
  suppress: boolean;
  requestToSpeakAt: string | null;
};

export type WorldScheduledEvent = {
  wire: APIGuildScheduledEvent;
  interestedUserIds: Set<string>;
};

export type WorldGuild = {
  id: string;
  name: string;
  ownerId: string;
  preferredLocale: string;
  joinedAt: string;
  /** False while the application is not on the server: its commands and events stay away. */
  hasBot: boolean;
  roles: Map<string, APIRole>;
  emojis: readonly APIEmoji[];
  stickers: readonly APISticker[];
  /** Its channels and threads, in order of creation. */
  channelIds: Set<string>;
  members: Map<string, WorldMember>;
  voiceStates: Map<string, WorldVoiceState>;
  scheduledEvents: Map<string, WorldScheduledEvent>;
};

export type PrivilegedIntent = 'presences' | 'members' | 'message-content';

export type WorldApplication = {
  id: string;
  name: string;
  description: string;
  botUserId: string;
  ownerId: string;
  /** The switches of the developer portal. */
  privilegedIntents: ReadonlySet<PrivilegedIntent>;
};

/** Where an interaction stands; only `pending` may be answered for the first time. */
type InteractionState =
  | { kind: 'pending'; cancelTimeout: () => void }
  | { kind: 'expired' }
  | { kind: 'answered'; originalId: string | undefined };

export type WorldInteraction = {
  id: string;
  token: string;
  type: InteractionType;
  userId: string;
  guildId: string | undefined;
  channelId: string;
  createdAtMs: number;
  nonce: string | undefined;
  sessionId: string | undefined;
  commandName: string | undefined;
  commandType: number | undefined;
  targetId: string | undefined;
  /** The message a component sits on, and the one a modal was opened from. */
  messageId: string | undefined;
  /** What a modal asked for, to check what is submitted. */
  modal: { customId: string; components: unknown } | undefined;
  state: InteractionState;
};

type StoredFile = { wire: APIAttachment; data: Uint8Array };

/** A member of a guild. */
type VoicePlace = { guildId: string; userId: string };

/** Where sound goes. */
export type VoiceHost = {
  /** `host:port` as VOICE_SERVER_UPDATE gives it; `null` while the guild has no voice server. */
  endpoint: (guildId: string) => string | null;
  /** A member is expected at the endpoint with this token. */
  admit: (member: VoicePlace & { channelId: string; sessionId: string; token: string }) => void;
  dismiss: (member: VoicePlace & { isCallOver: boolean }) => void;
  /** False once the voice server has sent a member away for good. */
  expects: (member: VoicePlace) => boolean;
};

/** Something the gateway tells those who may know. */
export type WorldEvent = {
  name: string;
  data: object;
  guildId?: string | undefined;
  channelId?: string | undefined;
  /** When set, nobody else hears of it. */
  userIds?: readonly string[] | undefined;
};

export type World = {
  readonly clock: PlaygroundClock;
  readonly users: Map<string, WorldUser>;
  readonly guilds: Map<string, WorldGuild>;
  readonly channels: Map<string, WorldChannel>;
  readonly interactions: Map<string, WorldInteraction>;
  /** The same interactions by their token. */
  readonly interactionTokens: Map<string, WorldInteraction>;
  /** Global commands under '', guild commands under the guild's id. */
  readonly commands: Map<string, Map<string, APIApplicationCommand>>;
  readonly files: Map<string, StoredFile>;
  readonly application: WorldApplication;
  /** Where files are served; set when the server listens. */
  baseUrl: string;
  /** How long a bot has for its first answer to an interaction: on Discord, three seconds. */
  firstAnswerMs: number;
  /** Set by the server; without it voice connections get no endpoint. */
  voice: VoiceHost | undefined;
  nextId: () => string;
  /** A timer that ends with the world. */
  after: (delayMs: number, act: () => void) => () => void;
  publish: (event: WorldEvent) => void;
  subscribe: (listener: (event: WorldEvent) => void) => () => void;
  dispose: () => void;
};
