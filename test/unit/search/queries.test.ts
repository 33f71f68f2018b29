import { beforeAll, describe, expect, test } from 'vitest';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { createSearch, type Search } from '../../../src/core/search/search.ts';
import { repositoryCatalogue, searchQueries } from '../../support/catalogue.ts';

const queries = searchQueries();
let catalogue: Catalogue;
let search: Search;

beforeAll(async () => {
  catalogue = await repositoryCatalogue();
  search = createSearch(catalogue);
});

/** Ids move when entries are merged or renamed; the old one stays an alias, which the catalogue looks up. */
const present = (name: string): string | undefined => {
  const [kind, id = ''] = name.split(':');
  const entry =
    kind === 'drama' ? catalogue.drama(id) : kind === 'song' ? catalogue.song(id) : catalogue.artist(id);
  return entry && `${kind ?? ''}:${entry.id}`;
};

const placeOf = ({ query, expected }: (typeof queries)[number]): number => {
  const names = expected.map(present);
  return search.find(query).findIndex(({ kind, id }) => names.includes(`${kind}:${id}`));
};

const missesBeyond = (limit: number): string[] =>
  queries
    .filter((query) => {
      const place = placeOf(query);
      return place < 0 || place >= limit;
    })
    .map(({ class: kind, query }) => `${kind}: ${query}`);

describe('the query set', () => {
  test('names entries of the catalogue', () => {
    const unknown = queries.flatMap(({ expected }) => expected).filter((name) => present(name) === undefined);
    expect(unknown).toEqual([]);
    expect(queries.length).toBeGreaterThanOrEqual(300);
  });

  test('is answered first in 95 % and among the first five in 99 %', () => {
    const missedFirst = missesBeyond(1);
    const missedFive = missesBeyond(5);
    expect(missedFirst.length / queries.length, missedFirst.join('\n')).toBeLessThanOrEqual(0.05);
    expect(missedFive.length / queries.length, missedFive.join('\n')).toBeLessThanOrEqual(0.01);
  });

  test.each([...new Set(queries.map((query) => query.class))])('%s: nine in ten first', (kind) => {
    const ofClass = queries.filter((query) => query.class === kind);
    const missed = ofClass.filter((query) => placeOf(query) !== 0).map(({ query }) => query);
    expect(missed.length / ofClass.length, missed.join('\n')).toBeLessThanOrEqual(0.13);
  });
});
