import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { ChatInputCommandInteraction, CommandInteractionOption } from 'discord.js';
import { UserError } from '../core/errors.ts';
import type { CommandData, Option } from './options.ts';
import type { OptionValue } from './command.ts';

/** Discord's own limit for the text of an option without a shorter one. */
const maxTextLength = 6_000;

const isGroup = (option: Option) =>
  option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup;

/** The options of what a path names: the command itself or one of its subcommands. */
const optionsAt = (data: CommandData, path: string): readonly Option[] => {
  let options: readonly Option[] = data.options ?? [];
  for (const name of path.split(' ').slice(1)) {
    const inner = options.find((option) => option.name === name && isGroup(option));
    options = inner !== undefined && 'options' in inner ? (inner.options ?? []) : [];
  }
  return options;
};

const valueOf = (option: CommandInteractionOption): OptionValue | undefined =>
  option.user ?? option.channel ?? option.role ?? option.attachment ?? option.value;

/** What options of some types ask of their value. */
interface Demands {
  readonly required?: boolean;
  readonly choices?: readonly { readonly value: unknown }[];
  readonly min_value?: number;
  readonly max_value?: number;
  readonly max_length?: number;
}

const isAmong = ({ choices = [] }: Demands, value: unknown): boolean =>
  choices.length === 0 || choices.some((choice) => choice.value === value);

const isWithin = ({ min_value: min = -Infinity, max_value: max = Infinity }: Demands, value: number) =>
  value >= min && value <= max;

const fits = (option: Option, value: OptionValue): boolean => {
  const demands: Demands = option;
  switch (option.type) {
    case OptionType.String:
      return (
        typeof value === 'string' &&
        value.length <= (demands.max_length ?? maxTextLength) &&
        isAmong(demands, value)
      );
    case OptionType.Integer:
    case OptionType.Number: {
      const isNumber = option.type === OptionType.Integer ? Number.isInteger(value) : Number.isFinite(value);
      return isNumber && isWithin(demands, value as number) && isAmong(demands, value);
    }
    case OptionType.Boolean:
      return typeof value === 'boolean';
    default:
      // A user, channel, role or file: an id alone, which Discord did not resolve, is nothing to work with.
      return typeof value === 'object';
  }
};

/** Those of the subcommand that was run, if it was one. */
export const leafOptions = (
  options: readonly CommandInteractionOption[],
): readonly CommandInteractionOption[] => {
  let leaves = options;
  while (leaves[0]?.options !== undefined) leaves = leaves[0].options;
  return leaves;
};

/**
 * What a member gave, held against the command as it is now. Discord does the same, against the command as its clients last
 * saw it: after an update of the bot that is another one for a while.
 * @throws UserError `commandChanged`
 */
export const givenOptions = (
  interaction: ChatInputCommandInteraction,
  data: CommandData,
  path: string,
): Record<string, OptionValue | undefined> => {
  const given = new Map(
    leafOptions(interaction.options.data).map((option) => [option.name, valueOf(option)]),
  );
  const known = optionsAt(data, path);
  for (const option of known) {
    const value = given.get(option.name);
    const { required = false }: Demands = option;
    if ((required && value === undefined) || (value !== undefined && !fits(option, value)))
      throw new UserError('commandChanged', {});
  }
  return Object.fromEntries(known.map(({ name }) => [name, given.get(name)]));
};
