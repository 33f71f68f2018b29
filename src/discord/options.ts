import type {
  APIApplicationCommandOption,
  ApplicationCommandOptionType as OptionType,
  Attachment,
  Channel,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  Role,
  User,
} from 'discord.js';

type DeepReadonly<T> = T extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The JSON of a slash command as Discord takes it; write it as a literal: `… as const satisfies CommandData`. */
export type CommandData = DeepReadonly<RESTPostAPIChatInputApplicationCommandsJSONBody>;

export type Option = DeepReadonly<APIApplicationCommandOption>;
type OptionsOf<D> = D extends { readonly options: infer O extends readonly Option[] } ? O[number] : never;
type Subcommand = { readonly type: OptionType.Subcommand };
type Group = { readonly type: OptionType.SubcommandGroup };

type Leaf<Path extends string, D> =
  | (Extract<OptionsOf<D>, Subcommand> extends infer S
      ? S extends { readonly name: infer N extends string }
        ? { path: `${Path} ${N}`; data: S }
        : never
      : never)
  | (Extract<OptionsOf<D>, Group> extends infer G
      ? G extends { readonly name: infer N extends string }
        ? Extract<OptionsOf<G>, Subcommand> extends infer S
          ? S extends { readonly name: infer M extends string }
            ? { path: `${Path} ${N} ${M}`; data: S }
            : never
          : never
        : never
      : never);

/** Every command a member can run, by its full path ("ost song", "quiz start", "guess"), with its data. */
export type Leaves<D extends CommandData> =
  Extract<OptionsOf<D>, Subcommand | Group> extends never ? { path: D['name']; data: D } : Leaf<D['name'], D>;

export type Path<D extends CommandData> = Leaves<D>['path'];

interface ValueByType {
  [OptionType.String]: string;
  [OptionType.Integer]: number;
  [OptionType.Number]: number;
  [OptionType.Boolean]: boolean;
  [OptionType.User]: User;
  [OptionType.Channel]: Channel;
  [OptionType.Role]: Role;
  [OptionType.Mentionable]: User | Role;
  [OptionType.Attachment]: Attachment;
}

type ValueOf<O> = O extends { readonly choices: readonly { readonly value: infer V }[] }
  ? V
  : O extends { readonly type: infer T extends keyof ValueByType }
    ? ValueByType[T]
    : never;

type Named<O> = Extract<O, { readonly name: string }>;

/** The values of a command's options: required ones are there, the others may be `undefined`. */
export type Values<D> = {
  readonly [O in Named<OptionsOf<D>> as O['name']]: O extends { readonly required: true }
    ? ValueOf<O>
    : ValueOf<O> | undefined;
};

/** Names of the options that ask for autocomplete. */
export type Completed<D> =
  Extract<OptionsOf<D>, { readonly autocomplete: true }> extends infer O
    ? O extends { readonly name: infer N extends string }
      ? N
      : never
    : never;

export type ValuesAt<D extends CommandData, P extends Path<D>> = Values<
  Extract<Leaves<D>, { path: P }>['data']
>;
export type CompletedAt<D extends CommandData, P extends Path<D>> = Completed<
  Extract<Leaves<D>, { path: P }>['data']
>;
