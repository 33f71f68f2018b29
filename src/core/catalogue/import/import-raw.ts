import { omit } from '../../omit.ts';
import type { Artist, DramaFile, SongRow, TitleOnlyDrama } from '../schema.ts';
import { artistRows } from './artist-rows.ts';
import { identifyPeople, type People } from './artists.ts';
import { importDramas, type ImportedDrama } from './dramas.ts';
import { applyFills } from './fills.ts';
import { allIds, dramaIds, songIds, type DramaIds, type SongIds } from './ids.ts';
import { createImportLog, type ImportLog, type ImportRecord } from './log.ts';
import type { Overrides, RawArtist, RawDrama, RawFill, RawSong } from './raw-rows.ts';
import { findSharedSongs, type DramaWithSongs, type SharedSongs } from './shared-songs.ts';
import { createSlugPool } from './slugs.ts';
import { songFrom, type NamelessSong } from './song-rows.ts';
import { clusterSongs, readRow, type SongCluster } from './songs.ts';
import { compareText, hasHangul, keyOf, unique } from './text.ts';

export interface RawInput {
  readonly songs: readonly RawSong[];
  /** `data/import/additions.jsonl`: rows researched later, of the same shape. */
  readonly additions: readonly RawSong[];
  /** `data/import/fills.jsonl`: facts researched later about rows that lack them. */
  readonly fills: readonly RawFill[];
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

/** Dramas that have songs in the rows and none in the result: there must be none but what the overrides drop. */
const lostDramas = (
  rows: readonly RawSong[],
  files: readonly DramaFile[],
  dramas: readonly ImportedDrama[],
  ids: ReadonlyMap<ImportedDrama, DramaIds>,
): number[] => {
  const kept = new Set(files.map(({ id }) => id));
  const found = new Set(
    dramas.filter((drama) => kept.has(ids.get(drama)?.id ?? '')).flatMap(({ rawIds }) => rawIds),
  );
  return unique(rows.flatMap(({ drama_id }) => drama_id ?? [])).filter((id) => !found.has(id));
};

export interface ImportResult extends CatalogueFiles {
  readonly record: ImportRecord;
  readonly counts: Readonly<Record<string, number>>;
}

const nameOf = ({ titles }: ImportedDrama): string => titles.en ?? titles.ko ?? '';

const fitsOverride = (row: RawSong, override: Overrides['songs'][number]): boolean => {
  if (row.drama_id !== override.drama_id || keyOf(row.title) !== keyOf(override.title)) return false;
  const names = [...row.artists, ...(row.artists_ko ?? [])].flatMap((name) =>
    name === null ? [] : keyOf(name),
  );
  return override.artist === undefined || names.includes(keyOf(override.artist));
};

/** Additions may name the drama by title and year instead of by number. */
const withDramaId = (row: RawSong, dramas: readonly RawDrama[]): RawSong => {
  if (row.drama_id != null) return row;
  const keys = [row.drama_ko, row.drama_title_en, row.drama].flatMap((title) => (title ? keyOf(title) : []));
  const fits = dramas.filter(({ title_en, title_ko, year }) => {
    const sameTitle = [title_en, title_ko].some((title) => title && keys.includes(keyOf(title)));
    return sameTitle && (row.drama_year == null || year == null || Math.abs(row.drama_year - year) <= 1);
  });
  const best = fits.toSorted((a, b) => b.source.length - a.source.length)[0];
  return best ? { ...row, drama_id: best.drama_id } : row;
};

const correctedRows = (
  { songs, additions, fills, dramas, overrides }: RawInput,
  log: ImportLog,
): RawSong[] => {
  const used = new Set<Overrides['songs'][number]>();
  const given = [...songs, ...additions.map((row) => withDramaId(row, dramas))];
  // Before the overrides: what a person decided stands above what a page states.
  const all = applyFills(given, fills, log);
  const rows = all.flatMap((row) => {
    const override = overrides.songs.find((one) => fitsOverride(row, one));
    if (!override) return [row];
    used.add(override);
    if (override.drop === true) {
      log.dropped(`song row: ${override.reason}`, `${row.drama}: ${row.title} – ${row.artists.join(', ')}`);
      return [];
    }
    log.corrected(`${row.drama}: ${row.title} – ${row.artists.join(', ')}: ${override.reason}`);
    return [{ ...row, ...(override.set as Partial<RawSong> | undefined) }];
  });
  for (const override of overrides.songs) {
    if (!used.has(override))
      log.undecided('an override that fits no row', `#${override.drama_id} ${override.title}`);
  }
  return rows;
};

/** Some drama rows lack a Hangul title that rows of their songs have. */
const withHangulTitles = (
  dramas: readonly RawDrama[],
  rowsOf: (id: number) => readonly RawSong[],
): RawDrama[] =>
  dramas.map((drama) => {
    if (drama.title_ko) return drama;
    const named = rowsOf(drama.drama_id).flatMap(({ drama: name, drama_ko: ko, source }) =>
      [ko, name].flatMap((title) => (title && hasHangul(title) ? { title, source } : [])),
    )[0];
    return named
      ? { ...drama, title_ko: named.title, source: unique([...drama.source, ...named.source]) }
      : drama;
  });

interface Clustered {
  readonly drama: ImportedDrama;
  readonly clusters: readonly SongCluster[];
}

const clusterAll = (
  dramas: readonly ImportedDrama[],
  rowsOf: (id: number) => readonly RawSong[],
  people: People,
  overrides: Overrides,
  log: ImportLog,
): Clustered[] => {
  const groupKey = (name: string): string =>
    people.resolve(hasHangul(name) ? { hangul: name } : { latin: name });
  const groupsOf = (key: string): string[] => (people.person(key)?.groups ?? []).map(groupKey);
  return dramas.flatMap((drama) => {
    const rows = drama.rawIds.flatMap(rowsOf).map((row, at) => {
      const names = [drama.titles.en, drama.titles.ko, row.drama, row.drama_ko, row.drama_title_en];
      return readRow(
        row,
        at,
        names.flatMap((name) => name ?? []),
        people,
      );
    });
    const sameSongs = overrides.sameSongs.filter(({ drama_id }) => drama.rawIds.includes(drama_id));
    const clusters = clusterSongs(rows, { sameSongs, groupsOf, log, dramaName: nameOf(drama) });
    return clusters.length === 0 ? [] : [{ drama, clusters }];
  });
};

const airing = ({ aired, year }: ImportedDrama): { from: string; to: string } | undefined => {
  const from = aired?.from ?? (year === undefined ? aired?.to : `${year}-01-01`);
  const to = aired?.to ?? (year === undefined ? aired?.from : `${year}-12-31`);
  return from === undefined || to === undefined ? undefined : { from, to: to < from ? from : to };
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

interface FilesInput {
  readonly dramas: readonly ImportedDrama[];
  readonly ids: ReadonlyMap<ImportedDrama, DramaIds>;
  readonly withSongs: readonly DramaWithSongs[];
  readonly shared: SharedSongs;
  readonly songIdsOf: SongIds;
  readonly isRawSource: (source: string) => boolean;
}

const dramaFacts = (drama: ImportedDrama, { id, aliases }: DramaIds): TitleOnlyDrama => ({
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
});

const writeDramas = ({
  dramas,
  ids,
  withSongs,
  shared,
  songIdsOf,
  isRawSource,
}: FilesInput): Pick<CatalogueFiles, 'dramas' | 'titleOnly'> => {
  const songsOf = new Map(withSongs.map(({ drama, songs }) => [drama, songs]));
  const files: DramaFile[] = [];
  const titleOnly: TitleOnlyDrama[] = [];
  for (const drama of dramas) {
    const own = ids.get(drama) ?? { id: '', aliases: [] };
    const row = (nameless: NamelessSong): SongRow => {
      const old = [
        ...songIdsOf.claim(own.id, nameless),
        ...(shared.merged.get(nameless) ?? []).flatMap(({ owner, song }) => songIdsOf.claim(owner.id, song)),
      ];
      const id = old[0]?.id ?? songIdsOf.newId(own.id, nameless);
      const aliases = allIds(old).filter((one) => one !== id);
      const also = (shared.merged.get(nameless) ?? []).map(({ owner }) => owner.id).sort(compareText);
      const made: SongRow = { id, ...omit(nameless, 'keys'), ...(also.length > 0 && { alsoIn: also }) };
      // What a contributor corrected stays: such a song has a source that no raw row has.
      const contributed = old.find(({ sources }) => !sources.every(isRawSource));
      const sources = unique([...(contributed?.sources ?? []), ...made.sources]).sort(compareText);
      return { ...made, ...contributed, id, ...(aliases.length > 0 && { aliases }), sources };
    };
    const songs = (songsOf.get(drama) ?? []).filter((song) => !shared.gone.has(song)).map(row);
    // Songs of contributors; what only an earlier run wrote goes.
    const written = songIdsOf.unclaimed(own.id).filter(({ sources }) => !sources.every(isRawSource));
    const all = [...songs, ...written].sort(songOrder);
    const facts = dramaFacts(drama, own);
    if (all.length > 0 || songsOf.has(drama))
      files.push({ $schema: '../schema/drama.schema.json', ...facts, songs: all });
    else titleOnly.push(facts);
  }
  return { dramas: files, titleOnly };
};

const creditedIn = (files: readonly DramaFile[]): Set<string> =>
  new Set(
    files
      .flatMap(({ songs }) => songs)
      .flatMap(({ credits, versions }) => [
        credits,
        ...(versions ?? []).map((version) => version.credits ?? []),
      ])
      .flat()
      .map(({ artist }) => artist),
  );

const byId = (a: { id: string }, b: { id: string }): number => compareText(a.id, b.id);

/** Rows → files. Pure: the same input gives the same output, and ids already in `existing` stay. */
export const importRaw = (input: RawInput): ImportResult => {
  const log = createImportLog();
  const { overrides, existing } = input;
  const songRows = correctedRows(input, log);
  const rowsByDrama = Map.groupBy(songRows, ({ drama_id }) => drama_id ?? -1);
  const rowsOf = (id: number): readonly RawSong[] => rowsByDrama.get(id) ?? [];
  for (const row of rowsOf(-1))
    log.undecided('an addition whose drama is not known', `${row.drama}: ${row.title}`);
  const songSigns = (ids: readonly number[]): number => {
    const rows = ids.flatMap(rowsOf);
    return rows.length + 2 * rows.filter((row) => row.first_chart_week).length;
  };
  const dramas = importDramas(withHangulTitles(input.dramas, rowsOf), overrides, songSigns, log);
  const people = identifyPeople(songRows, input.artists, overrides, log);
  const ids = dramaIds(dramas, existing);

  const clustered = clusterAll(dramas, rowsOf, people, overrides, log);
  const usedKeys = clustered
    .flatMap(({ clusters }) => clusters)
    .flatMap(({ rows, versions }) => [...rows, ...versions])
    .flatMap(({ performers, featuring }) => [...performers, ...featuring]);
  const { artists, idOf } = artistRows({
    people,
    usedKeys,
    overrides,
    slugs: createSlugPool(),
    existing: existing.artists,
    log,
  });
  const withSongs = clustered.map(({ drama, clusters }): DramaWithSongs => {
    const context = { log, dramaName: nameOf(drama), aired: airing(drama) };
    return {
      id: ids.get(drama)?.id ?? '',
      drama,
      songs: clusters.map((cluster) => songFrom(cluster, idOf, context)),
    };
  });
  const shared = findSharedSongs(withSongs, log);

  const aliases = new Map(
    [...ids.values()].flatMap((own) => own.aliases.map((alias) => [alias, own.id] as const)),
  );
  const rawSources = new Set(songRows.flatMap(({ source }) => source));
  const isRawSource = (source: string): boolean => rawSources.has(source);
  const written = writeDramas({
    dramas,
    ids,
    withSongs,
    shared,
    songIdsOf: songIds(existing, aliases),
    isRawSource,
  });
  const made = new Set([...ids.values()].flatMap((own) => [own.id, ...own.aliases]));
  const contributed = existing.dramas.filter(
    ({ id, songs }) => !made.has(id) && songs.some(({ sources }) => !sources.every(isRawSource)),
  );
  const files = [...written.dramas, ...contributed].sort(byId);
  const credited = creditedIn(files);
  const madeArtists = new Set(artists.map(({ id }) => id));
  const allArtists = [
    ...artists,
    ...existing.artists.filter(({ id }) => credited.has(id) && !madeArtists.has(id)),
  ];
  const songs = files.flatMap((file) => file.songs);
  const lost = lostDramas(songRows, files, dramas, ids);
  for (const id of lost) log.undecided('a drama of song rows that no drama row describes', `#${id}`);
  return {
    dramas: files,
    titleOnly: [...written.titleOnly].sort(byId),
    artists: allArtists.sort(byId),
    record: log.record(),
    counts: {
      'raw song rows': input.songs.length,
      'added song rows': input.additions.length,
      'raw drama rows': input.dramas.length,
      'raw artist rows': input.artists.length,
      'dramas with songs': files.length,
      'dramas known by title only': written.titleOnly.length,
      songs: songs.length,
      'versions of songs': songs.reduce((sum, { versions }) => sum + (versions?.length ?? 0), 0),
      artists: allArtists.length,
    },
  };
};
