import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
} from 'discord-api-types/v10';

/** Something a person can run: a command, or one subcommand of it. */
export type Runnable = {
  command: APIApplicationCommand;
  /** What follows the command's name: group and subcommand. */
  path: { name: string; type: OptionType.SubcommandGroup | OptionType.Subcommand }[];
  /** As typed, without the slash: `ost song`. */
  name: string;
  description: string;
  options: APIApplicationCommandBasicOption[];
};

/** One option in the text: the value as typed, and where it stands. */
export type Written = { option: string; raw: string; start: number; end: number };

export type CommandText =
  | { kind: 'chat' }
  | { kind: 'choosing'; query: string }
  | { kind: 'filling'; runnable: Runnable; written: Written[]; current: Written | undefined };

const isBasic = (option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption =>
  option.type !== OptionType.Subcommand && option.type !== OptionType.SubcommandGroup;

const runnablesOf = (
  command: APIApplicationCommand,
  options: readonly APIApplicationCommandOption[],
  path: Runnable['path'],
  description: string,
): Runnable[] => {
  const nested = options.flatMap((option) =>
    option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup
      ? runnablesOf(
          command,
          option.options ?? [],
          [...path, { name: option.name, type: option.type }],
          option.description,
        )
      : [],
  );
  if (nested.length > 0) return nested;
  const name = [command.name, ...path.map((part) => part.name)].join(' ');
  return [{ command, path, name, description, options: options.filter(isBasic) }];
};

export const listRunnables = (commands: readonly APIApplicationCommand[]): Runnable[] =>
  commands
    .filter(({ type }) => type === ApplicationCommandType.ChatInput)
    .flatMap((command) => runnablesOf(command, command.options ?? [], [], command.description))
    .sort((left, right) => left.name.localeCompare(right.name));

/** The command of exactly that name, those whose name begins with the query first, then those that mention it. */
export const matchRunnables = (runnables: readonly Runnable[], query: string): Runnable[] => {
  const wanted = query.trim().toLowerCase();
  const starts = runnables.filter(({ name }) => name.startsWith(wanted));
  const mentions = runnables.filter(
    (one) => !starts.includes(one) && `${one.name} ${one.description}`.toLowerCase().includes(wanted),
  );
  const exact = starts.filter(({ name }) => name === wanted);
  return [...exact, ...starts.filter(({ name }) => name !== wanted), ...mentions];
};

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const trimmedSpan = (text: string, start: number, end: number): Omit<Written, 'option'> => {
  const slice = text.slice(start, end);
  const raw = slice.trim();
  const from = start + (slice.length - slice.trimStart().length);
  return { raw, start: raw === '' ? start : from, end };
};

/** Options written as `name: value`; what stands before the first of them belongs to `freeOption`. */
const readOptions = (
  text: string,
  from: number,
  options: readonly APIApplicationCommandBasicOption[],
): Written[] => {
  const names = options.map(({ name }) => escapeRegExp(name)).join('|');
  const marks =
    names === '' ? [] : [...text.slice(from).matchAll(new RegExp(`(?<=^|\\s)(${names}):`, 'giu'))];
  const named = marks.map((mark, index) => {
    const start = from + mark.index + mark[0].length;
    const following = marks[index + 1];
    const end = following ? from + following.index : text.length;
    const option = (mark[1] ?? '').toLowerCase();
    return { option, ...trimmedSpan(text, start, end) };
  });
  const firstMark = marks[0];
  const free = trimmedSpan(text, from, firstMark ? from + firstMark.index : text.length);
  const open = options.filter(({ name }) => !named.some((one) => one.option === name));
  const freeOption = open.find(({ required }) => required) ?? open[0];
  if (free.raw === '' || !freeOption) return named;
  return [{ option: freeOption.name, ...free }, ...named];
};

/** Reads the composer's text the way a newcomer writes it: names of options are optional for the first one. */
export const readCommandText = (text: string, caret: number, runnables: readonly Runnable[]): CommandText => {
  if (!text.startsWith('/')) return { kind: 'chat' };
  const body = text.slice(1);
  const runnable = runnables
    .filter(({ name }) => body.toLowerCase().startsWith(`${name} `))
    .sort((left, right) => right.name.length - left.name.length)[0];
  if (!runnable) return { kind: 'choosing', query: body };
  const written = readOptions(text, runnable.name.length + 2, runnable.options);
  const current = written.findLast(({ start, end }) => caret >= start && caret <= end);
  return { kind: 'filling', runnable, written, current };
};

/** The option a person has to give next, if any. */
export const missingOption = (
  runnable: Runnable,
  written: readonly Written[],
): APIApplicationCommandBasicOption | undefined =>
  runnable.options.find(
    (option) => option.required && !written.some((one) => one.option === option.name && one.raw !== ''),
  );
