import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { keyOf } from '../../src/core/catalogue/import/text.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue('data');
});

const titlesOf = (dramaId: string): string[] =>
  catalogue
    .songsOfDrama(dramaId)
    .flatMap(({ titles }) => [titles.en, titles.ko, ...(titles.other ?? [])].flatMap((title) => title ?? []));

/** Checked by hand against press and album pages (the raw collection's README). */
const known: [drama: string, song: string][] = [
  ['guardian-the-lonely-and-great-god', 'Stay With Me'],
  ['guardian-the-lonely-and-great-god', 'Beautiful'],
  ['descendants-of-the-sun', 'You Are My Everything'],
  ['descendants-of-the-sun', 'Everytime'],
  ['itaewon-class', 'Sweet Night'],
  ['itaewon-class', 'Start Over'],
  ['crash-landing-on-you', 'Give You My Heart'],
  ['boys-over-flowers', 'Paradise'],
  ['boys-over-flowers', 'Stand By Me'],
  ['lovely-runner', 'Sudden Shower'],
  ['our-beloved-summer', 'Drawer'],
  ['extraordinary-you', '너를 그린다'],
  ['its-okay-to-not-be-okay', '아직 너의 시간에 살아'],
  ['alchemy-of-souls-season-2-light-and-shadow', 'Blue Flower'],
  ['my-love-from-the-star', 'My Destiny'],
];

describe('data/', () => {
  it.each(known)('%s has %s', (drama, song) => {
    expect(titlesOf(drama).map(keyOf)).toContain(keyOf(song));
  });

  it.each(['Whispers of the Celestial', 'Neon Streets', "Dynasty's Shadow", 'Sew Your Heart'])(
    'has no "%s", which nobody released',
    (title) => {
      const all = [...catalogue.dramas.values(), ...catalogue.songs.values()].flatMap(({ titles }) => [
        titles.en,
        ...(titles.other ?? []),
      ]);
      expect(all.filter((one) => one !== undefined && keyOf(one) === keyOf(title))).toEqual([]);
    },
  );

  it('credits every song and states a source for each', () => {
    const bare = [...catalogue.songs.values()].filter(
      ({ credits, sources }) => credits.length === 0 || sources.length === 0,
    );
    expect(bare).toEqual([]);
  });

  it('has each song of a drama once', () => {
    for (const { id } of catalogue.dramas.values()) {
      const seen = catalogue
        .songsOfDrama(id)
        .flatMap(({ titles, credits }) =>
          [titles.en, titles.ko].flatMap((title) =>
            title === undefined ? [] : [...new Set(credits.map(({ artist }) => `${keyOf(title)} ${artist}`))],
          ),
        );
      expect(new Set(seen.filter((key, at) => seen.indexOf(key) !== at)).size, id).toBe(0);
    }
  });

  it('knows short names, members and one song of two dramas', () => {
    expect(catalogue.drama('crash-landing-on-you')?.titles.short).toContain('CLOY');
    expect(catalogue.drama('guardian-the-lonely-and-great-god')?.titles.short).toContain('도깨비');
    expect(catalogue.membersOf('exo').map(({ names }) => names.ko)).toContain('첸');
    expect([...catalogue.songs.values()].some(({ dramaIds }) => dramaIds.length > 1)).toBe(true);
  });
});
