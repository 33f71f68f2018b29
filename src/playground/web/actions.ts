import type { ComponentType } from 'discord-api-types/v10';
import {
  ApplicationCommandType,
  GatewayOpcodes,
  MessageFlags,
  type APIApplicationCommand,
  type APIGuildScheduledEvent,
  type APIMessage,
  type APIReaction,
  type APIUser,
  type GatewaySendPayload,
  type GuildScheduledEventStatus,
} from 'discord-api-types/v10';
import type { Gateway } from './gateway.ts';
import {
  contextCommands,
  newNonce,
  runContextCommand,
  submitModal,
  useComponent,
  type SentInteraction,
} from './interactions.ts';
import { emojiPath } from './reactions.ts';
import type { Rest } from './rest.ts';
import type { Voice } from './voice/voice.ts';
import {
  hasFlag,
  historyOf,
  type Channel,
  type Menu,
  type MenuItem,
  type PageState,
  type Pending,
  type Theme,
} from './state.ts';

const TOAST_MS = 8_000;
const HISTORY_LENGTH = 50;
/** Longer than Discord's three seconds and the gateway's way back: then nobody will settle it any more. */
const PENDING_MS = 15_000;
const quickReactions = ['👍', '❤️', '😂', '😮', '😢', '🎵', '🔥', '🎉', '👏', '🌧️', '1️⃣', '2️⃣'];

const voiceTypes: readonly number[] = [2, 13];
export const isVoice = (channel: Channel): boolean => voiceTypes.includes(channel.type);

export type Actions = ReturnType<typeof createActions>;

/** All a person can do on the page. Each act changes the state at once or lets the gateway bring the change. */
export const createActions = (deps: {
  state: PageState;
  rest: Rest;
  gateway: () => Gateway | undefined;
  changed: () => void;
  voice: Voice;
  /** The person has written: the newest messages come into view. */
  follow: () => void;
}) => {
  const { state, rest, changed } = deps;
  let lastToastId = 0;

  const toast = (text: string) => {
    const id = ++lastToastId;
    state.toasts.push({ id, text });
    setTimeout(() => {
      dismissToast(id);
    }, TOAST_MS);
    changed();
  };

  const dismissToast = (id: number) => {
    state.toasts = state.toasts.filter((one) => one.id !== id);
    changed();
  };

  /** Runs an act in the background and says what went wrong with it. */
  const attempt = (what: string, act: () => Promise<unknown>) => {
    act().catch((error: unknown) => {
      toast(`${what}: ${error instanceof Error ? error.message : 'unknown error'}`);
    });
  };

  const loadHistory = (channelId: string) => {
    const history = historyOf(state, channelId);
    if (history.isLoaded) return;
    history.isLoaded = true;
    attempt('Messages were not loaded', async () => {
      const answer = await rest.request('GET', `/channels/${channelId}/messages?limit=${HISTORY_LENGTH}`);
      const fetched = (answer as APIMessage[]).toReversed();
      const fetchedIds = new Set(fetched.map(({ id }) => id));
      const kept = history.messages.filter(
        (one) => !fetchedIds.has(one.id) && (isPrivateToMe(one) || one.id > (fetched.at(-1)?.id ?? '')),
      );
      history.messages = [...fetched, ...kept].sort((left, right) =>
        Number(BigInt(left.id) - BigInt(right.id)),
      );
      for (const { author } of fetched) if (!state.users.has(author.id)) state.users.set(author.id, author);
      changed();
    });
  };

  const openChannel = (channelId: string) => {
    state.channelId = channelId;
    state.unread.delete(channelId);
    state.isDrawerOpen = false;
    state.composer.replyTo = undefined;
    loadHistory(channelId);
    changed();
  };

  const sendInteraction = (interaction: SentInteraction, pending: Omit<Pending, 'channelId'>) => {
    const nonce = newNonce();
    if (pending.messageId === undefined) deps.follow();
    state.pending.set(nonce, { ...pending, channelId: interaction.channel_id });
    setTimeout(() => {
      if (state.pending.delete(nonce)) changed();
    }, PENDING_MS);
    rest
      .request('POST', '/interactions', {
        ...interaction,
        application_id: state.applicationId,
        guild_id: state.channels.get(interaction.channel_id)?.guild_id,
        session_id: state.sessionId,
        nonce,
      })
      .catch((error: unknown) => {
        interactionFailed(nonce, error instanceof Error ? error.message : undefined);
      });
    changed();
    return nonce;
  };

  const interactionFailed = (nonce: string, reason?: string) => {
    const pending = state.pending.get(nonce);
    if (!pending) return;
    state.pending.delete(nonce);
    if (pending.messageId) state.failures.set(pending.messageId, reason ?? 'This interaction failed');
    toast(`${pending.label}: ${reason ?? 'The application did not respond'}`);
  };

  const pressComponent = (
    message: APIMessage,
    component: { type: ComponentType; custom_id: string },
    label: string,
    values?: readonly string[],
  ) => {
    state.failures.delete(message.id);
    sendInteraction(useComponent(message, component, values), {
      label,
      messageId: message.id,
      customId: component.custom_id,
    });
  };

  const react = (message: APIMessage, emoji: APIReaction['emoji'], isMine: boolean) => {
    const path = `/channels/${message.channel_id}/messages/${message.id}/reactions/${emojiPath(emoji)}/@me`;
    attempt('The reaction was not saved', () => rest.request(isMine ? 'DELETE' : 'PUT', path));
  };

  const openMenu = (menu: Menu) => {
    state.menu = menu;
    changed();
  };

  const closeMenu = () => {
    state.menu = undefined;
    changed();
  };

  const commandItems = (commands: readonly APIApplicationCommand[], targetId: string): MenuItem[] =>
    commands.map((command) => ({
      label: command.name,
      note: 'App',
      run: () => {
        if (state.channelId === undefined) return;
        sendInteraction(runContextCommand(state.channelId, command, targetId), { label: command.name });
      },
    }));

  const isPrivateToMe = (message: APIMessage) => hasFlag(message, MessageFlags.Ephemeral);

  const messageItems = (message: APIMessage, reply: () => void): MenuItem[] => [
    ...(isPrivateToMe(message) ? [] : [{ label: 'Reply', run: reply }]),
    ...commandItems(contextCommands(state, ApplicationCommandType.Message), message.id),
    {
      label: 'Copy text',
      run: () => {
        attempt('The text was not copied', () => navigator.clipboard.writeText(message.content));
      },
    },
    ...(message.author.id === state.fan.user.id
      ? [
          {
            label: 'Delete message',
            run: () => {
              attempt('The message was not deleted', () =>
                rest.request('DELETE', `/channels/${message.channel_id}/messages/${message.id}`),
              );
            },
          },
        ]
      : []),
  ];

  const joinVoice = (channelId: string | null) => {
    if (channelId !== null) deps.voice.prepare();
    const payload: GatewaySendPayload = {
      op: GatewayOpcodes.VoiceStateUpdate,
      d: { guild_id: state.guild?.id ?? '', channel_id: channelId, self_mute: false, self_deaf: false },
    };
    deps.gateway()?.send(payload.op, payload.d);
  };

  const loadEvents = () => {
    const guildId = state.guild?.id;
    if (guildId === undefined) return;
    attempt('Events were not loaded', async () => {
      const path = `/guilds/${guildId}/scheduled-events`;
      const events = (await rest.request('GET', `${path}?with_user_count=true`)) as APIGuildScheduledEvent[];
      for (const event of events) {
        state.guild?.events.set(event.id, event);
        const users = (await rest.request('GET', `${path}/${event.id}/users?limit=100`)) as {
          user: APIUser;
        }[];
        state.interested.set(event.id, new Set(users.map(({ user }) => user.id)));
      }
      changed();
    });
  };

  return {
    toast,
    dismissToast,
    loadHistory,
    openChannel,
    sendInteraction,
    interactionFailed,
    pressComponent,
    react,
    openMenu,
    closeMenu,
    joinVoice,
    setVolume: deps.voice.setVolume,
    muteVoice: deps.voice.setMuted,
    loadEvents,
    changed,

    openMessageMenu: (message: APIMessage, at: { x: number; y: number }, reply: () => void) => {
      openMenu({ label: 'Message actions', ...at, layout: 'list', items: messageItems(message, reply) });
    },
    openUserMenu: (user: APIUser, name: string, at: { x: number; y: number }) => {
      const apps = commandItems(contextCommands(state, ApplicationCommandType.User), user.id);
      const copy = { label: 'Copy user ID', run: () => void navigator.clipboard.writeText(user.id) };
      openMenu({ label: `Actions for ${name}`, ...at, layout: 'list', items: [...apps, copy] });
    },
    openReactionMenu: (message: APIMessage, at: { x: number; y: number }) => {
      const items = quickReactions.map((name) => ({
        label: name,
        run: () => {
          react(message, { id: null, name }, false);
        },
      }));
      openMenu({ label: 'Add reaction', ...at, layout: 'grid', items });
    },
    dismissMessage: (message: APIMessage) => {
      const history = historyOf(state, message.channel_id);
      history.messages = history.messages.filter(({ id }) => id !== message.id);
      changed();
    },
    submitModal: (values: ReadonlyMap<string, string | readonly string[]>) => {
      const { modal } = state;
      if (!modal) return;
      state.modal = undefined;
      sendInteraction(submitModal(modal, values), { label: modal.title });
    },
    closeModal: () => {
      state.modal = undefined;
      changed();
    },
    sendMessage: (channelId: string, content: string, replyTo: APIMessage | undefined) => {
      deps.follow();
      attempt('The message was not sent', () =>
        rest.request('POST', `/channels/${channelId}/messages`, {
          content,
          nonce: newNonce(),
          ...(replyTo && { message_reference: { message_id: replyTo.id, channel_id: replyTo.channel_id } }),
        }),
      );
    },
    sayTyping: (channelId: string) => {
      rest.request('POST', `/channels/${channelId}/typing`).catch(() => {
        // A hint only: nobody is served by an error about it.
      });
    },
    setInterest: (event: APIGuildScheduledEvent, isInterested: boolean) => {
      const path = `/guilds/${event.guild_id}/scheduled-events/${event.id}/users/@me`;
      attempt('Your interest was not saved', () => rest.request(isInterested ? 'PUT' : 'DELETE', path));
    },
    setEventStatus: (event: APIGuildScheduledEvent, status: GuildScheduledEventStatus) => {
      const path = `/guilds/${event.guild_id}/scheduled-events/${event.id}`;
      attempt('The event was not changed', () => rest.request('PATCH', path, { status }));
    },
    toggleEvents: (isOpen: boolean) => {
      state.areEventsOpen = isOpen;
      if (isOpen) {
        state.isDrawerOpen = false;
        loadEvents();
      }
      changed();
    },
    toggleDrawer: (isOpen: boolean) => {
      state.isDrawerOpen = isOpen;
      changed();
    },
    toggleMembers: (isOpen: boolean) => {
      state.areMembersOpen = isOpen;
      changed();
    },
    setTheme: (theme: Theme) => {
      state.theme = theme;
      document.documentElement.dataset['theme'] = theme;
      localStorage.setItem('theme', theme);
      changed();
    },
    beFan: (userId: string) => {
      const url = new URL(location.href);
      url.searchParams.set('fan', userId);
      location.assign(url);
    },
  };
};
