import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { RawInput } from '../core/catalogue/import/import-raw.ts';
import {
  noOverrides,
  overridesSchema,
  rawArtistSchema,
  rawDramaSchema,
  rawFillSchema,
  rawSongSchema,
} from '../core/catalogue/import/raw-rows.ts';
import { StartupError } from '../core/errors.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const readText = (path: string, optional: boolean): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    if (optional) return undefined;
    throw new StartupError([`${path}: is missing`]);
  });

const parse = <T>(schema: z.ZodType<T>, text: string, where: string, problems: string[]): T[] => {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    if (parsed.success) return [parsed.data];
    problems.push(
      ...parsed.error.issues.map(({ path, message }) => `${where}: ${path.join('.')}: ${message}`),
    );
  } catch (error) {
    problems.push(`${where}: is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return [];
};

const readLines = async <T>(path: string, schema: z.ZodType<T>, optional = false): Promise<T[]> => {
  const text = (await readText(path, optional)) ?? '';
  const problems: string[] = [];
  const rows = text
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : parse(schema, line, `${path}:${at + 1}`, problems)));
  if (problems.length > 0) throw new StartupError(problems);
  return rows;
};

/** The raw collection in `rawDir`, with the additions, fills and decisions kept in the catalogue's own folder. */
export const readRawRows = async (
  rawDir: string,
  catalogueDir: string,
): Promise<Omit<RawInput, 'existing'>> => {
  const overridesPath = join(catalogueDir, 'import', 'overrides.json');
  const overridesText = await readText(overridesPath, true);
  const problems: string[] = [];
  const overrides =
    overridesText === undefined
      ? noOverrides
      : parse(overridesSchema, overridesText, overridesPath, problems)[0];
  if (overrides === undefined) throw new StartupError(problems);
  return {
    songs: await readLines(join(rawDir, 'songs.jsonl'), rawSongSchema),
    additions: await readLines(join(catalogueDir, 'import', 'additions.jsonl'), rawSongSchema, true),
    fills: await readLines(join(catalogueDir, 'import', 'fills.jsonl'), rawFillSchema, true),
    dramas: await readLines(join(rawDir, 'dramas.jsonl'), rawDramaSchema),
    artists: await readLines(join(rawDir, 'artists.jsonl'), rawArtistSchema),
    overrides,
  };
};
