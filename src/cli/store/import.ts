import PQueue from 'p-queue';
import { z } from 'zod';
import { importMark } from '../../adapters/open-stores.ts';
import type { Database } from '../../adapters/store.ts';
import { StartupError } from '../../core/errors.ts';
import { recordsOf, splitKey, verifyDump } from './dump.ts';
import type { DumpHeader, DumpLine } from './dump.ts';
import { createSteps } from './steps.ts';

/** What becomes of records that are in the store: there must be none; they all go; they stay, also against the file's. */
export type ImportMode = 'empty' | 'replace' | 'merge';

/** Records on their way at once: a server far away takes its time for each. */
const concurrency = 32;

const markSchema = z.strictObject({ sha256: z.string(), mode: z.enum(['empty', 'replace', 'merge']) });
type Mark = z.infer<typeof markSchema>;

const rawOf = async ({ keyv }: Database, record: DumpLine): Promise<string> =>
  'raw' in record
    ? record.raw
    : ((await keyv.serializeData({ value: { version: record.version, data: record.data } })) as string);

/** Rows of the store that belong to the community. */
async function* communityKeys(database: Database): AsyncGenerator<string> {
  for await (const [key] of database.rows('')) if (splitKey(key) !== undefined) yield key;
}

const put = async ({ row, swap }: Database, key: string, value: string | undefined): Promise<void> => {
  for (;;) {
    const current = await row(key);
    if (current === value || (await swap(key, current, value))) return;
  }
};

/** The import that is to be done, or to be gone on with. */
const planned = async (database: Database, { sha256 }: DumpHeader, mode: ImportMode): Promise<Mark> => {
  const found = await database.row(importMark);
  if (found !== undefined) {
    const mark = markSchema.parse(JSON.parse(found));
    if (mark.sha256 === sha256) return mark;
    if (mode !== 'replace')
      throw new StartupError([
        'The store holds half of another import. Go on with its file, or begin anew with --replace.',
      ]);
  }
  if (mode === 'empty') {
    for await (const key of communityKeys(database)) {
      throw new StartupError([
        `The store of STORE_URL is not empty (it has ${key}). Say --replace to remove what is there, or --merge to keep it and add what is missing.`,
      ]);
    }
  }
  return { sha256, mode };
};

const removeOthers = async (database: Database, kept: ReadonlySet<string>): Promise<void> => {
  const others: string[] = [];
  for await (const key of communityKeys(database)) if (!kept.has(key)) others.push(key);
  for (const key of others) await put(database, key, undefined);
};

/**
 * Brings the records of a file into a store. The file is read whole before the store is touched. A mark in the store keeps
 * the bot from starting on half an import; the same import again goes on with it.
 */
export const importStore = async (
  database: Database,
  file: string,
  mode: ImportMode,
): Promise<DumpHeader> => {
  const header = await verifyDump(file);
  const mark = await planned(database, header, mode);
  await put(database, importMark, JSON.stringify(mark));
  const steps = createSteps('Importing', header.records);
  const queue = new PQueue({ concurrency });
  const keys = new Set<string>();
  let failure: unknown;
  let keptCount = 0;
  for await (const { record } of recordsOf(file)) {
    const key = `${record.namespace}:${record.id}`;
    keys.add(key);
    await queue.onSizeLessThan(concurrency);
    if (failure !== undefined) break;
    void queue.add(async () => {
      try {
        const raw = await rawOf(database, record);
        if (mark.mode !== 'merge') await put(database, key, raw);
        else if (!(await database.swap(key, undefined, raw)) && (await database.row(key)) !== raw)
          keptCount += 1;
        steps.advance();
      } catch (error) {
        failure ??= error;
      }
    });
  }
  await queue.onIdle();
  if (failure !== undefined) throw failure as Error;
  if (mark.mode === 'replace') await removeOthers(database, keys);
  await expectAll(database, keys);
  await put(database, importMark, undefined);
  const left = keptCount === 0 ? '' : ` ${keptCount} were there with other contents and stayed as they were.`;
  steps.stop(`${header.records} records are in the store.${left}`);
  return header;
};

const expectAll = async (database: Database, keys: ReadonlySet<string>): Promise<void> => {
  let found = 0;
  for await (const key of communityKeys(database)) if (keys.has(key)) found += 1;
  if (found < keys.size)
    throw new StartupError([`The store has ${found} of ${keys.size} records. Run the import again.`]);
};
