import { createClient } from '@keyv/redis';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { inject } from 'vitest';

export type StoreKind = 'sqlite' | 'postgres' | 'redis';

const newPostgresUrl = async (): Promise<string> => {
  const url = new URL(inject('postgresUrl'));
  const name = `t${randomUUID().replaceAll('-', '')}`;
  const options = { max: 1, connectionTimeoutMillis: 5_000, query_timeout: 30_000, application_name: 'test' };
  const pool = new Pool({ connectionString: url.href, ...options });
  await pool.query(`CREATE DATABASE ${name}`);
  await pool.end();
  url.pathname = `/${name}`;
  return url.href;
};

/** Its databases have numbers; number 0 counts those that are taken. */
const newRedisUrl = async (): Promise<string> => {
  const url = inject('redisUrl');
  const client = await createClient({ url }).connect();
  const number = await client.incr('taken');
  client.destroy();
  return `${url}/${number}`;
};

/** The address of an empty store of a kind. The folder of a sqlite one is the caller's to remove. */
export const newStoreUrl = async (kind: StoreKind, folder = tmpdir()): Promise<string> => {
  if (kind === 'postgres') return newPostgresUrl();
  if (kind === 'redis') return newRedisUrl();
  return `sqlite://${join(folder, `${randomUUID()}.db`)}`;
};

/** What the whole bot is tested on: sqlite, or what the test project says (`npm run test:stores`). */
export const storeKind = (): StoreKind => inject('storeKind') ?? 'sqlite';
