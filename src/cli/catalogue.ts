import { add } from './catalogue/add.ts';
import type { CliCommand } from './catalogue/command.ts';
import { importCsv } from './catalogue/import-csv.ts';
import { importMusicBrainz } from './catalogue/import-musicbrainz.ts';
import { importRawRows } from './catalogue/import-raw.ts';
import { search } from './catalogue/search.ts';
import { stats } from './catalogue/stats.ts';
import { validate } from './catalogue/validate.ts';
import { StartupError } from '../core/errors.ts';

type Table = Readonly<Record<string, CliCommand>>;

/** Runs the command the first argument names. */
const dispatch =
  (table: Table, path: string): CliCommand =>
  async ([name, ...rest]) => {
    const command = name === undefined || !Object.hasOwn(table, name) ? undefined : table[name];
    if (command) return command(rest);
    console.error(`Usage: npm run catalogue -- ${path}${Object.keys(table).join(' | ')}`);
    return 2;
  };

const importers: Table = {
  raw: importRawRows,
  musicbrainz: importMusicBrainz,
  csv: importCsv,
  'spotify-csv': importCsv,
};
const commands: Table = { validate, stats, search, add, import: dispatch(importers, 'import ') };

/** Wrong flags are the caller's mistake, not ours: a sentence, no stack trace. */
const isUsageError = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

try {
  process.exitCode = await dispatch(commands, '')(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartupError) && !isUsageError(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
