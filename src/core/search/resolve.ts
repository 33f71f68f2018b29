import type { Search, SearchHit, SearchKind } from './search.ts';

/** What a typed query stands for. */
export type Resolved =
  /** `others` scored nearly as well as `id`: the query is ambiguous when there are any. */
  | { readonly found: true; readonly id: string; readonly others: readonly string[] }
  /** Nothing fits; `nearest` are the least unlike, for a "did you mean". */
  | { readonly found: false; readonly nearest: readonly string[] };

/** Below this a hit shares too little with the query to be shown as the answer. */
const leastScore = 0.5;
/** Below this it is not even worth asking about. */
const leastNear = 0.2;
/** Hits this close to the best one are as good as it. */
const ambiguityMargin = 0.08;
const maxOthers = 10;
const maxNearest = 3;

/** Scores are comparable within one query, and search.ts keeps unlike titles below half. */
export const resolveHits = (hits: readonly SearchHit[]): Resolved => {
  const [best, ...rest] = hits;
  if (best === undefined || best.score < leastScore) {
    return {
      found: false,
      nearest: hits
        .filter(({ score }) => score >= leastNear)
        .slice(0, maxNearest)
        .map(({ id }) => id),
    };
  }
  const others = rest.filter(({ score }) => score >= Math.max(leastScore, best.score - ambiguityMargin));
  return { found: true, id: best.id, others: others.slice(0, maxOthers).map(({ id }) => id) };
};

export const resolveQuery = (search: Search, kind: SearchKind, query: string): Resolved =>
  resolveHits(search.find(query, { kind, limit: maxOthers + 1 }));
