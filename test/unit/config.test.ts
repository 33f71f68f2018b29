import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { describe, expect, test } from 'vitest';
import { environmentSchema, parseConfig } from '../../src/config.ts';
import { StartupError } from '../../src/core/errors.ts';

const problemsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    parseConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof StartupError) return error.problems;
    throw error;
  }
};

describe('the environment', () => {
  test('may be empty', () => {
    expect(parseConfig({})).toMatchObject({
      discordToken: undefined,
      discordApiUrl: 'https://discord.com/api',
      storeUrl: 'sqlite://data/runtime/sonagi.db',
      audioLibrary: undefined,
      audioCache: 'data/runtime/audio',
      ffmpegPath: undefined,
      playgroundPort: 3000,
      locale: 'en',
      defaultTimeZone: 'UTC',
    });
  });

  test('takes blank for absent', () => {
    expect(parseConfig({ DISCORD_TOKEN: '  ', PLAYGROUND_PORT: '', LOG_LEVEL: ' ' })).toEqual(
      parseConfig({}),
    );
  });

  test.each([
    ['http://127.0.0.1:8080/api', 'http://127.0.0.1:8080/api'],
    ['http://127.0.0.1:8080/api/', 'http://127.0.0.1:8080/api'],
    ['https://discord.com/api/v10', 'https://discord.com/api'],
  ])('reads the API address %s', (given, expected) => {
    expect(parseConfig({ DISCORD_API_URL: given }).discordApiUrl).toBe(expected);
  });

  test('reports every problem at once and never a value', () => {
    const problems = problemsOf({
      DISCORD_TOKEN: 'secret-token',
      DISCORD_API_URL: 'not-an-address',
      DISCORD_GUILD_ID: 'secret-pasted-here',
      PLAYGROUND_PORT: '70000',
      LOG_LEVEL: 'loud',
      TZ_DEFAULT: 'Moon/Crater',
      STORE_URL: 'mysql://secret@host',
    });
    expect(problems.map((problem) => problem.split(' ', 1)[0])).toEqual([
      'DISCORD_API_URL',
      'DISCORD_GUILD_ID',
      'STORE_URL',
      'PLAYGROUND_PORT',
      'LOG_LEVEL',
      'TZ_DEFAULT',
    ]);
    expect(problems.join()).not.toMatch(/secret|70000|loud|Crater/);
  });

  test.each(['0', '65536', '3000.5', 'abc', '-1'])('refuses port %s', (port) => {
    expect(problemsOf({ PLAYGROUND_PORT: port })).toHaveLength(1);
  });
});

test('.env.example and the schema list the same variables, and the example is valid', async () => {
  const example = parseEnv(await readFile(new URL('../../.env.example', import.meta.url), 'utf8'));
  expect(Object.keys(example).sort()).toEqual(Object.keys(environmentSchema.shape).sort());
  expect(parseConfig(example as Record<string, string>)).toEqual(parseConfig({}));
});
