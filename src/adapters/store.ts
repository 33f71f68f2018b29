import { KeyvSqlite } from '@keyv/sqlite';
import { Keyv } from 'keyv';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
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

export type Row = readonly [key: string, value: string];

/** What a database has to give. Rows are read and written below keyv's own `get` and `set`: see `swap`. */
export interface Database {
  /** Makes rows of values, in keyv's format, and owns the connection. */
  readonly keyv: Keyv;
  /** The raw row: keyv's own `get` takes a row that is `null` for one that is not there. */
  row(key: string): Promise<string | undefined>;
  /** Rows whose keys begin with `prefix`, and maybe others, in any order; broken ones included. */
  rows(prefix: string): AsyncIterable<Row>;
  /**
   * Replaces a row that still is `before` (`undefined`: still is not there) by `after` (`undefined`: removes it), in one
   * step, and says whether it did. With it processes that share a database lose no update, without a lock that a
   * process could take along when it dies.
   */
  swap(key: string, before: string | undefined, after: string | undefined): Promise<boolean>;
}

/** Another process came first this often in a row: something else is wrong. */
const maxSwaps = 200;

/** Lets the others finish; more so the more there seem to be. */
const stepAside = async (tries: number): Promise<void> => {
  if (tries > 1) await sleep(Math.random() * Math.min(tries, 20));
};

const createStore = <Value>(
  { keyv, row, rows, swap }: Database,
  namespace: string,
  format: RecordFormat<Value>,
): Store<Value> => {
  const queue = createKeyedQueue();
  const prefix = `${namespace}:`;

  const read = async (key: string, raw: string): Promise<Value> => {
    try {
      const record = await keyv.deserializeData(raw);
      return decode(key, record?.value, format);
    } catch (error) {
      if (error instanceof SyntaxError) throw new StoreRecordError(key, 'is corrupt', { cause: error });
      throw error;
    }
  };

  const get = async (id: string): Promise<Value | undefined> => {
    const key = prefix + id;
    const raw = await row(key);
    return raw === undefined ? undefined : read(key, raw);
  };

  const write = async (value: Value): Promise<[data: Value, raw: string]> => {
    const data = format.schema.parse(value);
    return [data, (await keyv.serializeData({ value: { version: format.version, data } })) as string];
  };

  /** Tries `step` on the row as it now is until nobody came between. It resolves to `undefined` to try again. */
  const untilSwapped = async <Result>(
    key: string,
    step: (raw: string | undefined) => Promise<{ result: Result } | undefined>,
  ): Promise<Result> => {
    for (let tries = 1; tries <= maxSwaps; tries += 1) {
      const done = await step(await row(key));
      if (done !== undefined) return done.result;
      await stepAside(tries);
    }
    throw new Error(`The stored record "${key}" is changed all the time by others.`);
  };

  const update: Store<Value>['update'] = (id, change) => {
    const key = prefix + id;
    return queue.run(id, () =>
      untilSwapped(key, async (raw) => {
        const current = raw === undefined ? undefined : await read(key, raw);
        const next = change(current);
        if (next === undefined) return { result: current };
        const [data, after] = await write(next);
        return (await swap(key, raw, after)) ? { result: data } : undefined;
      }),
    );
  };

  const remove: Store<Value>['delete'] = (id, when) => {
    const key = prefix + id;
    return queue.run(id, () =>
      untilSwapped(key, async (raw) => {
        if (raw === undefined) return { result: false };
        if (when !== undefined && !when(await read(key, raw))) return { result: false };
        return (await swap(key, raw, undefined)) ? { result: true } : undefined;
      }),
    );
  };

  const list: Store<Value>['list'] = async (onBroken, group = '') => {
    const records = new Map<string, Value>();
    for await (const [key, raw] of rows(prefix + group)) {
      if (!key.startsWith(prefix + group)) continue;
      try {
        records.set(key.slice(prefix.length), await read(key, raw));
      } catch (error) {
        if (onBroken === undefined || !(error instanceof StoreRecordError)) throw error;
        onBroken(error);
      }
    }
    return records;
  };

  return { get, update, list, delete: remove };
};

export const createStores = (database: Database): Stores => {
  const opened = new Set<string>();
  return {
    open: (namespace, format) => {
      if (opened.has(namespace))
        throw new Error(`The store "${namespace}" is open already: two queues would race.`);
      opened.add(namespace);
      return createStore(database, namespace, format);
    },
    close: async () => {
      await database.keyv.disconnect();
    },
  };
};

/** keyv swallows failures unless told not to; prefixes are ours, because keyv writes its namespace onto the adapter. */
export const keyvOptions = { throwOnErrors: true, useKeyPrefix: false } as const;

/** Records that end with the process: for tests and for a playground that starts afresh. */
export const createMemoryDatabase = (): Database => {
  const map = new Map<string, string>();
  return {
    keyv: new Keyv({ store: map, ...keyvOptions }),
    row: (key) => Promise.resolve(map.get(key)),
    rows: async function* () {
      yield* await Promise.resolve([...map]);
    },
    swap: (key, before, after) => {
      if (map.get(key) !== before) return Promise.resolve(false);
      if (after === undefined) map.delete(key);
      else map.set(key, after);
      return Promise.resolve(true);
    },
  };
};

export const createMemoryStores = (): Stores => createStores(createMemoryDatabase());

/** The statements of `swap` for a database that speaks SQL; each gives one row when it did something. */
export const swapWith =
  (
    table: string,
    placeholders: readonly [string, string, string],
    query: (sql: string, ...values: string[]) => Promise<readonly unknown[]>,
  ): Database['swap'] =>
  async (key, before, after) => {
    const [$1, $2, $3] = placeholders;
    if (before === undefined && after === undefined) return true;
    const done =
      before === undefined
        ? await query(
            `INSERT INTO ${table} (key, value) VALUES (${$1}, ${$2}) ON CONFLICT (key) DO NOTHING RETURNING key`,
            key,
            after ?? '',
          )
        : after === undefined
          ? await query(`DELETE FROM ${table} WHERE key = ${$1} AND value = ${$2} RETURNING key`, key, before)
          : await query(
              `UPDATE ${table} SET value = ${$1} WHERE key = ${$2} AND value = ${$3} RETURNING key`,
              after,
              key,
              before,
            );
    return done.length > 0;
  };

/**
 * Opens the database at `sqlite://PATH`, making its folder. Write-ahead logging with `synchronous=NORMAL` survives a
 * killed process and makes a write about ten times cheaper than sqlite's default.
 * @throws StartupError when the folder or file cannot be written.
 */
export const openSqliteDatabase = async (url: string): Promise<Database> => {
  const path = url.replace(/^sqlite:\/\//, '');
  try {
    if (path !== ':memory:') await mkdir(dirname(path), { recursive: true });
    const sqlite = new KeyvSqlite({ uri: url, busyTimeout: 5_000, iterationLimit });
    const keyv = new Keyv({ store: sqlite, ...keyvOptions });
    await sqlite.query('PRAGMA journal_mode=WAL');
    await sqlite.query('PRAGMA synchronous=NORMAL');
    await keyv.set('sonagi:opened', { version: 1, data: true });
    return {
      keyv,
      row: (key) => sqlite.get(key),
      rows: (prefix) => sqlite.iterator(prefix.replace(/:$/, '')) as AsyncIterable<Row>,
      swap: swapWith('keyv', ['?', '?', '?'], (sql, ...values) => sqlite.query(sql, ...values)),
    };
  } catch (error) {
    throw new StartupError(
      [
        `The database at ${path} cannot be opened or written. Check that the folder exists, is writable and has room, or set STORE_URL.`,
      ],
      { cause: error },
    );
  }
};

export const openSqliteStores = async (url: string): Promise<Stores> =>
  createStores(await openSqliteDatabase(url));
