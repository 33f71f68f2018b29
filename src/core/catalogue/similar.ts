import type { Catalogue, Song } from './catalogue.ts';
import type { Mood, Tally } from './moods.ts';
import { isMood } from './moods.ts';
import { performersOf } from './names.ts';
import { fameOf, songYear } from './relations.ts';
import type { Artist } from './schema.ts';

/** What each thing in common is worth. */
export const SIMILAR_ARTIST = 5;
/** A mood that a source or members of the server gave to both. One that follows from a genre counts as the genre. */
export const SIMILAR_MOOD = 4;
export const SIMILAR_DRAMA = 3;
/** Each genre the dramas share, up to the limit. */
export const SIMILAR_GENRE = 1;
export const SIMILAR_GENRES_MOST = 3;
/** Released at most this many years apart. */
export const SIMILAR_YEARS = 1;
const yearsApart = 2;
/** The rest of an OST is one click away, so no drama fills the list. */
const mostOfOneDrama = 3;

export type Reason =
  | { readonly kind: 'artist'; readonly artist: Artist }
  | { readonly kind: 'mood'; readonly mood: Mood }
  | { readonly kind: 'drama' }
  | { readonly kind: 'genre'; readonly genres: readonly string[] }
  | { readonly kind: 'years'; readonly year: number };

export interface SimilarSong {
  readonly song: Song;
  readonly score: number;
  /** Why, weightiest first; never empty. */
  readonly reasons: readonly Reason[];
}

interface Traits {
  readonly artists: readonly Artist[];
  readonly moods: ReadonlySet<Mood>;
  readonly dramaIds: readonly string[];
  readonly genres: ReadonlySet<string>;
  readonly year: number | undefined;
}

const traitsOf = (catalogue: Catalogue, song: Song, tally: Tally | undefined): Traits => ({
  artists: performersOf(catalogue, song),
  moods: new Set([...(song.moods ?? []).map(({ tag }) => tag), ...(tally?.keys() ?? [])].filter(isMood)),
  dramaIds: song.dramaIds,
  genres: new Set(song.dramaIds.flatMap((id) => catalogue.drama(id)?.genres ?? [])),
  year: songYear(catalogue, song),
});

/** Songs of one drama share its genres and years anyway, so those count between dramas only. */
const compare = (a: Traits, b: Traits): { score: number; reasons: Reason[] } => {
  const artists = b.artists.filter(({ id }) => a.artists.some((artist) => artist.id === id));
  const shared = [...b.moods].filter((mood) => a.moods.has(mood));
  const isSameDrama = b.dramaIds.some((id) => a.dramaIds.includes(id));
  const genres = isSameDrama ? [] : [...b.genres].filter((genre) => a.genres.has(genre));
  const isNear =
    !isSameDrama && a.year !== undefined && b.year !== undefined && Math.abs(a.year - b.year) <= yearsApart;
  return {
    score:
      SIMILAR_ARTIST * artists.length +
      SIMILAR_MOOD * shared.length +
      (isSameDrama ? SIMILAR_DRAMA : 0) +
      SIMILAR_GENRE * Math.min(genres.length, SIMILAR_GENRES_MOST) +
      (isNear ? SIMILAR_YEARS : 0),
    reasons: [
      ...artists.map((artist) => ({ kind: 'artist' as const, artist })),
      ...shared.map((mood) => ({ kind: 'mood' as const, mood })),
      ...(isSameDrama ? [{ kind: 'drama' as const }] : []),
      ...(genres.length > 0 ? [{ kind: 'genre' as const, genres }] : []),
      ...(isNear ? [{ kind: 'years' as const, year: b.year }] : []),
    ],
  };
};

/** Songs with the most in common, at most `limit`; between equals the better known. The song itself is not among them. */
export const similarSongs = (
  catalogue: Catalogue,
  song: Song,
  tallies: ReadonlyMap<string, Tally> = new Map(),
  limit = 10,
): readonly SimilarSong[] => {
  const wanted = traitsOf(catalogue, song, tallies.get(song.id));
  const ranked = [...catalogue.songs.values()]
    .filter(({ id }) => id !== song.id)
    .map((other) => ({
      song: other,
      ...compare(wanted, traitsOf(catalogue, other, tallies.get(other.id))),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || fameOf(catalogue, b.song) - fameOf(catalogue, a.song));
  const ofDrama = new Map<string, number>();
  const chosen: SimilarSong[] = [];
  for (const one of ranked) {
    if (chosen.length === limit) break;
    const dramaId = one.song.dramaIds[0];
    const count = ofDrama.get(dramaId) ?? 0;
    if (count >= mostOfOneDrama) continue;
    ofDrama.set(dramaId, count + 1);
    chosen.push(one);
  }
  return chosen;
};
