import { StartupError } from '../core/errors.ts';
import type { Stores } from '../core/ports.ts';
import { createStores, openSqliteDatabase } from './store.ts';
import type { Database } from './store.ts';

/** The row that says that an import began; it goes when all records are there. */
export const importMark = 'sonagi:import';

/** The database of `STORE_URL`. A library is read only when its kind of database is asked for. */
export const openDatabase = async (url: string): Promise<Database> => {
  if (/^postgres(ql)?:/.test(url)) return (await import('./store-postgres.ts')).openPostgresDatabase(url);
  if (/^(redis|valkey)s?:/.test(url)) return (await import('./store-redis.ts')).openRedisDatabase(url);
  return openSqliteDatabase(url);
};

/** @throws StartupError when it holds half an import. */
export const expectWhole = async (database: Database): Promise<void> => {
  if ((await database.row(importMark)) === undefined) return;
  throw new StartupError([
    'An import into the store of STORE_URL was not finished. Run it again with the same file: npm run store -- import FILE.',
  ]);
};

/** @throws StartupError when it cannot be reached, opened or written, or holds half an import. */
export const openStores = async (url: string): Promise<Stores> => {
  const database = await openDatabase(url);
  try {
    await expectWhole(database);
    return createStores(database);
  } catch (error) {
    await database.keyv.disconnect();
    throw error;
  }
};
