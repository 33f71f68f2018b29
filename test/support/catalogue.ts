import { readFileSync } from 'node:fs';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';

/** The catalogue of this repository. */
export const repositoryCatalogue = (): Promise<Catalogue> => loadCatalogue('data');

/** A query as a fan types it, and the entries (`kind:id`) any of which is the right answer. */
export interface SearchQuery {
  readonly class: string;
  readonly query: string;
  readonly expected: readonly string[];
}

export const searchQueries = (): SearchQuery[] =>
  readFileSync(new URL('search-queries.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as SearchQuery);
