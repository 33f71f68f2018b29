import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  checkCatalogue,
  loadCatalogue,
  problemText,
  readCatalogueFiles,
  writeCatalogueFiles,
} from './adapters/catalogue-files.ts';
import { readRawRows } from './adapters/raw-catalogue.ts';
import { runSearchCli } from './catalogue-search-cli.ts';
import { importRaw } from './core/catalogue/import/import-raw.ts';
import { importReport } from './core/catalogue/import/report.ts';
import { StartupError } from './core/errors.ts';

type Command = (args: string[]) => Promise<number>;

const dataOption = { data: { type: 'string', default: 'data' } } as const;

const validate: Command = async (args) => {
  const { values } = parseArgs({ args, options: dataOption });
  const { catalogue, problems } = await checkCatalogue(values.data);
  for (const problem of problems) console.error(problemText(problem));
  console.log(
    problems.length === 0
      ? `${catalogue.dramas.size} dramas, ${catalogue.songs.size} songs, ${catalogue.artists.size} artists: all sound.`
      : `${problems.length} problems.`,
  );
  return problems.length === 0 ? 0 : 1;
};

const importRawRows: Command = async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...dataOption, report: { type: 'string', default: 'docs/catalogue-report.md' } },
  });
  const [rawDir] = positionals;
  if (rawDir === undefined)
    throw new StartupError(['import raw needs the folder with songs.jsonl, dramas.jsonl and artists.jsonl']);
  const result = importRaw({
    ...(await readRawRows(rawDir, values.data)),
    existing: await readCatalogueFiles(values.data),
  });
  await writeCatalogueFiles(values.data, result);
  await writeFile(values.report, importReport(result));
  for (const [what, count] of Object.entries(result.counts))
    console.log(`${String(count).padStart(6)} ${what}`);
  return 0;
};

const search: Command = async (args) => {
  const { values } = parseArgs({ args, options: { ...dataOption, jsonl: { type: 'boolean' } } });
  if (values.jsonl !== true)
    throw new StartupError([
      'search needs --jsonl, and one {"query": "…", "kind"?: "song|drama|artist"} a line on its input',
    ]);
  await runSearchCli({
    input: process.stdin,
    output: process.stdout,
    catalogue: await loadCatalogue(values.data),
  });
  return 0;
};

const importers: Readonly<Record<string, Command>> = { raw: importRawRows };

const pick =
  (table: Readonly<Record<string, Command>>, before: string) =>
  async ([name, ...rest]: string[]): Promise<number> => {
    const command = name === undefined ? undefined : table[name];
    if (command) return command(rest);
    console.error(`Usage: npm run catalogue -- ${before}${Object.keys(table).join(' | ')}`);
    return 2;
  };

const commands: Readonly<Record<string, Command>> = { validate, search, import: pick(importers, 'import ') };

try {
  process.exitCode = await pick(commands, '')(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  for (const problem of error.problems) console.error(problem);
  process.exitCode = 1;
}
