import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType as CommandType,
  type APIApplicationCommand,
  type APIApplicationCommandOption,
} from 'discord-api-types/v10';
import { invalidForm, type FieldProblem } from '../discord-error.ts';
import { schemaProblems } from './validate.ts';

/** Discord's own pattern for names of slash commands and options, any script, no capitals. */
const NAME = /^[-_ʼ\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const LIMITS = { options: 25, choices: 25, choiceName: 100, total: 8000 } as const;

type Path = readonly (string | number)[];

export type CommandBody = Partial<Omit<APIApplicationCommand, 'options'>> & {
  name: string;
  options?: APIApplicationCommandOption[];
};

const isValidName = (name: string): boolean => NAME.test(name) && name === name.toLowerCase();

const nameProblems = (node: { name: string; name_localizations?: unknown }, path: Path): FieldProblem[] => {
  const message = 'Command name is invalid';
  const code = 'APPLICATION_COMMAND_INVALID_NAME';
  const localised = Object.entries((node.name_localizations ?? {}) as Record<string, string>);
  return [
    ...(isValidName(node.name) ? [] : [{ path: [...path, 'name'], code, message }]),
    ...localised.flatMap(([locale, name]) =>
      isValidName(name) ? [] : [{ path: [...path, 'name_localizations', locale], code, message }],
    ),
  ];
};

const orderProblems = (options: readonly APIApplicationCommandOption[], path: Path): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const names = options.map(({ name }) => name);
  let sawOptional = false;
  options.forEach((option, index) => {
    if (names.indexOf(option.name) !== index) {
      problems.push({
        path: [...path, index, 'name'],
        code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
        message: 'An option with that name already exists',
      });
    }
    if (option.required && sawOptional) {
      problems.push({
        path: [...path, index],
        code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        message: 'Required options must be placed before non-required options',
      });
    }
    sawOptional ||= option.required !== true;
  });
  return problems;
};

const isNested = ({ type }: APIApplicationCommandOption): boolean =>
  type === OptionType.Subcommand || type === OptionType.SubcommandGroup;

const nestingProblems = (
  options: readonly APIApplicationCommandOption[],
  path: Path,
  depth: 0 | 1 | 2,
): FieldProblem[] => {
  const nested = options.filter(isNested);
  const message = 'Sub-command and sub-command group option types are mutually exclusive to all other types';
  if (nested.length > 0 && nested.length < options.length) {
    return [{ path, code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message }];
  }
  const tooDeep =
    (depth === 1 && options.some(({ type }) => type === OptionType.SubcommandGroup)) ||
    (depth === 2 && nested.length > 0);
  return tooDeep ? [{ path, code: 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', message }] : [];
};

const valueProblems = (option: APIApplicationCommandOption, path: Path): FieldProblem[] => {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if ('autocomplete' in option && option.autocomplete && choices.length > 0) {
    const message = 'Autocomplete options cannot have choices';
    return [{ path, code: 'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES', message }];
  }
  const problems: FieldProblem[] = [];
  if (choices.length > LIMITS.choices) {
    const message = `Must be ${LIMITS.choices} or fewer in length.`;
    problems.push({ path: [...path, 'choices'], code: 'BASE_TYPE_MAX_LENGTH', message });
  }
  choices.forEach((choice, index) => {
    const twin = choices.findIndex(({ name, value }) => name === choice.name || value === choice.value);
    if (twin === index) return;
    const message = 'Choice names and values must be unique';
    problems.push({
      path: [...path, 'choices', index],
      code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS',
      message,
    });
  });
  return problems;
};

const optionProblems = (
  options: readonly APIApplicationCommandOption[],
  path: Path,
  depth: 0 | 1 | 2,
): FieldProblem[] => {
  const here = [...path, 'options'];
  const problems: FieldProblem[] = [];
  if (options.length > LIMITS.options) {
    const message = `Must be ${LIMITS.options} or fewer in length.`;
    problems.push({ path: here, code: 'BASE_TYPE_MAX_LENGTH', message });
  }
  problems.push(...orderProblems(options, here), ...nestingProblems(options, here, depth));
  options.forEach((option, index) => {
    const at = [...here, index];
    problems.push(...nameProblems(option, at), ...valueProblems(option, at));
    if (option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup) {
      const next = option.type === OptionType.SubcommandGroup ? 1 : 2;
      problems.push(...optionProblems(option.options ?? [], at, next));
    }
  });
  return problems;
};

/** Names, descriptions and choice values count, each in its longest language. */
const totalLength = (node: {
  name?: string;
  description?: string;
  name_localizations?: unknown;
  description_localizations?: unknown;
  options?: readonly APIApplicationCommandOption[];
}): number => {
  const longest = (text: string | undefined, translations: unknown): number =>
    Math.max(
      text?.length ?? 0,
      ...Object.values((translations ?? {}) as Record<string, string>).map(({ length }) => length),
    );
  const own =
    longest(node.name, node.name_localizations) + longest(node.description, node.description_localizations);
  return (node.options ?? []).reduce((sum, option) => {
    const choices = 'choices' in option ? (option.choices ?? []) : [];
    const ofChoices = choices.reduce((all, { name, value }) => all + name.length + String(value).length, 0);
    return sum + ofChoices + totalLength(option);
  }, own);
};

/** Discord takes permission sets as text and as numbers; the generated schema knows numbers only. */
const forSchema = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || !('default_member_permissions' in body)) return body;
  const permissions = body.default_member_permissions;
  const isText = typeof permissions === 'string' && /^\d+$/.test(permissions);
  return isText ? { ...body, default_member_permissions: Number(permissions) } : body;
};

/** All that Discord holds against a command, `path` first for bulk requests. */
const commandProblems = async (body: unknown, path: Path = []): Promise<FieldProblem[]> => {
  const problems = await schemaProblems('ApplicationCommandCreateRequest', forSchema(body));
  if (problems.length > 0)
    return problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
  const command = body as CommandBody;
  const type = command.type ?? CommandType.ChatInput;
  if (type !== CommandType.ChatInput) {
    const extra = (command.options?.length ?? 0) > 0 || command.description;
    const message = 'Context menu commands cannot have description';
    return extra
      ? [{ path: [...path, 'description'], code: 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', message }]
      : [];
  }
  const found = [...nameProblems(command, path), ...optionProblems(command.options ?? [], path, 0)];
  if (!command.description) {
    const message = 'This field is required';
    found.push({ path: [...path, 'description'], code: 'BASE_TYPE_REQUIRED', message });
  }
  if (totalLength(command) > LIMITS.total) {
    const message = `Command exceeds maximum size (${LIMITS.total})`;
    found.push({ path, code: 'APPLICATION_COMMAND_TOO_LARGE', message });
  }
  return found;
};

export const checkCommand = async (body: unknown): Promise<CommandBody> => {
  const problems = await commandProblems(body);
  if (problems.length > 0) throw invalidForm(...problems);
  return body as CommandBody;
};

/** A whole list: each on its own, and no two of a type with one name. */
export const checkCommands = async (body: unknown): Promise<CommandBody[]> => {
  if (!Array.isArray(body)) {
    throw invalidForm({
      path: [],
      code: 'LIST_TYPE_CONVERT',
      message: 'Only iterables may be used in a ListType',
    });
  }
  const problems = (
    await Promise.all(body.map((command, index) => commandProblems(command, [index])))
  ).flat();
  if (problems.length > 0) throw invalidForm(...problems);
  const commands = body as CommandBody[];
  const keys = commands.map((command) => `${command.type ?? CommandType.ChatInput} ${command.name}`);
  const twin = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (twin !== -1) {
    const message = 'Application command names must be unique';
    throw invalidForm({ path: [twin], code: 'APPLICATION_COMMANDS_DUPLICATE_NAME', message });
  }
  return commands;
};
