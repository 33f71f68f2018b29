import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  type APIApplicationCommand,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
} from 'discord-api-types/v10';

/** An option in a person's language. Its `name` is what Discord is sent, its `label` what the person reads and types. */
export type RunnableOption = APIApplicationCommandBasicOption & { label: string };

/** Something a person can run: a command, or one subcommand of it. */
export type Runnable = {
  command: APIApplicationCommand;
  /** What follows the command's name: group and subcommand. */
  path: { name: string; type: OptionType.SubcommandGroup | OptionType.Subcommand }[];
  /** Without the slash: `ost song`. */
  name: string;
  /** The same in the person's language. Both can be typed. */
  label: string;
  description: string;
  options: RunnableOption[];
};

/** One option in the text: the value as typed, where it stands, and whether the option's name stands before it. */
export type Written = { option: string; isNamed: boolean; raw: string; start: number; end: number };

export type CommandText =
  | { kind: 'chat' }
  | { kind: 'choosing'; query: string }
  | { kind: 'filling'; runnable: Runnable; written: Written[]; current: Written | undefined };

const isBasic = (option: APIApplicationCommandOption): option is APIApplicationCommandBasicOption =>
  option.type !== OptionType.Subcommand && option.type !== OptionType.SubcommandGroup;

type Localised = {
  name: string;
  name_localizations?: Partial<Record<string, string | null>> | null;
  description_localizations?: Partial<Record<string, string | null>> | null;
};

const labelOf = ({ name, name_localizations: names }: Localised, locale: string): string =>
  names?.[locale] ?? name;

const descriptionOf = (
  { description, description_localizations: texts }: Localised & { description: string },
  locale: string,
): string => texts?.[locale] ?? description;

const optionIn = (option: APIApplicationCommandBasicOption, locale: string): RunnableOption => {
  const local = { ...option, label: labelOf(option, locale), description: descriptionOf(option, locale) };
  if (!('choices' in local)) return local;
  const choices = local.choices.map((choice) => ({ ...choice, name: labelOf(choice, locale) }));
  return { ...local, choices } as RunnableOption;
};

type Place = Pick<Runnable, 'command' | 'path' | 'name' | 'label' | 'description'>;

const runnablesOf = (
  place: Place,
  options: readonly APIApplicationCommandOption[],
  locale: string,
): Runnable[] => {
  const nested = options.flatMap((option) =>
    option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup
      ? runnablesOf(
          {
            command: place.command,
            path: [...place.path, { name: option.name, type: option.type }],
            name: `${place.name} ${option.name}`,
            label: `${place.label} ${labelOf(option, locale)}`,
            description: descriptionOf(option, locale),
          },
          option.options ?? [],
          locale,
        )
      : [],
  );
  if (nested.length > 0) return nested;
  return [{ ...place, options: options.filter(isBasic).map((option) => optionIn(option, locale)) }];
};

export const listRunnables = (commands: readonly APIApplicationCommand[], locale: string): Runnable[] =>
  commands
    .filter(({ type }) => type === ApplicationCommandType.ChatInput)
    .flatMap((command) => {
      const label = labelOf(command, locale);
      const description = descriptionOf(command, locale);
      const { name, options = [] } = command;
      return runnablesOf({ command, path: [], name, label, description }, options, locale);
    })
    .sort((left, right) => left.label.localeCompare(right.label, locale));

/** The command of exactly that name, those whose name begins with the query first, then those that mention it. */
export const matchRunnables = (runnables: readonly Runnable[], query: string): Runnable[] => {
  const wanted = query.trim().toLowerCase();
  const starts = runnables.filter(({ name, label }) => name.startsWith(wanted) || label.startsWith(wanted));
  const mentions = runnables.filter(
    (one) =>
      !starts.includes(one) && `${one.name} ${one.label} ${one.description}`.toLowerCase().includes(wanted),
  );
  const isExact = ({ name, label }: Runnable) => name === wanted || label === wanted;
  return [...starts.filter(isExact), ...starts.filter((one) => !isExact(one)), ...mentions];
};

const escapeRegExp = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const trimmedSpan = (text: string, start: number, end: number): Omit<Written, 'option' | 'isNamed'> => {
  const slice = text.slice(start, end);
  const raw = slice.trim();
  const from = start + (slice.length - slice.trimStart().length);
  return { raw, start: raw === '' ? start : from, end };
};

/** Options written as `name: value`; what stands before the first of them belongs to `freeOption`. */
const readOptions = (text: string, from: number, options: readonly RunnableOption[]): Written[] => {
  const names = options.flatMap(({ name, label }) => [name, label].map(escapeRegExp)).join('|');
  const marks =
    names === '' ? [] : [...text.slice(from).matchAll(new RegExp(`(?<=^|\\s)(${names}):`, 'giu'))];
  const named = marks.map((mark, index) => {
    const start = from + mark.index + mark[0].length;
    const following = marks[index + 1];
    const end = following ? from + following.index : text.length;
    const typed = (mark[1] ?? '').toLowerCase();
    const option = options.find(({ name, label }) => name === typed || label === typed)?.name ?? typed;
    return { option, isNamed: true, ...trimmedSpan(text, start, end) };
  });
  const firstMark = marks[0];
  const free = trimmedSpan(text, from, firstMark ? from + firstMark.index : text.length);
  const open = options.filter(({ name }) => !named.some((one) => one.option === name));
  const freeOption = open.find(({ required }) => required) ?? open[0];
  if (free.raw === '' || !freeOption) return named;
  return [{ option: freeOption.name, isNamed: false, ...free }, ...named];
};

/** Reads the composer's text the way a newcomer writes it: names of options are optional for the first one. */
export const readCommandText = (text: string, caret: number, runnables: readonly Runnable[]): CommandText => {
  if (!text.startsWith('/')) return { kind: 'chat' };
  const body = text.slice(1);
  const [found] = runnables
    .flatMap((runnable) => [runnable.name, runnable.label].map((typed) => ({ runnable, typed })))
    .filter(({ typed }) => body.toLowerCase().startsWith(`${typed} `))
    .sort((left, right) => right.typed.length - left.typed.length);
  if (!found) return { kind: 'choosing', query: body };
  const { runnable, typed } = found;
  const written = readOptions(text, typed.length + 2, runnable.options);
  const current = written.findLast(({ start, end }) => caret >= start && caret <= end);
  return { kind: 'filling', runnable, written, current };
};

/** The option a person has to give next, if any. */
export const missingOption = (runnable: Runnable, written: readonly Written[]): RunnableOption | undefined =>
  runnable.options.find(
    (option) => option.required && !written.some((one) => one.option === option.name && one.raw !== ''),
  );
