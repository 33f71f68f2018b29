import type {
  APIGuildMember,
  APIGuildScheduledEvent,
  APIMessage,
  APIRole,
  APIUser,
  APIVoiceState,
} from 'discord-api-types/v10';
import type { Dispatch } from './gateway.ts';
import { changeReaction, type ReactionChange } from './reactions.ts';
import {
  channelName,
  historyOf,
  nameById,
  nameOf,
  type Channel,
  type Guild,
  type Modal,
  type PageState,
} from './state.ts';

const TYPING_MS = 10_000;

type GuildPayload = {
  id: string;
  name: string;
  roles: APIRole[];
  members: APIGuildMember[];
  channels: Channel[];
  threads?: Channel[];
  voice_states: APIVoiceState[];
  guild_scheduled_events: APIGuildScheduledEvent[];
};

type ReadyPayload = {
  session_id: string;
  user: APIUser;
  guilds: GuildPayload[];
  private_channels?: Channel[];
};

type EventUser = { guild_scheduled_event_id: string; user_id: string };

/** Effects a dispatch asks of the page beyond its state. */
export type Effects = {
  worldChanged: () => void;
  interactionFailed: (nonce: string) => void;
  autocompleted: (nonce: string, choices: { name: string; value: string | number }[]) => void;
};

const rememberGuild = (state: PageState, payload: GuildPayload) => {
  const guild: Guild = {
    id: payload.id,
    name: payload.name,
    roles: new Map(payload.roles.map((role) => [role.id, role])),
    members: new Map(payload.members.map((member) => [member.user.id, member])),
    voiceStates: new Map(payload.voice_states.map((voice) => [voice.user_id, voice])),
    events: new Map(payload.guild_scheduled_events.map((event) => [event.id, event])),
  };
  state.guild = guild;
  for (const member of payload.members) state.users.set(member.user.id, member.user);
  for (const channel of [...payload.channels, ...(payload.threads ?? [])]) {
    state.channels.set(channel.id, { ...channel, guild_id: payload.id });
  }
};

const ready = (state: PageState, payload: ReadyPayload) => {
  state.sessionId = payload.session_id;
  state.channels.clear();
  state.typing.clear();
  state.pending.clear();
  // What happened while no session was alive is only known to REST.
  for (const history of state.histories.values()) history.isLoaded = false;
  state.users.set(payload.user.id, payload.user);
  for (const channel of payload.private_channels ?? []) state.channels.set(channel.id, channel);
  const [guild] = payload.guilds;
  if (guild && 'channels' in guild) rememberGuild(state, guild);
};

const summary = (state: PageState, message: APIMessage): string => {
  const [embed] = message.embeds;
  const text = [message.content, embed?.title, embed?.description].filter(Boolean).join('. ');
  return `${nameOf(state, message.author)}: ${text.slice(0, 300)}`;
};

const messageCreated = (state: PageState, message: APIMessage) => {
  state.users.set(message.author.id, message.author);
  const history = historyOf(state, message.channel_id);
  const known = history.messages.findIndex(({ id }) => id === message.id);
  if (known === -1) history.messages.push(message);
  else history.messages[known] = message;
  state.typing.get(message.channel_id)?.delete(message.author.id);
  const isMine = message.author.id === state.fan.user.id;
  if (message.channel_id === state.channelId) {
    if (!isMine) state.announcement = summary(state, message);
    return;
  }
  if (!isMine) state.unread.add(message.channel_id);
};

const messageUpdated = (
  state: PageState,
  change: Partial<APIMessage> & { id: string; channel_id: string },
) => {
  const { messages } = historyOf(state, change.channel_id);
  const index = messages.findIndex(({ id }) => id === change.id);
  const old = messages[index];
  if (!old) return;
  messages[index] = { ...old, ...change };
  if (change.channel_id === state.channelId && change.author)
    state.announcement = summary(state, messages[index]);
};

const messagesDeleted = (state: PageState, channelId: string, ids: readonly string[]) => {
  const history = historyOf(state, channelId);
  history.messages = history.messages.filter(({ id }) => !ids.includes(id));
};

const voiceChanged = (state: PageState, voice: APIVoiceState) => {
  const { guild } = state;
  if (!guild) return;
  const before = guild.voiceStates.get(voice.user_id)?.channel_id;
  if (voice.channel_id === null) guild.voiceStates.delete(voice.user_id);
  else guild.voiceStates.set(voice.user_id, voice);
  if (voice.member) state.users.set(voice.user_id, voice.member.user);
  const channel = state.channels.get(voice.channel_id ?? before ?? '');
  if (!channel || before === voice.channel_id) return;
  const verb = voice.channel_id === null ? 'left' : 'joined';
  state.announcement = `${nameById(state, voice.user_id)} ${verb} ${channelName(state, channel)}`;
};

const eventUser = (
  state: PageState,
  { guild_scheduled_event_id: id, user_id: userId }: EventUser,
  isIn: boolean,
) => {
  const users = state.interested.get(id) ?? new Set();
  state.interested.set(id, users);
  if (isIn) users.add(userId);
  else users.delete(userId);
};

const memberChanged = (state: PageState, change: Partial<APIGuildMember> & { user: APIUser }) => {
  state.users.set(change.user.id, change.user);
  const old = state.guild?.members.get(change.user.id);
  state.guild?.members.set(change.user.id, { ...old, ...change } as APIGuildMember);
};

const modalOpened = (
  state: PageState,
  data: Modal & { channel_id?: string; nonce: string; application?: { name: string } },
) => {
  const pending = state.pending.get(data.nonce);
  // Another tab of the same fan asked for it.
  if (!pending) return;
  state.pending.delete(data.nonce);
  state.modal = {
    id: data.id,
    custom_id: data.custom_id,
    title: data.title,
    components: data.components,
    channelId: data.channel_id ?? pending.channelId,
    appName: data.application?.name ?? 'the app',
  };
};

/** Brings what the gateway tells into the state. The one place that knows event names. */
export const applyDispatch = (
  state: PageState,
  { name, data }: Dispatch,
  effects: Effects,
  nowMs: number,
): void => {
  switch (name) {
    case 'READY':
      ready(state, data as ReadyPayload);
      effects.worldChanged();
      break;
    case 'GUILD_CREATE':
      rememberGuild(state, data as GuildPayload);
      effects.worldChanged();
      break;
    case 'CHANNEL_CREATE':
    case 'CHANNEL_UPDATE':
    case 'THREAD_CREATE':
    case 'THREAD_UPDATE': {
      const channel = data as Channel;
      state.channels.set(channel.id, { ...state.channels.get(channel.id), ...channel });
      break;
    }
    case 'VOICE_CHANNEL_STATUS_UPDATE': {
      const { id, status } = data as { id: string; status: string | null };
      const channel = state.channels.get(id);
      if (channel) channel.status = status;
      break;
    }
    case 'CHANNEL_DELETE':
    case 'THREAD_DELETE': {
      const { id } = data as { id: string };
      state.channels.delete(id);
      state.histories.delete(id);
      if (state.channelId === id) state.channelId = undefined;
      effects.worldChanged();
      break;
    }
    case 'MESSAGE_CREATE':
      messageCreated(state, data as APIMessage);
      break;
    case 'MESSAGE_UPDATE':
      messageUpdated(state, data as APIMessage);
      break;
    case 'MESSAGE_DELETE': {
      const { channel_id: channelId, id } = data as { channel_id: string; id: string };
      messagesDeleted(state, channelId, [id]);
      break;
    }
    case 'MESSAGE_DELETE_BULK': {
      const { channel_id: channelId, ids } = data as { channel_id: string; ids: string[] };
      messagesDeleted(state, channelId, ids);
      break;
    }
    case 'MESSAGE_REACTION_ADD':
    case 'MESSAGE_REACTION_REMOVE':
    case 'MESSAGE_REACTION_REMOVE_EMOJI':
    case 'MESSAGE_REACTION_REMOVE_ALL':
      changeReaction(state, name, data as ReactionChange);
      break;
    case 'TYPING_START': {
      const { channel_id: channelId, user_id: userId } = data as { channel_id: string; user_id: string };
      if (userId === state.fan.user.id) break;
      const users = state.typing.get(channelId) ?? new Map<string, number>();
      state.typing.set(channelId, users.set(userId, nowMs + TYPING_MS));
      break;
    }
    case 'VOICE_STATE_UPDATE':
      voiceChanged(state, data as APIVoiceState);
      break;
    case 'GUILD_MEMBER_ADD':
    case 'GUILD_MEMBER_UPDATE':
      memberChanged(state, data as APIGuildMember);
      break;
    case 'GUILD_MEMBER_REMOVE':
      state.guild?.members.delete((data as { user: APIUser }).user.id);
      break;
    case 'GUILD_ROLE_CREATE':
    case 'GUILD_ROLE_UPDATE': {
      const { role } = data as { role: APIRole };
      state.guild?.roles.set(role.id, role);
      break;
    }
    case 'GUILD_SCHEDULED_EVENT_CREATE':
    case 'GUILD_SCHEDULED_EVENT_UPDATE': {
      const event = data as APIGuildScheduledEvent;
      state.guild?.events.set(event.id, event);
      break;
    }
    case 'GUILD_SCHEDULED_EVENT_DELETE':
      state.guild?.events.delete((data as { id: string }).id);
      break;
    case 'GUILD_SCHEDULED_EVENT_USER_ADD':
      eventUser(state, data as EventUser, true);
      break;
    case 'GUILD_SCHEDULED_EVENT_USER_REMOVE':
      eventUser(state, data as EventUser, false);
      break;
    case 'INTERACTION_SUCCESS':
      state.pending.delete((data as { nonce: string }).nonce);
      break;
    case 'INTERACTION_FAILURE':
      effects.interactionFailed((data as { nonce: string }).nonce);
      break;
    case 'INTERACTION_MODAL_CREATE':
      modalOpened(state, data as Modal & { nonce: string });
      break;
    case 'APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE': {
      const { nonce, choices } = data as {
        nonce: string;
        choices: { name: string; value: string | number }[];
      };
      effects.autocompleted(nonce, choices);
      break;
    }
    default:
  }
};
