import { expect, test } from 'vitest';
import { createSearch } from '../../../src/core/search/search.ts';
import { createRecentSearches } from '../../../src/services/recent-searches.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';

test('answers like the search behind it, once and again', async () => {
  const search = createSearch(await repositoryCatalogue());
  const recent = createRecentSearches(search);
  for (const query of ['stay with me', '도깨비', 'stay with me', '도깨비', '']) {
    for (const options of [undefined, { kind: 'song' }, { kind: 'song', limit: 3 }, { limit: 3 }] as const) {
      expect(recent.find(query, options)).toEqual(search.find(query, options));
    }
  }
});
