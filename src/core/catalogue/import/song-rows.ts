import type { Credit, SongRow, Titles, Version } from '../schema.ts';
import type { ImportLog } from './log.ts';
import { isRomanisationOf, showRow, type ReadRow, type SongCluster } from './songs.ts';
import { cleanText, compareText, hasHangul, keyOf, unique, uniqueByKey } from './text.ts';

/** Tag charts of Melon and Genie among the sources: the file's name is the tag. Moods are feelings, scenes are occasions. */
const moodTags: ReadonlyMap<string, string> = new Map([
  ['애도', 'mourning'],
  ['애절한', 'heart-rending'],
  ['그리움', 'longing'],
  ['우울', 'melancholy'],
  ['로맨틱한', 'romantic'],
  ['달콤한', 'sweet'],
  ['불안', 'anxious'],
]);
const sceneTags: ReadonlyMap<string, string> = new Map([
  ['발렌타인데이', 'valentines-day'],
  ['화이트데이', 'white-day'],
  ['고백', 'confession'],
  ['달리기', 'running'],
  ['노래방', 'karaoke'],
  ['가을', 'autumn'],
]);

const tagsFrom = (
  sources: readonly string[],
  names: ReadonlyMap<string, string>,
): { tag: string; source: string }[] =>
  sources.flatMap((source) => {
    const tag = names.get(/data\/tags\/(.+)\.csv/.exec(source)?.[1] ?? '');
    return tag === undefined ? [] : [{ tag, source }];
  });

/** Signs that a song is known: each chart or playlist among its sources, the Melon Top 100 twice. */
const isChart = (source: string): boolean => /Melon|playlist/i.test(source);
const chartSigns = (rows: readonly ReadRow[]): number => {
  const charts = unique(rows.flatMap(({ row }) => row.source).filter(isChart)).length;
  return charts + (rows.some(({ row }) => row.first_chart_week) ? 1 : 0);
};
/** 0–100, approaching 100: one sign is 35, the Top 100 alone 58, four signs 82. */
const songPopularity = (signs: number): number => Math.round(100 * (1 - 0.65 ** signs));

/** A press or album page was read for this song; MusicBrainz is edited by people; stores date re-issues; charts date nothing. */
const rank = (source: string): number => {
  if (source.startsWith('page:')) return 4;
  if (source.includes('MusicBrainz')) return 3;
  if (source.includes('Spotify')) return 2;
  return 1;
};
const rowRank = ({ row }: ReadRow): number => Math.max(...row.source.map(rank), 0);

interface Choice {
  readonly rows: readonly ReadRow[];
  readonly what: string;
  readonly log: ImportLog;
  readonly dramaName: string;
  /** First and last day of the series, as far as known. */
  readonly aired?: { readonly from: string; readonly to: string } | undefined;
}

const isFar = (a: string | number, b: string | number): boolean =>
  typeof a === 'string' || typeof b === 'string' || Math.abs(a - b) > 2000;

/** The value of the best-sourced row; more rows, then the smaller value, decide between equals. Differences are listed. */
const choose = <T extends string | number>(
  { rows, what, log, dramaName }: Choice,
  read: (row: ReadRow) => T | undefined,
): T | undefined => {
  const votes = new Map<T, { rank: number; rows: number; from: ReadRow }>();
  for (const row of rows) {
    const value = read(row);
    if (value === undefined) continue;
    const vote = votes.get(value) ?? { rank: 0, rows: 0, from: row };
    votes.set(value, { rank: Math.max(vote.rank, rowRank(row)), rows: vote.rows + 1, from: vote.from });
  }
  const ordered = [...votes].sort(([a, x], [b, y]) => y.rank - x.rank || y.rows - x.rows || (a < b ? -1 : 1));
  const [best, ...others] = ordered;
  const differs = best !== undefined && others.some(([value]) => isFar(value, best[0]));
  if (differs)
    log.conflict(
      `${dramaName}: ${showRow(best[1].from)}: ${what} ${best[0]} kept, ${others.map(([value]) => value).join(', ')} not`,
    );
  return best?.[0];
};

const mostUsed = (texts: readonly string[]): string[] => {
  const uses = new Map<string, number>();
  for (const text of texts)
    uses.set(
      text,
      (uses.get(text) ?? 0) + (text === text.toUpperCase() && text !== text.toLowerCase() ? 0.9 : 1),
    );
  return [...uses].sort(([, a], [, b]) => b - a).map(([text]) => text);
};

const titlesOf = (rows: readonly ReadRow[]): Titles => {
  const english = mostUsed(rows.flatMap(({ titles }) => titles.flatMap(({ en }) => en ?? [])));
  const hangul = mostUsed(rows.flatMap(({ titles }) => titles.flatMap(({ ko }) => ko ?? [])));
  const ko = hangul[0];
  const given = rows.flatMap(({ row }) => (row.title_romanised ? [cleanText(row.title_romanised)] : []));
  // A Latin title that spells the Hangul one is its romanisation when another, English, title is known.
  const en = english.find((title) => ko === undefined || !isRomanisationOf(title, ko)) ?? english[0];
  const romanised =
    given[0] ?? english.find((title) => title !== en && ko !== undefined && isRomanisationOf(title, ko));
  const other = uniqueByKey([
    ...english,
    ...hangul,
    ...rows.flatMap(({ titles }) => titles.flatMap(({ full }) => full ?? [])),
  ]).filter((title) => ![en, ko, romanised].some((own) => own !== undefined && keyOf(own) === keyOf(title)));
  return {
    ...(en !== undefined && { en }),
    ...(ko !== undefined && { ko }),
    ...(romanised !== undefined && { romanised }),
    ...(other.length > 0 && { other }),
  };
};

const creditsOf = (rows: readonly ReadRow[], idOf: (key: string) => string): Credit[] => {
  const featuring = unique(rows.flatMap((row) => row.featuring.map(idOf)));
  const performers = unique(rows.flatMap((row) => row.performers.map(idOf))).filter(
    (id) => !featuring.includes(id),
  );
  return [
    ...performers.map((artist) => ({ artist, role: 'performer' as const })),
    ...featuring.map((artist) => ({ artist, role: 'featuring' as const })),
  ];
};

const soundLength = (ms: number | null | undefined): number | undefined =>
  ms != null && ms >= 10_000 && ms <= 3_600_000 ? Math.round(ms) : undefined;

const dayMs = 86_400_000;

/** 2 while the series aired (give or take two months), 1 within the years around it, 0 otherwise. Unknown airing fits all. */
const airingFit = ({ aired }: Pick<Choice, 'aired'>, date: string): number => {
  if (aired === undefined) return 1;
  const at = Date.parse(date);
  if (at >= Date.parse(aired.from) - 60 * dayMs && at <= Date.parse(aired.to) + 60 * dayMs) return 2;
  const year = Number(date.slice(0, 4));
  return year >= Number(aired.from.slice(0, 4)) - 1 && year <= Number(aired.to.slice(0, 4)) + 1 ? 1 : 0;
};

/**
 * The date that fits the airing; then one a press or album page states; then the earliest, because stores and MusicBrainz
 * date a song by the full album that followed its part. A date years away from the airing is a re-issue or a slip.
 */
const chooseDate = (choice: Omit<Choice, 'what'>): string | undefined => {
  const dates = choice.rows.flatMap((row) =>
    row.releaseDate === undefined ? [] : [{ row, date: row.releaseDate }],
  );
  const isPage = (row: ReadRow): number => (rowRank(row) === 4 ? 1 : 0);
  const [best, ...others] = dates.toSorted(
    (a, b) =>
      airingFit(choice, b.date) - airingFit(choice, a.date) ||
      isPage(b.row) - isPage(a.row) ||
      compareText(a.date, b.date),
  );
  if (best === undefined) return undefined;
  const line = `${choice.dramaName}: ${showRow(best.row)}: release date`;
  const rejected = unique(others.map(({ date }) => date)).filter((date) => date !== best.date);
  if (airingFit(choice, best.date) === 0) {
    choice.log.conflict(`${line} ${best.date} is more than a year from the airing, left out`);
    return undefined;
  }
  if (rejected.length > 0) choice.log.conflict(`${line} ${best.date} kept, ${rejected.join(', ')} not`);
  return best.date;
};

const releaseFacts = (choice: Omit<Choice, 'what'>): Pick<SongRow, 'part' | 'releaseDate' | 'lengthMs'> => {
  const part = choose({ ...choice, what: 'part' }, (row) => row.part);
  const releaseDate = chooseDate(choice);
  const lengthMs = choose({ ...choice, what: 'length' }, ({ row }) => soundLength(row.duration_ms));
  return {
    ...(part !== undefined && { part }),
    ...(releaseDate !== undefined && { releaseDate }),
    ...(lengthMs !== undefined && { lengthMs }),
  };
};

const spotifyOf = (rows: readonly ReadRow[]): string | undefined =>
  rows.map(({ row }) => row.spotify_id).find((id) => !!id) ?? undefined;
const sourcesOf = (rows: readonly ReadRow[]): string[] =>
  unique(rows.flatMap(({ row }) => row.source)).sort(compareText);

const versionRow = (
  row: ReadRow,
  baseCredits: readonly Credit[],
  idOf: (key: string) => string,
  choice: Omit<Choice, 'rows' | 'what'>,
): Version => {
  const credits = creditsOf([row], idOf);
  const byOthers =
    credits.length > 0 && !credits.some(({ artist }) => baseCredits.some((base) => base.artist === artist));
  const title = cleanText(row.row.title);
  const spotify = spotifyOf([row]);
  return {
    kind: byOthers && row.version === 'other' ? 'cover' : (row.version ?? 'other'),
    titles: hasHangul(title)
      ? { ko: title }
      : { en: title, ...(row.row.title_ko && { ko: cleanText(row.row.title_ko) }) },
    ...(byOthers && { credits }),
    ...releaseFacts({ ...choice, rows: [row] }),
    ...(spotify !== undefined && { ids: { spotify } }),
    sources: sourcesOf([row]),
  };
};

/**
 * A row says so, or the title does ("(Inst.)") and no sung song goes with it. Composers as artists prove nothing (some sing)
 * and neither does "Theme" in a title: True Love (Main Theme) is sung.
 */
const isInstrumental = (rows: readonly ReadRow[]): boolean =>
  rows.some(({ row }) => row.instrumental === true) ||
  rows.every(({ version }) => version === 'instrumental');

/** A song without its id, and the facts by which ids are kept from one run to the next. */
export type NamelessSong = Omit<SongRow, 'id'> & { readonly keys: readonly string[] };

export const songFrom = (
  cluster: SongCluster,
  idOf: (key: string) => string,
  choice: Omit<Choice, 'rows' | 'what'>,
): NamelessSong => {
  const { rows } = cluster;
  const credits = creditsOf(rows, idOf);
  const spotify = spotifyOf(rows);
  const album = mostUsed(rows.flatMap(({ row }) => (row.album ? [cleanText(row.album)] : [])))[0];
  const moods = tagsFrom(sourcesOf(rows), moodTags);
  const scenes = tagsFrom(sourcesOf(rows), sceneTags);
  const signs = chartSigns(rows);
  return {
    titles: titlesOf(rows),
    credits,
    ...releaseFacts({ ...choice, rows }),
    ...(album !== undefined && { album }),
    ...(isInstrumental(rows) && { instrumental: true as const }),
    ...(cluster.versions.length > 0 && {
      versions: cluster.versions.map((row) => versionRow(row, credits, idOf, choice)),
    }),
    ...(spotify !== undefined && { ids: { spotify } }),
    ...(moods.length > 0 && { moods }),
    ...(scenes.length > 0 && { scenes }),
    ...(signs > 0 && { popularity: songPopularity(signs) }),
    sources: sourcesOf(rows),
    keys: unique(rows.flatMap((row) => row.keys)),
  };
};
