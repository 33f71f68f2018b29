import type { Artist, Titles } from '../catalogue/schema.ts';
import type { Catalogue, Drama, Song } from '../catalogue/catalogue.ts';
import type { SearchKind } from './search.ts';

/** A name of an entry. Titles and short names are what it is called; an alias is what it is also called. */
export interface EntryName {
  readonly text: string;
  readonly isAlias: boolean;
}

/** Something a search can find, with what it is found by. Entries refer to each other by their place in the list. */
export interface Entry {
  readonly kind: SearchKind;
  readonly id: string;
  /** 0–1. */
  readonly popularity: number;
  readonly year: number | undefined;
  /** Part of the soundtrack, for songs. */
  readonly part: string | undefined;
  /** Of a song: its artists, their groups, and its dramas. */
  readonly artists: readonly number[];
  readonly dramas: readonly number[];
  /** Of a drama or an artist, best known first. */
  readonly songs: number[];
}

const halves = /\s*[:：]\s+|\s+[-–—~]\s+/u;
const bracketed = /\s*[([（][^)\]）]*[)\]）].*$/u;
const canStandAlone = /[가-힣]{2}|[a-z]{4}/iu;
const seasonOnly = /^(?:season|part|시즌|vol|ost)\b/iu;

/**
 * What fans call "Misaeng: Incomplete Life" and "쓸쓸하고 찬란하神 - 도깨비": each half, if it can stand alone; and a title without
 * its brackets.
 */
const partsOf = (title: string | undefined): readonly string[] => {
  if (title === undefined) return [];
  const plain = title.replace(bracketed, '');
  return [plain, ...plain.split(halves)].filter(
    (part) => part !== title && canStandAlone.test(part) && !seasonOnly.test(part),
  );
};

const namesOf = (titles: Titles): EntryName[] => {
  const own = [titles.en, titles.ko, titles.romanised, ...(titles.short ?? [])];
  return [
    ...own.filter((text) => text !== undefined).map((text) => ({ text, isAlias: false })),
    ...[...(titles.other ?? []), ...own.flatMap(partsOf)].map((text) => ({ text, isAlias: true })),
  ];
};

const yearOfSong = (song: Song, dramas: readonly (Drama | undefined)[]): number | undefined =>
  song.releaseDate === undefined ? dramas[0]?.year : Number(song.releaseDate.slice(0, 4));

/** Most entries own nothing: they share the list of it. */
const none: readonly number[] = [];

const dramaEntry = (drama: Drama): Entry => ({
  kind: 'drama',
  id: drama.id,
  popularity: (drama.popularity ?? 0) / 100,
  year: drama.year,
  part: undefined,
  artists: none,
  dramas: none,
  songs: [],
});

/** An artist with many songs here is one more people ask for: 40 songs and more count as fully known. */
const artistEntry = (artist: Artist, songCount: number): Entry => ({
  kind: 'artist',
  id: artist.id,
  popularity: Math.min(1, Math.log1p(songCount) / Math.log1p(40)),
  year: undefined,
  part: undefined,
  artists: none,
  dramas: none,
  songs: [],
});

const isPresent = (place: number | undefined): place is number => place !== undefined;

const songEntry = (song: Song, catalogue: Catalogue, places: ReadonlyMap<string, number>): Entry => {
  const dramas = song.dramaIds.map((id) => catalogue.drama(id));
  const credited = song.credits.map((credit) => catalogue.artist(credit.artist));
  const artistIds = credited.flatMap((artist) =>
    artist === undefined ? [] : [artist.id, ...(artist.memberOf ?? [])],
  );
  const dramaPopularity = Math.max(0, ...dramas.map((drama) => drama?.popularity ?? 0));
  return {
    kind: 'song',
    id: song.id,
    popularity: (0.6 * (song.popularity ?? 0) + 0.4 * dramaPopularity) / 100,
    year: yearOfSong(song, dramas),
    part: song.part,
    artists: [...new Set(artistIds)].map((id) => places.get(`artist ${id}`)).filter(isPresent),
    dramas: dramas.map((drama) => places.get(`drama ${drama?.id ?? ''}`)).filter(isPresent),
    songs: [],
  };
};

/** A song may be named by the title of any version of it. */
const namesOfSong = ({ titles, versions = [] }: Song): EntryName[] => [
  ...namesOf(titles),
  ...versions.flatMap((version) => namesOf(version.titles)).map(({ text }) => ({ text, isAlias: true })),
];

/** Entries made in one go: about a millisecond. */
const stride = 200;

/** All dramas, artists and songs of a catalogue as one list, and what each is called, in steps. */
export function* listEntries(
  catalogue: Catalogue,
): Generator<undefined, { entries: readonly Entry[]; names: readonly (readonly EntryName[])[] }> {
  const entries: Entry[] = [];
  const names: EntryName[][] = [];
  const places = new Map<string, number>();
  const add = (entry: Entry, own: EntryName[]): void => {
    places.set(`${entry.kind} ${entry.id}`, entries.length);
    entries.push(entry);
    names.push(own);
  };
  for (const drama of catalogue.dramas.values()) {
    add(dramaEntry(drama), namesOf(drama.titles));
    if (entries.length % stride === 0) yield;
  }
  for (const artist of catalogue.artists.values()) {
    add(artistEntry(artist, catalogue.songsOfArtist(artist.id).length), namesOf(artist.names));
    if (entries.length % stride === 0) yield;
  }
  for (const song of catalogue.songs.values()) {
    const entry = songEntry(song, catalogue, places);
    for (const owner of [...entry.artists, ...entry.dramas]) entries[owner]?.songs.push(entries.length);
    add(entry, namesOfSong(song));
    if (entries.length % stride === 0) yield;
  }
  for (const entry of entries) {
    entry.songs.sort((a, b) => (entries[b]?.popularity ?? 0) - (entries[a]?.popularity ?? 0));
  }
  return { entries, names };
}
