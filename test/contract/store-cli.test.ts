import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, openStores } from '../../src/adapters/open-stores.ts';
import type { Database } from '../../src/adapters/store.ts';
import { StartupError } from '../../src/core/errors.ts';
import { exportStore } from '../../src/cli/store/export.ts';
import { importStore } from '../../src/cli/store/import.ts';
import type { ImportMode } from '../../src/cli/store/import.ts';
import { countFormat } from '../support/count-format.ts';
import { newStoreUrl } from '../support/store-urls.ts';
import type { StoreKind } from '../support/store-urls.ts';

const root = new URL('../../', import.meta.url);
let folder: string;
/** A store with 300 records, one broken row and what is its own, and its export. */
let source: { url: string; file: string; records: readonly string[] };
let names = 0;

const newUrl = (kind: StoreKind) => newStoreUrl(kind, folder);
const newFile = () => join(folder, `${(names += 1)}.jsonl`);

const storeCli = (url: string, ...args: string[]) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const env = { PATH: process.env['PATH'], STORE_URL: url };
    execFile(process.execPath, ['src/cli/store.ts', ...args], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr });
    });
  });

const recordsIn = async (file: string): Promise<readonly string[]> =>
  (await readFile(file, 'utf8')).trimEnd().split('\n').slice(1).sort();

const withDatabase = async <Result>(url: string, use: (database: Database) => Promise<Result>) => {
  const database = await openDatabase(url);
  try {
    return await use(database);
  } finally {
    await database.keyv.disconnect();
  }
};

/** What keeps a file from being imported, as the command would say it. */
const refusal = async (url: string, file: string, mode: ImportMode = 'empty'): Promise<string> => {
  const imported = withDatabase(url, (database) => importStore(database, file, mode));
  const error: unknown = await imported.catch((caught: unknown) => caught);
  if (!(error instanceof StartupError))
    throw new Error('It was imported, or failed otherwise.', { cause: error });
  return error.message;
};

const countIn = async (url: string): Promise<number> => {
  const stores = await openStores(url);
  const { size } = await stores.open('quiz-counted', countFormat).list(() => undefined);
  await stores.close();
  return size;
};

const fill = async (url: string, ids: readonly string[], count: number) => {
  const stores = await openStores(url);
  const store = stores.open('quiz-counted', countFormat);
  for (const id of ids) await store.update(id, () => ({ count }));
  await stores.close();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-move-'));
  const url = await newUrl('sqlite');
  await fill(url, [...Array.from({ length: 299 }, (_, id) => String(id)), '한글:"quoted"\n'], 7);
  await withDatabase(url, async ({ swap }) => {
    await swap('quiz-counted:broken', undefined, '{"value":');
    await swap('identity:store', undefined, '{"value":{"version":1,"data":{"id":"mine"}}}');
  });
  const file = newFile();
  expect(await storeCli(url, 'export', file)).toMatchObject({ code: 0 });
  source = { url, file, records: await recordsIn(file) };
});
afterAll(() => rm(folder, { recursive: true }));

describe('npm run store', () => {
  test('exports everything, broken rows too, but not what makes the store this one', async () => {
    const [first = ''] = (await readFile(source.file, 'utf8')).split('\n', 1);
    expect(JSON.parse(first)).toMatchObject({
      sonagi: 'store',
      format: 1,
      records: 301,
      namespaces: { 'quiz-counted': 301 },
    });
    expect(source.records).toContain('{"namespace":"quiz-counted","id":"broken","raw":"{\\"value\\":"}');
    expect((await readdir(folder)).filter((name) => /\.(?:new|records)$/.test(name))).toEqual([]);
  });

  test('moves a community from sqlite over Postgres and Redis back to sqlite, and nothing changes', async () => {
    const first = await newUrl('postgres');
    const imported = await storeCli(first, 'import', source.file);
    expect(imported).toMatchObject({ code: 0 });
    expect(imported.output).toMatch(/Importing 20\/20: 301 of 301 records/);
    let url = first;
    for (const kind of ['redis', 'sqlite', 'sqlite'] as const) {
      const file = newFile();
      await withDatabase(url, (database) => exportStore(database, file));
      expect(await recordsIn(file)).toEqual(source.records);
      url = await newUrl(kind);
      await withDatabase(url, (database) => importStore(database, file, 'empty'));
    }
  });

  test.each([
    ['cut in a line', (text: string) => text.length - 20, /Line 302 .* is not a record/],
    [
      'cut between lines',
      (text: string) => text.lastIndexOf('\n', text.length - 2) + 1,
      /300 of 301 records/,
    ],
    ['cut after the header', (text: string) => text.indexOf('\n') + 1, /0 of 301 records/],
    ['cut in the header', () => 20, /is not an export/],
  ])('refuses a file that is %s, and leaves the store as it was', async (_name, lengthOf, problem) => {
    const file = newFile();
    const text = await readFile(source.file, 'latin1');
    await writeFile(file, text, 'latin1');
    await truncate(file, lengthOf(text));
    const url = await newUrl('sqlite');
    expect(await refusal(url, file)).toMatch(problem);
    expect(await countIn(url)).toBe(0);
  });

  test('refuses a file that was changed, or is not there', async () => {
    const file = newFile();
    await writeFile(file, (await readFile(source.file, 'utf8')).replace('"count":7', '"count":8'));
    const url = await newUrl('sqlite');
    expect(await refusal(url, file)).toContain('checksum');
    expect(await refusal(url, newFile())).toContain('cannot be read');
    expect(await refusal(url, folder)).toContain('is no file');
    expect(await countIn(url)).toBe(0);
  });

  test('refuses a store that is not empty unless told what to do with it', async () => {
    const url = await newUrl('sqlite');
    await fill(url, ['1', 'extra'], 1);
    const refused = await storeCli(url, 'import', source.file);
    expect(refused.code).toBe(1);
    expect(refused.output).toMatch(/not empty.*--replace.*--merge/);
    expect(await countIn(url)).toBe(2);

    const merged = await storeCli(url, 'import', source.file, '--merge');
    expect(merged.output).toContain('1 were there with other contents');
    expect(await countIn(url)).toBe(301);

    expect((await storeCli(url, 'import', source.file, '--replace')).code).toBe(0);
    const file = newFile();
    await storeCli(url, 'export', file);
    expect(await recordsIn(file)).toEqual(source.records);
  });

  test('that is killed in the middle of an import leaves no store to start, export or trust until it is done', async () => {
    const url = await newUrl('postgres');
    const child = spawn(process.execPath, ['src/cli/store.ts', 'import', source.file], {
      cwd: root,
      env: { PATH: process.env['PATH'], STORE_URL: url },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.once('data', () => child.kill('SIGKILL'));
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([code, signal]).toEqual([null, 'SIGKILL']);
    await expect(openStores(url)).rejects.toThrow(/not finished.*again/);
    const file = newFile();
    for (const words of [['export', file], ['check']]) {
      const refused = await storeCli(url, ...words);
      expect(refused.code).toBe(1);
      expect(refused.output).toMatch(/not finished.*again/);
    }
    await expect(readFile(file)).rejects.toThrow('ENOENT');
    expect(await storeCli(url, 'import', source.file)).toMatchObject({ code: 0 });
    await withDatabase(url, (database) => exportStore(database, file));
    expect(await recordsIn(file)).toEqual(source.records);
  }, 120_000);

  test.each(['sqlite', 'postgres', 'redis'] as const)(
    'an import into %s that broke off keeps the bot from starting, and is gone on with',
    async (kind) => {
      const url = await newUrl(kind);
      await withDatabase(url, async (database) => {
        let left = 100;
        const failing: Database = {
          ...database,
          swap: (key, before, after) =>
            (left -= 1) < 0 ? Promise.reject(new Error('the cable')) : database.swap(key, before, after),
        };
        await expect(importStore(failing, source.file, 'empty')).rejects.toThrow('the cable');
      });
      await expect(openStores(url)).rejects.toThrow(/not finished.*again/);
      const other = newFile();
      const small = await newUrl('sqlite');
      await fill(small, ['other'], 1);
      await withDatabase(small, (database) => exportStore(database, other));
      expect(await refusal(url, other)).toContain('half of another import');
      await withDatabase(url, (database) => importStore(database, source.file, 'empty'));
      expect(await countIn(url)).toBe(300);
    },
  );

  test('check reads all records as the bot would and names those that it cannot', async () => {
    const url = await newUrl('sqlite');
    expect(await storeCli(url, 'check')).toEqual({ code: 0, output: '0 records can be read, 0 cannot.\n' });
    await withDatabase(url, async ({ swap }) => {
      await swap('watched:10', undefined, '{"value":{"version":1,"data":{"entries":"none"}}}');
      await swap('quiz-aliases:20', undefined, 'null');
      await swap('reports:30', undefined, '{"value":{"version":99,"data":{}}}');
      await swap('tomorrow:40', undefined, '{"value":{"version":1,"data":{}}}');
    });
    const { code, output } = await storeCli(url, 'check');
    expect(code).toBe(1);
    expect(output).toMatch(/^watched "10": /m);
    expect(output).toMatch(/^quiz-aliases "20": /m);
    expect(output).toMatch(/^reports "30": .*newer Sonagi/m);
    expect(output).toMatch(/^tomorrow: 1 records of a kind/m);
    expect(output).toContain('0 records can be read, 3 cannot.');
  });

  test('says why an export cannot be written, and leaves nothing', async () => {
    const before = await readdir(folder);
    for (const [file, why] of [
      [join(folder, 'none', 'a.jsonl'), 'its folder is not there'],
      [folder, 'it is a folder'],
    ] as const) {
      const exported = withDatabase(source.url, (database) => exportStore(database, file));
      await expect(exported).rejects.toEqual(new StartupError([`${file} cannot be written: ${why}.`]));
    }
    expect(await readdir(folder)).toEqual(before);
  });

  test('says how it is used otherwise', async () => {
    const wrong = [
      '',
      'export',
      'check x',
      'export f --merge',
      'import f --replace --merge',
      'import f --force',
    ];
    for (const words of wrong) {
      const { code, output } = await storeCli(source.url, ...words.split(' ').filter((word) => word !== ''));
      expect([words, code]).toEqual([words, 2]);
      expect(output).toContain('Usage: npm run store');
    }
  });
});
