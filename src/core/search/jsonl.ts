import { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Titles } from '../catalogue/schema.ts';
import type { Search, SearchHit } from './search.ts';

const lineSchema = z.object({ query: z.string(), kind: z.enum(['song', 'drama', 'artist']).optional() });

/** One result as scripts read it. What a kind does not have is null, or an empty list. */
interface ResultLine {
  readonly kind: SearchHit['kind'];
  readonly id: string;
  readonly title: string;
  readonly titleKo: string | null;
  readonly drama: string | null;
  readonly artists: readonly string[];
  readonly score: number;
}

const titleOf = (titles: Titles | undefined): string => titles?.en ?? titles?.ko ?? '';

const describe = (hit: SearchHit, catalogue: Catalogue): ResultLine => {
  const song = hit.kind === 'song' ? catalogue.song(hit.id) : undefined;
  const drama = catalogue.drama(hit.kind === 'drama' ? hit.id : (song?.dramaIds[0] ?? ''));
  const titles = song?.titles ?? (hit.kind === 'artist' ? catalogue.artist(hit.id)?.names : drama?.titles);
  return {
    kind: hit.kind,
    id: hit.id,
    title: titleOf(titles),
    titleKo: titles?.ko ?? null,
    drama: drama === undefined ? null : titleOf(drama.titles),
    artists: (song?.credits ?? [])
      .filter(({ role }) => role === 'performer' || role === 'featuring')
      .map((credit) => titleOf(catalogue.artist(credit.artist)?.names)),
    score: Math.round(hit.score * 1000) / 1000,
  };
};

const parse = (line: string): z.infer<typeof lineSchema> | { readonly error: string } => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { error: 'not JSON' };
  }
  const parsed = lineSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return {
    error: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  };
};

/** Answers one line of `catalogue search --jsonl`; a line that is no query is answered with what is wrong with it. */
export const answerLine = (line: string, search: Search, catalogue: Catalogue): string => {
  const asked = parse(line);
  if ('error' in asked) return JSON.stringify(asked);
  const hits = search.find(asked.query, {
    limit: 10,
    ...(asked.kind === undefined ? {} : { kind: asked.kind }),
  });
  return JSON.stringify({ query: asked.query, results: hits.map((hit) => describe(hit, catalogue)) });
};
