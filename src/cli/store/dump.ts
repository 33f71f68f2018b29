import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { StartupError } from '../../core/errors.ts';
import { identityNamespace } from '../../services/store-id.ts';

/** The file between two stores: a header and then one record a line. */

export const dumpFormat = 1;

export const headerSchema = z.strictObject({
  sonagi: z.literal('store'),
  format: z.number().int(),
  records: z.number().int(),
  namespaces: z.record(z.string(), z.number().int()),
  /** Of all lines after this one, each with its line feed. */
  sha256: z.string(),
});

export type DumpHeader = z.infer<typeof headerSchema>;

export const lineSchema = z.union([
  z.strictObject({ namespace: z.string(), id: z.string(), version: z.number().int(), data: z.unknown() }),
  /** A row that is broken, as it is: an export loses nothing. */
  z.strictObject({ namespace: z.string(), id: z.string(), raw: z.string() }),
]);

export type DumpLine = z.infer<typeof lineSchema>;

/** What belongs to one store and no other, so that a copy of a community does not share a job queue with it. */
const ownNamespaces = new Set(['sonagi', identityNamespace]);

/** The namespace and id of a row that moves with the community; `undefined` for the store's own. */
export const splitKey = (key: string): { namespace: string; id: string } | undefined => {
  const colon = key.indexOf(':');
  const namespace = key.slice(0, colon);
  return colon < 1 || ownNamespaces.has(namespace) ? undefined : { namespace, id: key.slice(colon + 1) };
};

/** Counts and sums up lines as they come. */
export const createTally = () => {
  const hash = createHash('sha256');
  const namespaces: Record<string, number> = {};
  let records = 0;
  return {
    add: (namespace: string, line: string): void => {
      hash.update(`${line}\n`);
      namespaces[namespace] = (namespaces[namespace] ?? 0) + 1;
      records += 1;
    },
    header: (): DumpHeader => ({
      sonagi: 'store',
      format: dumpFormat,
      records,
      namespaces: Object.fromEntries(Object.entries(namespaces).sort(([a], [b]) => (a < b ? -1 : 1))),
      sha256: hash.digest('hex'),
    }),
  };
};

/** The lines of a file, the header first. */
export const linesOf = (file: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });

const parsed = <Value>(schema: z.ZodType<Value>, line: string): Value | undefined => {
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
};

/** The records of a file whose header has been read. */
export async function* recordsOf(file: string): AsyncGenerator<{ line: string; record: DumpLine }> {
  let number = 0;
  for await (const line of linesOf(file)) {
    number += 1;
    if (number === 1) continue;
    const record = parsed(lineSchema, line);
    if (record === undefined) throw new StartupError([`Line ${number} of ${file} is not a record.`]);
    yield { line, record };
  }
}

/**
 * Reads the whole file before anything is done with it.
 * @throws StartupError when it is no export, of a newer format, or not exactly what was exported.
 */
export const verifyDump = async (file: string): Promise<DumpHeader> => {
  await access(file, constants.R_OK).catch((cause: unknown) => {
    throw new StartupError([`${file} cannot be read.`], { cause });
  });
  if (!(await stat(file)).isFile()) throw new StartupError([`${file} is no file.`]);
  let header: DumpHeader | undefined;
  for await (const line of linesOf(file)) {
    header = parsed(headerSchema, line);
    break;
  }
  if (header === undefined) throw new StartupError([`${file} is not an export of Sonagi's store.`]);
  if (header.format > dumpFormat)
    throw new StartupError([
      `${file} was written by a newer Sonagi (format ${header.format}). Update the bot.`,
    ]);
  const tally = createTally();
  for await (const { line, record } of recordsOf(file)) tally.add(record.namespace, line);
  const found = tally.header();
  if (found.records !== header.records)
    throw new StartupError([`${file} is not whole: it has ${found.records} of ${header.records} records.`]);
  if (found.sha256 !== header.sha256)
    throw new StartupError([`${file} was changed since it was exported: its checksum does not fit.`]);
  return header;
};
