import { parseArgs } from 'node:util';
import { expectWhole, openDatabase } from '../adapters/open-stores.ts';
import type { Database } from '../adapters/store.ts';
import { loadConfig } from '../config.ts';
import { checkStore } from './store/check.ts';
import { exportStore } from './store/export.ts';
import { importStore } from './store/import.ts';
import type { ImportMode } from './store/import.ts';
import { tellFailure } from '../startup-failure.ts';

/** `npm run store -- …`: moves a community between stores, each named by STORE_URL, while the bot is stopped. */
const usage = `Usage: npm run store -- export FILE                       (the store of STORE_URL to a file)
       npm run store -- import FILE [--replace | --merge] (a file to the store of STORE_URL)
       npm run store -- check                             (reads every record)
Stop the bot before an export or import.`;

const check = async (database: Database): Promise<number> => {
  // The whole bot, which nothing else here needs.
  const { recordFormats } = await import('../app.ts');
  const { records, broken, unknown } = await checkStore(database, await recordFormats(loadConfig()));
  for (const [namespace, count] of unknown)
    console.error(`${namespace}: ${count} records of a kind that this version does not know; not read.`);
  for (const line of broken) console.error(line);
  console.log(`${records} records can be read, ${broken.length} cannot.`);
  await expectWhole(database);
  return broken.length > 0 ? 1 : 0;
};

const readArguments = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { replace: { type: 'boolean' }, merge: { type: 'boolean' } },
    });
  } catch {
    return undefined;
  }
};

/** What the arguments ask for; `undefined` when they make no sense. */
const taskOf = (): ((database: Database) => Promise<number>) | undefined => {
  const given = readArguments();
  if (given === undefined) return undefined;
  const { values, positionals } = given;
  const { replace = false, merge = false } = values;
  const [command, file, ...rest] = positionals;
  if (rest.length > 0 || (replace && merge) || ((replace || merge) && command !== 'import')) return undefined;
  if (command === 'check' && file === undefined) return check;
  if (file === undefined) return undefined;
  if (command === 'export') {
    return async (database) => {
      await expectWhole(database);
      await exportStore(database, file);
      return 0;
    };
  }
  if (command !== 'import') return undefined;
  const mode: ImportMode = replace ? 'replace' : merge ? 'merge' : 'empty';
  return (database) => importStore(database, file, mode).then(() => 0);
};

const run = async (): Promise<number> => {
  const task = taskOf();
  if (task === undefined) {
    console.error(usage);
    return 2;
  }
  const database = await openDatabase(loadConfig().storeUrl);
  try {
    return await task(database);
  } finally {
    await database.keyv.disconnect();
  }
};

try {
  process.exitCode = await run();
} catch (error) {
  tellFailure(error, 'info');
}
