import type { Catalogue, Song } from './catalogue.ts';
import type { Artist, Credit, Titles } from './schema.ts';

/** The one title to show where there is room for one: English, else romanised, else Hangul. */
export const mainTitle = (titles: Titles): string => titles.en ?? titles.romanised ?? titles.ko ?? '';

/** The Hangul title where it adds something to the main one. */
export const hangulTitle = (titles: Titles): string | undefined =>
  titles.ko === mainTitle(titles) ? undefined : titles.ko;

/** "Title · 제목", for lists and choices. */
export const bothTitles = (titles: Titles): string =>
  [mainTitle(titles), hangulTitle(titles)].filter((title) => title !== undefined).join(' · ');

/** Ids in the order of the credits. Some may not be in the catalogue. */
export const creditedAs = (song: Song, role: Credit['role']): readonly string[] =>
  song.credits.filter((credit) => credit.role === role).map(({ artist }) => artist);

/** Performers first, then featured artists. */
export const performersOf = (catalogue: Catalogue, song: Song): readonly Artist[] =>
  [...creditedAs(song, 'performer'), ...creditedAs(song, 'featuring')].flatMap(
    (id) => catalogue.artist(id) ?? [],
  );

/** "Chanyeol, Punch", or `undefined` when no source names a performer. */
export const performerNames = (catalogue: Catalogue, song: Song): string | undefined => {
  const names = performersOf(catalogue, song).map((artist) => mainTitle(artist.names));
  return names.length === 0 ? undefined : names.join(', ');
};
