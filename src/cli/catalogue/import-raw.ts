import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readCatalogueFiles, writeCatalogueFiles } from '../../adapters/catalogue-files.ts';
import { readRawRows } from '../../adapters/raw-catalogue.ts';
import { importRaw } from '../../core/catalogue/import/import-raw.ts';
import { importReport } from '../../core/catalogue/import/report.ts';
import { StartupError } from '../../core/errors.ts';
import { dataOption, type CliCommand } from './command.ts';

export const importRawRows: CliCommand = async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...dataOption, report: { type: 'string', default: 'docs/catalogue-report.md' } },
  });
  const [rawDir] = positionals;
  if (rawDir === undefined) {
    throw new StartupError(['import raw DIR: DIR holds songs.jsonl, dramas.jsonl and artists.jsonl']);
  }
  const rows = await readRawRows(rawDir, values.data);
  const result = importRaw({ ...rows, existing: await readCatalogueFiles(values.data) });
  await writeCatalogueFiles(values.data, result);
  await writeFile(values.report, importReport(result));
  for (const [what, count] of Object.entries(result.counts))
    console.log(`${String(count).padStart(6)} ${what}`);
  return 0;
};
