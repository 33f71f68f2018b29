import { expect, test } from 'vitest';
import type { Titles } from '../../../src/core/catalogue/schema.ts';
import { createSearch } from '../../../src/core/search/search.ts';
import { fold } from '../../../src/core/text/fold.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';

const own = (titles: Titles): string[] => [titles.en, titles.ko].filter((title) => title !== undefined);
const everyName = (titles: Titles): string[] => [
  ...own(titles),
  ...(titles.romanised === undefined ? [] : [titles.romanised]),
  ...(titles.short ?? []),
  ...(titles.other ?? []),
];

test(
  'every drama and song is first for its own title, unless another bears the same',
  { timeout: 60_000 },
  async () => {
    const catalogue = await repositoryCatalogue();
    const search = createSearch(catalogue);
    const titlesOf = (kind: string, id: string): Titles | undefined =>
      kind === 'artist'
        ? catalogue.artist(id)?.names
        : (kind === 'song' ? catalogue.song(id) : catalogue.drama(id))?.titles;
    const missed: string[] = [];
    const ask = (kind: string, id: string, title: string): void => {
      const [first] = search.find(title, { limit: 1 });
      const isOwn = first?.kind === kind && first.id === id;
      const bearsSame =
        first !== undefined &&
        everyName(titlesOf(first.kind, first.id) ?? {}).some((name) => fold(name) === fold(title));
      if (!isOwn && !bearsSame)
        missed.push(`${kind} ${id} "${title}" → ${first?.kind ?? 'nothing'} ${first?.id ?? ''}`);
    };
    for (const drama of catalogue.dramas.values())
      for (const title of own(drama.titles)) ask('drama', drama.id, title);
    for (const song of catalogue.songs.values())
      for (const title of own(song.titles)) ask('song', song.id, title);
    expect(missed).toEqual([]);
  },
);
