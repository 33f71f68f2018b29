import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Database } from '../../adapters/store.ts';
import { StartupError } from '../../core/errors.ts';
import { createTally, splitKey } from './dump.ts';
import type { DumpHeader, DumpLine } from './dump.ts';
import { createSteps } from './steps.ts';

const envelopeSchema = z.strictObject({
  value: z.strictObject({ version: z.number().int(), data: z.unknown() }),
});

const toLine = async (
  { keyv }: Database,
  { namespace, id }: { namespace: string; id: string },
  raw: string,
): Promise<DumpLine> => {
  try {
    const { version, data } = envelopeSchema.parse(await keyv.deserializeData(raw)).value;
    return { namespace, id, version, data };
  } catch {
    return { namespace, id, raw };
  }
};

const countRows = async (database: Database): Promise<number> => {
  let count = 0;
  for await (const [key] of database.rows('')) if (splitKey(key) !== undefined) count += 1;
  return count;
};

/** What an operator can mend about a place to write to. */
const unwritable: Readonly<Record<string, string>> = {
  ENOENT: 'its folder is not there',
  ENOTDIR: 'its folder is not there',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'there is no room',
};

/**
 * Writes all records to a file, which appears whole or not at all. The header is known last and stands first: the records
 * go to a file of their own before.
 * @throws StartupError when the file cannot be written.
 */
export const exportStore = async (database: Database, file: string): Promise<DumpHeader> => {
  const [bodyFile, newFile] = [`${file}.records`, `${file}.new`];
  const tally = createTally();
  const steps = createSteps('Exporting', await countRows(database));
  const lines = async function* () {
    for await (const [key, raw] of database.rows('')) {
      const where = splitKey(key);
      if (where === undefined) continue;
      const line = JSON.stringify(await toLine(database, where, raw));
      tally.add(where.namespace, line);
      yield `${line}\n`;
      steps.advance();
    }
  };
  try {
    await pipeline(lines, createWriteStream(bodyFile));
    const header = tally.header();
    const target = createWriteStream(newFile);
    target.write(`${JSON.stringify(header)}\n`);
    await pipeline(createReadStream(bodyFile), target);
    const handle = await open(newFile, 'r+');
    await handle.sync();
    await handle.close();
    await rename(newFile, file);
    steps.stop(`${header.records} records are in ${file}.`);
    return header;
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? unwritable[String(error.code)] : undefined;
    if (why === undefined) throw error;
    throw new StartupError([`${file} cannot be written: ${why}.`], { cause: error });
  } finally {
    await rm(bodyFile, { force: true });
    await rm(newFile, { force: true });
  }
};
