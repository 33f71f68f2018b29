import type { Database } from '../../adapters/store.ts';
import { createStores } from '../../adapters/store.ts';
import { StoreRecordError } from '../../core/errors.ts';
import type { RecordFormat } from '../../core/ports.ts';
import { splitKey } from './dump.ts';

export interface CheckResult {
  readonly records: number;
  readonly broken: readonly string[];
  /** Namespaces that this version of the bot does not use, and how many records are in them. */
  readonly unknown: ReadonlyMap<string, number>;
}

/** Reads every record as the bot would. */
export const checkStore = async (
  database: Database,
  formats: ReadonlyMap<string, RecordFormat<unknown>>,
): Promise<CheckResult> => {
  const stores = createStores(database);
  const unknown = new Map<string, number>();
  for await (const [key] of database.rows('')) {
    const { namespace } = splitKey(key) ?? {};
    if (namespace === undefined || formats.has(namespace)) continue;
    unknown.set(namespace, (unknown.get(namespace) ?? 0) + 1);
  }
  const broken: string[] = [];
  let records = 0;
  for (const [namespace, format] of formats) {
    const read = await stores.open(namespace, format).list((error) => {
      const id = error instanceof StoreRecordError ? error.key.slice(namespace.length + 1) : '?';
      broken.push(`${namespace} "${id}": ${error.message}`);
    });
    records += read.size;
  }
  return { records, broken, unknown };
};
