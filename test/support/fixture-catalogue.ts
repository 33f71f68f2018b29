import fc from 'fast-check';
import type { Catalogue, Drama, Song } from '../../src/core/catalogue/catalogue.ts';
import type { Artist } from '../../src/core/catalogue/schema.ts';

/** A catalogue of the rows given, by the contract of `Catalogue`, without aliases. */
export const catalogueOf = (
  dramas: readonly Omit<Drama, 'songIds'>[],
  songs: readonly Song[],
  artists: readonly Artist[],
): Catalogue => {
  const songsOfDrama = (id: string) => songs.filter(({ dramaIds }) => dramaIds.includes(id));
  const dramaMap = new Map(
    dramas.map((drama) => [drama.id, { ...drama, songIds: songsOfDrama(drama.id).map(({ id }) => id) }]),
  );
  const songMap = new Map(songs.map((song) => [song.id, song]));
  const artistMap = new Map(artists.map((artist) => [artist.id, artist]));
  return {
    dramas: dramaMap,
    songs: songMap,
    artists: artistMap,
    drama: (id) => dramaMap.get(id),
    song: (id) => songMap.get(id),
    artist: (id) => artistMap.get(id),
    songsOfDrama,
    songsOfArtist: (id) => songs.filter(({ credits }) => credits.some(({ artist }) => artist === id)),
    membersOf: (id) => artists.filter(({ memberOf }) => memberOf?.includes(id)),
  };
};

export const dramaRow = (id: string, facts: Partial<Omit<Drama, 'id' | 'songIds'>> = {}) => ({
  id,
  titles: { en: `Drama ${id}` },
  sources: ['test'],
  ...facts,
});

export const songRow = (
  id: string,
  dramaIds: Song['dramaIds'],
  artistIds: readonly string[],
  facts: Partial<Song> = {},
): Song => ({
  id,
  titles: { en: `Song ${id}` },
  dramaIds,
  credits: artistIds.map((artist) => ({ artist, role: 'performer' as const })),
  sources: ['test'],
  ...facts,
});

export const artistRow = (id: string, facts: Partial<Artist> = {}): Artist => ({
  id,
  names: { en: `Artist ${id}` },
  sources: [],
  ...facts,
});

/** Small catalogues full of namesakes, shared songs, groups and missing facts. */
export const anyCatalogue: fc.Arbitrary<Catalogue> = fc
  .record({
    dramas: fc.array(
      fc.record({
        year: fc.option(fc.integer({ min: 2015, max: 2018 }), { nil: undefined }),
        network: fc.option(fc.constantFrom('tvN', 'KBS2'), { nil: undefined }),
        title: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 2, maxLength: 10 },
    ),
    artists: fc.array(
      fc.record({ name: fc.integer({ min: 0, max: 9 }), group: fc.option(fc.nat(9), { nil: undefined }) }),
      { minLength: 2, maxLength: 8 },
    ),
    songs: fc.array(
      fc.record({
        dramas: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 2 }),
        artists: fc.uniqueArray(fc.nat(7), { maxLength: 2 }),
        title: fc.integer({ min: 0, max: 15 }),
        part: fc.option(fc.constantFrom('1', '2', '3'), { nil: undefined }),
        lengthMs: fc.option(fc.constantFrom(200_000, 201_000, 240_000), { nil: undefined }),
      }),
      { minLength: 4, maxLength: 25 },
    ),
  })
  .map(({ dramas, artists, songs }) =>
    catalogueOf(
      dramas.map(({ year, network, title }, index) => {
        const facts = { titles: { en: `Drama ${title}` }, year, network };
        return dramaRow(`d${index}`, facts);
      }),
      songs.map((song, index) => {
        const [first = 0, ...more] = song.dramas.map((at) => at % dramas.length);
        const ids = [...new Set([first, ...more])].map((at) => `d${at}`);
        return songRow(
          `s${index}`,
          ids as [string, ...string[]],
          [...new Set(song.artists.map((at) => `a${at % artists.length}`))],
          {
            titles: { en: `Song ${song.title}` },
            part: song.part,
            lengthMs: song.lengthMs,
          },
        );
      }),
      artists.map(({ name, group }, index) =>
        artistRow(`a${index}`, {
          names: { en: `Artist ${name}` },
          ...(group === undefined || group === index ? {} : { memberOf: [`a${group % artists.length}`] }),
        }),
      ),
    ),
  );
