import type { ImportLog } from './log.ts';
import type { RawFill, RawSong } from './raw-rows.ts';
import { keyOf, unique } from './text.ts';

const label = (row: RawSong): string => `${row.drama}: ${row.title} – ${row.artists.join(', ')}`;

const fits = (row: RawSong, { drama_id, match }: RawFill): boolean =>
  row.drama_id === drama_id &&
  ('title' in match ? row.title === match.title : row.title_ko === match.title_ko);

const sameName = (a: string | null | undefined, b: string | null | undefined): boolean =>
  a != null && b != null && keyOf(a) === keyOf(b);

type Singers = Pick<RawSong, 'artists' | 'artists_ko'>;

/** The row's singers with the Hangul names it lacks; singers only the fill names come after them. */
const joinSingers = (row: RawSong, set: RawFill['set']): Singers => {
  const singers = row.artists.map((name, at) => ({ name, ko: row.artists_ko?.[at] ?? null }));
  for (const [at, name] of (set.artists ?? []).entries()) {
    const ko = set.artists_ko?.[at] ?? null;
    const known = singers.find((one) =>
      [one.name, one.ko].some((own) => sameName(own, name) || sameName(own, ko)),
    );
    if (known === undefined) singers.push({ name, ko });
    else known.ko ??= ko;
  }
  return { artists: singers.map(({ name }) => name), artists_ko: singers.map(({ ko }) => ko) };
};

/** The row with what the fill adds, and what the fill says otherwise than the row. */
const fillRow = (
  row: RawSong,
  { set, source }: RawFill,
): { row: RawSong; filled: string[]; differs: string[] } => {
  const changes: Partial<RawSong> = {};
  const differs: string[] = [];
  for (const field of ['title_ko', 'title_en', 'part', 'release_date'] as const) {
    const [known, found] = [row[field], set[field]];
    if (!found) continue;
    if (!known) changes[field] = found;
    else if (known !== found) differs.push(`${field} ${known} kept, ${found} not`);
  }
  const singers = joinSingers(row, set);
  const before = {
    artists: row.artists,
    artists_ko: row.artists.map((_, at) => row.artists_ko?.[at] ?? null),
  };
  if (JSON.stringify(singers) !== JSON.stringify(before)) Object.assign(changes, singers);
  const filled = Object.keys(changes).filter(
    (field) => field !== 'artists_ko' || changes.artists === undefined,
  );
  if (filled.length === 0) return { row, filled, differs };
  return { row: { ...row, ...changes, source: unique([...row.source, ...source]) }, filled, differs };
};

/**
 * Puts what pages state into rows that lack it. What a row has stays, and a differing fill is listed as a conflict; a
 * fill that means no row, or several, changes nothing and is listed.
 */
export const applyFills = (
  rows: readonly RawSong[],
  fills: readonly RawFill[],
  log: ImportLog,
): RawSong[] => {
  const result = [...rows];
  for (const fill of fills) {
    const name = `#${fill.drama_id} ${'title' in fill.match ? fill.match.title : fill.match.title_ko}`;
    const places = result.flatMap((row, at) => (fits(row, fill) ? [{ row, at }] : []));
    const [place] = places;
    if (place === undefined) log.undecided('a fill that fits no row', name);
    else if (places.length > 1) log.undecided('a fill that fits several rows', name);
    else {
      const { row, filled, differs } = fillRow(place.row, fill);
      result[place.at] = row;
      for (const difference of differs) log.conflict(`${label(row)}: ${difference} (a fill)`);
      if (filled.length > 0) log.filled(`${label(row)}: ${filled.join(', ')}`);
    }
  }
  return result;
};
