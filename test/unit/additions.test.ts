import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const source = z
  .string()
  .regex(/^(?:page:https?:\/\/\S+|github:[\w.-]+\/[\w.-]+@[0-9a-f]{7,40} .+|npm:\S+)$/u);
const sources = z.array(source).min(1);
const text = z.string().regex(/^\S(?:.*\S)?$/u);
const hangul = z.string().regex(/[가-힣]/u);
/** A calendar day: zod refuses 31 February, the years refuse a slipped digit. */
const day = z.iso
  .date()
  .refine((value) => value >= '1990-01-01' && value <= '2027-12-31', 'outside 1990 to 2027');
const part = z.string().regex(/^(?:[1-9]\d?|Special)$/u);
const artists = z.array(text).min(1);
const artistsKo = z.array(hangul.nullable()).min(1);

const addition = z
  .strictObject({
    drama: text,
    drama_title_en: text.nullable(),
    drama_ko: text.nullable(),
    drama_id: z.int().nonnegative(),
    title: text,
    title_ko: hangul.nullable(),
    artists,
    artists_ko: artistsKo,
    album: text.nullable(),
    part: part.nullable(),
    release_date: day.nullable(),
    duration_ms: z.int().positive().nullable(),
    spotify_id: z
      .string()
      .regex(/^[0-9A-Za-z]{22}$/u)
      .nullable(),
    source: sources,
  })
  .refine((row) => row.artists.length === row.artists_ko.length, 'artists and artists_ko are not parallel');

const fill = z
  .strictObject({
    drama_id: z.int().nonnegative(),
    match: z.union([z.strictObject({ title: text }), z.strictObject({ title_ko: text })]),
    set: z
      .strictObject({
        title: text,
        title_ko: hangul,
        artists,
        artists_ko: artistsKo,
        part,
        release_date: day,
      })
      .partial()
      .refine((set) => Object.keys(set).length > 0, 'fills nothing'),
    source: sources,
  })
  .refine(
    (row) => row.set.artists?.length === row.set.artists_ko?.length,
    'artists and artists_ko are not parallel',
  );

const linesOf = (name: string): string[] => {
  const content = readFileSync(new URL(`../../data/import/${name}`, import.meta.url), 'utf8');
  expect(content.endsWith('\n')).toBe(true);
  return content.slice(0, -1).split('\n');
};

/** Every broken line with its number and reasons, so that one run shows all of them. */
const problemsOf = (schema: z.ZodType, lines: string[]): string[] =>
  lines.flatMap((line, index) => {
    const result = schema.safeParse(JSON.parse(line));
    return result.success ? [] : [`line ${String(index + 1)}: ${z.prettifyError(result.error)}`];
  });

const repeatedIn = (keys: string[]): string[] => keys.filter((key, index) => keys.indexOf(key) !== index);
const fold = (title: string): string => title.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');

describe('data/import/additions.jsonl', () => {
  const lines = linesOf('additions.jsonl');

  it('holds only whole, sourced rows', () => {
    expect(problemsOf(addition, lines)).toEqual([]);
  });

  it('names no song of a drama twice', () => {
    const rows = lines.map((line) => addition.parse(JSON.parse(line)));
    expect(repeatedIn(rows.map((row) => `${String(row.drama_id)} ${fold(row.title)}`))).toEqual([]);
  });
});

describe('data/import/fills.jsonl', () => {
  const lines = linesOf('fills.jsonl');

  it('holds only whole, sourced rows', () => {
    expect(problemsOf(fill, lines)).toEqual([]);
  });

  it('fills no song twice', () => {
    const rows = lines.map((line) => fill.parse(JSON.parse(line)));
    expect(
      repeatedIn(rows.map((row) => `${String(row.drama_id)} ${fold(Object.values(row.match).join())}`)),
    ).toEqual([]);
  });
});
