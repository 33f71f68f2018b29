import type { Catalogue, Song } from './catalogue/catalogue.ts';
import { songYear } from './catalogue/relations.ts';
import type { Game, RoundRecord } from './quiz/types.ts';

/** A song a member has recognised unaided, and when first. */
export interface Stamp {
  readonly songId: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/**
 * Who earns the stamp of a finished round's song: everyone who had it right when no hint had been bought and there were no buttons
 * to choose from. What the room accepted by vote after the reveal was the member's own answer, so it counts too.
 */
export const stampsOf = (
  { settings }: Pick<Game, 'settings'>,
  { prepared, awards, hints }: RoundRecord,
): readonly (Stamp & { readonly memberId: string })[] =>
  hints > 0 || settings.mode === 'choice'
    ? []
    : awards.map(({ memberId, at }) => ({ memberId, songId: prepared.songId, at }));

export const bookKinds = ['drama', 'artist', 'year'] as const;
/** What the pages of a stamp book are of. */
export type BookKind = (typeof bookKinds)[number];

/** A part of a soundtrack. */
interface PartOfPage {
  /** As the catalogue writes it; `undefined` when it is not known. */
  readonly part: string | undefined;
  readonly songs: readonly Song[];
  readonly stamped: number;
}

export interface BookPage {
  /** Of the drama or artist, or the year. */
  readonly id: string;
  readonly songs: readonly Song[];
  readonly stamped: number;
}

const performers = ({ credits }: Song): string[] =>
  credits.filter(({ role }) => role === 'performer' || role === 'featuring').map(({ artist }) => artist);

const pagesOf = (catalogue: Catalogue, song: Song, kind: BookKind): readonly string[] => {
  switch (kind) {
    case 'drama':
      return song.dramaIds;
    case 'artist':
      return [...new Set(performers(song))];
    case 'year': {
      const year = songYear(catalogue, song);
      return year === undefined ? [] : [String(year)];
    }
  }
};

const songsOfPage = (catalogue: Catalogue, kind: BookKind, id: string): readonly Song[] => {
  switch (kind) {
    case 'drama':
      return catalogue.songsOfDrama(id);
    case 'artist':
      return catalogue.songsOfArtist(id).filter((song) => performers(song).includes(id));
    case 'year':
      return [...catalogue.songs.values()].filter((song) => String(songYear(catalogue, song)) === id);
  }
};

const countIn = (songs: readonly Song[], stamped: ReadonlySet<string>): number =>
  songs.filter(({ id }) => stamped.has(id)).length;

/** One page, stamped or not; `undefined` when there are no songs for it. */
export const bookPage = (
  catalogue: Catalogue,
  stamped: ReadonlySet<string>,
  kind: BookKind,
  id: string,
): BookPage | undefined => {
  const songs = songsOfPage(catalogue, kind, id);
  return songs.length === 0 ? undefined : { id, songs, stamped: countIn(songs, stamped) };
};

/** Every page with a stamp on it: whole ones first, then the fullest. */
export const bookOf = (
  catalogue: Catalogue,
  stamped: ReadonlySet<string>,
  kind: BookKind,
): readonly BookPage[] => {
  const songs = [...stamped].flatMap((id) => catalogue.song(id) ?? []);
  const ids = new Set(songs.flatMap((song) => pagesOf(catalogue, song, kind)));
  const fullness = (page: BookPage): number => page.stamped / page.songs.length;
  return [...ids]
    .flatMap((id) => bookPage(catalogue, stamped, kind, id) ?? [])
    .sort((a, b) => fullness(b) - fullness(a) || b.stamped - a.stamped || (a.id < b.id ? -1 : 1));
};

/** The parts of a drama's page, in the order of its songs. */
export const partsOf = ({ songs }: BookPage, stamped: ReadonlySet<string>): readonly PartOfPage[] =>
  [...Map.groupBy(songs, ({ part }) => part)].map(([part, ofPart]) => ({
    part,
    songs: ofPart,
    stamped: countIn(ofPart, stamped),
  }));
