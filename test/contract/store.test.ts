import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyvSqlite } from '@keyv/sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createMemoryStores, openSqliteStores } from '../../src/adapters/store.ts';
import { StartupError, StoreRecordError } from '../../src/core/errors.ts';
import type { Stores } from '../../src/core/ports.ts';

const format = { schema: z.strictObject({ count: z.number() }), version: 1 };
const newer = {
  schema: z.strictObject({ total: z.number() }),
  version: 2,
  migrate: (data: unknown) => ({ total: (data as { count: number }).count }),
};

const folders: string[] = [];
const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-store-'));
  folders.push(folder);
  return folder;
};

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const kinds = {
  memory: () => Promise.resolve(createMemoryStores()),
  sqlite: async () => openSqliteStores(`sqlite://${join(await newFolder(), 'nested', 'test.db')}`),
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

  test('lists its own namespace only, whatever the ids look like', () =>
    withStores(async (stores) => {
      const store = stores.open('a_b', format);
      const neighbour = stores.open('axb', format);
      const ids = ['1', 'a_b:1', '한글', 'with:colon', "quote'"];
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

describe('a store on disk', () => {
  const url = async () => `sqlite://${join(await newFolder(), 'test.db')}`;

  test('keeps records, and reads older ones through the migration', async () => {
    const at = await url();
    const before = await openSqliteStores(at);
    await before.open('counts', format).update('a', () => ({ count: 7 }));
    await before.close();
    const after = await openSqliteStores(at);
    expect(await after.open('counts', newer).get('a')).toEqual({ total: 7 });
    await after.close();
  });

  test('names the key of a record from a newer version and leaves it as it is', async () => {
    const at = await url();
    const after = await openSqliteStores(at);
    await after.open('counts', newer).update('a', () => ({ total: 7 }));
    await after.close();
    const before = await openSqliteStores(at);
    const store = before.open('counts', format);
    await expect(store.get('a')).rejects.toThrow(/"counts:a" was written by a newer Sonagi/);
    await expect(store.update('a', () => ({ count: 0 }))).rejects.toBeInstanceOf(StoreRecordError);
    await before.close();
    const again = await openSqliteStores(at);
    expect(await again.open('counts', newer).get('a')).toEqual({ total: 7 });
    await again.close();
  });

  test.each([
    ['not JSON', '{"value":'],
    ['no envelope', '{"value":{"count":1}}'],
    ['another shape', '{"value":{"version":1,"data":{"count":"x"}}}'],
    ['null', 'null'],
  ])('names the key of a corrupt record (%s), lists the others and loses nothing', async (_name, raw) => {
    const at = await url();
    const stores = await openSqliteStores(at);
    const store = stores.open('counts', format);
    await store.update('good', () => ({ count: 1 }));
    const direct = new KeyvSqlite({ uri: at });
    await direct.set('counts:bad', raw);
    await expect(store.get('bad')).rejects.toThrow(/"counts:bad"/);
    await expect(store.update('bad', () => ({ count: 0 }))).rejects.toBeInstanceOf(StoreRecordError);
    const broken: Error[] = [];
    const listed = await store.list((error) => broken.push(error));
    expect([...listed]).toEqual([['good', { count: 1 }]]);
    expect(broken).toHaveLength(1);
    expect(await direct.get('counts:bad')).toBe(raw);
    await direct.close();
    await stores.close();
  });

  test('uses write-ahead logging', async () => {
    const at = await url();
    const stores = await openSqliteStores(at);
    const direct = new KeyvSqlite({ uri: at });
    expect(await direct.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    await direct.close();
    await stores.close();
  });

  test('says what to do about a folder it cannot make or write', async () => {
    const folder = await newFolder();
    const file = join(folder, `${randomUUID()}.db`);
    await (await openSqliteStores(`sqlite://${file}`)).close();
    await expect(openSqliteStores(`sqlite://${join(file, 'below', 'a.db')}`)).rejects.toBeInstanceOf(
      StartupError,
    );
    await chmod(folder, 0o755);
  });
});
