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

  test.each<[string | undefined, readonly string[]]>([
    [undefined, []],
    ['off', []],
    ['OFF', []],
    ['itunes', ['itunes']],
    ['deezer, itunes', ['deezer', 'itunes']],
    ['itunes,itunes', ['itunes']],
  ])('reads the previews %s', (given, expected) => {
    expect(parseConfig({ AUDIO_PREVIEWS: given }).audioPreviews).toEqual(expected);
  });

  test.each(['spotify', 'off,itunes', 'itunes deezer', ','])('refuses the previews %s', (given) => {
    expect(problemsOf({ AUDIO_PREVIEWS: given })).toEqual([
      'AUDIO_PREVIEWS must be off, or a comma list of itunes and deezer. See .env.example.',
    ]);
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

  test.each([
    'postgres://sonagi:secret@db.example:5432/sonagi',
    'postgresql://db/sonagi?sslmode=require',
    'redis://:secret@127.0.0.1:6379/1',
    'rediss://cache.example',
    'valkey://cache.example',
    'sqlite://:memory:',
  ])('takes the store %s', (url) => {
    expect(parseConfig({ STORE_URL: url }).storeUrl).toBe(url);
  });

  test.each(['sqlite://', 'postgres://', 'redis:cache', 'http://host', 'secret'])(
    'refuses the store %s and says what one looks like, without the value',
    (url) => {
      const problems = problemsOf({ STORE_URL: url, REDIS_URL: 'secret' });
      expect(problems).toEqual([
        expect.stringMatching(/^STORE_URL must look like .*postgres:.*redis:/),
        expect.stringMatching(/^REDIS_URL must look like/),
      ]);
      expect(problems.join()).not.toContain('secret');
    },
  );

  test.each([
    [{}, { kind: 'all', count: undefined }],
    [{ SHARDS: 'auto' }, { kind: 'all', count: undefined }],
    [
      { SHARDS: 'AUTO', SHARD_COUNT: '4' },
      { kind: 'all', count: 4 },
    ],
    [
      { SHARDS: '0-3', SHARD_COUNT: '4' },
      { kind: 'all', count: 4 },
    ],
    [
      { SHARDS: '4-7', SHARD_COUNT: '8' },
      { kind: 'some', ids: [4, 5, 6, 7], count: 8 },
    ],
    [
      { SHARDS: '5, 0-1,1', SHARD_COUNT: '8' },
      { kind: 'some', ids: [0, 1, 5], count: 8 },
    ],
  ])('reads the shards %j', (given, expected) => {
    const shared = { DISCORD_TOKEN: 'token', STORE_URL: 'postgres://db/sonagi', REDIS_URL: 'redis://cache' };
    expect(parseConfig({ ...shared, ...given }).shards).toEqual(expected);
  });

  test.each([
    [{ SHARDS: 'some' }, ['SHARDS must be auto, or shards']],
    [{ SHARDS: '3-1', SHARD_COUNT: '4' }, ['SHARDS must be auto, or shards']],
    [{ SHARDS: '0-99999999', SHARD_COUNT: '4' }, ['SHARDS must be auto, or shards']],
    [{ SHARD_COUNT: '0' }, ['SHARD_COUNT must be at least 1']],
    [{ SHARDS: '0-3' }, ['SHARD_COUNT is needed']],
    [{ SHARDS: '0-4', SHARD_COUNT: '4' }, ['SHARDS must lie within']],
    [
      { SHARDS: '0-3', SHARD_COUNT: '8' },
      ['DISCORD_TOKEN is needed', 'STORE_URL must be postgres', 'REDIS_URL is needed'],
    ],
  ])('refuses the shards %j', (given, expected) => {
    expect(problemsOf(given)).toEqual(
      expected.map((start) => expect.stringMatching(new RegExp(`^${start}`)) as string),
    );
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
