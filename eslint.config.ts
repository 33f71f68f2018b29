import type { Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Libraries that touch the outside world, and the one adapter or edge that may import each (design §2). */
const outsideLibraries = [
  'keyv',
  '@keyv/*',
  'pg',
  'bullmq',
  'ioredis',
  'prom-client',
  'pino',
  'ws',
  'esbuild',
  '@discordjs/*',
  '@snazzah/*',
  '@napi-rs/*',
  'prism-media',
  'node-av',
  'node-av/*',
  'music-metadata',
];
const discordLibraries = ['discord.js', '@discordjs/*'];

/** A folder may not import from the folders to its left in `main → app → edge → services → core`; nobody from `cli`. */
const layer = (folder: string, forbiddenFolders: string[], forbiddenPackages: string[]): Linter.Config => ({
  files: [`src/${folder}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(${[...forbiddenFolders, 'cli'].join('|')})(/|\\.ts$)`,
            message: `src/${folder} may not import this folder: see design "Layout" in CONTRIBUTING.md.`,
          },
          ...[...new Set(forbiddenPackages)].map((group) => ({
            group: [group],
            message: `${group} may not be imported in src/${folder}: see "Layout" in CONTRIBUTING.md.`,
          })),
        ],
      },
    ],
  },
});

export default defineConfig(
  { ignores: ['node_modules/', 'data/runtime/', 'test/browser/artifacts/'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Our objects are closures: their methods know no `this` and may be taken apart.
      '@typescript-eslint/unbound-method': 'off',
      // Code points are what most of our rules on text are about; where graphemes matter, Intl.Segmenter is used.
      '@typescript-eslint/no-misused-spread': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config.ts', 'src/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/config.ts reads the environment.' },
      ],
    },
  },
  layer(
    'core',
    ['services', 'adapters', 'discord', 'views', 'i18n', 'commands', 'events', 'playground', 'app', 'config'],
    ['node:*', ...discordLibraries, ...outsideLibraries, 'discord-api-types'],
  ),
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time comes in as a value or as the port Clock.' },
        { object: 'Math', property: 'random', message: 'Chance comes in as the port Rng.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
          message: 'Time comes in as a value.',
        },
      ],
    },
  },
  layer(
    'services',
    ['adapters', 'discord', 'views', 'i18n', 'commands', 'events', 'playground', 'app'],
    [...discordLibraries, ...outsideLibraries],
  ),
  layer(
    'i18n',
    ['services', 'adapters', 'discord', 'views', 'commands', 'events', 'playground', 'app'],
    ['node:*', ...discordLibraries, ...outsideLibraries],
  ),
  layer(
    'views',
    ['services', 'adapters', 'commands', 'events', 'playground', 'app'],
    ['node:*', ...outsideLibraries],
  ),
  layer(
    'discord',
    ['adapters', 'commands', 'events', 'playground', 'app'],
    ['keyv', '@keyv/*', 'pino', 'ws', 'esbuild'],
  ),
  layer('commands', ['adapters', 'events', 'playground', 'app'], outsideLibraries),
  layer('events', ['adapters', 'commands', 'playground', 'app'], outsideLibraries),
  layer(
    'adapters',
    ['services', 'discord', 'views', 'i18n', 'commands', 'events', 'playground', 'app'],
    ['discord.js'],
  ),
  layer(
    'playground/server',
    ['core', 'services', 'adapters', 'discord', 'views', 'i18n', 'commands', 'events', 'app'],
    ['discord.js', 'keyv', '@keyv/*', 'pino', 'esbuild'],
  ),
  layer(
    'playground/web',
    ['core', 'services', 'adapters', 'discord', 'views', 'i18n', 'commands', 'events', 'app'],
    ['node:*', 'discord.js', 'keyv', '@keyv/*', 'pino', 'ws', 'esbuild'],
  ),
  { files: ['test/**/*.ts', 'bench/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  prettier,
);
