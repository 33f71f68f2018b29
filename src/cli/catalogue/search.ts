import { parseArgs } from 'node:util';
import { loadCatalogue } from '../../adapters/catalogue-files.ts';
import { runSearchCli } from './search-lines.ts';
import { StartupError } from '../../core/errors.ts';
import type { CliCommand } from './command.ts';

/** Answers queries line by line, for scripts: one JSON object in, one out. */
export const search: CliCommand = async (args) => {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string', default: 'data' }, jsonl: { type: 'boolean' } },
  });
  if (values.jsonl !== true)
    throw new StartupError([
      'search needs --jsonl, and one {"query": "…", "kind"?: "song|drama|artist"} a line on its input',
    ]);
  const catalogue = await loadCatalogue(values.data);
  await runSearchCli({ input: process.stdin, output: process.stdout, catalogue });
  return 0;
};
