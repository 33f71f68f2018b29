import { LRUCache } from 'lru-cache';
import type { IndexedSearch, SearchHit } from '../core/search/search.ts';

/** Some 5 kB each at most: a few megabytes. */
const kept = 500;

/**
 * Remembers the last answers. A fan's query comes at least twice, from autocomplete and from the command itself, and whole
 * servers look for the song of the week; the index never changes, so an answer cannot grow old.
 */
export const createRecentSearches = (search: IndexedSearch): IndexedSearch => {
  const recent = new LRUCache<string, readonly SearchHit[]>({ max: kept });
  return {
    ...search,
    find: (query, options = {}) => {
      const key = `${options.kind ?? ''} ${options.limit ?? ''} ${query}`;
      const known = recent.get(key);
      if (known !== undefined) return known;
      const hits = search.find(query, options);
      recent.set(key, hits);
      return hits;
    },
  };
};
