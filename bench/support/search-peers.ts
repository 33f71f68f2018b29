import { Charset, Document } from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import type { Titles } from '../../src/core/catalogue/schema.ts';
import { createSearch } from '../../src/core/search/search.ts';
import { fold } from '../../src/core/text/fold.ts';

/** Finds at most ten entries, as `kind:id`, best first. */
export type Find = (query: string) => readonly string[];

export interface Contender {
  readonly name: string;
  readonly build: (catalogue: Catalogue) => Find;
}

/** What every library gets to index. */
interface Row {
  readonly id: string;
  readonly title: string;
  readonly titleKo: string;
  readonly aliases: string[];
  readonly artists: string[];
  readonly dramas: string[];
  readonly popularity: number;
}

const present = (names: readonly (string | undefined)[]): string[] =>
  names.filter((name) => name !== undefined);
const aliasesOf = (titles: Titles): string[] =>
  present([titles.romanised, ...(titles.short ?? []), ...(titles.other ?? [])]);
const namesOf = (titles: Titles | undefined): string[] =>
  titles === undefined ? [] : [...present([titles.en, titles.ko]), ...aliasesOf(titles)];

const row = (
  id: string,
  titles: Titles,
  popularity = 0,
  artists: string[] = [],
  dramas: string[] = [],
): Row => ({
  id,
  title: titles.en ?? '',
  titleKo: titles.ko ?? '',
  aliases: aliasesOf(titles),
  artists,
  dramas,
  popularity: popularity / 100,
});

const rowsOf = (catalogue: Catalogue): Row[] => [
  ...catalogue.dramas.values().map((drama) => row(`drama:${drama.id}`, drama.titles, drama.popularity)),
  ...catalogue.artists.values().map((artist) => row(`artist:${artist.id}`, artist.names)),
  ...catalogue.songs.values().map((song) =>
    row(
      `song:${song.id}`,
      song.titles,
      song.popularity,
      song.credits.flatMap((credit) => namesOf(catalogue.artist(credit.artist)?.names)),
      song.dramaIds.flatMap((id) => namesOf(catalogue.drama(id)?.titles)),
    ),
  ),
];

const fields = ['title', 'titleKo', 'aliases', 'artists', 'dramas'] as const;

const sonagi: Contender = {
  name: 'Sonagi',
  build(catalogue) {
    const search = createSearch(catalogue);
    return (query) => search.find(query, { limit: 10 }).map(({ kind, id }) => `${kind}:${id}`);
  },
};

/** Given our own folding; all words wanted, any word as a second try, as its documentation advises for recall. */
const miniSearch: Contender = {
  name: 'MiniSearch',
  build(catalogue) {
    const index = new MiniSearch<Row>({
      fields: [...fields],
      storeFields: ['popularity'],
      tokenize: (text) => fold(text).split(' '),
      extractField: (document, field) => {
        const value = document[field as keyof Row];
        return Array.isArray(value) ? value.join(' ') : String(value);
      },
      searchOptions: {
        prefix: true,
        fuzzy: (term) => (term.length > 3 ? 0.25 : false),
        boost: { title: 4, titleKo: 4, aliases: 2 },
        boostDocument: (_id, _term, stored) => 1 + Number(stored?.['popularity'] ?? 0),
      },
    });
    index.addAll(rowsOf(catalogue));
    return (query) => {
      const all = index.search(query, { combineWith: 'AND' });
      const found = all.length > 0 ? all : index.search(query, { combineWith: 'OR' });
      return found.slice(0, 10).map(({ id }) => String(id));
    };
  },
};

/** Token search with all words wanted did best of its three modes on the query set. */
const fuse: Contender = {
  name: 'Fuse.js',
  build(catalogue) {
    const index = new Fuse(rowsOf(catalogue), {
      keys: [
        { name: 'title', weight: 4 },
        { name: 'titleKo', weight: 4 },
        { name: 'aliases', weight: 2 },
        { name: 'artists', weight: 1 },
        { name: 'dramas', weight: 1 },
      ],
      ignoreDiacritics: true,
      ignoreLocation: true,
      threshold: 0.4,
      useTokenSearch: true,
      tokenMatch: 'all',
    });
    return (query) => index.search(query, { limit: 10 }).map(({ item }) => item.id);
  },
};

type FlatRow = Record<(typeof fields)[number] | 'id' | 'all', string>;

/** Of its encoders and tokenisers `Normalize` with `tolerant` did best on the query set; `all` lets a query span fields. */
const flexSearch: Contender = {
  name: 'FlexSearch',
  build(catalogue) {
    const index = new Document<FlatRow>({
      document: {
        id: 'id',
        index: [...fields, 'all' as const].map((field) => ({
          field,
          encoder: Charset.Normalize,
          tokenize: 'tolerant' as const,
        })),
      },
    });
    for (const entry of rowsOf(catalogue)) {
      const flat = Object.fromEntries(fields.map((field) => [field, [entry[field]].flat().join(' ')]));
      index.add({ ...flat, id: entry.id, all: Object.values(flat).join(' ') } as FlatRow);
    }
    return (query) =>
      index.search(query, { limit: 10, suggest: true, merge: true }).map(({ id }) => String(id));
  },
};

export const contenders: readonly Contender[] = [sonagi, miniSearch, fuse, flexSearch];
