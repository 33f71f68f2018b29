import type { ImportLog } from './log.ts';
import { mentionsOf, readMention, type People } from './artists.ts';
import type { Overrides, RawSong } from './raw-rows.ts';
import { parseSongTitle, type ParsedTitle } from './song-title.ts';
import { cleanText, compareText, hasHangul, hasLatin, keyOf, romanised, soundKey, unique } from './text.ts';
import { createUnion } from './union.ts';

/** A raw song row, read: titles by script, people by key. */
export interface ReadRow {
  readonly row: RawSong;
  readonly at: number;
  readonly titles: readonly ParsedTitle[];
  readonly en: string | undefined;
  readonly ko: string | undefined;
  readonly keys: readonly string[];
  readonly version: ParsedTitle['version'];
  readonly performers: readonly string[];
  readonly featuring: readonly string[];
  readonly part: string | undefined;
  readonly releaseDate: string | undefined;
}

/** Rows that are one song, and those that are versions of it. */
export interface SongCluster {
  readonly rows: readonly ReadRow[];
  readonly versions: readonly ReadRow[];
}

const isDate = (value: string | null | undefined): value is string =>
  value != null && /^\d{4}-\d\d-\d\d$/.test(value);

export const readRow = (
  row: RawSong,
  at: number,
  dramaTitles: readonly string[],
  people: People,
): ReadRow => {
  const given = unique(
    [row.title, row.title_ko, row.title_en].filter((title) => !!title).map((title) => cleanText(title ?? '')),
  );
  const titles = given.map((title) => parseSongTitle(title, dramaTitles));
  const named = titles.flatMap(({ performers }) => performers);
  const featuring = unique(
    titles.flatMap((title) => title.featuring).map((name) => people.resolve(readMention(name, undefined))),
  );
  const listed = mentionsOf(row).map((mention) => people.resolve(mention));
  const performers =
    named.length > 0 ? named.map((name) => people.resolve(readMention(name, undefined))) : listed;
  const part = row.part ?? titles.find((title) => title.part !== undefined)?.part;
  return {
    row,
    at,
    titles,
    en: titles.find((title) => title.en !== undefined)?.en,
    ko: titles.find((title) => title.ko !== undefined)?.ko,
    keys: unique(
      titles
        .flatMap(({ en, ko }) => [en, ko])
        .filter((title) => title !== undefined)
        .map(keyOf),
    ),
    version: titles.find((title) => title.version !== undefined)?.version,
    performers: unique(performers.filter((key) => !featuring.includes(key))),
    featuring,
    part: part == null || part === '0' ? undefined : part,
    releaseDate: isDate(row.release_date) ? row.release_date : undefined,
  };
};

const overlaps = (a: readonly string[], b: readonly string[]): boolean => a.some((item) => b.includes(item));
const singers = (row: ReadRow): string[] => [...row.performers, ...row.featuring];
export const showRow = ({ row }: ReadRow): string =>
  `${row.title}${row.title_ko && row.title_ko !== row.title ? ` / ${row.title_ko}` : ''} – ${row.artists.join(', ')}${row.part ? ` [${row.part}]` : ''}`;

const lengthsNear = (a: ReadRow, b: ReadRow): boolean =>
  a.row.duration_ms != null &&
  b.row.duration_ms != null &&
  Math.abs(a.row.duration_ms - b.row.duration_ms) <= 2000;

/** One row has only a Latin title and the other only a Hangul one: they may be the same song, never provably different. */
const complementary = (a: ReadRow, b: ReadRow): boolean =>
  (a.ko === undefined && b.en === undefined) || (a.en === undefined && b.ko === undefined);

/** A page that lists both titles means two songs. */
const shareAPage = (a: ReadRow, b: ReadRow): boolean =>
  a.row.source.some((source) => source.startsWith('page:') && b.row.source.includes(source));

/** The only row of these singers with that script in that part (or of that day): so the other script's row is its twin. */
const onlyTwins = (
  a: ReadRow,
  b: ReadRow,
  rows: readonly ReadRow[],
  same: (row: ReadRow) => boolean,
): boolean => {
  const [latin, hangul] = a.ko === undefined ? [a, b] : [b, a];
  const rivals = rows.filter((row) => same(row) && overlaps(singers(row), singers(a)));
  return rivals.every(
    (row) => row === latin || row === hangul || overlaps(row.keys, [...latin.keys, ...hangul.keys]),
  );
};

export interface MergeContext {
  readonly sameSongs: Overrides['sameSongs'];
  /** Groups of a person, by key: a member's song and the group's are one when their titles agree. */
  readonly groupsOf: (key: string) => readonly string[];
  readonly log: ImportLog;
  readonly dramaName: string;
}

const withGroups = (row: ReadRow, context: MergeContext): string[] =>
  singers(row).flatMap((key) => [key, ...context.groupsOf(key)]);

/** Why two rows of one drama are the same song, or undefined. */
const ruleFor = (
  a: ReadRow,
  b: ReadRow,
  rows: readonly ReadRow[],
  context: MergeContext,
): string | undefined => {
  const sameSinger = overlaps(singers(a), singers(b));
  const lengthsDiffer = a.row.duration_ms != null && b.row.duration_ms != null && !lengthsNear(a, b);
  if (overlaps(a.keys, b.keys)) {
    if (sameSinger) return 'same title, same artist';
    if (overlaps(withGroups(a, context), withGroups(b, context))) return 'same title, member and group';
  }
  if (a.row.spotify_id && a.row.spotify_id === b.row.spotify_id) return 'same Spotify id';
  if (
    complementary(a, b) &&
    lengthsNear(a, b) &&
    overlaps(withGroups(a, context), withGroups(b, context)) &&
    !sameSinger
  ) {
    return 'Hangul and English title, member and group, lengths within 2 s';
  }
  if (!sameSinger || !complementary(a, b) || lengthsDiffer || shareAPage(a, b)) return undefined;
  const [latin, hangul] = a.ko === undefined ? [a.en, b.ko] : [b.en, a.ko];
  if (latin !== undefined && hangul !== undefined && soundKey(latin) === soundKey(romanised(hangul)))
    return 'a Hangul title romanised, same artist';
  if (a.part !== undefined && b.part !== undefined && a.part !== b.part) return undefined;
  if (lengthsNear(a, b)) return 'Hangul and English title, same artist, lengths within 2 s';
  if (a.part !== undefined && a.part === b.part && onlyTwins(a, b, rows, (row) => row.part === a.part))
    return 'Hangul and English title, same artist, the only song of theirs in that part';
  if (
    a.releaseDate !== undefined &&
    a.releaseDate === b.releaseDate &&
    onlyTwins(a, b, rows, (row) => row.releaseDate === a.releaseDate)
  )
    return 'Hangul and English title, same artist, the only song of theirs that day';
  return undefined;
};

const handMerges = (
  rows: readonly ReadRow[],
  context: MergeContext,
  join: (a: ReadRow, b: ReadRow, rule: string) => void,
): void => {
  for (const { titles } of context.sameSongs) {
    const keys = titles.map(keyOf);
    const [first, ...others] = rows.filter(
      (row) => overlaps(row.keys, keys) || keys.includes(keyOf(row.row.title)),
    );
    for (const other of others) if (first) join(first, other, 'same song, decided by hand');
  }
};

const listUndecided = (clusters: readonly (readonly ReadRow[])[], context: MergeContext): void => {
  for (const [at, cluster] of clusters.entries()) {
    for (const other of clusters.slice(at + 1)) {
      const [a, b] = [cluster[0], other[0]];
      if (!a || !b) continue;
      const lineOf = `${context.dramaName}: ${showRow(a)} ↔ ${showRow(b)}`;
      const keys = cluster.flatMap((row) => row.keys);
      if (other.some((row) => overlaps(row.keys, keys)))
        context.log.undecided('same title in one drama by other artists (kept as two songs)', lineOf);
      else if (
        cluster.every((x) =>
          other.every((y) => complementary(x, y) && overlaps(singers(x), singers(y)) && (!x.part || !y.part)),
        )
      ) {
        context.log.undecided(
          'Hangul and English title by one artist in one drama, no further sign (kept as two songs)',
          lineOf,
        );
      }
    }
  }
};

const earliest = (rows: readonly ReadRow[]): string =>
  rows.flatMap(({ releaseDate }) => releaseDate ?? []).sort()[0] ?? '9999';

/** Puts the rows of one drama together into songs, each with its versions. */
export const clusterSongs = (rows: readonly ReadRow[], context: MergeContext): SongCluster[] => {
  const union = createUnion<ReadRow>();
  const join = (a: ReadRow, b: ReadRow, rule: string): void => {
    if (union.join(a, b)) context.log.merged(rule, `${context.dramaName}: ${showRow(a)} = ${showRow(b)}`);
  };
  const plain = rows.filter(({ version }) => version === undefined);
  const marked = rows.filter(({ version }) => version !== undefined);
  handMerges(rows, context, join);
  for (const [at, row] of plain.entries()) {
    union.find(row);
    for (const other of plain.slice(at + 1)) {
      const rule = ruleFor(row, other, plain, context);
      if (rule !== undefined) join(row, other, rule);
    }
  }
  const clusters = new Map<ReadRow, { rows: ReadRow[]; versions: ReadRow[] }>();
  for (const row of plain) {
    const root = union.find(row);
    const cluster = clusters.get(root) ?? { rows: [], versions: [] };
    cluster.rows.push(row);
    clusters.set(root, cluster);
  }
  for (const row of marked) {
    const all = [...clusters.values()];
    const sameTitle = all.filter((cluster) => cluster.rows.some((base) => overlaps(base.keys, row.keys)));
    const own = sameTitle.find((cluster) =>
      cluster.rows.some((base) => overlaps(singers(base), singers(row))),
    );
    const base = own ?? sameTitle.toSorted((a, b) => compareText(earliest(a.rows), earliest(b.rows)))[0];
    if (base) {
      base.versions.push(row);
      context.log.merged(
        own ? 'a marked version of a song' : 'a marked version of a song by another artist',
        `${context.dramaName}: ${showRow(base.rows[0] ?? row)} ← ${showRow(row)}`,
      );
    } else clusters.set(row, { rows: [row], versions: [] });
  }
  listUndecided(
    [...clusters.values()].map((cluster) => cluster.rows),
    context,
  );
  return [...clusters.values()];
};

/** A title in Latin letters that only spells the Hangul one. */
export const isRomanisationOf = (latin: string, hangul: string): boolean =>
  hasLatin(latin) && hasHangul(hangul) && soundKey(latin) === soundKey(romanised(hangul));
