import { PermissionFlagsBits } from 'discord-api-types/v10';
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIGuildMember,
  APIGuildScheduledEvent,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
  ChannelType,
  APIVoiceState,
  MessageFlags,
} from 'discord-api-types/v10';
import type { GatewayStatus } from './gateway.ts';

export type Theme = 'light' | 'dark';

/** A person of the demo world whom a tab can be. */
export type Fan = { token: string; user: APIUser; locale: string };

export type Channel = {
  id: string;
  type: ChannelType;
  guild_id?: string;
  name?: string | null;
  topic?: string | null;
  position?: number;
  parent_id?: string | null;
  /** What a voice channel says about itself. */
  status?: string | null;
  recipients?: APIUser[];
};

export type Guild = {
  id: string;
  name: string;
  roles: Map<string, APIRole>;
  members: Map<string, APIGuildMember>;
  voiceStates: Map<string, APIVoiceState>;
  events: Map<string, APIGuildScheduledEvent>;
};

/** `isLoaded` is false until the history was fetched; what came before by the gateway is kept. */
export type History = { messages: APIMessage[]; isLoaded: boolean };

export type Modal = APIModalInteractionResponseCallbackData & {
  id: string;
  channelId: string;
  appName: string;
};

export type MenuItem = { label: string; note?: string; run: () => void };
export type Menu = { label: string; x: number; y: number; layout: 'list' | 'grid'; items: MenuItem[] };

export type Toast = { id: number; text: string };

/** An interaction sent and not yet settled. */
export type Pending = { label: string; channelId: string; messageId?: string; customId?: string };

/** Answers of the bot while an option is typed. Only the answer to the latest question (by nonce) is kept. */
export type Autocomplete = {
  option: string;
  nonce: string;
  status: 'asking' | 'answered' | 'failed';
  choices: APIApplicationCommandOptionChoice[];
};

export type ComposerState = {
  text: string;
  caret: number;
  /** Index into the suggestions; -1 while none is chosen. */
  active: number;
  isDismissed: boolean;
  problem: string | undefined;
  /** Option values taken from a suggestion, whose label in the text is not the value itself. */
  picked: Map<string, APIApplicationCommandOptionChoice>;
  autocomplete: Autocomplete | undefined;
  replyTo: APIMessage | undefined;
};

/** The sound of the channel this tab has joined. */
export type VoicePanel = {
  channelId: string;
  status: 'connecting' | 'connected' | 'failed';
  /** The code everybody in the channel sees; 0 and '' while nobody else is there to encrypt for. */
  privacy: { epoch: number; code: string };
  speaking: Set<string>;
  /** Whose sound comes unencrypted although there is a group: nothing may be called encrypted then. */
  plain: Set<string>;
  /** From 0 to 1. */
  volume: number;
  isMuted: boolean;
  problem: VoiceProblem | undefined;
};

export type VoiceProblem = 'no-decoder' | 'lost';

export type PageState = {
  status: GatewayStatus;
  theme: Theme;
  fans: Fan[];
  fan: Fan;
  applicationId: string;
  sessionId: string;
  users: Map<string, APIUser>;
  guild: Guild | undefined;
  channels: Map<string, Channel>;
  histories: Map<string, History>;
  commands: APIApplicationCommand[];
  channelId: string | undefined;
  unread: Set<string>;
  /** Channel → user → when the hint ends. */
  typing: Map<string, Map<string, number>>;
  /** Event → who is interested. */
  interested: Map<string, Set<string>>;
  pending: Map<string, Pending>;
  /** Message → what went wrong with its buttons, as Discord shows it below the message. */
  failures: Map<string, string>;
  modal: Modal | undefined;
  menu: Menu | undefined;
  toasts: Toast[];
  /** The newest message in words, for screen readers. */
  announcement: string;
  isDrawerOpen: boolean;
  areMembersOpen: boolean;
  areEventsOpen: boolean;
  composer: ComposerState;
  voice: VoicePanel | undefined;
};

export const emptyComposer = (): ComposerState => ({
  text: '',
  caret: 0,
  active: -1,
  isDismissed: false,
  problem: undefined,
  picked: new Map(),
  autocomplete: undefined,
  replyTo: undefined,
});

export const initialState = (options: {
  fans: Fan[];
  fan: Fan;
  applicationId: string;
  theme: Theme;
}): PageState => ({
  status: { kind: 'connecting' },
  ...options,
  sessionId: '',
  users: new Map(),
  guild: undefined,
  channels: new Map(),
  histories: new Map(),
  commands: [],
  channelId: undefined,
  unread: new Set(),
  typing: new Map(),
  interested: new Map(),
  pending: new Map(),
  failures: new Map(),
  modal: undefined,
  menu: undefined,
  toasts: [],
  announcement: '',
  isDrawerOpen: false,
  areMembersOpen: false,
  areEventsOpen: false,
  composer: emptyComposer(),
  voice: undefined,
});

export const historyOf = (state: PageState, channelId: string): History => {
  const known = state.histories.get(channelId);
  if (known) return known;
  const fresh: History = { messages: [], isLoaded: false };
  state.histories.set(channelId, fresh);
  return fresh;
};

export const hasFlag = (message: APIMessage, flag: MessageFlags): boolean =>
  ((message.flags ?? 0) & flag) !== 0;

/** The name people see: nickname, display name, username. */
export const nameOf = (state: PageState, user: APIUser): string =>
  state.guild?.members.get(user.id)?.nick ?? user.global_name ?? user.username;

export const nameById = (state: PageState, userId: string): string => {
  const user = state.users.get(userId);
  return user ? nameOf(state, user) : 'someone';
};

/** The colour of a member's highest coloured role, as CSS. */
export const roleColor = (state: PageState, userId: string): string | undefined => {
  const ids = state.guild?.members.get(userId)?.roles ?? [];
  const colored = ids
    .flatMap((id) => state.guild?.roles.get(id) ?? [])
    .filter((role) => role.colors.primary_color !== 0)
    .sort((left, right) => right.position - left.position);
  const color = colored[0]?.colors.primary_color;
  return color === undefined ? undefined : `#${color.toString(16).padStart(6, '0')}`;
};

/** By the roles of the fan; @everyone has the id of the server. */
export const mayManageEvents = ({ guild, fan }: PageState): boolean => {
  const ids = guild === undefined ? [] : [guild.id, ...(guild.members.get(fan.user.id)?.roles ?? [])];
  const held = ids.reduce((all, id) => all | BigInt(guild?.roles.get(id)?.permissions ?? '0'), 0n);
  return (held & (PermissionFlagsBits.Administrator | PermissionFlagsBits.ManageEvents)) !== 0n;
};

export const channelName = (state: PageState, channel: Channel): string =>
  channel.name ?? channel.recipients?.map((user) => nameOf(state, user)).join(', ') ?? 'direct message';
