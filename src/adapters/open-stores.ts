import type { Stores } from '../core/ports.ts';
import { createStores, openSqliteDatabase } from './store.ts';
import type { Database } from './store.ts';

/** The database of `STORE_URL`. A library is read only when its kind of database is asked for. */
export const openDatabase = async (url: string): Promise<Database> => {
  if (/^postgres(ql)?:/.test(url)) return (await import('./store-postgres.ts')).openPostgresDatabase(url);
  if (/^(redis|valkey)s?:/.test(url)) return (await import('./store-redis.ts')).openRedisDatabase(url);
  return openSqliteDatabase(url);
};

/** @throws StartupError when it cannot be reached, opened or written. */
export const openStores = async (url: string): Promise<Stores> => createStores(await openDatabase(url));
