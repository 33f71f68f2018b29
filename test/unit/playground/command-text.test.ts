import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  type APIApplicationCommand,
} from 'discord-api-types/v10';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  listRunnables,
  matchRunnables,
  missingOption,
  readCommandText,
  type CommandText,
} from '../../../src/playground/web/composer/command-text.ts';

const query = { type: OptionType.String as const, name: 'query', description: 'Title', required: true };

const command = (name: string, options: APIApplicationCommand['options']) =>
  ({
    id: name,
    name,
    description: name,
    type: ApplicationCommandType.ChatInput,
    options,
  }) as APIApplicationCommand;

const commands = [
  command('quiz', [
    {
      type: OptionType.Subcommand,
      name: 'start',
      description: 'Start a quiz',
      options: [
        { type: OptionType.String, name: 'mode', description: 'Kind of game' },
        { type: OptionType.Integer, name: 'rounds', description: 'How many' },
      ],
    },
  ]),
  command('ost', [
    { type: OptionType.Subcommand, name: 'song', description: 'Find a song', options: [query] },
    { type: OptionType.Subcommand, name: 'drama', description: 'Find a drama', options: [query] },
  ]),
  command('party', [
    {
      type: OptionType.SubcommandGroup,
      name: 'set',
      description: 'Set list',
      options: [
        {
          type: OptionType.Subcommand,
          name: 'add',
          description: 'Add a song',
          options: [query, { type: OptionType.String, name: 'when', description: 'When', required: true }],
        },
      ],
    },
  ]),
];
const runnables = listRunnables(commands, 'en-US');

const read = (text: string) => readCommandText(text, text.length, runnables);

const filled = (text: string): Extract<CommandText, { kind: 'filling' }> => {
  const reading = read(text);
  if (reading.kind !== 'filling') throw new Error(`"${text}" was read as ${reading.kind}`);
  return reading;
};

const values = (text: string) =>
  Object.fromEntries(filled(text).written.map(({ option, raw }) => [option, raw]));

describe('the list of commands', () => {
  test('names every subcommand and group in full', () => {
    expect(runnables.map(({ name }) => name)).toEqual([
      'ost drama',
      'ost song',
      'party set add',
      'quiz start',
    ]);
  });

  test('puts the exact name first and finds words of the description', () => {
    expect(matchRunnables(runnables, 'ost s').map(({ name }) => name)).toEqual(['ost song']);
    expect(matchRunnables(runnables, 'add a').map(({ name }) => name)).toEqual(['party set add']);
  });
});

describe('in the language of the fan', () => {
  const korean = listRunnables(
    [
      {
        ...command('ost', [
          {
            type: OptionType.Subcommand,
            name: 'mood',
            name_localizations: { ko: '분위기' },
            description: 'By mood',
            description_localizations: { ko: '분위기로 찾기' },
            options: [
              {
                type: OptionType.String,
                name: 'years',
                name_localizations: { ko: '연도' },
                description: 'Years',
                choices: [{ name: 'New', name_localizations: { ko: '요즘' }, value: 'new' }],
              },
            ],
          },
        ]),
        name_localizations: { ko: '오에스티' },
      },
    ],
    'ko',
  );

  test('a command has its names, description and choices, and is sent by its own name', () => {
    expect(korean).toMatchObject([
      {
        name: 'ost mood',
        label: '오에스티 분위기',
        description: '분위기로 찾기',
        path: [{ name: 'mood' }],
        options: [{ name: 'years', label: '연도', choices: [{ name: '요즘', value: 'new' }] }],
      },
    ]);
    expect(matchRunnables(korean, '오에')).toEqual(korean);
    expect(matchRunnables(korean, 'ost')).toEqual(korean);
  });

  test.each(['/오에스티 분위기 연도: 2016', '/ost mood years: 2016', '/오에스티 분위기 years: 2016'])(
    '%s',
    (text) => {
      const reading = readCommandText(text, text.length, korean);
      expect(reading).toMatchObject({ kind: 'filling', written: [{ option: 'years', raw: '2016' }] });
    },
  );
});

describe('reading the composer', () => {
  test('leaves chat alone and offers commands after a slash', () => {
    expect(read('and/or')).toEqual({ kind: 'chat' });
    expect(read('/os')).toEqual({ kind: 'choosing', query: 'os' });
    expect(read('/ost song')).toEqual({ kind: 'choosing', query: 'ost song' });
  });

  test.each([
    ['/ost song query: stay with me', { query: 'stay with me' }],
    ['/ost song stay with me', { query: 'stay with me' }],
    ['/OST Song 스테이 위드 미', { query: '스테이 위드 미' }],
    ['/ost song re: zero', { query: 're: zero' }],
    ['/quiz start classic rounds: 5', { mode: 'classic', rounds: '5' }],
    ['/quiz start rounds:5 mode: lives', { mode: 'lives', rounds: '5' }],
    ['/party set add when: tonight Beautiful', { when: 'tonight Beautiful' }],
    ['/party set add Beautiful when: tonight', { query: 'Beautiful', when: 'tonight' }],
  ])('%s', (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test('knows which option the caret is in', () => {
    const text = '/party set add query: Beautiful when: ';
    expect(filled(text).current?.option).toBe('when');
    const early = readCommandText(text, text.indexOf('Beautiful') + 3, runnables);
    expect(early.kind === 'filling' && early.current?.option).toBe('query');
  });

  test('asks for required options in their order', () => {
    const { runnable, written } = filled('/party set add ');
    expect(missingOption(runnable, written)?.name).toBe('query');
    const later = filled('/party set add Beautiful');
    expect(missingOption(later.runnable, later.written)?.name).toBe('when');
    const whole = filled('/party set add Beautiful when: now');
    expect(missingOption(whole.runnable, whole.written)).toBeUndefined();
  });

  test('reads any title back unchanged, named or not', () => {
    const title = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => text.replaceAll(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(
        title.filter((text) => text !== '' && !/query:/i.test(text)),
        (text) => {
          expect(values(`/ost song query: ${text}`)).toEqual({ query: text });
          expect(values(`/ost song ${text}`)).toEqual({ query: text });
        },
      ),
    );
  });
});
