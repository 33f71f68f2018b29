import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStores } from '../../src/adapters/store.ts';
import { createReports } from '../../src/services/reports.ts';

const root = new URL('../../', import.meta.url);
const execute = promisify(execFile);
let folder: string;
const storeUrl = () => `sqlite://${join(folder, 'sonagi.db')}`;

const reportsCli = (...args: string[]) =>
  execute(process.execPath, ['src/cli/reports.ts', ...args], {
    cwd: root,
    env: { ...process.env, STORE_URL: storeUrl() },
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-reports-'));
  const stores = await openSqliteStores(storeUrl());
  const reports = createReports({ stores, clock: { now: () => 1_700_000_000_000 } });
  const song = { kind: 'song', id: 'stay-with-me-chanyeol', guildId: '1' } as const;
  await reports.file('10', { ...song, origin: 'card', text: 'Punch sings too\nsee the credits' });
  await reports.file('11', { ...song, origin: 'quiz', text: '' });
  await stores.close();
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test('lists what members reported, with titles', async () => {
  const { stdout } = await reportsCli('list');
  expect(stdout).toContain('song stay-with-me-chanyeol (Stay With Me');
  expect(stdout).toContain('Punch sings too see the credits');
  expect(stdout).toContain('reported in a quiz');
  expect(stdout).toContain('2 reports.');
});

test('exports them as JSON, to a file or to the output', async () => {
  const file = join(folder, 'reports.json');
  await reportsCli('export', '--json', file);
  const written: unknown = JSON.parse(await readFile(file, 'utf8'));
  expect(written).toHaveLength(2);
  expect(JSON.parse((await reportsCli('export')).stdout)).toEqual(written);
});

test('says how it is used and exits 2 otherwise', async () => {
  await expect(reportsCli('delete')).rejects.toMatchObject({ code: 2 });
});
