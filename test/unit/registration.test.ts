import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { sameCommands } from '../../src/discord/registration.ts';

const ours = [
  {
    name: 'ost',
    description: 'Songs',
    options: [
      {
        type: OptionType.String,
        name: 'query',
        description: 'Title',
        required: true,
        autocomplete: true,
        max_length: 200,
      },
    ],
  },
  {
    name: 'help',
    description: 'Help',
    name_localizations: { ko: '도움말', ja: 'ヘルプ' },
    description_localizations: { ko: '도움' },
  },
  { name: 'Find the OST', type: 3 },
];

/** The same list as Discord returns it: with ids, defaults filled in, keys and commands in another order. */
const asReturned = () =>
  [...ours].reverse().map((command, index) => ({
    id: `10000000000000000${index}`,
    application_id: '200000000000000000',
    version: '300000000000000000',
    default_member_permissions: null,
    type: 1,
    nsfw: false,
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    name_localizations: null,
    options: [],
    description: '',
    ...structuredClone(command),
  }));

describe('comparing commands with what Discord has', () => {
  test('sees past ids, defaults and order', () => {
    expect(sameCommands(ours, asReturned())).toBe(true);
  });

  test('sees past the order of languages', () => {
    const turned = asReturned().map((command) => ({
      ...command,
      ...(command.name === 'help' && { name_localizations: { ja: 'ヘルプ', ko: '도움말' } }),
    }));
    expect(sameCommands(ours, turned)).toBe(true);
  });

  test.each<[string, (list: ReturnType<typeof asReturned>) => unknown]>([
    ['a command too few', (list) => list.slice(1)],
    ['a command too many', (list) => [...list, { ...list[0], name: 'old' }]],
    ['another description', (list) => list.map((command) => ({ ...command, description: 'x' }))],
    ['another option', (list) => list.map((command) => ({ ...command, options: [] }))],
    [
      'an option that is not required',
      (list): unknown => JSON.parse(JSON.stringify(list).replace('"required":true', '"required":false')),
    ],
    [
      'a localisation we dropped',
      (list) => list.map((command) => ({ ...command, name_localizations: { ko: '도움' } })),
    ],
    [
      'a localisation that is new',
      (list): unknown =>
        list.map((command) => ({ ...command, name_localizations: null, description_localizations: null })),
    ],
    [
      'a localisation that has changed',
      (list): unknown => JSON.parse(JSON.stringify(list).replace('도움말', '도와줘')),
    ],
    ['no list at all', () => ({ message: 'nope' })],
    ['nothing', () => undefined],
  ])('notices %s', (_what, change) => {
    expect(sameCommands(ours, change(asReturned()))).toBe(false);
  });
});
