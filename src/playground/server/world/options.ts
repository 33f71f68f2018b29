import {
  ApplicationCommandOptionType as OptionType,
  type APIApplicationCommand,
  type APIApplicationCommandOption,
} from 'discord-api-types/v10';
import { invalidForm, type FieldProblem } from '../discord-error.ts';
import { partialChannel, memberWithoutUser } from './wire.ts';
import { permissionsOf } from './permissions.ts';
import { resolveAttachments, type UploadedFile } from './drafts.ts';
import type { World, WorldGuild } from './types.ts';

/** An option as a client sends it. */
export type GivenOption = {
  name: string;
  type: number;
  value?: unknown;
  options?: GivenOption[];
  focused?: boolean;
};

export type Resolved = {
  users: Record<string, object>;
  members: Record<string, object>;
  roles: Record<string, object>;
  channels: Record<string, object>;
  attachments: Record<string, object>;
  messages: Record<string, object>;
};

type Check = {
  world: World;
  guild: WorldGuild | undefined;
  channelId: string;
  files: readonly UploadedFile[];
  /** While typing, required options may be missing and values unfinished. */
  unfinished: boolean;
  resolved: Resolved;
  problems: FieldProblem[];
};

type Path = readonly (string | number)[];

export const emptyResolved = (): Resolved => ({
  users: {},
  members: {},
  roles: {},
  channels: {},
  attachments: {},
  messages: {},
});

/** Only the kinds that were used are sent. */
export const compactResolved = (resolved: Resolved): Partial<Resolved> | undefined => {
  const used = Object.entries(resolved).filter(([, entries]) => Object.keys(entries).length > 0);
  return used.length > 0 ? Object.fromEntries(used) : undefined;
};

export const resolveUser = (world: World, guild: WorldGuild | undefined, resolved: Resolved, id: string): boolean => {
  const user = world.users.get(id);
  if (!user) return false;
  resolved.users[id] = user.wire;
  const member = guild?.members.get(id);
  if (guild && member) {
    const permissions = permissionsOf(world, guild, id).toString();
    resolved.members[id] = { ...memberWithoutUser(member), permissions };
  }
  return true;
};

export const resolveRole = (guild: WorldGuild | undefined, resolved: Resolved, id: string): boolean => {
  const role = guild?.roles.get(id);
  if (role) resolved.roles[id] = role;
  return role !== undefined;
};

export const resolveChannel = (
  world: World,
  guild: WorldGuild | undefined,
  options: { resolved: Resolved; id: string; types?: readonly number[] | undefined; userId: string },
): boolean => {
  const channel = world.channels.get(options.id);
  if (!channel || !guild || channel.guildId !== guild.id) return false;
  if (options.types?.length && !options.types.includes(channel.wire.type)) return false;
  const permissions = permissionsOf(world, guild, options.userId, channel).toString();
  options.resolved.channels[options.id] = { ...partialChannel(channel), permissions };
  return true;
};

const report = (check: Check, path: Path, code: string, message: string): void => {
  check.problems.push({ path: [...path, 'value'], code, message });
};

const checkRange = (check: Check, path: Path, value: number, range: { min: number; max: number }): void => {
  if (value < range.min) {
    report(check, path, 'NUMBER_TYPE_MIN', `Value should be greater than or equal to ${range.min}.`);
  }
  if (value > range.max) report(check, path, 'NUMBER_TYPE_MAX', `Value should be less than or equal to ${range.max}.`);
};

const checkChoice = (check: Check, path: Path, definition: APIApplicationCommandOption, value: unknown): void => {
  if (!('choices' in definition) || !definition.choices?.length) return;
  if (definition.choices.some((choice) => choice.value === value)) return;
  const choices = definition.choices.map((choice) => String(choice.value)).join(', ');
  report(check, path, 'BASE_TYPE_CHOICES', `Value must be one of {${choices}}.`);
};

const MAX_STRING = 6000;

const checkString = (check: Check, path: Path, definition: APIApplicationCommandOption, value: unknown): void => {
  if (definition.type !== OptionType.String) return;
  if (typeof value !== 'string') {
    report(check, path, 'STRING_TYPE_CONVERT', 'Could not interpret the value as string.');
    return;
  }
  if (check.unfinished) return;
  const min = ('min_length' in definition ? definition.min_length : undefined) ?? 0;
  const max = ('max_length' in definition ? definition.max_length : undefined) ?? MAX_STRING;
  if (value.length < Math.max(min, definition.required ? 1 : 0)) {
    report(check, path, 'BASE_TYPE_MIN_LENGTH', `Must be ${Math.max(min, 1)} or more in length.`);
  }
  if (value.length > max) report(check, path, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
  checkChoice(check, path, definition, value);
};

const checkNumber = (check: Check, path: Path, definition: APIApplicationCommandOption, value: unknown): void => {
  if (definition.type !== OptionType.Integer && definition.type !== OptionType.Number) return;
  // A half-typed number is text.
  if (check.unfinished && typeof value === 'string') return;
  const isInteger = definition.type === OptionType.Integer;
  if (typeof value !== 'number' || (isInteger && !Number.isInteger(value))) {
    const kind = isInteger ? 'int' : 'float';
    report(check, path, 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not ${kind}.`);
    return;
  }
  if (check.unfinished) return;
  checkRange(check, path, value, {
    min: ('min_value' in definition ? definition.min_value : undefined) ?? -(2 ** 53),
    max: ('max_value' in definition ? definition.max_value : undefined) ?? 2 ** 53,
  });
  checkChoice(check, path, definition, value);
};

const checkAttachment = (check: Check, path: Path, given: GivenOption): void => {
  const file = check.files.find(({ index }) => index === String(given.value));
  if (!file) {
    report(check, path, 'BASE_TYPE_BAD_VALUE', 'No file has this number.');
    return;
  }
  const context = { files: [file], existing: [], ephemeral: true };
  const [attachment] = resolveAttachments(check.world, check.channelId, {}, context);
  if (!attachment) return;
  check.resolved.attachments[attachment.id] = attachment;
  given.value = attachment.id;
};

const checkReference = (
  check: Check,
  path: Path,
  context: { definition: APIApplicationCommandOption; given: GivenOption; userId: string },
): void => {
  const { definition, given } = context;
  const id = String(given.value);
  const { world, guild, resolved } = check;
  const found = ((): boolean => {
    switch (definition.type) {
      case OptionType.User:
        return resolveUser(world, guild, resolved, id);
      case OptionType.Role:
        return resolveRole(guild, resolved, id);
      case OptionType.Mentionable:
        return resolveUser(world, guild, resolved, id) || resolveRole(guild, resolved, id);
      case OptionType.Channel:
        return resolveChannel(world, guild, {
          resolved,
          id,
          types: definition.channel_types as readonly number[] | undefined,
          userId: context.userId,
        });
      default:
        return true;
    }
  })();
  if (!found) report(check, path, 'BASE_TYPE_BAD_VALUE', `Value "${id}" does not fit this option.`);
};

const checkValue = (
  check: Check,
  path: Path,
  context: { definition: APIApplicationCommandOption; given: GivenOption; userId: string },
): void => {
  const { definition, given } = context;
  switch (definition.type) {
    case OptionType.String:
      checkString(check, path, definition, given.value);
      return;
    case OptionType.Integer:
    case OptionType.Number:
      checkNumber(check, path, definition, given.value);
      return;
    case OptionType.Boolean:
      if (typeof given.value !== 'boolean') {
        report(check, path, 'BOOLEAN_TYPE_CONVERT', 'Must be either true or false.');
      }
      return;
    case OptionType.Attachment:
      checkAttachment(check, path, given);
      return;
    default:
      checkReference(check, path, context);
  }
};

const isNested = (type: number): boolean =>
  type === (OptionType.Subcommand as number) || type === (OptionType.SubcommandGroup as number);

const checkLevel = (
  check: Check,
  path: Path,
  context: { definitions: readonly APIApplicationCommandOption[]; given: readonly GivenOption[]; userId: string },
): void => {
  const { definitions, given } = context;
  const needsChoice = definitions.some(({ type }) => isNested(type));
  if (needsChoice && given.length !== 1) {
    check.problems.push({ path, code: 'APPLICATION_COMMAND_SUBCOMMAND_REQUIRED', message: 'Choose one subcommand.' });
    return;
  }
  const seen = new Set<string>();
  given.forEach((option, index) => {
    const here = [...path, index];
    const definition = definitions.find(({ name }) => name === option.name);
    if (definition?.type !== (option.type as OptionType) || seen.has(option.name)) {
      const message = `The command has no option "${option.name}" of type ${option.type}.`;
      check.problems.push({ path: [...here, 'name'], code: 'APPLICATION_COMMAND_INVALID_OPTION', message });
      return;
    }
    seen.add(option.name);
    if (definition.type === OptionType.Subcommand || definition.type === OptionType.SubcommandGroup) {
      const nested = { definitions: definition.options ?? [], given: option.options ?? [], userId: context.userId };
      checkLevel(check, [...here, 'options'], nested);
      return;
    }
    checkValue(check, here, { definition, given: option, userId: context.userId });
  });
  if (check.unfinished) return;
  for (const definition of definitions) {
    if (isNested(definition.type) || !definition.required || seen.has(definition.name)) continue;
    const message = 'This field is required';
    check.problems.push({ path: [...path, definition.name], code: 'BASE_TYPE_REQUIRED', message });
  }
};

/** Holds what a person filled in against the registered command; 50035 names every misfit. */
export const checkOptions = (
  command: APIApplicationCommand,
  given: readonly GivenOption[],
  context: {
    world: World;
    guild: WorldGuild | undefined;
    channelId: string;
    files: readonly UploadedFile[];
    userId: string;
    unfinished: boolean;
  },
): Resolved => {
  const check: Check = { ...context, resolved: emptyResolved(), problems: [] };
  checkLevel(check, ['data', 'options'], { definitions: command.options ?? [], given, userId: context.userId });
  if (check.problems.length > 0) throw invalidForm(...check.problems);
  return check.resolved;
};

/** The option under the cursor and its definition. */
export const findFocused = (
  definitions: readonly APIApplicationCommandOption[],
  given: readonly GivenOption[],
): { definition: APIApplicationCommandOption; given: GivenOption } | undefined => {
  for (const option of given) {
    const definition = definitions.find(({ name }) => name === option.name);
    if (!definition) continue;
    if (definition.type === OptionType.Subcommand || definition.type === OptionType.SubcommandGroup) {
      return findFocused(definition.options ?? [], option.options ?? []);
    }
    if (option.focused) return { definition, given: option };
  }
  return undefined;
};
