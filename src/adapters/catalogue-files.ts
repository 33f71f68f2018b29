import { readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  buildCatalogue,
  type BuiltCatalogue,
  type CatalogueParts,
  type CatalogueProblem,
  type Sourced,
} from '../core/catalogue/build.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { CatalogueFiles } from '../core/catalogue/import/import-raw.ts';
import { overridesSchema } from '../core/catalogue/import/raw-rows.ts';
import {
  artistSchema,
  dramaSchema,
  titleOnlyDramaSchema,
  type Artist,
  type DramaFile,
  type TitleOnlyDrama,
} from '../core/catalogue/schema.ts';
import { StartupError } from '../core/errors.ts';

const dramaFolder = 'dramas';
const artistsFile = 'artists.json';
const indexFile = 'drama-index.json';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`,
    '',
  );

const parseJson = (text: string, file: string, problems: CatalogueProblem[]): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    problems.push({
      file,
      field: '(whole file)',
      reason: `is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    });
    return undefined;
  }
};

const check = <T>(
  schema: z.ZodType<T>,
  value: unknown,
  file: string,
  prefix: string,
  problems: CatalogueProblem[],
): T | undefined => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues)
    problems.push({
      file,
      field: `${prefix}${pathText(issue.path)}` || '(whole file)',
      reason: issue.message,
    });
  return undefined;
};

const readRows = async <T extends { id: string }>(
  dir: string,
  file: string,
  schema: z.ZodType<T>,
  problems: CatalogueProblem[],
): Promise<Sourced<T>[]> => {
  const text = await readFile(join(dir, file), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) problems.push({ file, field: '(whole file)', reason: 'is missing' });
    else throw error;
  });
  const rows = text === undefined ? [] : parseJson(text, file, problems);
  if (!Array.isArray(rows)) {
    problems.push({ file, field: '(whole file)', reason: 'must be a list' });
    return [];
  }
  return rows.flatMap((row: unknown, at) => {
    const id =
      typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string'
        ? row.id
        : String(at);
    const value = check(schema, row, file, `${id}: `, problems);
    return value === undefined ? [] : [{ file, value }];
  });
};

const readDramas = async (dir: string, problems: CatalogueProblem[]): Promise<Sourced<DramaFile>[]> => {
  const folder = join(dir, dramaFolder);
  const names = await readdir(folder).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    problems.push({ file: dramaFolder, field: '(folder)', reason: 'is missing' });
    return [];
  });
  const files = names.filter((name) => name.endsWith('.json')).sort();
  return files.flatMap((name) => {
    const file = `${dramaFolder}/${name}`;
    // A thousand small files: read in turn they take 25 ms, through promises five times as long.
    const json = parseJson(readFileSync(join(folder, name), 'utf8'), file, problems);
    const value = json === undefined ? undefined : check(dramaSchema, json, file, '', problems);
    if (value && `${value.id}.json` !== name)
      problems.push({ file, field: 'id', reason: `"${value.id}" must be the file's name` });
    return value === undefined ? [] : [{ file, value }];
  });
};

const readParts = async (dir: string): Promise<{ parts: CatalogueParts; problems: CatalogueProblem[] }> => {
  const problems: CatalogueProblem[] = [];
  const [dramas, titleOnly, artists] = await Promise.all([
    readDramas(dir, problems),
    readRows(dir, indexFile, titleOnlyDramaSchema, problems),
    readRows(dir, artistsFile, artistSchema, problems),
  ]);
  return { parts: { dramas, titleOnly, artists }, problems };
};

/** Reads and checks everything, and says all that is wrong instead of stopping at the first problem. */
export const checkCatalogue = async (...dirs: readonly string[]): Promise<BuiltCatalogue> => {
  const read = await Promise.all(dirs.map(readParts));
  const problems = read.flatMap((one) => one.problems);
  const built = buildCatalogue({
    dramas: read.flatMap(({ parts }) => parts.dramas),
    titleOnly: read.flatMap(({ parts }) => parts.titleOnly),
    artists: read.flatMap(({ parts }) => parts.artists),
  });
  // A row that does not parse makes every reference to it unknown too; saying so would bury the cause.
  return {
    catalogue: built.catalogue,
    problems:
      problems.length > 0
        ? [...problems, ...built.problems.filter(({ reason }) => !reason.startsWith('unknown '))]
        : built.problems,
  };
};

export const problemText = ({ file, field, reason }: CatalogueProblem): string =>
  `${file}: ${field}: ${reason}`;

/**
 * The catalogue in `dir`, with what further folders of the same kind add to it; or a `StartupError` that names file, field
 * and reason of every broken row.
 */
export const loadCatalogue = async (dir: string, ...additions: readonly string[]): Promise<Catalogue> => {
  const { catalogue, problems } = await checkCatalogue(dir, ...additions);
  if (problems.length > 0) throw new StartupError(problems.map(problemText));
  return catalogue;
};

/** What an import starts from. A folder that is not there yet is an empty catalogue; a broken one is refused. */
export const readCatalogueFiles = async (dir: string): Promise<CatalogueFiles> => {
  const { parts, problems } = await readParts(dir);
  const broken = problems.filter(({ reason }) => reason !== 'is missing' && reason !== 'must be a list');
  if (broken.length > 0) throw new StartupError(broken.map(problemText));
  const values = <T>(rows: readonly Sourced<T>[]): T[] => rows.map(({ value }) => value);
  return { dramas: values(parts.dramas), titleOnly: values(parts.titleOnly), artists: values(parts.artists) };
};

export const dramaFilePath = (dir: string, id: string): string => join(dir, dramaFolder, `${id}.json`);
export const dramaFileText = (drama: DramaFile): string => `${JSON.stringify(drama, undefined, 2)}\n`;

/** One row a line, so that two pull requests that touch different rows do not conflict. */
const rowsText = (rows: readonly (Artist | TitleOnlyDrama)[]): string =>
  `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;

/** Replaces the files in `dir`; drama files that the catalogue no longer has are removed. */
export const writeCatalogueFiles = async (
  dir: string,
  { dramas, titleOnly, artists }: CatalogueFiles,
): Promise<void> => {
  const folder = join(dir, dramaFolder);
  await mkdir(folder, { recursive: true });
  await mkdir(join(dir, 'schema'), { recursive: true });
  const names = new Set(dramas.map(({ id }) => `${id}.json`));
  for (const name of await readdir(folder))
    if (name.endsWith('.json') && !names.has(name)) await rm(join(folder, name));
  for (const drama of dramas) await writeFile(dramaFilePath(dir, drama.id), dramaFileText(drama));
  await writeFile(join(dir, artistsFile), rowsText(artists));
  await writeFile(join(dir, indexFile), rowsText(titleOnly));
  for (const [name, schema] of Object.entries({
    drama: dramaSchema,
    artists: z.array(artistSchema),
    'drama-index': z.array(titleOnlyDramaSchema),
    overrides: overridesSchema,
  })) {
    await writeFile(
      join(dir, 'schema', `${name}.schema.json`),
      `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), undefined, 2)}\n`,
    );
  }
};
