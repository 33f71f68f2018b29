import type { Catalogue } from '../catalogue/catalogue.ts';
import { listEntries } from './entries.ts';
import { indexNames } from './names.ts';
import { createNameFinder } from './finding.ts';
import { readQuery } from './query.ts';
import { createRanking, type Ranked } from './ranking.ts';

/** What a search can find. */
export type SearchKind = 'song' | 'drama' | 'artist';

export interface SearchHit {
  readonly kind: SearchKind;
  readonly id: string;
  /** 0–1, comparable within one query only. */
  readonly score: number;
  /** Why it matched: the title that did, and how. */
  readonly matched: string;
  readonly how: 'exact' | 'alias' | 'prefix' | 'fuzzy';
}

/** One index over dramas, songs and artists, in Latin and Hangul. */
export interface Search {
  /** Best first, at most `limit` (default 10). An empty or unreadable query finds nothing. */
  find(
    query: string,
    options?: { readonly kind?: SearchKind; readonly limit?: number },
  ): readonly SearchHit[];
}

/** What was typed on the wrong keyboard is a guess, so what was typed comes first when it fits as well. */
const swappedFactor = 0.94;

/** Below this nothing fits well enough to stop looking. */
const goodScore = 0.6;
const isPoor = (found: ReadonlyMap<number, Ranked>): boolean =>
  found.values().every(({ score }) => score < goodScore);

/** Reads the whole catalogue once; the catalogue is immutable, so is the index. */
export const createSearch = (catalogue: Catalogue): Search => {
  const entries = listEntries(catalogue);
  const names = indexNames(entries);
  const findNames = createNameFinder(names);
  const rank = createRanking(entries, names, findNames.matchWords);

  return {
    find(text, { kind, limit = 10 } = {}) {
      const { typed, swapped, isSwapLikely } = readQuery(text);
      const best = new Map<number, Ranked>();
      const consider = (query: typeof typed, factor: number): void => {
        if (query === undefined) return;
        for (const ranked of rank(query, findNames.find(query), kind)) {
          const score = ranked.score * factor;
          if (score > (best.get(ranked.entry)?.score ?? 0)) best.set(ranked.entry, { ...ranked, score });
        }
      };
      consider(typed, 1);
      if (isSwapLikely || isPoor(best)) consider(swapped, swappedFactor);
      return [...best.values()]
        .sort((a, b) => b.score - a.score || a.entry - b.entry)
        .slice(0, limit)
        .flatMap(({ entry: place, score, matched, how }) => {
          const entry = entries[place];
          return entry === undefined ? [] : [{ kind: entry.kind, id: entry.id, score, matched, how }];
        });
    },
  };
};
