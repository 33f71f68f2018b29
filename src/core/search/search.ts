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
