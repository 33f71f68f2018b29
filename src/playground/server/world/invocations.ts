import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType as CommandType,
  ComponentType,
  InteractionType,
  type APIApplicationCommand,
} from 'discord-api-types/v10';
import { discordErrors, invalidForm, type FieldProblem } from '../discord-error.ts';
import { mayUse, requireCommand } from './commands.ts';
import { asEnum } from './enums.ts';
import { eachComponent, isSelect, type AnyComponent } from './components.ts';
import type { UploadedFile } from './drafts.ts';
import { startInteraction } from './interactions.ts';
import { requireChannel, requireMessage } from './lookup.ts';
import {
  checkOptions,
  compactResolved,
  emptyResolved,
  findFocused,
  resolveChannel,
  resolveRole,
  resolveUser,
  type GivenOption,
  type Resolved,
} from './options.ts';
import { canView } from './permissions.ts';
import type { World, WorldChannel, WorldGuild, WorldUser } from './types.ts';

/** What a fan's client posts to `/interactions`. */
export type Invocation = {
  type: InteractionType;
  application_id: string;
  guild_id?: string | null | undefined;
  channel_id: string;
  session_id?: string | undefined;
  nonce?: string | undefined;
  message_id?: string | undefined;
  data: Record<string, unknown>;
};

type Place = {
  user: WorldUser;
  channel: WorldChannel;
  guild: WorldGuild | undefined;
  nonce: string | undefined;
  sessionId: string | undefined;
};

const problem = (path: FieldProblem['path'], code: string, message: string) =>
  invalidForm({ path, code, message });

const findPlace = (world: World, user: WorldUser, invocation: Invocation): Place => {
  if (invocation.application_id !== world.application.id) throw discordErrors.unknownApplication();
  const channel = requireChannel(world, invocation.channel_id);
  if (!canView(world, channel, user.wire.id)) throw discordErrors.missingAccess();
  const guild = world.guilds.get(channel.guildId ?? '');
  if (guild && !guild.hasBot) throw discordErrors.unknownApplication();
  return { user, channel, guild, nonce: invocation.nonce, sessionId: invocation.session_id };
};

const findCommand = (world: World, place: Place, id: string): APIApplicationCommand => {
  const ofGuild = place.guild && world.commands.get(place.guild.id)?.get(id);
  const command = ofGuild ?? requireCommand(world, '', id);
  const { guild, channel, user } = place;
  if (guild && !mayUse(world, command, { guild, channel, userId: user.wire.id })) {
    throw discordErrors.missingPermissions();
  }
  return command;
};

const resolveTarget = (
  world: World,
  place: Place,
  command: APIApplicationCommand,
  targetId: string,
): Resolved => {
  const resolved = emptyResolved();
  if (command.type === CommandType.User) {
    if (!resolveUser(world, place.guild, resolved, targetId)) throw discordErrors.unknownUser();
  } else {
    // The whole message, whatever the intents: the person handed it over.
    resolved.messages[targetId] = requireMessage(place.channel, targetId, place.user.wire.id).wire;
  }
  return resolved;
};

const optionsOf = (data: Record<string, unknown>): GivenOption[] =>
  Array.isArray(data['options']) ? structuredClone(data['options'] as GivenOption[]) : [];

const runCommand = (
  world: World,
  place: Place,
  invocation: Invocation,
  files: readonly UploadedFile[],
): void => {
  const { data } = invocation;
  const command = findCommand(world, place, String(data['id']));
  const common = { ...place, type: invocation.type, command };
  const identity = {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
  };
  if (command.type !== CommandType.ChatInput) {
    const targetId = String(data['target_id']);
    const resolved = compactResolved(resolveTarget(world, place, command, targetId));
    startInteraction(world, { ...common, targetId, data: { ...identity, target_id: targetId, resolved } });
    return;
  }
  const options = optionsOf(data);
  const unfinished = invocation.type === InteractionType.ApplicationCommandAutocomplete;
  const resolved = compactResolved(
    checkOptions(command, options, {
      world,
      guild: place.guild,
      channelId: place.channel.wire.id,
      files,
      userId: place.user.wire.id,
      unfinished,
    }),
  );
  if (unfinished) requireAutocomplete(command, options);
  startInteraction(world, { ...common, data: { ...identity, options, ...(resolved && { resolved }) } });
};

const requireAutocomplete = (command: APIApplicationCommand, options: readonly GivenOption[]): void => {
  const focused = findFocused(command.options ?? [], options);
  const path = ['data', 'options'];
  if (!focused) throw problem(path, 'APPLICATION_COMMAND_NO_FOCUSED_OPTION', 'No option has the focus.');
  const { definition } = focused;
  const completes = 'autocomplete' in definition && definition.autocomplete;
  if (!completes)
    throw problem(path, 'APPLICATION_COMMAND_NO_AUTOCOMPLETE', `${definition.name} does not complete.`);
  const typed = [OptionType.String, OptionType.Integer, OptionType.Number];
  if (!typed.includes(definition.type)) throw problem(path, 'BASE_TYPE_BAD_VALUE', 'Nothing to complete.');
};

const findComponent = (components: readonly unknown[], customId: string): AnyComponent | undefined => {
  for (const component of eachComponent(components)) if (component.custom_id === customId) return component;
  return undefined;
};

const VALUES = ['data', 'values'];

const resolveEntity = (
  world: World,
  place: Place,
  select: AnyComponent,
  id: string,
  resolved: Resolved,
): boolean => {
  switch (asEnum<ComponentType>(select.type)) {
    case ComponentType.StringSelect:
      return select.options?.some(({ value }) => value === id) === true;
    case ComponentType.UserSelect:
      return resolveUser(world, place.guild, resolved, id);
    case ComponentType.RoleSelect:
      return resolveRole(place.guild, resolved, id);
    case ComponentType.MentionableSelect:
      return resolveUser(world, place.guild, resolved, id) || resolveRole(place.guild, resolved, id);
    default:
      return resolveChannel(world, place.guild, {
        resolved,
        id,
        types: select.channel_types,
        userId: place.user.wire.id,
      });
  }
};

const checkValues = (world: World, place: Place, select: AnyComponent, values: unknown): Resolved => {
  const resolved = emptyResolved();
  const min = select.min_values ?? 1;
  const max = select.max_values ?? 1;
  if (!Array.isArray(values) || values.length < min || values.length > max) {
    throw problem(VALUES, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
  }
  for (const id of values) {
    if (resolveEntity(world, place, select, String(id), resolved)) continue;
    throw problem(VALUES, 'BASE_TYPE_CHOICES', `Value "${String(id)}" is not among the choices.`);
  }
  return resolved;
};

const useComponent = (world: World, place: Place, invocation: Invocation): void => {
  const message = requireMessage(place.channel, invocation.message_id ?? '', place.user.wire.id);
  const customId = String(invocation.data['custom_id']);
  const component = findComponent(message.wire.components ?? [], customId);
  if (!component || component.type !== invocation.data['component_type']) {
    throw problem(['data', 'custom_id'], 'COMPONENT_VALIDATION_FAILED', 'Component validation failed');
  }
  if (component.disabled) {
    throw problem(['data', 'custom_id'], 'COMPONENT_DISABLED', 'Component is disabled');
  }
  const base = { custom_id: customId, component_type: component.type, id: component.id };
  if (!isSelect(component)) {
    startInteraction(world, { ...place, type: invocation.type, message, data: base });
    return;
  }
  const { values } = invocation.data;
  const resolved = compactResolved(checkValues(world, place, component, values));
  const data = { ...base, values, ...(resolved && { resolved }) };
  startInteraction(world, { ...place, type: invocation.type, message, data });
};

const MAX_TEXT = 4000;

const checkText = (field: AnyComponent, value: unknown): void => {
  const path = ['data', 'components', field.custom_id ?? '', 'value'];
  const text = typeof value === 'string' ? value : '';
  if (text === '') {
    if (field.required !== false) throw problem(path, 'BASE_TYPE_REQUIRED', 'This field is required');
    return;
  }
  const max = field.max_length ?? MAX_TEXT;
  if (text.length > max) throw problem(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  const min = field.min_length ?? 0;
  if (text.length < min) throw problem(path, 'BASE_TYPE_MIN_LENGTH', `Must be ${min} or more in length.`);
};

const checkSubmitted = (
  world: World,
  place: Place,
  asked: readonly unknown[],
  given: readonly unknown[],
): Resolved => {
  const resolved = emptyResolved();
  for (const field of eachComponent(asked)) {
    if (field.custom_id === undefined) continue;
    const filled = findComponent(given, field.custom_id) as
      (AnyComponent & Record<string, unknown>) | undefined;
    if (field.type === (ComponentType.TextInput as number)) checkText(field, filled?.['value']);
    if (!isSelect(field)) continue;
    const values = filled?.['values'] ?? [];
    const mayBeEmpty = field.required === false && Array.isArray(values) && values.length === 0;
    if (mayBeEmpty) continue;
    const found = checkValues(world, place, field, values);
    for (const kind of Object.keys(resolved) as (keyof Resolved)[])
      Object.assign(resolved[kind], found[kind]);
  }
  return resolved;
};

const submitModal = (world: World, place: Place, invocation: Invocation): void => {
  const opener = world.interactions.get(String(invocation.data['id']));
  const customId = String(invocation.data['custom_id']);
  if (opener?.userId !== place.user.wire.id || opener.modal?.customId !== customId) {
    throw discordErrors.unknownInteraction();
  }
  const given = Array.isArray(invocation.data['components'])
    ? (invocation.data['components'] as unknown[])
    : [];
  const resolved = compactResolved(checkSubmitted(world, place, opener.modal.components as unknown[], given));
  opener.modal = undefined;
  const message = opener.messageId === undefined ? undefined : place.channel.messages.get(opener.messageId);
  const data = { custom_id: customId, components: given, ...(resolved && { resolved }) };
  startInteraction(world, { ...place, type: invocation.type, message, data });
};

/** A person runs a command, uses a component, asks for completions or submits a modal. */
export const invoke = (
  world: World,
  user: WorldUser,
  invocation: Invocation,
  files: readonly UploadedFile[],
): void => {
  const place = findPlace(world, user, invocation);
  switch (invocation.type) {
    case InteractionType.ApplicationCommand:
    case InteractionType.ApplicationCommandAutocomplete:
      runCommand(world, place, invocation, files);
      return;
    case InteractionType.MessageComponent:
      useComponent(world, place, invocation);
      return;
    case InteractionType.ModalSubmit:
      submitModal(world, place, invocation);
      return;
    default:
      throw problem(['type'], 'BASE_TYPE_CHOICES', 'Value must be one of {2, 3, 4, 5}.');
  }
};
