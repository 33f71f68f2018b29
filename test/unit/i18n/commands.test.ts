import { describe, expect, test } from 'vitest';
import { createCommands, createContextMenus } from '../../../src/commands/index.ts';
import type { CommandDeps } from '../../../src/commands/index.ts';
import { localise } from '../../../src/discord/localise.ts';
import { commandTexts, localPath } from '../../../src/i18n/commands.ts';
import { commandPaths } from '../../support/command-paths.ts';

/** Making a command touches none of its dependencies. */
const commands = createCommands({} as CommandDeps);
const menus = createContextMenus({} as CommandDeps);
const paths = commandPaths(commands);
const languages = Object.entries(commandTexts);

/** https://docs.discord.com/developers/interactions/application-commands, "Application Command Naming". */
const validName = /^[-_ʼ\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

describe.each(languages)('commands in %s', (code, texts) => {
  test('hold no word for a path that is not there', () => {
    const known = new Set([...paths.map(({ path }) => path), ...menus.map(({ data }) => data.name)]);
    expect(Object.keys(texts).filter((path) => !known.has(path))).toEqual([]);
    const choices = new Map(
      paths.map(({ path, node }) => [path, node.choices?.map(({ value }) => String(value)) ?? []]),
    );
    const unknown = Object.entries(texts).flatMap(([path, words]) =>
      Object.keys(words.choices ?? {}).filter((value) => choices.get(path)?.includes(value) !== true),
    );
    expect(unknown).toEqual([]);
  });

  test('have names and descriptions that Discord takes', () => {
    const menuNames = new Set(menus.map(({ data }) => data.name));
    const wrong = Object.entries(texts).flatMap(([path, { name, description, choices = {} }]) => [
      ...(name === undefined ||
      (menuNames.has(path) ? name.length <= 32 : validName.test(name) && name === name.toLowerCase())
        ? []
        : [`${path}: name ${name}`]),
      ...(description === undefined || (description.length > 0 && description.length <= 100)
        ? []
        : [`${path}: description of ${description.length}`]),
      ...Object.values(choices)
        .filter((choice) => choice.length < 1 || choice.length > 100)
        .map((choice) => `${path}: choice ${choice}`),
    ]);
    expect(wrong).toEqual([]);
  });

  test('give no two neighbours one name', () => {
    const twins = paths.filter(
      ({ path, siblings }) =>
        siblings.filter((other) => localPath(code, other) === localPath(code, path)).length > 1,
    );
    expect(twins.map(({ path }) => path)).toEqual([]);
  });

  test('are described for the quiz at least, with every choice', () => {
    const wanted = paths.filter(({ path }) => code === 'ko' || /^(quiz|guess|daily|help)\b/.test(path));
    const missing = wanted.flatMap(({ path, node }) => [
      ...(texts[path]?.description === undefined ? [`${path}: description`] : []),
      ...(node.choices ?? [])
        // Numbers and what languages call themselves are the same in every language.
        .filter(({ name }) => !/^\d+$/.test(name) && path !== 'settings language language')
        .filter(({ value }) => texts[path]?.choices?.[String(value)] === undefined)
        .map(({ value }) => `${path}: choice ${value}`),
    ]);
    expect(missing).toEqual([]);
  });
});

test('Korean has a name for everything but "ost"', () => {
  const ko = commandTexts.ko;
  const nameless = [...paths.map(({ path }) => path), ...menus.map(({ data }) => data.name)].filter(
    (path) => ko[path]?.name === undefined,
  );
  expect(nameless).toEqual(['ost']);
});

test('what Discord is sent holds every language, and the Spanish of Latin America reads that of Spain', () => {
  const quiz = localise(commands.find(({ data }) => data.name === 'quiz')!.data) as unknown as {
    readonly name: string;
    readonly name_localizations: Record<string, string>;
    readonly options: readonly {
      readonly description_localizations: Record<string, string>;
      readonly options: readonly { readonly choices: readonly object[] }[];
    }[];
  };
  expect(quiz.name).toBe('quiz');
  expect(quiz.name_localizations).toEqual({ ko: '퀴즈', id: 'kuis', ja: 'クイズ' });
  const start = quiz.options[0]!;
  expect(Object.keys(start.description_localizations).toSorted()).toEqual(
    ['es-419', 'es-ES', 'fr', 'id', 'ja', 'ko', 'pt-BR'].toSorted(),
  );
  expect(start.options[0]!.choices[1]).toMatchObject({
    value: 'choice',
    name_localizations: { ko: '객관식: 버튼 네 개', 'es-419': 'Opciones: cuatro botones' },
  });
});
