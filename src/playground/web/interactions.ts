import type {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import {
  ComponentType,
  InteractionType,
  type APIApplicationCommand,
  type APIMessage,
} from 'discord-api-types/v10';
import type { Runnable } from './composer/command-text.ts';
import type { Modal, PageState, Pending } from './state.ts';

/** An option as an interaction carries it. */
export type SentOption = {
  type: OptionType;
  name: string;
  value?: string | number | boolean;
  focused?: boolean;
  options?: SentOption[];
};

export type SentInteraction = {
  type: InteractionType;
  channel_id: string;
  data: object;
  message_id?: string;
  message_flags?: number;
};

let lastNonce = 0n;

/** Nonces look like Discord's: digits that grow. */
export const newNonce = (): string => {
  const now = BigInt(Date.now()) << 22n;
  lastNonce = now > lastNonce ? now : lastNonce + 1n;
  return lastNonce.toString();
};

const nest = (runnable: Runnable, options: SentOption[]): SentOption[] =>
  runnable.path.reduceRight<SentOption[]>(
    (inner, part) => [{ type: part.type, name: part.name, options: inner }],
    options,
  );

const commandData = (command: APIApplicationCommand) => ({
  version: command.version,
  id: command.id,
  name: command.name,
  type: command.type,
});

export const runCommand = (
  type: InteractionType.ApplicationCommand | InteractionType.ApplicationCommandAutocomplete,
  channelId: string,
  runnable: Runnable,
  options: SentOption[],
): SentInteraction => ({
  type,
  channel_id: channelId,
  data: { ...commandData(runnable.command), options: nest(runnable, options), attachments: [] },
});

export const runContextCommand = (
  channelId: string,
  command: APIApplicationCommand,
  targetId: string,
): SentInteraction => ({
  type: InteractionType.ApplicationCommand,
  channel_id: channelId,
  data: { ...commandData(command), target_id: targetId, options: [], attachments: [] },
});

export const useComponent = (
  message: APIMessage,
  component: { type: ComponentType; custom_id: string },
  values: readonly string[] | undefined,
): SentInteraction => ({
  type: InteractionType.MessageComponent,
  channel_id: message.channel_id,
  message_id: message.id,
  message_flags: message.flags ?? 0,
  data: {
    component_type: component.type,
    custom_id: component.custom_id,
    ...(values && { type: component.type, values }),
  },
});

export const submitModal = (
  modal: Modal,
  values: ReadonlyMap<string, string | readonly string[]>,
): SentInteraction => {
  const filled = (component: { type: ComponentType; custom_id?: string }) => {
    const value = values.get(component.custom_id ?? '') ?? '';
    const { type, custom_id } = component;
    return typeof value === 'string' ? { type, custom_id, value } : { type, custom_id, values: value };
  };
  const components = modal.components.flatMap((row): object[] => {
    if (row.type === ComponentType.ActionRow)
      return [{ type: row.type, components: row.components.map(filled) }];
    if (row.type === ComponentType.Label) return [{ type: row.type, component: filled(row.component) }];
    return [];
  });
  return {
    type: InteractionType.ModalSubmit,
    channel_id: modal.channelId,
    data: { id: modal.id, custom_id: modal.custom_id, components },
  };
};

export const contextCommands = (
  state: PageState,
  type: ApplicationCommandType.Message | ApplicationCommandType.User,
): APIApplicationCommand[] => state.commands.filter((command) => command.type === type);

export const isPending = (state: PageState, matches: (pending: Pending) => boolean): boolean =>
  state.pending.values().some(matches);
