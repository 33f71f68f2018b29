import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import { songsInMood } from '../catalogue/moods.ts';
import type { Tally } from '../catalogue/moods.ts';
import { fameOf, songYear } from '../catalogue/relations.ts';
import type { Rng } from '../ports.ts';
import { shuffled } from '../rng.ts';
import { inYears } from '../years.ts';
import type { Theme } from './types.ts';

/** What a server knows that the catalogue does not. */
export interface Room {
  /** Its members' mood tags, by song. */
  readonly tallies: ReadonlyMap<string, Tally>;
  /** How many of its members have saved a song. */
  readonly savers: ReadonlyMap<string, number>;
}

/** Every song of a theme. */
export const songsOfTheme = (catalogue: Catalogue, theme: Theme, room: Room): readonly Song[] => {
  switch (theme.kind) {
    case 'everything':
      return [...catalogue.songs.values()];
    case 'mood':
      return songsInMood(catalogue, { mood: theme.mood, years: undefined, gems: false }, room.tallies).map(
        ({ song }) => song,
      );
    case 'drama':
      return catalogue.songsOfDrama(theme.dramaId);
    case 'artist':
      return catalogue.songsOfArtist(theme.artistId);
    case 'years':
      return [...catalogue.songs.values()].filter((song) => inYears(songYear(catalogue, song), theme));
    case 'favourites':
      return [...room.savers.keys()].flatMap((id) => catalogue.song(id) ?? []);
  }
};

/**
 * The songs of a cup, best known first: seed 1 leads. Half of them are the best known of the theme, the other half is drawn from
 * the rest, so that two cups of one theme differ. In a cup of favourites, what more members have saved is better known.
 * `undefined` when there are too few.
 */
export const chooseContenders = (
  catalogue: Catalogue,
  songs: readonly Song[],
  size: number,
  savers: Room['savers'],
  rng: Rng,
): readonly string[] | undefined => {
  const known = new Map(
    songs.map((song) => [song.id, { fame: fameOf(catalogue, song), savers: savers.get(song.id) ?? 0 }]),
  );
  const ids = [...known.keys()];
  if (ids.length < size) return undefined;
  const better = (a: string, b: string): number => {
    const [one, other] = [known.get(a), known.get(b)];
    if (one === undefined || other === undefined) return 0;
    return other.savers - one.savers || other.fame - one.fame || (a < b ? -1 : 1);
  };
  const ranked = ids.sort(better);
  const drawn = shuffled(ranked.slice(size / 2), rng).slice(0, size / 2);
  return [...ranked.slice(0, size / 2), ...drawn].sort(better);
};
