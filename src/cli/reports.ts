import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadCatalogue } from '../adapters/catalogue-files.ts';
import { systemClock } from '../adapters/clock.ts';
import { openStores } from '../adapters/open-stores.ts';
import { loadConfig } from '../config.ts';
import { createReports } from '../services/reports.ts';
import type { Report } from '../services/reports.ts';
import { tellFailure } from '../startup-failure.ts';
import { createLabel } from '../views/labels.ts';

/** `npm run reports -- list | export [--json FILE]`: the mistakes that members reported, from the store of STORE_URL. */
const usage = 'Usage: npm run reports -- list | export [--json FILE]';

const lineOf = ({ at, kind, id, origin, text }: Report, name: string | undefined): string =>
  `${new Date(at).toISOString()}  ${kind} ${id} (${name ?? 'no longer in the catalogue'})\n    ${
    text === '' ? `reported in a ${origin}, without a text` : text.replace(/\s+/g, ' ')
  }`;

const readReports = async (storeUrl: string): Promise<readonly Report[]> => {
  const stores = await openStores(storeUrl);
  try {
    return await createReports({ stores, clock: systemClock }).list((error) => {
      console.error(error.message);
    });
  } finally {
    await stores.close();
  }
};

const list = async (reports: readonly Report[]): Promise<void> => {
  const label = createLabel(await loadCatalogue('data'));
  for (const report of reports) console.log(lineOf(report, label(report.kind, report.id)));
  console.log(`${reports.length} reports.`);
};

const exportJson = async (reports: readonly Report[], file: string | undefined): Promise<void> => {
  const json = `${JSON.stringify(reports, undefined, 2)}\n`;
  if (file === undefined) process.stdout.write(json);
  else {
    await writeFile(file, json);
    console.log(`${reports.length} reports written to ${file}.`);
  }
};

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const [command, ...rest] = positionals;
  if ((command !== 'list' && command !== 'export') || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  const reports = await readReports(loadConfig().storeUrl);
  if (command === 'list') await list(reports);
  else await exportJson(reports, values.json);
  return 0;
};

try {
  process.exitCode = await run();
} catch (error) {
  tellFailure(error, 'info');
}
