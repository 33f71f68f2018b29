import { KeyvSqlite } from '@keyv/sqlite';
import { Keyv } from 'keyv';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { StartupError, StoreRecordError } from '../core/errors.ts';
import { createKeyedQueue } from '../core/keyed-queue.ts';
import type { RecordFormat, Store, Stores } from '../core/ports.ts';

const envelopeSchema = z.strictObject({ version: z.number().int().positive(), data: z.unknown() });

/** All rows of a namespace come in one query: keyv's paging by OFFSET would skip rows that move meanwhile. */
const iterationLimit = 1_000_000;

const decode = <Value>(key: string, raw: unknown, format: RecordFormat<Value>): Value => {
  const envelope = envelopeSchema.safeParse(raw);
  if (!envelope.success) throw new StoreRecordError(key, 'is corrupt', { cause: envelope.error });
  const { version, data } = envelope.data;
  if (version > format.version) {
    throw new StoreRecordError(
      key,
      `was written by a newer Sonagi (format ${version}, this one knows up to ${format.version}); update the bot`,
    );
  }
  try {
    return format.schema.parse(version < format.version ? format.migrate?.(data, version) : data);
  } catch (error) {
    throw new StoreRecordError(key, `does not fit format ${format.version}`, { cause: error });
  }
};

type Row = readonly [key: string, raw: unknown];

/** What a database has to give beyond keyv: the raw rows of a namespace, broken ones included. */
interface Backend {
  readonly keyv: Keyv;
  row(key: string): unknown;
  rows(namespace: string): Row[] | AsyncIterable<Row>;
}

const createStore = <Value>(
  backend: Backend,
  namespace: string,
  format: RecordFormat<Value>,
): Store<Value> => {
  const { keyv } = backend;
  const queue = createKeyedQueue();
  const prefix = `${namespace}:`;

  /** Rows are read below keyv's own `get`, which takes a row that is `null` for one that is not there. */
  const read = async (key: string, row: unknown): Promise<Value> => {
    try {
      const record = await keyv.deserializeData(row as string);
      return decode(key, record?.value, format);
    } catch (error) {
      if (error instanceof SyntaxError) throw new StoreRecordError(key, 'is corrupt', { cause: error });
      throw error;
    }
  };

  const get = async (id: string): Promise<Value | undefined> => {
    const key = prefix + id;
    const row = await backend.row(key);
    return row === undefined ? undefined : read(key, row);
  };

  const update: Store<Value>['update'] = (id, change) =>
    queue.run(id, async () => {
      const current = await get(id);
      const next = change(current);
      if (next === undefined) return current;
      const data = format.schema.parse(next);
      await keyv.set(prefix + id, { version: format.version, data });
      return data;
    });

  const list: Store<Value>['list'] = async (onBroken) => {
    const records = new Map<string, Value>();
    for await (const [key, row] of backend.rows(namespace)) {
      if (!key.startsWith(prefix)) continue;
      try {
        records.set(key.slice(prefix.length), await read(key, row));
      } catch (error) {
        if (onBroken === undefined || !(error instanceof StoreRecordError)) throw error;
        onBroken(error);
      }
    }
    return records;
  };

  const remove: Store<Value>['delete'] = (id, when) =>
    queue.run(id, async () => {
      if (when !== undefined) {
        const current = await get(id);
        if (current === undefined || !when(current)) return false;
      }
      return keyv.delete(prefix + id);
    });

  return { get, update, list, delete: remove };
};

const createStores = (backend: Backend): Stores => {
  const opened = new Set<string>();
  return {
    open: (namespace, format) => {
      if (opened.has(namespace))
        throw new Error(`The store "${namespace}" is open already: two queues would race.`);
      opened.add(namespace);
      return createStore(backend, namespace, format);
    },
    close: async () => {
      await backend.keyv.disconnect();
    },
  };
};

/** keyv swallows failures unless told not to; prefixes are ours, because keyv writes its namespace onto the adapter. */
const keyvOptions = { throwOnErrors: true, useKeyPrefix: false } as const;

/** Stores that end with the process: for tests and for a playground that starts afresh. */
export const createMemoryStores = (): Stores => {
  const map = new Map<string, unknown>();
  return createStores({
    keyv: new Keyv({ store: map, ...keyvOptions }),
    row: (key) => map.get(key),
    rows: () => [...map],
  });
};

/**
 * Opens the database at `sqlite://PATH`, making its folder. Write-ahead logging with `synchronous=NORMAL` survives a
 * killed process and makes a write about ten times cheaper than sqlite's default.
 * @throws StartupError when the folder or file cannot be written.
 */
export const openSqliteStores = async (url: string): Promise<Stores> => {
  const path = url.replace(/^sqlite:\/\//, '');
  try {
    if (path !== ':memory:') await mkdir(dirname(path), { recursive: true });
    const sqlite = new KeyvSqlite({ uri: url, busyTimeout: 5_000, iterationLimit });
    const keyv = new Keyv({ store: sqlite, ...keyvOptions });
    await sqlite.query('PRAGMA journal_mode=WAL');
    await sqlite.query('PRAGMA synchronous=NORMAL');
    await keyv.set('sonagi:opened', { version: 1, data: true });
    return createStores({
      keyv,
      row: (key) => sqlite.get(key),
      rows: (namespace) => sqlite.iterator(namespace) as AsyncIterable<Row>,
    });
  } catch (error) {
    throw new StartupError(
      [
        `The database at ${path} cannot be opened or written. Check that the folder exists, is writable and has room, or set STORE_URL.`,
      ],
      { cause: error },
    );
  }
};
