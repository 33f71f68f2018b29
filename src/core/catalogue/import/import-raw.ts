import type { Artist, DramaFile, SongRow, TitleOnlyDrama, Titles } from '../schema.ts';
import { omit } from '../../omit.ts';
import { artistRows } from './artist-rows.ts';
import { identifyPeople } from './artists.ts';
import { importDramas, type ImportedDrama } from './dramas.ts';
import { createImportLog, type ImportRecord } from './log.ts';
import type { Overrides, RawArtist, RawDrama, RawSong } from './raw-rows.ts';
import { createSlugPool, slugify, type SlugPool } from './slugs.ts';
import { clusterSongs, readRow, type ReadRow, type SongCluster } from './songs.ts';
import { songFrom, type NamelessSong } from './song-rows.ts';
import { compareText, keyOf, unique } from './text.ts';

export interface RawInput {
  readonly songs: readonly RawSong[];
  /** `data/import/additions.jsonl`: rows researched later, of the same shape. */
  readonly additions: readonly RawSong[];
  readonly dramas: readonly RawDrama[];
  readonly artists: readonly RawArtist[];
  readonly overrides: Overrides;
  /** What `data/` holds now: ids are kept from here, and what no raw row accounts for stays. */
  readonly existing: CatalogueFiles;
}

export interface CatalogueFiles {
  readonly dramas: readonly DramaFile[];
  readonly titleOnly: readonly TitleOnlyDrama[];
  readonly artists: readonly Artist[];
}

export interface ImportResult extends CatalogueFiles {
  readonly record: ImportRecord;
  readonly counts: Readonly<Record<string, number>>;
}

const fitsOverride = (row: RawSong, override: Overrides['songs'][number]): boolean =>
  row.drama_id === override.drama_id &&
  keyOf(row.title) === keyOf(override.title) &&
  (override.artist === undefined ||
    [...row.artists, ...(row.artists_ko ?? [])].some(
      (name) => name !== null && keyOf(name) === keyOf(override.artist ?? ''),
    ));

/** Additions may name the drama by title instead of by number. */
const withDramaId = (row: RawSong, dramas: readonly RawDrama[]): RawSong => {
  if (row.drama_id != null) return row;
  const keys = [row.drama_ko, row.drama_title_en, row.drama]
    .filter((title) => !!title)
    .map((title) => keyOf(title ?? ''));
  const fits = dramas.filter(
    (drama) =>
      [drama.title_en, drama.title_ko].some((title) => title && keys.includes(keyOf(title))) &&
      (row.drama_year == null || drama.year == null || Math.abs(row.drama_year - drama.year) <= 1),
  );
  const best = fits.toSorted((a, b) => b.source.length - a.source.length)[0];
  return best ? { ...row, drama_id: best.drama_id } : row;
};

const yearOf = (date: string | undefined): number | undefined =>
  date === undefined ? undefined : Number(date.slice(0, 4));

type ExistingDrama = TitleOnlyDrama | DramaFile;
type Titled = { readonly titles: Titles; readonly year?: number | undefined };

interface DramaIds {
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
const dramaIds = (
  dramas: readonly ImportedDrama[],
  existing: CatalogueFiles,
  slugs: SlugPool,
): Map<ImportedDrama, DramaIds> => {
  const before = [...existing.dramas, ...existing.titleOnly];
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

const songOrder = (a: SongRow, b: SongRow): number => {
  const number = ({ part }: SongRow): number =>
    part === undefined ? 900 : /^\d+$/.test(part) ? Number(part) : 800;
  return (
    number(a) - number(b) ||
    compareText(a.part ?? '', b.part ?? '') ||
    compareText(a.releaseDate ?? '9', b.releaseDate ?? '9') ||
    compareText(a.id, b.id)
  );
};

interface SongIds {
  idFor(dramaId: string, song: NamelessSong): { id: string; aliases: string[] };
  /** Songs in `data/` that no row accounts for. */
  unclaimed(dramaId: string): SongRow[];
}

/** Ids for songs: kept where `data/` has a song of that title and artist in that drama. Several become one id and aliases. */
const songIds = (
  existing: CatalogueFiles,
  dramaAliases: ReadonlyMap<string, string>,
  slugs: SlugPool,
): SongIds => {
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
    idFor(dramaId, song) {
      const [first, ...others] = (known.get(dramaId) ?? []).filter(
        (old) => !claimed.has(old.id) && fits(old, song),
      );
      if (first) {
        for (const old of [first, ...others]) claimed.add(old.id);
        return {
          id: first.id,
          aliases: unique([first, ...others].flatMap((old) => [old.id, ...(old.aliases ?? [])])).filter(
            (id) => id !== first.id,
          ),
        };
      }
      const singer = song.credits[0]?.artist.slice(0, 30).replace(/-$/, '') ?? '';
      const title = slugify(song.titles.en ?? song.titles.ko ?? '', 45);
      const plain = [title, singer].filter((part) => part !== '').join('-');
      return { id: slugs.take([plain, `${plain}-${dramaId}`.slice(0, 95).replace(/-$/, '')]), aliases: [] };
    },
    unclaimed: (dramaId) => (known.get(dramaId) ?? []).filter(({ id }) => !claimed.has(id)),
  };
};

/** Two songs of two dramas that are one: same title and singer, and lengths that do not disagree. */
const sameRecording = (a: NamelessSong, b: NamelessSong): boolean => {
  if (a.ids?.spotify !== undefined && a.ids.spotify === b.ids?.spotify) return true;
  const sharesSinger = a.credits.some(({ artist }) => b.credits.some((credit) => credit.artist === artist));
  if (!sharesSinger || !a.keys.some((key) => b.keys.includes(key))) return false;
  return a.lengthMs === undefined || b.lengthMs === undefined || Math.abs(a.lengthMs - b.lengthMs) <= 2000;
};

interface DramaWithSongs {
  readonly id: string;
  readonly drama: ImportedDrama;
  readonly songs: NamelessSong[];
}

const bySharedTitle = (all: readonly DramaWithSongs[]): { owner: DramaWithSongs; song: NamelessSong }[][] => {
  const groups = new Map<string, { owner: DramaWithSongs; song: NamelessSong }[]>();
  for (const owner of all) {
    for (const song of owner.songs)
      for (const key of song.keys) groups.set(key, [...(groups.get(key) ?? []), { owner, song }]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
};

/** Rows → files. Pure: the same input gives the same output, and ids already in `existing` stay. */
export const importRaw = (input: RawInput): ImportResult => {
  const log = createImportLog();
  const { overrides, existing } = input;
  const usedOverrides = new Set<Overrides['songs'][number]>();
  const songRows = [...input.songs, ...input.additions.map((row) => withDramaId(row, input.dramas))].flatMap(
    (row) => {
      const override = overrides.songs.find((one) => fitsOverride(row, one));
      if (!override) return [row];
      usedOverrides.add(override);
      if (override.drop === true)
        log.dropped(`song row: ${override.reason}`, `${row.drama}: ${row.title} – ${row.artists.join(', ')}`);
      return override.drop === true ? [] : [{ ...row, ...(override.set as Partial<RawSong> | undefined) }];
    },
  );
  for (const override of overrides.songs)
    if (!usedOverrides.has(override))
      log.undecided('an override that fits no row', `#${override.drama_id} ${override.title}`);
  const rowsOfDrama = Map.groupBy(songRows, ({ drama_id }) => drama_id ?? -1);
  for (const row of rowsOfDrama.get(-1) ?? [])
    log.undecided('an addition whose drama is not known', `${row.drama}: ${row.title}`);
  const songSigns = (ids: readonly number[]): number => {
    const rows = ids.flatMap((id) => rowsOfDrama.get(id) ?? []);
    return rows.length + 2 * rows.filter((row) => row.first_chart_week).length;
  };
  const dramas = importDramas(input.dramas, overrides, songSigns, log);
  const people = identifyPeople(songRows, input.artists, overrides, log);
  const slugs = createSlugPool();
  const ids = dramaIds(dramas, existing, slugs);
  const keyOfGroup = (name: string): string =>
    people.resolve(/[가-힣]/.test(name) ? { hangul: name } : { latin: name });
  const groupsOf = (key: string): string[] => (people.person(key)?.groups ?? []).map(keyOfGroup);

  const clustersOf = new Map<ImportedDrama, SongCluster[]>();
  let at = 0;
  for (const drama of dramas) {
    const rows: ReadRow[] = drama.rawIds
      .flatMap((id) => rowsOfDrama.get(id) ?? [])
      .map((row) => {
        const names = [drama.titles.en, drama.titles.ko, row.drama, row.drama_ko, row.drama_title_en].filter(
          (name) => !!name,
        ) as string[];
        return readRow(row, at++, names, people);
      });
    const dramaName = drama.titles.en ?? drama.titles.ko ?? '';
    const sameSongs = overrides.sameSongs.filter(({ drama_id }) => drama.rawIds.includes(drama_id));
    if (rows.length > 0) clustersOf.set(drama, clusterSongs(rows, { sameSongs, groupsOf, log, dramaName }));
  }
  const usedKeys = [...clustersOf.values()]
    .flat()
    .flatMap(({ rows, versions }) =>
      [...rows, ...versions].flatMap((row) => [...row.performers, ...row.featuring]),
    );
  const artistSlugs = createSlugPool();
  const { artists, idOf } = artistRows({
    people,
    usedKeys,
    overrides,
    slugs: artistSlugs,
    existing: existing.artists,
    log,
  });

  const withSongs: DramaWithSongs[] = [...clustersOf].map(([drama, clusters]) => ({
    id: ids.get(drama)?.id ?? '',
    drama,
    songs: clusters.map((cluster) =>
      songFrom(cluster, idOf, { log, dramaName: drama.titles.en ?? drama.titles.ko ?? '' }),
    ),
  }));
  const alsoIn = new Map<NamelessSong, Set<string>>();
  const gone = new Set<NamelessSong>();
  for (const group of bySharedTitle(withSongs)) {
    const ordered = group.toSorted(
      (a, b) =>
        (a.owner.drama.year ?? yearOf(a.song.releaseDate) ?? 9999) -
        (b.owner.drama.year ?? yearOf(b.song.releaseDate) ?? 9999),
    );
    for (const [at, first] of ordered.entries()) {
      for (const later of ordered.slice(at + 1)) {
        if (
          first.owner === later.owner ||
          gone.has(first.song) ||
          gone.has(later.song) ||
          !sameRecording(first.song, later.song)
        )
          continue;
        gone.add(later.song);
        alsoIn.set(first.song, (alsoIn.get(first.song) ?? new Set()).add(later.owner.id));
        first.song.sources.push(
          ...later.song.sources.filter((source) => !first.song.sources.includes(source)),
        );
        log.merged(
          'one song in two dramas',
          `${first.song.titles.en ?? first.song.titles.ko ?? ''}: ${first.owner.id}, ${later.owner.id}`,
        );
      }
    }
  }

  const dramaAliases = new Map(
    [...ids.values()].flatMap(({ id, aliases }) => aliases.map((alias) => [alias, id] as const)),
  );
  const idsForSongs = songIds(existing, dramaAliases, createSlugPool());
  const rawSources = new Set(songRows.flatMap(({ source }) => source));
  const files: DramaFile[] = [];
  const titleOnly: TitleOnlyDrama[] = [];
  const handled = new Set<string>();
  for (const drama of dramas.toSorted((a, b) => compareText(ids.get(a)?.id ?? '', ids.get(b)?.id ?? ''))) {
    const { id, aliases } = ids.get(drama) ?? { id: '', aliases: [] };
    handled.add(id);
    const facts = {
      id,
      ...(aliases.length > 0 && { aliases: [...aliases] }),
      titles: drama.titles,
      ...(drama.year !== undefined && { year: drama.year }),
      ...(drama.network !== undefined && { network: drama.network }),
      ...(drama.genres.length > 0 && { genres: [...drama.genres] }),
      ...(drama.aired && { aired: drama.aired }),
      ...(drama.episodes !== undefined && { episodes: drama.episodes }),
      popularity: drama.popularity,
      sources: [...drama.sources],
    };
    const found = withSongs.find((one) => one.drama === drama);
    const songs = (found?.songs ?? [])
      .filter((song) => !gone.has(song))
      .map((nameless): SongRow => {
        const { id: songId, aliases: songAliases } = idsForSongs.idFor(id, nameless);
        const song = omit(nameless, 'keys', 'rowCount');
        const also = [...(alsoIn.get(nameless) ?? [])].sort(compareText);
        return {
          id: songId,
          ...(songAliases.length > 0 && { aliases: songAliases }),
          ...song,
          ...(also.length > 0 && { alsoIn: also }),
        };
      });
    // What a contributor wrote has a source that no raw row has; what an earlier run wrote and this one does not has none.
    const written = idsForSongs
      .unclaimed(id)
      .filter(({ sources }) => sources.some((source) => !rawSources.has(source)));
    const all = [...songs, ...written].sort(songOrder);
    if (all.length > 0 || found) files.push({ $schema: '../schema/drama.schema.json', ...facts, songs: all });
    else titleOnly.push(facts);
  }
  files.push(
    ...existing.dramas.filter(
      ({ id, songs }) =>
        !handled.has(id) &&
        !dramaAliases.has(id) &&
        songs.some(({ sources }) => sources.some((source) => !rawSources.has(source))),
    ),
  );
  const referenced = new Set(
    files.flatMap(({ songs }) =>
      songs.flatMap((song) =>
        [...song.credits, ...(song.versions ?? []).flatMap(({ credits }) => credits ?? [])].map(
          ({ artist }) => artist,
        ),
      ),
    ),
  );
  const madeIds = new Set(artists.map(({ id }) => id));
  const keptArtists = existing.artists.filter(({ id }) => referenced.has(id) && !madeIds.has(id));
  const songCount = files.reduce((sum, { songs }) => sum + songs.length, 0);
  return {
    dramas: files.sort((a, b) => compareText(a.id, b.id)),
    titleOnly,
    artists: [...artists, ...keptArtists].sort((a, b) => compareText(a.id, b.id)),
    record: log.record(),
    counts: {
      'raw song rows': input.songs.length,
      'added song rows': input.additions.length,
      'raw drama rows': input.dramas.length,
      'raw artist rows': input.artists.length,
      'dramas with songs': files.length,
      'dramas known by title only': titleOnly.length,
      songs: songCount,
      versions: files.reduce(
        (sum, { songs }) => sum + songs.reduce((inner, { versions }) => inner + (versions?.length ?? 0), 0),
        0,
      ),
      artists: artists.length + keptArtists.length,
    },
  };
};
