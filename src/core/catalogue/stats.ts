import type { Catalogue, Drama } from './catalogue.ts';

interface Coverage {
  readonly what: string;
  readonly count: number;
  readonly of: number;
}

export interface CatalogueStats {
  readonly counts: readonly Coverage[];
  /** Well-known dramas with few songs, best known first. */
  readonly thin: readonly { readonly drama: Drama; readonly songs: number }[];
}

/** What the catalogue holds and lacks. `thin` lists dramas with fewer than `minSongs` among the `popularCount` best known. */
export const catalogueStats = (
  catalogue: Catalogue,
  { popularCount = 150, minSongs = 5 } = {},
): CatalogueStats => {
  const dramas = [...catalogue.dramas.values()];
  const songs = [...catalogue.songs.values()];
  const artists = [...catalogue.artists.values()];
  const withSongs = dramas.filter(({ songIds }) => songIds.length > 0);
  const share = <T>(what: string, all: readonly T[], has: (item: T) => boolean): Coverage => ({
    what,
    count: all.filter(has).length,
    of: all.length,
  });
  const popular = dramas.toSorted((a, b) => (b.popularity ?? 0) - (a.popularity ?? 0)).slice(0, popularCount);
  return {
    counts: [
      share('dramas with songs', dramas, ({ songIds }) => songIds.length > 0),
      share('dramas with songs: English title', withSongs, ({ titles }) => titles.en !== undefined),
      share('dramas with songs: Hangul title', withSongs, ({ titles }) => titles.ko !== undefined),
      share('dramas with songs: romanised title', withSongs, ({ titles }) => titles.romanised !== undefined),
      share('dramas with songs: at least 5 songs', withSongs, ({ songIds }) => songIds.length >= 5),
      share('songs: English title', songs, ({ titles }) => titles.en !== undefined),
      share('songs: Hangul title', songs, ({ titles }) => titles.ko !== undefined),
      share('songs: both', songs, ({ titles }) => titles.en !== undefined && titles.ko !== undefined),
      share('songs: part', songs, ({ part }) => part !== undefined),
      share('songs: release date', songs, ({ releaseDate }) => releaseDate !== undefined),
      share('songs: length', songs, (song) => song.lengthMs !== undefined),
      share('songs: Spotify id', songs, ({ ids }) => ids?.spotify !== undefined),
      share('songs: mood or scene', songs, ({ moods, scenes }) => (moods ?? scenes) !== undefined),
      share('songs: other versions', songs, ({ versions }) => versions !== undefined),
      share('songs: several sources', songs, ({ sources }) => sources.length > 1),
      share('artists: Latin name', artists, ({ names }) => names.en !== undefined),
      share('artists: Hangul name', artists, ({ names }) => names.ko !== undefined),
      share('artists: member of a group', artists, ({ memberOf }) => memberOf !== undefined),
    ],
    thin: popular
      .map((drama) => ({ drama, songs: catalogue.songsOfDrama(drama.id).length }))
      .filter((row) => row.songs < minSongs),
  };
};
