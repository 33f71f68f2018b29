import type { Catalogue } from '../catalogue/catalogue.ts';
import { listEntries, type Entry } from './entries.ts';
import { indexNames, type NameIndex } from './names.ts';
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

/** What searches are answered from: everything that can be found, and what it is called. */
export interface SearchIndex {
  readonly entries: readonly Entry[];
  readonly names: NameIndex;
}

/** A search that makes its index itself: in some hundred milliseconds when first asked, or ahead of that, step by step. */
export interface IndexedSearch extends Search {
  readonly index: () => SearchIndex;
  /** Takes a step of a few milliseconds; false when there is none left to take. */
  readonly readAhead: () => boolean;
}

/** What was typed on the wrong keyboard is a guess, so what was typed comes first when it fits as well. */
const swappedFactor = 0.94;

/** Below this nothing fits well enough to stop looking. */
const goodScore = 0.6;
const isPoor = (found: ReadonlyMap<number, Ranked>): boolean =>
  found.values().every(({ score }) => score < goodScore);

function* readIndex(catalogue: Catalogue): Generator<undefined, SearchIndex> {
  const { entries, names } = yield* listEntries(catalogue);
  return { entries, names: yield* indexNames(entries, names) };
}

const createFind = ({ entries, names }: SearchIndex): Search['find'] => {
  const findNames = createNameFinder(names);
  const rank = createRanking(entries, names, findNames.matchWords);

  return (text, { kind, limit = 10 } = {}) => {
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
  };
};

interface Reading {
  readonly kind: 'reading';
  readonly steps: Generator<undefined, SearchIndex>;
}

interface Read {
  readonly kind: 'read';
  readonly index: SearchIndex;
  readonly find: Search['find'];
}

/** Reads the whole catalogue once; the catalogue is immutable, so is the index. */
export const createSearch = (catalogue: Catalogue): IndexedSearch => {
  let state: Reading | Read = { kind: 'reading', steps: readIndex(catalogue) };
  const step = (): Reading | Read => {
    if (state.kind === 'read') return state;
    const { done, value: index } = state.steps.next();
    if (done === true) state = { kind: 'read', index, find: createFind(index) };
    return state;
  };
  const read = (): Read => {
    for (;;) {
      const reached = step();
      if (reached.kind === 'read') return reached;
    }
  };
  return {
    find: (query, options) => read().find(query, options),
    index: () => read().index,
    readAhead: () => step().kind === 'reading',
  };
};
