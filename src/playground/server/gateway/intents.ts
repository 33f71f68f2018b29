import { GatewayIntentBits as Intent } from 'discord-api-types/v10';
import type { PrivilegedIntent, WorldEvent } from '../world/types.ts';

/** The intent that lets a bot hear an event: in a guild, and in a DM. Events not listed reach every bot. */
const INTENTS: Readonly<Record<string, { guild: number; dm?: number }>> = {
  GUILD_CREATE: { guild: Intent.Guilds },
  GUILD_UPDATE: { guild: Intent.Guilds },
  GUILD_DELETE: { guild: Intent.Guilds },
  GUILD_ROLE_CREATE: { guild: Intent.Guilds },
  GUILD_ROLE_UPDATE: { guild: Intent.Guilds },
  GUILD_ROLE_DELETE: { guild: Intent.Guilds },
  CHANNEL_CREATE: { guild: Intent.Guilds },
  CHANNEL_UPDATE: { guild: Intent.Guilds },
  CHANNEL_DELETE: { guild: Intent.Guilds },
  CHANNEL_PINS_UPDATE: { guild: Intent.Guilds, dm: Intent.DirectMessages },
  THREAD_CREATE: { guild: Intent.Guilds },
  THREAD_UPDATE: { guild: Intent.Guilds },
  THREAD_DELETE: { guild: Intent.Guilds },
  THREAD_MEMBERS_UPDATE: { guild: Intent.Guilds },
  VOICE_CHANNEL_STATUS_UPDATE: { guild: Intent.Guilds },
  GUILD_MEMBER_ADD: { guild: Intent.GuildMembers },
  GUILD_MEMBER_UPDATE: { guild: Intent.GuildMembers },
  GUILD_MEMBER_REMOVE: { guild: Intent.GuildMembers },
  VOICE_STATE_UPDATE: { guild: Intent.GuildVoiceStates },
  MESSAGE_CREATE: { guild: Intent.GuildMessages, dm: Intent.DirectMessages },
  MESSAGE_UPDATE: { guild: Intent.GuildMessages, dm: Intent.DirectMessages },
  MESSAGE_DELETE: { guild: Intent.GuildMessages, dm: Intent.DirectMessages },
  MESSAGE_DELETE_BULK: { guild: Intent.GuildMessages },
  MESSAGE_REACTION_ADD: { guild: Intent.GuildMessageReactions, dm: Intent.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE: { guild: Intent.GuildMessageReactions, dm: Intent.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE_ALL: { guild: Intent.GuildMessageReactions, dm: Intent.DirectMessageReactions },
  MESSAGE_REACTION_REMOVE_EMOJI: { guild: Intent.GuildMessageReactions, dm: Intent.DirectMessageReactions },
  TYPING_START: { guild: Intent.GuildMessageTyping, dm: Intent.DirectMessageTyping },
  GUILD_SCHEDULED_EVENT_CREATE: { guild: Intent.GuildScheduledEvents },
  GUILD_SCHEDULED_EVENT_UPDATE: { guild: Intent.GuildScheduledEvents },
  GUILD_SCHEDULED_EVENT_DELETE: { guild: Intent.GuildScheduledEvents },
  GUILD_SCHEDULED_EVENT_USER_ADD: { guild: Intent.GuildScheduledEvents },
  GUILD_SCHEDULED_EVENT_USER_REMOVE: { guild: Intent.GuildScheduledEvents },
};

export const intentsAllow = (intents: number, event: WorldEvent): boolean => {
  const rule = INTENTS[event.name];
  if (!rule) return true;
  const needed = event.guildId === undefined ? rule.dm : rule.guild;
  return needed === undefined || (intents & needed) !== 0;
};

const ALL_INTENTS = Object.values(Intent).reduce<number>((all, bit) => (typeof bit === 'number' ? all | bit : all), 0);

export const areKnownIntents = (intents: unknown): intents is number =>
  typeof intents === 'number' && Number.isInteger(intents) && intents >= 0 && (intents & ~ALL_INTENTS) === 0;

const PRIVILEGED: readonly (readonly [number, PrivilegedIntent])[] = [
  [Intent.GuildPresences, 'presences'],
  [Intent.GuildMembers, 'members'],
  [Intent.MessageContent, 'message-content'],
];

export const asksForDisallowed = (intents: number, enabled: ReadonlySet<PrivilegedIntent>): boolean =>
  PRIVILEGED.some(([bit, name]) => (intents & bit) !== 0 && !enabled.has(name));
