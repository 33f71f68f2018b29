import { readFile, readdir } from 'node:fs/promises';
import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { commandReference } from '../../src/cli/command-reference.ts';
import { createCommands, createContextMenus } from '../../src/commands/index.ts';
import type { CommandDeps } from '../../src/commands/index.ts';
import { createRegistry } from '../../src/discord/registry.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, root), 'utf8');
const filesIn = async (folder: string) =>
  (await readdir(new URL(folder, root), { recursive: true })).filter((name) => name.endsWith('.ts'));

/** Making a command touches none of its dependencies, so its data can be looked at without a bot. */
const commands = createCommands({} as CommandDeps);

interface Option {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required?: boolean;
  readonly options?: readonly Option[];
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
}

const subcommandTypes: readonly number[] = [OptionType.Subcommand, OptionType.SubcommandGroup];
const isSubcommand = ({ type }: Option) => subcommandTypes.includes(type);

const withInner = (options: readonly Option[]): Option[] =>
  options.flatMap((option) => [option, ...withInner(option.options ?? [])]);

describe.each(commands.map((command) => [command.data.name, command] as const))('/%s', (_name, { data }) => {
  const top = (data.options ?? []) as readonly Option[];
  const lists = [top, ...withInner(top).map(({ options }) => options ?? [])];

  test('has names and descriptions Discord takes', () => {
    for (const { name, description } of [data, ...withInner(top)]) {
      expect(name).toMatch(/^[-_\p{Ll}\p{N}\p{sc=Deva}\p{sc=Thai}\p{Lo}]{1,32}$/u);
      expect(description.length).toBeGreaterThanOrEqual(1);
      expect(description.length).toBeLessThanOrEqual(100);
    }
  });

  test('has at most 25 options a level, each name once, required ones first', () => {
    for (const list of lists) {
      expect(list.length).toBeLessThanOrEqual(25);
      expect(new Set(list.map(({ name }) => name)).size).toBe(list.length);
      const required = list.filter((option) => !isSubcommand(option)).map(({ required = false }) => required);
      expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  test('has at most 25 choices of 100 characters, and 8,000 characters in all', () => {
    const choices = withInner(top).flatMap((option) => [option.choices ?? []]);
    for (const list of choices) {
      expect(list.length).toBeLessThanOrEqual(25);
      for (const { name, value } of list) {
        expect(name.length).toBeLessThanOrEqual(100);
        expect(String(value).length).toBeLessThanOrEqual(100);
      }
    }
    const words = [data, ...withInner(top)].flatMap(({ name, description }) => [name, description]);
    const values = choices.flat().map(({ value }) => String(value));
    expect([...words, ...values].join('').length).toBeLessThanOrEqual(8_000);
  });
});

test('every command has its handlers and every component its own route', () => {
  expect(() => createRegistry(commands, createContextMenus({} as CommandDeps))).not.toThrow();
});

test.each(['commands', 'events'])('every file in src/%s is in the index', async (folder) => {
  const index = await read(`src/${folder}/index.ts`);
  const files = (await filesIn(`src/${folder}`)).filter((name) => name !== 'index.ts' && !name.includes('/'));
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(index).toContain(`'./${file}'`);
});

test('no test is skipped, focused or left for later', async () => {
  const forbidden = /\b(?:test|it|describe)\.(?:skip|only|todo|fails)\b|\b[xf](?:it|describe)\(/;
  const files = await filesIn('test');
  expect(files.length).toBeGreaterThan(3);
  for (const file of files.filter((name) => name.endsWith('.test.ts'))) {
    expect(await read(`test/${file}`), file).not.toMatch(forbidden);
  }
});

test('docs/commands.md says what the commands are (npm run docs writes it)', async () => {
  expect(await read('docs/commands.md')).toBe(commandReference());
});

describe('the README', () => {
  test('names only npm scripts that exist', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const named = [...(await read('README.md')).matchAll(/npm (?:run (?:-s )?)?([a-z:]+)/g)].map(
      ([, name]) => name ?? '',
    );
    const builtIn = ['ci', 'install'];
    const own = named.filter((name) => !builtIn.includes(name));
    expect(own).toEqual(expect.arrayContaining(['start', 'test', 'check', 'bench']));
    expect(own.filter((name) => !(name in scripts))).toEqual([]);
  });

  test('names only commands that exist, and all of them', async () => {
    const known = commands.flatMap(({ data }) => {
      const inner = ((data.options ?? []) as readonly Option[]).filter(isSubcommand);
      return inner.length === 0 ? [`/${data.name}`] : inner.map(({ name }) => `/${data.name} ${name}`);
    });
    const table = (await read('README.md')).split('## Commands')[1]?.split('\n## ')[0] ?? '';
    const rows = table
      .split('\n')
      .map((line) => [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? ''));
    const named = rows.flatMap((codes) => {
      const group = codes[0]?.split(' ')[0] ?? '';
      return codes.map((code) => (code.startsWith('/') ? code : `${group} ${code}`));
    });
    expect(named.sort()).toEqual(known.sort());
  });
});
