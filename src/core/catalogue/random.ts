import type { Rng } from '../ports.ts';
import type { YearRange } from '../years.ts';
import { inYears } from '../years.ts';
import type { Catalogue, Song } from './catalogue.ts';
import { songYear } from './relations.ts';

export interface RandomQuery {
  readonly years: YearRange | undefined;
  readonly dramaId: string | undefined;
}

export interface RandomSong {
  readonly song: Song;
  /** Its place among the songs that fit, for asking for another one. */
  readonly place: number;
  /** How many songs fit. */
  readonly of: number;
}

/** Any song that fits, each as likely as the other, but for the one at the place `except`; `undefined` when none fits. */
export const randomSong = (
  catalogue: Catalogue,
  { years, dramaId }: RandomQuery,
  rng: Rng,
  except?: number,
): RandomSong | undefined => {
  const songs = (
    dramaId === undefined ? [...catalogue.songs.values()] : catalogue.songsOfDrama(dramaId)
  ).filter((song) => inYears(songYear(catalogue, song), years));
  const places = songs.map((_song, place) => place).filter((place) => place !== except);
  const place = places[Math.floor(rng.next() * places.length)] ?? (songs.length > 0 ? 0 : undefined);
  const song = place === undefined ? undefined : songs[place];
  return place === undefined || song === undefined ? undefined : { song, place, of: songs.length };
};
