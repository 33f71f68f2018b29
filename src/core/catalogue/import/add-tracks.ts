import type { Artist, Credit, DramaFile, SongRow, TitleOnlyDrama, Titles } from '../schema.ts';
import { readAlbum } from './album.ts';
import type { CatalogueFiles } from './import-raw.ts';
import { createSlugPool, slugify, type SlugPool } from './slugs.ts';
import { parseSongTitle, type ParsedTitle } from './song-title.ts';
import { cleanText, hasHangul, keyOf, unique } from './text.ts';

/** A track as a playlist export or MusicBrainz lists it. */
export interface Track {
  readonly title: string;
  /** Each artist with all names the source gives; the one credited first. */
  readonly artists: readonly { readonly names: readonly string[]; readonly featuring?: boolean }[];
  readonly album: string;
  readonly releaseDate?: string;
  readonly lengthMs?: number;
  readonly spotifyId?: string;
  readonly source: string;
}

export interface AddedTracks {
  /** The whole catalogue with the tracks in it. */
  readonly files: CatalogueFiles;
  readonly changedDramas: readonly DramaFile[];
  readonly newArtists: readonly Artist[];
  readonly added: readonly string[];
  readonly filled: readonly string[];
  readonly conflicts: readonly string[];
  readonly undecided: readonly string[];
}

type AnyDrama = DramaFile | TitleOnlyDrama;

const namesOf = ({ en, ko, romanised, short = [], other = [] }: Titles): string[] =>
  [en, ko, romanised, ...short, ...other].flatMap((name) => name ?? []);

const indexBy = <T>(items: readonly T[], keys: (item: T) => readonly string[]): Map<string, T[]> => {
  const index = new Map<string, T[]>();
  for (const item of items)
    for (const key of unique(keys(item))) index.set(key, [...(index.get(key) ?? []), item]);
  return index;
};

const nearestByYear = (dramas: readonly AnyDrama[], date: string | undefined): readonly AnyDrama[] => {
  if (dramas.length < 2 || date === undefined) return dramas;
  const year = Number(date.slice(0, 4));
  return dramas.filter((drama) => drama.year !== undefined && Math.abs(drama.year - year) <= 1);
};

/** The one drama an album name means, or why there is none. */
const findDrama = (
  track: Track,
  byName: ReadonlyMap<string, AnyDrama[]>,
): { drama: AnyDrama; part?: string } | string => {
  const reading = readAlbum(track.album);
  if (reading === undefined) return `album "${track.album}" does not call itself a soundtrack`;
  for (const name of reading.dramaNames) {
    const fits = nearestByYear(byName.get(keyOf(name)) ?? [], track.releaseDate);
    const [only] = fits;
    if (fits.length > 1) return `album "${track.album}" may mean ${fits.map(({ id }) => id).join(' or ')}`;
    if (only) return { drama: only, ...(reading.part !== undefined && { part: reading.part }) };
  }
  return `no drama is known by the name in album "${track.album}"`;
};

interface ArtistBook {
  /** The artist's id, a new one when nobody has the name, or undefined when several have. */
  idOf(names: readonly string[], source: string): string | undefined;
  readonly added: readonly Artist[];
}

const createArtistBook = (artists: readonly Artist[]): ArtistBook => {
  const byName = indexBy(artists, ({ names }) => namesOf(names).map(keyOf));
  const slugs = createSlugPool();
  for (const { id, aliases = [] } of artists) for (const name of [id, ...aliases]) slugs.reserve(name);
  const added: Artist[] = [];
  return {
    added,
    idOf(names, source) {
      const fits = unique(names.flatMap((name) => byName.get(keyOf(name)) ?? []));
      if (fits.length > 1) return undefined;
      if (fits[0]) return fits[0].id;
      const en = names.find((name) => !hasHangul(name));
      const ko = names.find(hasHangul);
      const artist: Artist = {
        id: slugs.take([slugify(en ?? ko ?? '', 50)]),
        names: { ...(en !== undefined && { en }), ...(ko !== undefined && { ko }) },
        sources: [source],
      };
      added.push(artist);
      for (const name of names) byName.set(keyOf(name), [artist]);
      return artist.id;
    },
  };
};

const creditsOf = (track: Track, title: ParsedTitle, book: ArtistBook): Credit[] | string => {
  const listed = [
    ...track.artists.map(({ names, featuring }) => ({
      names: names.map(cleanText),
      role: featuring ? 'featuring' : 'performer',
    })),
    ...title.featuring.map((name) => ({ names: [name], role: 'featuring' })),
  ] as const;
  const credits: Credit[] = [];
  for (const { names, role } of listed) {
    const artist = book.idOf(names, track.source);
    if (artist === undefined) return `several artists are called ${names.join(' / ')}`;
    if (!credits.some((credit) => credit.artist === artist))
      credits.push({ artist, role: role === 'featuring' ? role : 'performer' });
  }
  return credits;
};

type Facts = Pick<SongRow, 'part' | 'releaseDate' | 'lengthMs'>;

/** Lengths of one recording differ by up to 2 s between services. */
const isFar = (a: string | number, b: string | number): boolean =>
  typeof a === 'number' && typeof b === 'number' ? Math.abs(a - b) > 2000 : a !== b;

/** Fills what is unknown and leaves what is known: a file in `data/` was checked, a playlist was not. */
const fill = (
  song: SongRow,
  track: Track,
  facts: Facts,
  say: { filled: string[]; conflicts: string[] },
): SongRow => {
  const name = song.titles.en ?? song.titles.ko ?? song.id;
  const changes: Partial<SongRow> = {};
  for (const key of ['part', 'releaseDate', 'lengthMs'] as const) {
    const [old, found] = [song[key], facts[key]];
    if (found === undefined) continue;
    if (old === undefined) Object.assign(changes, { [key]: found });
    else if (isFar(old, found))
      say.conflicts.push(`${name}: ${key} ${old} kept, ${found} not (${track.source})`);
  }
  if (track.spotifyId !== undefined && song.ids?.spotify === undefined)
    changes.ids = { ...song.ids, spotify: track.spotifyId };
  if (Object.keys(changes).length === 0) return song;
  say.filled.push(`${name}: ${Object.keys(changes).join(', ')}`);
  return { ...song, ...changes, sources: unique([...song.sources, track.source]) };
};

const newSong = (
  track: Track,
  title: ParsedTitle,
  credits: readonly Credit[],
  facts: Facts,
  slugs: SlugPool,
): SongRow => {
  const singer = credits[0]?.artist.slice(0, 30).replace(/-$/, '') ?? '';
  const plain = [slugify(title.en ?? title.ko ?? track.title, 45), singer]
    .filter((part) => part !== '')
    .join('-');
  return {
    id: slugs.take([plain]),
    titles: {
      ...(title.en !== undefined && { en: title.en }),
      ...(title.ko !== undefined && { ko: title.ko }),
      ...(title.full !== undefined && { other: [title.full] }),
    },
    credits: [...credits],
    ...facts,
    album: cleanText(track.album),
    ...(track.spotifyId !== undefined && { ids: { spotify: track.spotifyId } }),
    sources: [track.source],
  };
};

const isDate = (date: string | undefined): date is string =>
  date !== undefined && /^\d{4}-\d\d-\d\d$/.test(date);

const sameSong = (song: SongRow, track: Track, title: ParsedTitle, credits: readonly Credit[]): boolean => {
  if (track.spotifyId !== undefined && song.ids?.spotify === track.spotifyId) return true;
  const keys = namesOf(song.titles).map(keyOf);
  const sameTitle = [title.en, title.ko].some((name) => name !== undefined && keys.includes(keyOf(name)));
  return sameTitle && song.credits.some(({ artist }) => credits.some((credit) => credit.artist === artist));
};

/**
 * Adds tracks to the catalogue, in the drama their album names. Nothing known is overwritten; what cannot be decided
 * (no soundtrack, no such drama, an instrumental of an unknown song, a name several artists share) is listed.
 */
export const addTracks = (tracks: readonly Track[], files: CatalogueFiles): AddedTracks => {
  const dramas = new Map<string, AnyDrama>(
    [...files.titleOnly, ...files.dramas].map((drama) => [drama.id, drama]),
  );
  const byName = indexBy([...dramas.values()], ({ titles }) => namesOf(titles).map(keyOf));
  const book = createArtistBook(files.artists);
  const slugs = createSlugPool();
  for (const { songs } of files.dramas)
    for (const { id, aliases = [] } of songs) for (const name of [id, ...aliases]) slugs.reserve(name);
  const changed = new Map<string, DramaFile>();
  const say = {
    added: [] as string[],
    filled: [] as string[],
    conflicts: [] as string[],
    undecided: [] as string[],
  };

  for (const track of tracks) {
    const named = `${track.title} – ${track.artists.map(({ names }) => names[0]).join(', ')}`;
    const found = findDrama(track, byName);
    if (typeof found === 'string') {
      say.undecided.push(`${named}: ${found}`);
      continue;
    }
    const current = changed.get(found.drama.id) ?? found.drama;
    const songs = 'songs' in current ? current.songs : [];
    const title = parseSongTitle(track.title, namesOf(found.drama.titles));
    const credits = creditsOf(track, title, book);
    if (typeof credits === 'string') {
      say.undecided.push(`${named}: ${credits}`);
      continue;
    }
    const part = title.part ?? found.part;
    const facts: Facts = {
      ...(part !== undefined && { part }),
      ...(isDate(track.releaseDate) && { releaseDate: track.releaseDate }),
      ...(track.lengthMs !== undefined &&
        track.lengthMs >= 10_000 && { lengthMs: Math.round(track.lengthMs) }),
    };
    const known = songs.find((song) => sameSong(song, track, title, credits));
    if (title.version !== undefined) {
      say.undecided.push(
        `${named}: a version (${title.version}); add it to ${known?.id ?? `a song of ${found.drama.id}`} by hand`,
      );
      continue;
    }
    const next = known ? fill(known, track, facts, say) : newSong(track, title, credits, facts, slugs);
    if (next === known) continue;
    if (!known) say.added.push(`${found.drama.id}: ${named}`);
    changed.set(found.drama.id, {
      $schema: '../schema/drama.schema.json',
      ...found.drama,
      songs: known ? songs.map((song) => (song === known ? next : song)) : [...songs, next],
    });
  }

  const used = new Set(
    [...changed.values()].flatMap(({ songs }) =>
      songs.flatMap(({ credits }) => credits.map(({ artist }) => artist)),
    ),
  );
  const newArtists = book.added.filter(({ id }) => used.has(id));
  const kept = files.dramas.filter(({ id }) => !changed.has(id));
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  return {
    ...say,
    changedDramas: [...changed.values()].sort(byId),
    newArtists,
    files: {
      dramas: [...kept, ...changed.values()].sort(byId),
      titleOnly: files.titleOnly.filter(({ id }) => !changed.has(id)),
      artists: [...files.artists, ...newArtists].sort(byId),
    },
  };
};
