import { readFile, readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';

const source = new URL('../../src/', import.meta.url);

/** Ways to open a connection of one's own. What libraries connect to is set by the operator's variables. */
const opening =
  /\bfetch\(\s*[^)\s]|\bnew (?:WebSocket|REST|Client)\b|from '(?:node:(?:net|tls|http2|dgram)|undici|ws|pg|ioredis)'|\b(?:https|undici)\.(?:request|get)\(/;

/** Who may, and to where. The playground is a Discord on this machine; no bot with a token loads it. */
const allowed: Readonly<Record<string, string>> = {
  'discord/client.ts': 'DISCORD_API_URL, and the gateway it names',
  'discord/requests.ts': 'what discord.js asks for: DISCORD_API_URL',
  'adapters/previews/allowed-http.ts':
    'the preview services that AUDIO_PREVIEWS names, by their list of hosts',
  'adapters/musicbrainz.ts': 'musicbrainz.org, for the catalogue command only',
  'adapters/store-postgres.ts': 'STORE_URL',
  'adapters/schedule-bullmq.ts': 'REDIS_URL',
};

/** `channels.fetch(` and the like are methods of discord.js. */
const withoutMethods = (text: string): string =>
  text.replace(/\.fetch\(/g, '.got(').replace(/^import type .*$/gm, '');

test('nothing but a short list of files opens connections', async () => {
  const names = (await readdir(source, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('playground/'),
  );
  const found: string[] = [];
  for (const name of names)
    if (opening.test(withoutMethods(await readFile(new URL(name, source), 'utf8')))) found.push(name);
  expect(found.filter((name) => allowed[name] === undefined)).toEqual([]);
  expect(found).toContain('discord/client.ts');
  expect(found).toContain('adapters/previews/allowed-http.ts');
});

test('the bot does not load the catalogue command that asks MusicBrainz', async () => {
  for (const name of ['app.ts', 'bot.ts', 'main.ts', 'run.ts', 'audio.ts', 'operations.ts'])
    expect(await readFile(new URL(name, source), 'utf8')).not.toContain('musicbrainz');
});
