import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as prompts from '@clack/prompts';
import { dramaFilePath, dramaFileText, loadCatalogue } from '../../adapters/catalogue-files.ts';
import { slugify } from '../../core/catalogue/import/slugs.ts';
import { dramaSchema, type DramaFile } from '../../core/catalogue/schema.ts';
import { StartupError } from '../../core/errors.ts';
import { dataOption, type CliCommand } from './command.ts';

const flags = {
  ...dataOption,
  en: { type: 'string' },
  ko: { type: 'string' },
  year: { type: 'string' },
  network: { type: 'string' },
  source: { type: 'string' },
} as const;

interface Answers {
  readonly en?: string | undefined;
  readonly ko?: string | undefined;
  readonly year?: string | undefined;
  readonly network?: string | undefined;
  readonly source?: string | undefined;
}

const questions: Readonly<Record<keyof Answers, string>> = {
  en: 'English title (empty if none)',
  ko: 'Hangul title (empty if none)',
  year: 'Year of the first episode',
  network: 'Network (empty if not known)',
  source: 'A page that states it (address)',
};

const ask = async (given: Answers): Promise<Answers> => {
  const answers: Record<string, string | undefined> = { ...given };
  for (const [key, message] of Object.entries(questions)) {
    if (answers[key] !== undefined) continue;
    const answer = await prompts.text({ message, output: process.stderr });
    if (prompts.isCancel(answer)) throw new StartupError(['Nothing written.']);
    answers[key] = answer;
  }
  return answers;
};

const skeleton = (id: string, { en, ko, year, network, source }: Answers): unknown => ({
  $schema: '../schema/drama.schema.json',
  id,
  titles: { ...(en && { en }), ...(ko && { ko }) },
  ...(year && { year: Number(year) }),
  ...(network && { network }),
  sources: source ? [source] : [],
  songs: [],
});

/** Writes the file of a new drama, to be filled in by hand. Asks for what no flag gives, when a person is there to ask. */
export const add: CliCommand = async (args) => {
  const { values } = parseArgs({ args, options: flags });
  const { data, ...given } = values;
  const answers = process.stdin.isTTY && Object.keys(given).length < 5 ? await ask(given) : given;
  const catalogue = await loadCatalogue(data);
  const plain = slugify(answers.en ?? '', 60) || slugify(answers.ko ?? '', 60);
  const known = catalogue.drama(plain);
  const sameYear = known !== undefined && (known.year === undefined || String(known.year) === answers.year);
  if (known && sameYear) {
    const where =
      known.songIds.length > 0
        ? `dramas/${known.id}.json: add its songs there`
        : 'drama-index.json: move its row to a file of its own';
    throw new StartupError([`"${plain}" is in ${data}/${where}`]);
  }
  const parsed = dramaSchema.safeParse(skeleton(known ? `${plain}-${answers.year ?? ''}` : plain, answers));
  if (!parsed.success) {
    throw new StartupError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  const drama: DramaFile = parsed.data;
  const path = dramaFilePath(data, drama.id);
  await writeFile(path, dramaFileText(drama), { flag: 'wx' });
  console.log(
    `Wrote ${path}. Add its songs (your editor knows the fields), then run: npm run catalogue -- validate`,
  );
  return 0;
};
