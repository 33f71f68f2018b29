import { parseArgs } from 'node:util';
import { readPlaylistCsv } from '../../adapters/playlist-csv.ts';
import { StartupError } from '../../core/errors.ts';
import { dataOption, type CliCommand } from './command.ts';
import { deliver, deliverOptions } from './deliver.ts';

/** `import csv FILE` and `import spotify-csv FILE`: one reader knows the columns of all common exports. */
export const importCsv: CliCommand = async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...dataOption, ...deliverOptions },
  });
  const [file] = positionals;
  if (file === undefined)
    throw new StartupError(['import csv FILE: FILE is a playlist export (Exportify, Soundiiz, TuneMyMusic)']);
  const { tracks, problems } = await readPlaylistCsv(file);
  await deliver(tracks, values);
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? 0 : 1;
};
