import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType as CommandType,
  ComponentType,
  InteractionType,
} from 'discord-api-types/v10';
import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10';
import fc from 'fast-check';
import { routes } from '../../../src/views/routes.ts';
import { hostileText } from './text.ts';

/** What an interaction of one kind says, before it is known who sends it where. `id` picks one that the bot handed out. */
export interface Attack {
  readonly type: InteractionType;
  readonly data: Record<string, unknown>;
  /** Which place and which known component id, as parts of the whole. */
  readonly place: number;
  readonly known: number | undefined;
  readonly envelope: Envelope;
}

/** Changes of what surrounds the data, all of which Discord's wire allows. */
export interface Envelope {
  readonly locale: string;
  readonly guildLocale: string | undefined;
  /** Installed by the member, used where the bot is not. */
  readonly elsewhere: boolean;
  readonly withoutChannel: boolean;
  readonly permissions: string;
  readonly appPermissions: string | undefined;
}

/** Even, unlike a double of fast-check, which is almost always close to nothing. */
const share = fc.noBias(fc.nat(99_999)).map((parts) => parts / 100_000);
const snowflake = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(String);

const envelope: fc.Arbitrary<Envelope> = fc.record({
  locale: fc.constantFrom('en-US', 'ko', 'es-ES', 'pt-BR', 'id', 'ja', 'fr', 'xx', ''),
  guildLocale: fc.constantFrom('en-US', 'ko', 'xx', undefined),
  elsewhere: share.map((roll) => roll < 0.1),
  withoutChannel: share.map((roll) => roll < 0.05),
  permissions: fc.constantFrom('0', '32', '8', '2147483647', '562949953421311'),
  appPermissions: fc.constantFrom('0', '1024', '18432', '562949953421311', undefined),
});

const oddValue = fc.oneof(
  hostileText(6_000),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  snowflake,
);

/** Values of the right type for the most part: what is refused at once tests little. */
const valueOf = (option: APIApplicationCommandOption, titles: readonly string[]): fc.Arbitrary<unknown> => {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0) return fc.constantFrom(...choices.map(({ value }) => value));
  switch (option.type) {
    case OptionType.String:
      return fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...titles) },
        { weight: 3, arbitrary: hostileText(Math.min(6_000, option.max_length ?? 6_000)) },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            '2016',
            '2010s',
            '2019-2010',
            '9999999999',
            'UTC',
            'Asia/Seoul',
            'favourites',
            'song:x',
            'drama:',
            ':',
          ),
        },
      );
    case OptionType.Integer:
      return fc.integer({
        min: ('min_value' in option ? option.min_value : undefined) ?? -(2 ** 53) + 1,
        max: ('max_value' in option ? option.max_value : undefined) ?? 2 ** 53 - 1,
      });
    case OptionType.Number:
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case OptionType.Boolean:
      return fc.boolean();
    default:
      return snowflake;
  }
};

interface Leaf {
  readonly command: APIApplicationCommand;
  readonly path: readonly string[];
  readonly options: readonly APIApplicationCommandOption[];
}

const isNested = ({ type }: APIApplicationCommandOption) =>
  type === OptionType.Subcommand || type === OptionType.SubcommandGroup;

const leavesOf = (command: APIApplicationCommand): Leaf[] => {
  const nested = (command.options ?? []).filter(isNested);
  if (nested.length === 0) return [{ command, path: [], options: command.options ?? [] }];
  return nested.map((option) => ({
    command,
    path: [option.name],
    options: 'options' in option ? (option.options ?? []) : [],
  }));
};

interface Given {
  readonly name: string;
  readonly type: number;
  readonly value?: unknown;
  readonly focused?: boolean;
}

const optionOf = (option: APIApplicationCommandOption, titles: readonly string[], oddness: number) =>
  fc
    .tuple(
      fc.oneof({ weight: 12, arbitrary: valueOf(option, titles) }, { weight: oddness, arbitrary: oddValue }),
      share,
      share,
    )
    .map(([value, presence, odd]): Given[] => {
      const required = option.required ?? false;
      if (presence < (required ? 0.05 : 0.4)) return [];
      return [{ name: odd < 0.01 * oddness ? `${option.name}x` : option.name, type: option.type, value }];
    });

const unknownOption = fc
  .tuple(fc.constantFrom('__proto__', 'constructor', 'toString', 'answer', 'member', 'x'), oddValue, share)
  .map(([name, value, roll]): Given[] => (roll < 0.1 ? [{ name, type: OptionType.String, value }] : []));

/** Discord resolves who and what is named; a member that left has no `members` entry. */
const resolvedOf = (given: readonly Given[], withMember: boolean) => {
  const of = (type: OptionType) =>
    given.filter(({ type: own, value }) => own === (type as number) && /^\d{15,20}$/.test(String(value)));
  const entries = (type: OptionType, make: (id: string) => object) =>
    Object.fromEntries(of(type).map(({ value }) => [String(value), make(String(value))]));
  const users = entries(OptionType.User, (id) => ({
    id,
    username: '@everyone',
    discriminator: '0',
    global_name: '**x** `',
    avatar: null,
  }));
  return {
    users,
    ...(withMember && {
      members: Object.fromEntries(
        Object.keys(users).map((id) => [
          id,
          { nick: '@here', roles: [], joined_at: null, permissions: '0', flags: 0 },
        ]),
      ),
    }),
    channels: entries(OptionType.Channel, (id) => ({
      id,
      type: 0,
      name: '# x',
      permissions: '0',
      parent_id: null,
    })),
    roles: entries(OptionType.Role, (id) => ({
      id,
      name: '@everyone',
      permissions: '0',
      color: 0,
      colors: { primary_color: 0 },
      position: 1,
      hoist: false,
      managed: false,
      mentionable: true,
      flags: 0,
    })),
  };
};

const nest = (path: readonly string[], options: readonly Given[]) =>
  path.reduceRight<unknown[]>(
    (inner, name) => [{ name, type: OptionType.Subcommand, options: inner }],
    [...options],
  );

const slash = (leaf: Leaf, titles: readonly string[], names: fc.Arbitrary<readonly string[]>) =>
  fc
    .tuple(
      fc.tuple(...leaf.options.map((option) => optionOf(option, titles, 1))).map((given) => given.flat()),
      unknownOption,
      names,
      fc.boolean(),
    )
    .map(([given, more, path, withMember]) => ({
      type: InteractionType.ApplicationCommand,
      data: {
        id: leaf.command.id,
        name: leaf.command.name,
        type: CommandType.ChatInput,
        options: nest(path, [...given, ...more]),
        resolved: resolvedOf(given, withMember),
      },
    }));

const pathsOf = (path: readonly string[]) =>
  fc.oneof(
    { weight: 40, arbitrary: fc.constant(path) },
    { weight: 1, arbitrary: fc.constantFrom(['gone'], ['constructor'], [], ['__proto__', 'x']) },
  );

const typing = (leaf: Leaf, titles: readonly string[]) =>
  fc
    .tuple(
      fc.tuple(...leaf.options.map((option) => optionOf(option, titles, 3))).map((given) => given.flat()),
      unknownOption,
      share,
      share,
      pathsOf(leaf.path),
    )
    .map(([given, more, which, roll, path]) => {
      const options = [...given, ...more];
      const at = roll < 0.1 ? -1 : Math.floor(which * options.length);
      return {
        type: InteractionType.ApplicationCommandAutocomplete,
        data: {
          id: leaf.command.id,
          name: leaf.command.name,
          type: CommandType.ChatInput,
          options: nest(
            path,
            options.map((option, index) => (index === at ? { ...option, focused: true } : option)),
          ),
        },
      };
    });

const routeNames = Object.values(routes).map(({ name }) => name);

const parameter = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '-1',
    '3',
    '999',
    '1e9',
    'NaN',
    'a',
    'song',
    'drama',
    'all',
    'server',
    'week',
    'null',
    'undefined',
    '__proto__',
    '2026-11-21',
    '9999-12-31',
    'language',
  ),
  hostileText(30),
  snowflake,
  fc.integer().map(String),
);

/** Ids of routes of ours with whatever in them, and some of nobody's. */
const forgedId = fc
  .oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...routeNames), fc.array(parameter, { maxLength: 8 }))
        .map(([name, parts]) => [name, ...parts].join('|')),
    },
    { weight: 1, arbitrary: hostileText(100, 1) },
  )
  .map((id) => id.slice(0, 100));

const componentType = fc.constantFrom(
  ComponentType.Button,
  ComponentType.Button,
  ComponentType.StringSelect,
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
);

const component = (values: readonly string[]) =>
  fc
    .tuple(
      forgedId,
      componentType,
      fc.array(
        fc.oneof(
          fc.constantFrom(...values),
          hostileText(100),
          fc.integer({ min: -3, max: 2_000 }).map(String),
        ),
        { maxLength: 3 },
      ),
    )
    .map(([customId, type, picked]) => ({
      type: InteractionType.MessageComponent,
      data: {
        custom_id: customId,
        component_type: type,
        ...(type !== ComponentType.Button && { values: picked, resolved: {} }),
      },
    }));

const fieldId = fc.constantFrom('answer', 'text', 'report', 'confirmation', 'confirm', 'x', '__proto__');

const field = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fieldId, fc.oneof(hostileText(4_000), fc.constantFrom('DELETE', 'delete', '')))
      .map(([id, value]) => ({ type: ComponentType.TextInput, custom_id: id, value })),
  },
  {
    weight: 1,
    arbitrary: fieldId.map((id) => ({ type: ComponentType.StringSelect, custom_id: id, values: [] })),
  },
);

/** Legacy rows and labels: Discord sends either, whatever the modal was made of. */
const modal = fc
  .tuple(forgedId, fc.array(fc.tuple(field, fc.boolean()), { maxLength: 5 }))
  .map(([customId, fields]) => ({
    type: InteractionType.ModalSubmit,
    data: {
      custom_id: customId,
      components: fields.map(([one, isRow], index) =>
        isRow && one.type === ComponentType.TextInput
          ? { type: ComponentType.ActionRow, id: index, components: [one] }
          : { type: ComponentType.Label, id: index, component: one },
      ),
    },
  }));

const menu = (command: APIApplicationCommand) =>
  fc.tuple(hostileText(4_000), snowflake, fc.boolean()).map(([content, id, isBot]) => {
    const user = {
      id,
      username: content.slice(0, 32),
      discriminator: '0',
      global_name: content.slice(0, 32),
      avatar: null,
      ...(isBot && { bot: true }),
    };
    const message = {
      id,
      channel_id: '1',
      author: user,
      content,
      timestamp: '2026-01-01T00:00:00.000000+00:00',
      edited_timestamp: null,
      tts: false,
      mention_everyone: true,
      mentions: [user],
      mention_roles: ['1'],
      attachments: [],
      embeds: [{ description: content }],
      pinned: false,
      type: 0,
      components: [],
    };
    return {
      type: InteractionType.ApplicationCommand,
      data: {
        id: command.id,
        name: command.name,
        type: command.type,
        target_id: id,
        resolved:
          command.type === CommandType.User ? { users: { [id]: user } } : { messages: { [id]: message } },
      },
    };
  });

/** What members, forged clients and old messages may send, given the commands as registered. */
export const attacks = (
  commands: readonly APIApplicationCommand[],
  { titles, values }: { readonly titles: readonly string[]; readonly values: readonly string[] },
): fc.Arbitrary<Attack> => {
  const leaves = commands.filter(({ type }) => type === CommandType.ChatInput).flatMap(leavesOf);
  const menus = commands.filter(({ type }) => type !== CommandType.ChatInput);
  const completing = leaves.filter(({ options }) =>
    options.some((option) => 'autocomplete' in option && option.autocomplete),
  );
  const content = fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...leaves.map((leaf) => slash(leaf, titles, pathsOf(leaf.path)))) },
    { weight: 3, arbitrary: fc.oneof(...completing.map((leaf) => typing(leaf, titles))) },
    { weight: 6, arbitrary: component(values) },
    { weight: 3, arbitrary: modal },
    { weight: 1, arbitrary: fc.oneof(...menus.map(menu)) },
  );
  return fc
    .record({ content, place: share, known: fc.option(share, { nil: undefined }), envelope })
    .map(({ content: { type, data }, ...rest }) => ({
      type,
      data,
      ...rest,
    }));
};
