import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '@keyv/redis';
import { KeyvSqlite } from '@keyv/sqlite';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase, openStores } from '../../src/adapters/open-stores.ts';
import { createMemoryStores } from '../../src/adapters/store.ts';
import { StartupError, StoreRecordError } from '../../src/core/errors.ts';
import type { Stores } from '../../src/core/ports.ts';
import { countFormat } from '../support/count-format.ts';
import { freePort, startRedis } from '../support/servers.ts';
import { newStoreUrl } from '../support/store-urls.ts';
import type { StoreKind } from '../support/store-urls.ts';

const execute = promisify(execFile);
const format = countFormat;
const newer = {
  schema: z.strictObject({ total: z.number() }),
  version: 2,
  migrate: (data: unknown) => ({ total: (data as { count: number }).count }),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-store-'));
});
afterAll(() => rm(folder, { recursive: true }));

const onDisk = ['sqlite', 'postgres', 'redis'] as const;
const newUrl = (kind: StoreKind) => newStoreUrl(kind, join(folder, 'nested'));
const kinds = {
  memory: () => Promise.resolve(createMemoryStores()),
  sqlite: async () => openStores(await newUrl('sqlite')),
  postgres: async () => openStores(await newUrl('postgres')),
  redis: async () => openStores(await newUrl('redis')),
};

describe.each(Object.entries(kinds))('a store in %s', (_kind, openStores) => {
  const withStores = async (use: (stores: Stores) => Promise<void>) => {
    const stores = await openStores();
    try {
      await use(stores);
    } finally {
      await stores.close();
    }
  };

  test('gives back what was stored, and nothing for an unknown id', () =>
    withStores(async (stores) => {
      const store = stores.open('counts', format);
      expect(await store.get('a')).toBeUndefined();
      expect(await store.update('a', () => ({ count: 1 }))).toEqual({ count: 1 });
      expect(await store.get('a')).toEqual({ count: 1 });
    }));

  test('twenty updates at once end at twenty', () =>
    withStores(async (stores) => {
      const store = stores.open('counts', format);
      await Promise.all(
        Array.from({ length: 20 }, () => store.update('a', (now) => ({ count: (now?.count ?? 0) + 1 }))),
      );
      expect(await store.get('a')).toEqual({ count: 20 });
    }));

  test('an update that decides nothing leaves the record as it was', () =>
    withStores(async (stores) => {
      const store = stores.open('counts', format);
      await store.update('a', () => ({ count: 3 }));
      expect(await store.update('a', () => undefined)).toEqual({ count: 3 });
      expect(await store.get('a')).toEqual({ count: 3 });
    }));

  test('an update that throws changes nothing and does not block the next', () =>
    withStores(async (stores) => {
      const store = stores.open('counts', format);
      const failing = store.update('a', () => {
        throw new Error('no');
      });
      const next = store.update('a', () => ({ count: 1 }));
      await expect(failing).rejects.toThrow('no');
      expect(await next).toEqual({ count: 1 });
    }));

  test('a value that does not fit the format is refused', () =>
    withStores(async (stores) => {
      const store = stores.open('counts', format);
      await expect(store.update('a', () => ({ count: 'x' }) as never)).rejects.toThrow();
      expect(await store.get('a')).toBeUndefined();
    }));

  test('deletes, and says whether there was something', () =>
    withStores(async (stores) => {
      const store = stores.open('counts', format);
      await store.update('a', () => ({ count: 1 }));
      expect(await store.delete('a')).toBe(true);
      expect(await store.delete('a')).toBe(false);
      expect(await store.get('a')).toBeUndefined();
    }));

  test('deletes only what passes, as it is then', () =>
    withStores(async (stores) => {
      const store = stores.open('counts', format);
      await store.update('a', () => ({ count: 1 }));
      expect(await store.delete('a', ({ count }) => count > 1)).toBe(false);
      const [, deleted] = await Promise.all([
        store.update('a', () => ({ count: 2 })),
        store.delete('a', ({ count }) => count > 1),
      ]);
      expect(deleted).toBe(true);
      expect(await store.delete('a', () => true)).toBe(false);
    }));

  test('lists its own namespace only, whatever the ids look like', () =>
    withStores(async (stores) => {
      const store = stores.open('a_b', format);
      const neighbour = stores.open('axb', format);
      const ids = ['1', 'a_b:1', '한글', 'with:colon', "quote'", '*', '%', 'back\\slash', 'A', 'a'];
      for (const [index, id] of ids.entries()) await store.update(id, () => ({ count: index }));
      await neighbour.update('other', () => ({ count: 9 }));
      expect([...(await store.list()).keys()].sort()).toEqual([...ids].sort());
    }));

  test('lists more records than one page of the database', () =>
    withStores(async (stores) => {
      const store = stores.open('many', format);
      for (let count = 0; count < 57; count += 1) await store.update(String(count), () => ({ count }));
      expect((await store.list()).size).toBe(57);
    }));

  test('refuses to open a namespace twice', () =>
    withStores((stores) => {
      stores.open('counts', format);
      expect(() => stores.open('counts', format)).toThrow('open already');
      return Promise.resolve();
    }));
});

describe.each(onDisk)('a store that outlives the process, in %s', (kind) => {
  test('keeps records, and reads older ones through the migration', async () => {
    const url = await newUrl(kind);
    const before = await openStores(url);
    await before.open('counts', format).update('a', () => ({ count: 7 }));
    await before.close();
    const after = await openStores(url);
    expect(await after.open('counts', newer).get('a')).toEqual({ total: 7 });
    await after.close();
  });

  test('names the key of a record from a newer version and leaves it as it is', async () => {
    const url = await newUrl(kind);
    const after = await openStores(url);
    await after.open('counts', newer).update('a', () => ({ total: 7 }));
    await after.close();
    const before = await openStores(url);
    const store = before.open('counts', format);
    await expect(store.get('a')).rejects.toThrow(/"counts:a" was written by a newer Sonagi/);
    await expect(store.update('a', () => ({ count: 0 }))).rejects.toBeInstanceOf(StoreRecordError);
    await before.close();
    const again = await openStores(url);
    expect(await again.open('counts', newer).get('a')).toEqual({ total: 7 });
    await again.close();
  });

  test.each([
    ['not JSON', '{"value":'],
    ['no envelope', '{"value":{"count":1}}'],
    ['another shape', '{"value":{"version":1,"data":{"count":"x"}}}'],
    ['null', 'null'],
  ])('names the key of a corrupt record (%s), lists the others and loses nothing', async (_name, raw) => {
    const url = await newUrl(kind);
    const stores = await openStores(url);
    const store = stores.open('counts', format);
    await store.update('good', () => ({ count: 1 }));
    const direct = await openDatabase(url);
    expect(await direct.swap('counts:bad', undefined, raw)).toBe(true);
    await expect(store.get('bad')).rejects.toThrow(/"counts:bad"/);
    await expect(store.update('bad', () => ({ count: 0 }))).rejects.toBeInstanceOf(StoreRecordError);
    const broken: Error[] = [];
    const listed = await store.list((error) => broken.push(error));
    expect([...listed]).toEqual([['good', { count: 1 }]]);
    expect(broken).toHaveLength(1);
    expect(await direct.row('counts:bad')).toBe(raw);
    expect(await store.delete('bad')).toBe(true);
    expect(await direct.row('counts:bad')).toBeUndefined();
    await direct.keyv.disconnect();
    await stores.close();
  });

  test('swaps a row only from what it is', async () => {
    const database = await openDatabase(await newUrl(kind));
    const { swap, row } = database;
    expect(await swap('a:1', 'something', 'x')).toBe(false);
    expect(await swap('a:1', undefined, 'first')).toBe(true);
    expect(await swap('a:1', undefined, 'second')).toBe(false);
    expect(await swap('a:1', 'second', undefined)).toBe(false);
    expect(await swap('a:1', 'first', 'second')).toBe(true);
    expect(await row('a:1')).toBe('second');
    expect(await swap('a:1', 'second', undefined)).toBe(true);
    expect(await row('a:1')).toBeUndefined();
    await database.keyv.disconnect();
  });

  test('two processes that count in one record lose nothing', async () => {
    const url = await newUrl(kind);
    const rounds = 150;
    const script = fileURLToPath(new URL('../support/count-process.ts', import.meta.url));
    const count = () => execute(process.execPath, [script, url, String(rounds)]);
    await Promise.all([count(), count()]);
    const stores = await openStores(url);
    expect(await stores.open('counts', countFormat).get('shared')).toEqual({ count: 2 * rounds });
    await stores.close();
  });
});

describe('a sqlite file', () => {
  test('is opened with write-ahead logging', async () => {
    const url = await newUrl('sqlite');
    const stores = await openStores(url);
    const direct = new KeyvSqlite({ uri: url });
    expect(await direct.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    await direct.close();
    await stores.close();
  });

  test('that cannot be made or written is told in a sentence', async () => {
    const url = await newUrl('sqlite');
    await (await openStores(url)).close();
    await expect(openStores(`${url}/below/a.db`)).rejects.toBeInstanceOf(StartupError);
  });
});

describe('a server', () => {
  const changed = (url: string, change: (url: URL) => void): string => {
    const copy = new URL(url);
    change(copy);
    return copy.href;
  };

  test.each(['postgres', 'redis'] as const)(
    'of %s that refuses is told in one sentence without its address',
    async (kind) => {
      const url = await newUrl(kind);
      const problemOf = async (address: string): Promise<string> => {
        const error: unknown = await openStores(address).catch((caught: unknown) => caught);
        if (!(error instanceof StartupError))
          throw new Error('It was opened, or failed otherwise.', { cause: error });
        expect(error.problems).toHaveLength(1);
        return error.problems[0] ?? '';
      };
      const wrong = await problemOf(changed(url, (to) => (to.password = 'tell-nobody')));
      expect(wrong).toMatch(/STORE_URL.*password/);
      expect(wrong).not.toContain('tell-nobody');
      const port = String(await freePort());
      const closed = await problemOf(changed(url, (to) => (to.port = port)));
      expect(closed).toMatch(/STORE_URL.*Nothing listens/);
      expect(closed).not.toContain('not-a-secret');
    },
  );

  test.each(['postgres', 'redis'] as const)(
    'of %s that is empty lets all in who come at the same moment',
    async (kind) => {
      for (let round = 0; round < 8; round += 1) {
        const url = await newUrl(kind);
        const opened = await Promise.allSettled(Array.from({ length: 6 }, () => openStores(url)));
        for (const one of opened) if (one.status === 'fulfilled') await one.value.close();
        expect(opened.map(({ status }) => status)).toEqual(Array(6).fill('fulfilled'));
      }
    },
  );

  test('of Postgres that cuts its connections is found again', async () => {
    const url = await newUrl('postgres');
    const stores = await openStores(url);
    const store = stores.open('counts', format);
    await store.update('a', () => ({ count: 1 }));
    const options = {
      max: 1,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      application_name: 'test',
    };
    const pool = new Pool({ connectionString: url, ...options });
    await pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sonagi' AND datname = current_database()",
    );
    await pool.end();
    await expect.poll(() => store.get('a').catch(() => undefined)).toEqual({ count: 1 });
    await stores.close();
  });

  test('of Redis that cuts its connections is found again, and fails at once meanwhile', async () => {
    const server = await startRedis();
    const stores = await openStores(server.url);
    const store = stores.open('counts', format);
    await store.update('a', () => ({ count: 1 }));
    const other = await createClient({ url: server.url }).connect();
    await other.sendCommand(['CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes']);
    other.destroy();
    await expect.poll(() => store.get('a').catch(() => undefined)).toEqual({ count: 1 });
    await server.stop();
    await expect(store.get('a')).rejects.toThrow();
    await stores.close();
  });
});
