import type { DramaFile, SongRow, TitleOnlyDrama, Titles } from '../schema.ts';
import type { ImportedDrama } from './dramas.ts';
import type { CatalogueFiles } from './import-raw.ts';
import { createSlugPool, slugify } from './slugs.ts';
import type { NamelessSong } from './song-rows.ts';
import { keyOf, unique } from './text.ts';

type ExistingDrama = TitleOnlyDrama | DramaFile;
type Titled = { readonly titles: Titles; readonly year?: number | undefined };

export interface DramaIds {
  readonly id: string;
  readonly aliases: readonly string[];
}

const mainKey = ({ titles, year }: Titled): string =>
  `${keyOf(titles.en ?? '')}|${keyOf(titles.ko ?? '')}|${year ?? ''}`;

const titleKeys = ({ titles, year }: Titled): string[] =>
  [titles.en, titles.ko]
    .filter((title) => title !== undefined)
    .map((title) => `${keyOf(title)}|${year ?? ''}`);

/** Ids for series: kept where `data/` has the series already; the better known takes the plain slug, a namesake adds its year. */
export const dramaIds = (
  dramas: readonly ImportedDrama[],
  existing: CatalogueFiles,
): Map<ImportedDrama, DramaIds> => {
  const before = [...existing.dramas, ...existing.titleOnly];
  const slugs = createSlugPool();
  const byMain = Map.groupBy(before, mainKey);
  const byTitle = new Map<string, ExistingDrama[]>();
  for (const old of before) {
    for (const key of titleKeys(old)) byTitle.set(key, [...(byTitle.get(key) ?? []), old]);
    for (const id of [old.id, ...(old.aliases ?? [])]) slugs.reserve(id);
  }
  const ordered = dramas.toSorted(
    (a, b) => b.popularity - a.popularity || (a.rawIds[0] ?? 0) - (b.rawIds[0] ?? 0),
  );
  const ids = new Map<ImportedDrama, DramaIds>();
  const given = new Set<ExistingDrama>();
  // Exact matches first, so that a namesake of the same year cannot take another's id.
  for (const keyed of [
    (drama: ImportedDrama) => byMain.get(mainKey(drama)),
    (drama: ImportedDrama) => titleKeys(drama).flatMap((key) => byTitle.get(key) ?? []),
  ]) {
    for (const drama of ordered) {
      const old = keyed(drama)?.find((one) => !given.has(one));
      if (!old || ids.has(drama)) continue;
      given.add(old);
      ids.set(drama, { id: old.id, aliases: old.aliases ?? [] });
    }
  }
  for (const drama of ordered) {
    const merged = titleKeys(drama)
      .flatMap((key) => byTitle.get(key) ?? [])
      .filter((old) => !given.has(old));
    const kept = ids.get(drama);
    for (const old of merged) given.add(old);
    if (kept) {
      ids.set(drama, {
        id: kept.id,
        aliases: unique([...kept.aliases, ...merged.flatMap((old) => [old.id, ...(old.aliases ?? [])])]),
      });
      continue;
    }
    const base = slugify(drama.titles.en ?? drama.titles.ko ?? '', 60);
    const fallback = slugify(drama.titles.ko ?? '', 60);
    const plain = base === '' ? fallback : base;
    ids.set(drama, {
      id: slugs.take([plain, drama.year === undefined ? '' : `${plain}-${drama.year}`]),
      aliases: [],
    });
  }
  return ids;
};

export interface SongIds {
  /** Songs in `data/` that are this song, which no other song gets then. */
  claim(dramaId: string, song: NamelessSong): readonly SongRow[];
  /** An id nobody has. */
  newId(dramaId: string, song: NamelessSong): string;
  /** Songs in `data/` that no row accounts for. */
  unclaimed(dramaId: string): SongRow[];
}

/** All ids a song has had. */
export const allIds = (songs: readonly SongRow[]): string[] =>
  unique(songs.flatMap(({ id, aliases = [] }) => [id, ...aliases]));

/** Ids for songs: kept where `data/` has a song of that title and artist in that drama. */
export const songIds = (existing: CatalogueFiles, dramaAliases: ReadonlyMap<string, string>): SongIds => {
  const slugs = createSlugPool();
  const known = new Map<string, SongRow[]>();
  for (const drama of existing.dramas) {
    const dramaId = dramaAliases.get(drama.id) ?? drama.id;
    known.set(dramaId, [...(known.get(dramaId) ?? []), ...drama.songs]);
    for (const song of drama.songs) for (const id of [song.id, ...(song.aliases ?? [])]) slugs.reserve(id);
  }
  const claimed = new Set<string>();
  const fits = (old: SongRow, song: NamelessSong): boolean => {
    const keys = [old.titles.en, old.titles.ko, ...(old.titles.other ?? [])]
      .filter((title) => title !== undefined)
      .map(keyOf);
    const sameArtist =
      old.credits.length === 0 ||
      old.credits.some(({ artist }) => song.credits.some((credit) => credit.artist === artist));
    return sameArtist && keys.some((key) => song.keys.includes(key));
  };
  return {
    claim(dramaId, song) {
      const own = (known.get(dramaId) ?? []).filter((old) => !claimed.has(old.id) && fits(old, song));
      for (const { id } of own) claimed.add(id);
      return own;
    },
    newId(dramaId, song) {
      const singer = song.credits[0]?.artist.slice(0, 30).replace(/-$/, '') ?? '';
      const title = slugify(song.titles.en ?? song.titles.ko ?? '', 45);
      const plain = [title, singer].filter((part) => part !== '').join('-');
      return slugs.take([plain, `${plain}-${dramaId}`.slice(0, 95).replace(/-$/, '')]);
    },
    unclaimed: (dramaId) => (known.get(dramaId) ?? []).filter(({ id }) => !claimed.has(id)),
  };
};
