import {
  ApplicationCommandType as CommandType,
  ChannelType,
  ComponentType,
  InteractionType,
  MessageFlags,
  type APIApplicationCommand,
  type APIApplicationCommandOptionChoice,
  type APIMessage,
  type APIUser,
} from 'discord-api-types/v10';
import {
  connect,
  createEars,
  createRestClient,
  findFan,
  nestOptions,
  nodes,
  type AnyNode,
  type OptionValue,
  type SeenEvent,
} from './fan-wire.ts';

/**
 * A person at a Discord client, over the real wire of any server that speaks docs/decisions/0001: nothing here knows
 * how the server works inside.
 */
export type FanOptions = {
  /** Where the server listens: `http://127.0.0.1:PORT`. */
  url: string;
  /** Which of the server's fans to be. Default: the first. */
  username?: string;
  /** Default: the server's first guild. */
  guildId?: string;
  /** Default for every wait. Default: 5 000. */
  timeoutMs?: number;
};

type OptionValues = Readonly<Record<string, OptionValue>>;
type Place = { channelId?: string; timeoutMs?: number };
type SeenModal = {
  id: string;
  nonce: string;
  custom_id: string;
  title: string;
  components: unknown[];
  channel_id: string;
  /** The message whose component opened it. */
  messageId?: string;
};

export type Fan = {
  readonly user: APIUser;
  readonly token: string;
  readonly guildId: string;
  readonly applicationId: string;
  readonly sessionId: string;
  /** Everything the gateway has told so far. */
  readonly events: readonly SeenEvent[];
  /** The messages seen, as they look now; deleted ones are gone. */
  readonly messages: ReadonlyMap<string, APIMessage>;
  channelId: (name: string) => string;
  /** Any REST call; `path` begins after `/api/v10`. */
  rest: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: unknown }>;
  commands: () => Promise<APIApplicationCommand[]>;
  /** Runs `'ost song'` and resolves to the answer once it is more than "thinking". */
  command: (name: string, values?: OptionValues, place?: Place) => Promise<APIMessage>;
  commandForModal: (name: string, values?: OptionValues, place?: Place) => Promise<SeenModal>;
  /** A user or message command on its target. */
  contextMenu: (name: string, targetId: string, place?: Place) => Promise<APIMessage>;
  autocomplete: (
    name: string,
    values: OptionValues,
    focused: string,
    place?: Place,
  ) => Promise<APIApplicationCommandOptionChoice[]>;
  /** Presses a button found by custom id or label; resolves to the reply or to the changed message. */
  click: (message: APIMessage, customIdOrLabel: string, timeoutMs?: number) => Promise<APIMessage>;
  clickForModal: (message: APIMessage, customIdOrLabel: string, timeoutMs?: number) => Promise<SeenModal>;
  select: (
    message: APIMessage,
    customId: string,
    values: readonly string[],
    timeoutMs?: number,
  ) => Promise<APIMessage>;
  /** Fills in text inputs by custom id. */
  submitModal: (
    modal: SeenModal,
    values: Readonly<Record<string, string>>,
    timeoutMs?: number,
  ) => Promise<APIMessage>;
  /** Writes in a channel, waiting out rate limits. */
  type: (channelId: string, content: string) => Promise<APIMessage>;
  react: (message: APIMessage, emoji: string) => Promise<void>;
  setInterested: (eventId: string, interested: boolean) => Promise<void>;
  joinVoice: (channelId: string) => Promise<void>;
  leaveVoice: () => Promise<void>;
  /** The newest message that fits, among those seen already or yet to come or be edited. */
  waitForMessage: (fits: (message: APIMessage) => boolean, timeoutMs?: number) => Promise<APIMessage>;
  /** The next event of this name that fits; earlier ones do not count. */
  waitForEvent: (
    name: string,
    fits?: (data: Record<string, unknown>) => boolean,
    timeoutMs?: number,
  ) => Promise<SeenEvent>;
  /** Told of every event until the returned function is called. */
  listen: (act: (event: SeenEvent) => void) => () => void;
  close: () => Promise<void>;
};

let nonces = 0;

export const createFan = async (options: FanOptions): Promise<Fan> => {
  const { fan, guildId, applicationId } = await findFan(options);
  const rest = createRestClient(options.url, fan.token);
  const ears = createEars();
  const gateway = (await (await fetch(`${options.url}/api/v10/gateway`)).json()) as { url: string };
  const { socket, session, close } = await connect(gateway.url, fan.token, ears.hear);
  const defaultTimeoutMs = options.timeoutMs ?? 15_000;
  const channels = session.guilds.find(({ id }) => id === guildId)?.channels ?? [];

  const demand = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await rest(method, path, body);
    if (answer.status < 300) return answer.body;
    throw new Error(`${method} ${path} was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  const channelId = (name: string): string => {
    const channel = channels.find((candidate) => candidate.name === name);
    if (!channel) throw new Error(`There is no channel "${name}" for ${fan.user.username}.`);
    return channel.id;
  };
  const defaultChannelId = (): string => {
    const [first] = channels.filter(({ type }) => type === ChannelType.GuildText);
    if (!first) throw new Error('The guild has no text channel.');
    return first.id;
  };
  const commands = async (): Promise<APIApplicationCommand[]> => {
    const index = await demand('GET', `/guilds/${guildId}/application-command-index`);
    return (index as { application_commands: APIApplicationCommand[] }).application_commands;
  };
  const findCommand = async (name: string, isSlash: boolean): Promise<APIApplicationCommand> => {
    const all = await commands();
    const command = all.find(
      (entry) => entry.name === name && (entry.type === CommandType.ChatInput) === isSlash,
    );
    if (!command)
      throw new Error(`There is no command "${name}" among ${all.map((entry) => entry.name).join(', ')}.`);
    return command;
  };

  /** Posts an interaction and waits for what `pick` makes of the events that belong to it. */
  const interact = async <Result>(
    request: { type: InteractionType; channelId: string; data: object; messageId?: string },
    what: string,
    context: {
      timeoutMs: number | undefined;
      pick: (event: SeenEvent, id: string | undefined, nonce: string) => Result | undefined;
    },
  ): Promise<Result> => {
    const nonce = `${process.pid}${Date.now()}${(nonces += 1)}`;
    let id: string | undefined;
    const outcome = ears.wait(what, context.timeoutMs ?? defaultTimeoutMs, (event) => {
      const isOwn = event.data['nonce'] === nonce;
      if (isOwn && event.name === 'INTERACTION_CREATE') id = event.data['id'] as string;
      if (isOwn && event.name === 'INTERACTION_FAILURE') throw new Error('The application did not respond');
      return context.pick(event, id, nonce);
    });
    // Seen by the caller through the await below; without this a refused request would leave it unhandled.
    outcome.catch(() => undefined);
    await demand('POST', '/interactions', {
      type: request.type,
      application_id: applicationId,
      guild_id: guildId,
      channel_id: request.channelId,
      session_id: session.session_id,
      nonce,
      ...(request.messageId !== undefined && { message_id: request.messageId }),
      data: request.data,
    });
    return outcome;
  };

  const pickMessage =
    (sourceId?: string) =>
    (event: SeenEvent, id: string | undefined): APIMessage | undefined => {
      if (event.name !== 'MESSAGE_CREATE' && event.name !== 'MESSAGE_UPDATE') return undefined;
      const message = event.data as unknown as APIMessage;
      if (((message.flags ?? 0) & MessageFlags.Loading) !== 0 || id === undefined) return undefined;
      const isSource = event.name === 'MESSAGE_UPDATE' && message.id === sourceId;
      return isSource || message.interaction_metadata?.id === id ? message : undefined;
    };
  const pickModal = (event: SeenEvent, _id: string | undefined, nonce: string): SeenModal | undefined =>
    event.name === 'INTERACTION_MODAL_CREATE' && event.data['nonce'] === nonce
      ? (event.data as unknown as SeenModal)
      : undefined;

  const prepareCommand = async (name: string, values: OptionValues, place: Place, focused?: string) => {
    const [root = '', ...path] = name.split(' ');
    const command = await findCommand(root, true);
    const nested = nestOptions(command.options ?? [], path, { values, focused });
    const data = {
      id: command.id,
      name: command.name,
      type: command.type,
      version: command.version,
      options: nested,
    };
    return { channelId: place.channelId ?? defaultChannelId(), data };
  };
  const prepareComponent = (message: APIMessage, customIdOrLabel: string, values?: readonly string[]) => {
    const all = [...nodes(message.components ?? [])];
    const found =
      all.find(({ custom_id: customId }) => customId === customIdOrLabel) ??
      all.find(({ label, custom_id: customId }) => label === customIdOrLabel && customId !== undefined);
    if (!found) throw new Error(`The message has no component "${customIdOrLabel}".`);
    return {
      type: InteractionType.MessageComponent,
      channelId: message.channel_id,
      messageId: message.id,
      data: { component_type: found.type, custom_id: found.custom_id, ...(values && { values }) },
    };
  };
  const voice = async (target: string | null): Promise<void> => {
    const moved = ears.wait('voice state', defaultTimeoutMs, ({ name, data }) =>
      name === 'VOICE_STATE_UPDATE' && data['user_id'] === fan.user.id && data['channel_id'] === target
        ? true
        : undefined,
    );
    const d = { guild_id: guildId, channel_id: target, self_mute: false, self_deaf: false };
    socket.send(JSON.stringify({ op: 4, d }));
    await moved;
  };

  return {
    user: fan.user,
    token: fan.token,
    guildId,
    applicationId,
    sessionId: session.session_id,
    events: ears.events,
    messages: ears.messages,
    channelId,
    rest,
    commands,
    command: async (name, values = {}, place = {}) => {
      const request = {
        type: InteractionType.ApplicationCommand,
        ...(await prepareCommand(name, values, place)),
      };
      return interact(request, `answer to /${name}`, { timeoutMs: place.timeoutMs, pick: pickMessage() });
    },
    commandForModal: async (name, values = {}, place = {}) => {
      const request = {
        type: InteractionType.ApplicationCommand,
        ...(await prepareCommand(name, values, place)),
      };
      return interact(request, `modal of /${name}`, { timeoutMs: place.timeoutMs, pick: pickModal });
    },
    contextMenu: async (name, targetId, place = {}) => {
      const command = await findCommand(name, false);
      const data = { id: command.id, name, type: command.type, target_id: targetId };
      const at = place.channelId ?? ears.messages.get(targetId)?.channel_id ?? defaultChannelId();
      const request = { type: InteractionType.ApplicationCommand, channelId: at, data };
      return interact(request, `answer to "${name}"`, { timeoutMs: place.timeoutMs, pick: pickMessage() });
    },
    autocomplete: async (name, values, focused, place = {}) => {
      const prepared = await prepareCommand(name, values, place, focused);
      const request = { type: InteractionType.ApplicationCommandAutocomplete, ...prepared };
      return interact(request, `choices for /${name}`, {
        timeoutMs: place.timeoutMs,
        pick: (event, _id, nonce) =>
          event.name === 'APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE' && event.data['nonce'] === nonce
            ? (event.data['choices'] as APIApplicationCommandOptionChoice[])
            : undefined,
      });
    },
    click: (message, customIdOrLabel, timeoutMs) =>
      interact(prepareComponent(message, customIdOrLabel), `answer to "${customIdOrLabel}"`, {
        timeoutMs,
        pick: pickMessage(message.id),
      }),
    clickForModal: async (message, customIdOrLabel, timeoutMs) => {
      const request = prepareComponent(message, customIdOrLabel);
      const modal = await interact(request, `modal of "${customIdOrLabel}"`, { timeoutMs, pick: pickModal });
      return { ...modal, messageId: message.id };
    },
    select: (message, customId, values, timeoutMs) =>
      interact(prepareComponent(message, customId, values), `answer to "${customId}"`, {
        timeoutMs,
        pick: pickMessage(message.id),
      }),
    submitModal: (modal, values, timeoutMs) => {
      const fill = (node: AnyNode): object => ({
        type: node.type,
        ...(node.custom_id !== undefined && { custom_id: node.custom_id }),
        ...(node.type === (ComponentType.TextInput as number) && {
          value: values[node.custom_id ?? ''] ?? '',
        }),
        ...(node.components && { components: node.components.map(fill) }),
        ...(node.component && { component: fill(node.component) }),
      });
      const components = (modal.components as AnyNode[]).map(fill);
      const data = { id: modal.id, custom_id: modal.custom_id, components };
      const request = { type: InteractionType.ModalSubmit, channelId: modal.channel_id, data };
      const pick = pickMessage(modal.messageId);
      return interact(request, `answer to modal "${modal.title}"`, { timeoutMs, pick });
    },
    type: async (target, content) =>
      (await demand('POST', `/channels/${target}/messages`, { content })) as APIMessage,
    react: async (message, emoji) => {
      const path = `/channels/${message.channel_id}/messages/${message.id}/reactions/${encodeURIComponent(emoji)}/@me`;
      await demand('PUT', path);
    },
    setInterested: async (eventId, interested) => {
      await demand(interested ? 'PUT' : 'DELETE', `/guilds/${guildId}/scheduled-events/${eventId}/users/@me`);
    },
    joinVoice: (target) => voice(target),
    leaveVoice: () => voice(null),
    waitForMessage: async (fits, timeoutMs = defaultTimeoutMs) => {
      const seen = [...ears.messages.values()].reverse().find(fits);
      if (seen) return seen;
      return ears.wait('fitting message', timeoutMs, ({ name, data }) => {
        if (name !== 'MESSAGE_CREATE' && name !== 'MESSAGE_UPDATE') return undefined;
        const message = data as unknown as APIMessage;
        return fits(message) ? message : undefined;
      });
    },
    waitForEvent: (name, fits = () => true, timeoutMs = defaultTimeoutMs) =>
      ears.wait(`event ${name}`, timeoutMs, (event) =>
        event.name === name && fits(event.data) ? event : undefined,
      ),
    listen: ears.listen,
    close,
  };
};
