import type { Catalogue, Song } from './catalogue.ts';
import type { Artist } from './schema.ts';

/** The year a song came out; where no source states it, the year of its first drama. */
export const songYear = (catalogue: Catalogue, song: Song): number | undefined =>
  song.releaseDate === undefined
    ? catalogue.drama(song.dramaIds[0])?.year
    : Number(song.releaseDate.slice(0, 4));

/** Popularity of a song of which nothing is known: rather little known. */
const unknownPopularity = 25;

/** 0–100: the mean of what is known of the popularity of a song and of its first drama. */
export const fameOf = (catalogue: Catalogue, song: Song): number => {
  const known = [song.popularity, catalogue.drama(song.dramaIds[0])?.popularity].filter(
    (popularity) => popularity !== undefined,
  );
  return known.length === 0 ? unknownPopularity : known.reduce((sum, value) => sum + value, 0) / known.length;
};

/** Newest year first, within a year the latest release first; songs without a year last. */
export const newestFirst = (catalogue: Catalogue, songs: readonly Song[]): readonly Song[] =>
  songs.toSorted(
    (a, b) =>
      (songYear(catalogue, b) ?? 0) - (songYear(catalogue, a) ?? 0) ||
      (b.releaseDate ?? '').localeCompare(a.releaseDate ?? ''),
  );

const performerIds = ({ credits }: Song): string[] => [
  ...new Set(
    credits.filter(({ role }) => role === 'performer' || role === 'featuring').map(({ artist }) => artist),
  ),
];

/** The groups an artist is in, then the members an artist has. */
export const bandOf = (catalogue: Catalogue, artist: Artist): readonly Artist[] => [
  ...(artist.memberOf ?? []).flatMap((id) => catalogue.artist(id) ?? []),
  ...catalogue.membersOf(artist.id),
];

export interface SangWith {
  readonly artist: Artist;
  /** How many songs they are on together. */
  readonly songs: number;
}

/** Artists who are credited as performers next to this one, most often first. */
export const sangWith = (catalogue: Catalogue, artist: Artist): readonly SangWith[] => {
  const songs = catalogue
    .songsOfArtist(artist.id)
    .map(performerIds)
    .filter((ids) => ids.includes(artist.id));
  const counts = new Map<string, number>();
  for (const id of songs.flat()) if (id !== artist.id) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .flatMap(([id, count]) => {
      const other = catalogue.artist(id);
      return other === undefined ? [] : [{ artist: other, songs: count }];
    });
};
