import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { parseConfig } from '../../src/config.ts';

/** What can be known of the container files without an engine: that they fit the bot and each other. */
const root = new URL('../../', import.meta.url);
const read = (name: string): Promise<string> => readFile(new URL(name, root), 'utf8');
const [dockerfile, dockerignore, compose, manifest] = await Promise.all(
  ['Dockerfile', '.dockerignore', 'compose.yaml', 'package.json'].map(read),
);

/** The variables of the first block of this name, with what `${NAME:?…}` asks the operator for filled in. */
const environmentAfter = (heading: string): Record<string, string> => {
  const lines = compose!.slice(compose!.indexOf(heading)).split('\n').slice(1);
  const entries: [string, string][] = [];
  for (const line of lines) {
    const [, name, value] = /^\s+([A-Z_]+): (.+)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined)
      entries.push([name, value.replace(/^'(.*)'$/, '$1').replaceAll(/\$\{\w+:\?[^}]*\}/g, 'given')]);
    else if (!line.includes('<<:')) break;
  }
  return Object.fromEntries(entries);
};

const services = (['bot-a', 'bot-b'] as const).map((name) => {
  const service = compose!.slice(compose!.indexOf(`  ${name}:\n`));
  const [, shards = ''] = /SHARDS: (\S+)/.exec(service) ?? [];
  return { ...environmentAfter('x-environment:'), SHARDS: shards };
});

test('compose sets only variables that there are, to values that the bot takes', async () => {
  const known = new Set(Object.keys(parseEnv(await read('.env.example'))));
  for (const service of services) {
    expect(Object.keys(service).filter((name) => !known.has(name))).toEqual([]);
    expect(parseConfig(service)).toMatchObject({ discordToken: 'given', httpPort: 8080 });
  }
});

test('the shards of its processes are all there are, each in one process', () => {
  const configs = services.map(parseConfig);
  const ids = configs.flatMap(({ shards }) => (shards.kind === 'some' ? shards.ids : []));
  const counts = new Set(configs.map(({ shards }) => shards.count));
  expect([...counts]).toHaveLength(1);
  expect(ids.toSorted((a, b) => a - b)).toEqual(Array.from({ length: [...counts][0] ?? 0 }, (_, id) => id));
});

test('the image has the Node that the project is tested with, and listens where it is asked', () => {
  const { dependencies } = JSON.parse(manifest!) as { dependencies: Record<string, string> };
  expect(dockerfile).toContain(`ARG NODE_VERSION=${dependencies['node']}\n`);
  const [, port] = /HTTP_PORT=(\d+)/.exec(dockerfile!) ?? [];
  expect(dockerfile).toContain(`EXPOSE ${port}\n`);
  expect(compose).toContain(`127.0.0.1:8081:${port}`);
});

test('every file that is copied into the image is there and not kept out of it', () => {
  const allowed = new Set([...dockerignore!.matchAll(/^!(\S+)$/gm)].map(([, name]) => name));
  const copied = [...dockerfile!.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, names = '']) =>
    names.split(' '),
  );
  expect(copied).toContain('src');
  for (const name of copied) {
    expect([name, existsSync(new URL(name, root))]).toEqual([name, true]);
    expect([name, allowed.has(name)]).toEqual([name, true]);
  }
  // It runs as nobody who could write elsewhere.
  expect(dockerfile!.lastIndexOf('USER node')).toBeGreaterThan(dockerfile!.lastIndexOf('RUN '));
});
