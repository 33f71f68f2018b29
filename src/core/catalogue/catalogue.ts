import type { Artist, DramaFile, SongRow } from './schema.ts';

/** A drama as the rest of the program sees it; `songIds` is in order of part and release. */
export interface Drama extends Omit<DramaFile, '$schema' | 'songs'> {
  readonly songIds: readonly string[];
}

/** A song with the dramas that use it, the one whose file holds it first. */
export interface Song extends Omit<SongRow, 'alsoIn'> {
  readonly dramaIds: readonly [string, ...string[]];
}

/** The whole catalogue in memory: immutable, all references resolved and checked. Lookups also take old ids (aliases). */
export interface Catalogue {
  readonly dramas: ReadonlyMap<string, Drama>;
  readonly songs: ReadonlyMap<string, Song>;
  readonly artists: ReadonlyMap<string, Artist>;
  drama(id: string): Drama | undefined;
  song(id: string): Song | undefined;
  artist(id: string): Artist | undefined;
  songsOfDrama(dramaId: string): readonly Song[];
  songsOfArtist(artistId: string): readonly Song[];
  membersOf(groupId: string): readonly Artist[];
}
