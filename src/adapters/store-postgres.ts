import { KeyvPostgres } from '@keyv/postgres';
import { Keyv } from 'keyv';
import { Pool } from 'pg';
import { StartupError } from '../core/errors.ts';
import { keyvOptions, swapWith } from './store.ts';
import type { Database, Row } from './store.ts';

const table = 'sonagi';

/** Rows of a page; the next page begins after the last key, so none is skipped when rows come and go. */
const pageSize = 5_000;

/** A statement that takes longer than a member waits for an answer has failed. */
const queryLimitMs = 10_000;

/**
 * In most languages' collations LIKE 'a%' cannot use the primary key. Two processes that create it at the same moment
 * collide in spite of IF NOT EXISTS, so one waits for the other; the statements of one query are one transaction.
 */
const prefixIndex = `SELECT pg_advisory_xact_lock(hashtext('${table}_prefix'));
CREATE INDEX IF NOT EXISTS ${table}_prefix ON ${table} (key varchar_pattern_ops)`;

/** SQLSTATE and system codes that an operator can act on, and what to do. */
const advice: Readonly<Record<string, string>> = {
  '28P01': 'The password or the user name is wrong.',
  '28000': 'The server does not let this user in.',
  '3D000': 'There is no database of that name; create it first (createdb).',
  '42501': 'The user may not create tables there; grant it CREATE on the schema public.',
  '42P01': 'The user may not create tables there; grant it CREATE on the schema public.',
  ECONNREFUSED: 'Nothing listens there: check host and port, and that the server runs.',
  ENOTFOUND: 'The host has no address: check its name.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate is not trusted.',
};

const codeOf = (error: unknown): string => {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error && 'code' in first ? String(first.code) : '';
};

/**
 * Opens the database at `postgres://…` and makes the table. The pool is ours: the adapter's own is one for the whole
 * process, and its unhandled `error` event ends the bot when the server restarts.
 * @throws StartupError that never holds the address, which has the password in it.
 */
export const openPostgresDatabase = async (url: string): Promise<Database> => {
  const pool = new Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    query_timeout: queryLimitMs,
    application_name: 'sonagi',
  });
  // A connection lost while idle: the pool has dropped it and the next query makes another.
  pool.on('error', () => undefined);

  const query = async (sql: string, values?: readonly unknown[]) => (await pool.query(sql, values)).rows;
  class PooledKeyv extends KeyvPostgres {
    override connect(): ReturnType<KeyvPostgres['connect']> {
      return Promise.resolve((sql, values) => query(sql, values as unknown[]));
    }
    override disconnect(): Promise<void> {
      return pool.end();
    }
  }

  try {
    await query('SELECT 1');
    const store = new PooledKeyv({ uri: url, table, keySize: 512 });
    const keyv = new Keyv({ store, ...keyvOptions });
    await keyv.set('sonagi:opened', { version: 1, data: true });
    await query(prefixIndex);
    return {
      keyv,
      row: (key) => store.get(key) as Promise<string | undefined>,
      rows: (prefix) => pages(query, prefix),
      swap: swapWith(table, ['$1', '$2', '$3'], (sql, ...values) => query(sql, values)),
    };
  } catch (error) {
    await pool.end();
    const known = advice[codeOf(error)];
    throw new StartupError(
      [`The Postgres database of STORE_URL cannot be used. ${known ?? 'Check the address and the server.'}`],
      { cause: error },
    );
  }
};

/** The adapter's own iterator ends quietly when a query fails, which would look like an empty store. */
async function* pages(
  query: (sql: string, values: readonly unknown[]) => Promise<unknown[]>,
  prefix: string,
): AsyncGenerator<Row> {
  const pattern = `${prefix.replace(/[%_\\]/g, '\\$&')}%`;
  let last = '';
  for (;;) {
    const rows = (await query(
      `SELECT key, value FROM ${table} WHERE key LIKE $1 AND key ~>~ $2 ORDER BY key USING ~<~ LIMIT $3`,
      [pattern, last, pageSize],
    )) as { key: string; value: string }[];
    for (const { key, value } of rows) yield [key, value];
    const end = rows.at(-1);
    if (end === undefined || rows.length < pageSize) return;
    last = end.key;
  }
}
