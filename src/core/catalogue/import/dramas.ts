import type { Titles } from '../schema.ts';
import type { ImportLog } from './log.ts';
import type { Overrides, RawDrama } from './raw-rows.ts';
import {
  cleanText,
  compareText,
  hasHangul,
  keyOf,
  romanised,
  soundKey,
  unique,
  uniqueByKey,
} from './text.ts';
import { createUnion } from './union.ts';

/** A series put together from all raw rows that mean it. */
export interface ImportedDrama {
  /** The `drama_id`s of its rows, the one with most facts first. */
  readonly rawIds: readonly number[];
  readonly titles: Titles;
  readonly year?: number;
  readonly network?: string;
  readonly genres: readonly string[];
  readonly aired?: { from?: string; to?: string };
  readonly episodes?: number;
  readonly popularity: number;
  readonly sources: readonly string[];
}

const networkNames: ReadonlyMap<string, string> = new Map([
  ['서울방송', 'SBS'],
  ['KBS 1TV', 'KBS1'],
  ['KBS 제1TV', 'KBS1'],
  ['KBS 제2TV', 'KBS2'],
  ['TV조선', 'TV Chosun'],
  ['채널A', 'Channel A'],
  ['채널CGV', 'CGV'],
  ['투니버스', 'Tooniverse'],
  ['E채널', 'E-Channel'],
  ['MBC 드라마넷', 'MBC Dramanet'],
  ['OBS 경인TV', 'OBS'],
  ['Educational Broadcasting System', 'EBS'],
  ['Maeil Broadcasting Network', 'MBN'],
]);

/** Sources run several broadcasters together ("jTBC Naver TV Cast vLive"). */
const severalNetworks =
  /Naver TV Cast|Daum Kakao TV|TV Chosun|Channel A|MBC every1|MBC Dramanet|SBS Plus|KBS Drama|Genie TV|COUPANG TV|LINE TV|U\+ Mobile TV|Apple TV\+|Disney\+|KBS ?[12]|\S+/g;

const cleanNetwork = (given: string): string => {
  // Names of logo files and captions got into the field: "OCN_LOGO.png", "MBC TV뉴스 인용".
  const raw = given.replace(/[_ ].*(?:\.png|인용)$/, '');
  const known = networkNames.get(raw);
  if (known !== undefined) return known;
  const parts = raw.match(severalNetworks) ?? [raw];
  const platforms =
    /^(?:Naver TV Cast|vLive|Viki|TVING|Wavve|Genie TV|iQiyi|OCN|tvN|jTBC|JTBC|MBC|SBS|MBN|ENA|DramaX|Netflix|KBS[12]|TV Chosun|MBC every1)$/;
  const joined = parts.length > 1 && parts.every((part) => platforms.test(part)) ? parts.join(', ') : raw;
  return joined.replace(/jTBC/g, 'JTBC');
};

const genreNames: ReadonlyMap<string, string> = new Map([
  ['romantic', 'Romance'],
  ['romantic drama', 'Romance'],
  ['romance drama', 'Romance'],
  ['family drama', 'Family'],
  ['historical drama', 'Historical'],
  ['historical period drama', 'Historical'],
  ['period drama', 'Historical'],
  ['medical drama', 'Medical'],
  ['crime drama', 'Crime'],
  ['political drama', 'Political'],
  ['legal drama', 'Law'],
  ['legal', 'Law'],
  ['youth drama', 'Youth'],
  ['teen drama', 'Youth'],
  ['science fiction', 'Sci-Fi'],
  ['situation comedy', 'Sitcom'],
  ['slice-of-life', 'Life'],
  ['slice of life', 'Life'],
]);

const cleanGenres = (genres: readonly string[]): string[] =>
  unique(
    genres.map(
      (genre) => genreNames.get(genre.toLowerCase()) ?? genre.charAt(0).toUpperCase() + genre.slice(1),
    ),
  );

/** The list of series a source stands for; two copies of one site in one repository are two lists when their files differ. */
const listOf = (source: string): string => {
  const repository = /^github:([^@]+)/.exec(source)?.[1] ?? source;
  return source.includes('Wikipedia, CC') ? `${repository} Wikipedia` : repository;
};

/** A shorter list is a source of songs or of a single title, not a list of series. */
const shortestList = 50;

/**
 * 0–100. Each list that names a series adds −ln(share of all series on that list), so a list of the 160 best-known counts three
 * times as much as one of half of all; titles in other languages and song rows (charted ones three times) add their logarithms.
 * The best-known series is 100.
 */
const popularities = (
  groups: readonly (readonly RawDrama[])[],
  songSigns: (ids: readonly number[]) => number,
): number[] => {
  const sizes = new Map<string, number>();
  const lists = groups.map((group) => unique(group.flatMap(({ source }) => source.map(listOf))));
  for (const name of lists.flat()) sizes.set(name, (sizes.get(name) ?? 0) + 1);
  const weightOf = (list: string): number => {
    const size = sizes.get(list) ?? 0;
    return size < shortestList ? 0 : -Math.log(size / (groups.length + 1));
  };
  const scores = groups.map((group, at) => {
    const fromLists = (lists[at] ?? []).reduce((sum, list) => sum + weightOf(list), 0);
    const languages = unique(group.flatMap((row) => row.alt_titles)).length;
    return fromLists + Math.log1p(languages) + 1.5 * Math.log1p(songSigns(group.map((row) => row.drama_id)));
  });
  const best = Math.max(...scores, 1);
  return scores.map((score) => Math.round((score / best) * 100));
};

const seasonless = (title: string): string => keyOf(title).replace(/시즌|season/g, '');

const addition =
  /(?:^| )(?:Recap )?(?:Special|SP)$|Special: |Making Film|Christmas Edition|YouTube Edition|Special Concert|Hidden Room/;

/** "Hwarang Special" beside "Hwarang"; "Goblin Special: The Summoning", 도깨비, beside 쓸쓸하고 찬란하神 - 도깨비. */
const isAdditionTo = (row: RawDrama, other: RawDrama): boolean => {
  if (other === row) return false;
  const english = row.title_en ?? '';
  const base = other.title_en;
  if (base && base !== english && english.startsWith(base) && /^(?::| |\d)/.test(english.slice(base.length)))
    return true;
  return !!row.title_ko && !!other.title_ko && keyOf(other.title_ko).endsWith(keyOf(row.title_ko));
};

/** Why a row is no Korean series, or undefined. A row with songs is never dropped by rule. */
const reasonToDrop = (row: RawDrama, rows: readonly RawDrama[]): string | undefined => {
  const genres = new Set(row.genres);
  if (row.network === '후지 TV') return 'a Japanese series';
  if (row.title_en?.endsWith('(film)')) return 'a film';
  if (genres.has('Tokusatsu')) return 'not a Korean series (tokusatsu)';
  if (genres.has("Children's television series")) return "a children's programme";
  if (genres.has('Variety show')) return 'a variety show';
  if (addition.test(row.title_en ?? '') && rows.some((other) => isAdditionTo(row, other))) {
    return 'a special or recap of another series';
  }
  return genres.has('Documentary') ? 'a documentary or making-of' : undefined;
};

const sameSeries = (a: RawDrama, b: RawDrama): string | undefined => {
  const near = a.year != null && b.year != null && Math.abs(a.year - b.year) <= 1;
  if (!near) return undefined;
  const conflict = (left: string | null | undefined, right: string | null | undefined): boolean =>
    !!left && !!right && seasonless(left) !== seasonless(right);
  const oneWithout = !a.title_en || !b.title_en || !a.title_ko || !b.title_ko;
  if (!oneWithout || conflict(a.title_en, b.title_en) || conflict(a.title_ko, b.title_ko)) return undefined;
  const sameNetwork =
    !a.network || !b.network || cleanNetwork(a.network).slice(0, 3) === cleanNetwork(b.network).slice(0, 3);
  if (!sameNetwork) return undefined;
  if (a.title_en && b.title_en) return 'same English title, year and broadcaster';
  return a.title_ko && b.title_ko ? 'same Hangul title, year and broadcaster' : undefined;
};

const facts = (row: RawDrama): number =>
  row.source.length +
  (row.title_en ? 2 : 0) +
  (row.title_ko ? 2 : 0) +
  row.alt_titles.length / 100 +
  (row.episodes ? 1 : 0);

const byTitle = (rows: readonly RawDrama[]): Map<string, RawDrama[]> => {
  const found = new Map<string, RawDrama[]>();
  for (const row of rows) {
    for (const key of unique(
      [row.title_en, row.title_ko].filter((title) => !!title).map((title) => seasonless(title ?? '')),
    )) {
      found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  return found;
};

const acronymOf = (title: string): string =>
  title
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0))
    .join('')
    .toLowerCase();

const sortAlternatives = (
  en: string | undefined,
  ko: string | undefined,
  alternatives: readonly string[],
): { romanised?: string; short: string[]; other: string[] } => {
  const sound = ko === undefined ? undefined : soundKey(romanised(ko));
  const romanisedTitle =
    sound === undefined || sound.length < 4
      ? undefined
      : alternatives.find(
          (title) => !hasHangul(title) && soundKey(title) === sound && keyOf(title) !== keyOf(en ?? ''),
        );
  const short: string[] = [];
  const other: string[] = [];
  for (const title of alternatives) {
    if (title === romanisedTitle || keyOf(title) === keyOf(en ?? '') || keyOf(title) === keyOf(ko ?? ''))
      continue;
    const isAcronym =
      /^[A-Z]{2,6}$/.test(title) &&
      (en ?? '').split(' ').length > 1 &&
      acronymOf(en ?? '').includes(title.slice(0, 2).toLowerCase());
    const isPart = (whole: string | undefined): boolean =>
      whole !== undefined &&
      !title.includes(' ') &&
      title.length >= 2 &&
      whole.split(/[\s:,-]+/).includes(title);
    if (isAcronym || isPart(ko) || (hasHangul(title) && isPart(ko))) short.push(title);
    else other.push(title);
  }
  return { ...(romanisedTitle !== undefined && { romanised: romanisedTitle }), short, other };
};

const titlesOf = (group: readonly RawDrama[], overrides: Overrides): Titles => {
  const fixes = group.map(({ drama_id }) => overrides.dramas[String(drama_id)]);
  const pick = (field: 'en' | 'ko', rawField: 'title_en' | 'title_ko'): string | undefined => {
    const fixed = fixes.find((fix) => fix?.[field] !== undefined)?.[field];
    const raw = group.find((row) => row[rawField])?.[rawField];
    return fixed ?? (raw ? cleanText(raw) : undefined);
  };
  const en = pick('en', 'title_en');
  const ko = pick('ko', 'title_ko');
  const all = group
    .flatMap((row) => [row.title_en, row.title_ko, ...row.alt_titles])
    .filter((title): title is string => !!title);
  const wrong = new Set(
    fixes.flatMap((fix, at) => [
      fix?.en === undefined ? null : group[at]?.title_en,
      fix?.ko === undefined ? null : group[at]?.title_ko,
    ]),
  );
  const alternatives = uniqueByKey(all.filter((title) => !wrong.has(title)).map(cleanText)).filter(
    (title) => title.length <= 300,
  );
  const sorted = sortAlternatives(en, ko, alternatives);
  const short = uniqueByKey([...fixes.flatMap((fix) => fix?.short ?? []), ...sorted.short]);
  const shortKeys = new Set(short.map(keyOf));
  const other = sorted.other.filter((title) => !shortKeys.has(keyOf(title)));
  return {
    ...(en !== undefined && { en }),
    ...(ko !== undefined && { ko }),
    ...(sorted.romanised !== undefined && { romanised: sorted.romanised }),
    ...(short.length > 0 && { short }),
    ...(other.length > 0 && { other }),
  };
};

const isDate = (value: string | null | undefined): value is string =>
  value != null && /^\d{4}-\d\d-\d\d$/.test(value);

const toDrama = (group: readonly RawDrama[], popularity: number, overrides: Overrides): ImportedDrama => {
  const first = <T>(read: (row: RawDrama) => T | null | undefined): T | undefined =>
    group.map(read).find((value) => value != null) ?? undefined;
  const from = group.map((row) => row.aired_from).find(isDate);
  const to = group.map((row) => row.aired_to).find(isDate);
  const year = first((row) => row.year) ?? (from === undefined ? undefined : Number(from.slice(0, 4)));
  const network = first((row) => row.network);
  const episodes = first((row) => row.episodes);
  return {
    rawIds: group.map(({ drama_id }) => drama_id),
    titles: titlesOf(group, overrides),
    ...(year !== undefined && { year }),
    ...(network !== undefined && { network: cleanNetwork(network) }),
    genres: cleanGenres(group.flatMap(({ genres }) => genres)),
    ...((from ?? to) !== undefined && {
      aired: { ...(from !== undefined && { from }), ...(to !== undefined && { to }) },
    }),
    ...(episodes !== undefined && episodes > 0 && { episodes }),
    popularity,
    sources: unique(group.flatMap(({ source }) => source))
      .filter((source) => !source.startsWith('linked '))
      .sort(compareText),
  };
};

/** Titles composed and spaced alike; a Latin title in the Hangul field ("WATCHER") goes where Latin titles are. */
const withCleanTitles = (row: RawDrama): RawDrama => {
  const hangulTitle = row.title_ko ? cleanText(row.title_ko) : null;
  const isHangul = hangulTitle !== null && hasHangul(hangulTitle);
  return {
    ...row,
    title_en: row.title_en ? cleanText(row.title_en) : isHangul ? null : hangulTitle,
    title_ko: isHangul ? hangulTitle : null,
    alt_titles: [...row.alt_titles, ...(isHangul || hangulTitle === null ? [] : [hangulTitle])].map(
      cleanText,
    ),
  };
};

const label = (row: RawDrama): string =>
  `${row.title_en ?? '–'} / ${row.title_ko ?? '–'} (${row.year ?? '?'}, #${row.drama_id})`;

/** A short name that is the title of another series would hide that one: it stays findable as one of the other titles. */
const withoutBorrowedNames = (dramas: readonly ImportedDrama[], log: ImportLog): ImportedDrama[] => {
  const owners = new Map<string, ImportedDrama[]>();
  for (const drama of dramas)
    for (const title of [drama.titles.en, drama.titles.ko])
      if (title !== undefined) owners.set(keyOf(title), [...(owners.get(keyOf(title)) ?? []), drama]);
  return dramas.map((drama) => {
    const { short = [], other = [], ...titles } = drama.titles;
    const isBorrowed = (name: string): boolean =>
      (owners.get(keyOf(name)) ?? []).some((owner) => owner !== drama);
    const borrowed = short.filter(isBorrowed);
    if (borrowed.length === 0) return drama;
    for (const name of borrowed)
      log.undecided(
        'a short name that is the title of another series (kept as another title)',
        `${titles.en ?? titles.ko ?? ''}: ${name}`,
      );
    const own = short.filter((name) => !isBorrowed(name));
    return {
      ...drama,
      titles: { ...titles, ...(own.length > 0 && { short: own }), other: [...borrowed, ...other] },
    };
  });
};

/** Drops what is no series, puts rows of one series together and ranks its titles. `songSigns` counts facts about a series' songs. */
export const importDramas = (
  rows: readonly RawDrama[],
  overrides: Overrides,
  songSigns: (ids: readonly number[]) => number,
  log: ImportLog,
): ImportedDrama[] => {
  const cleanRows = rows.map(withCleanTitles);
  const kept = cleanRows.filter((row) => {
    const fix = overrides.dramas[String(row.drama_id)];
    const reason =
      fix?.drop === true
        ? fix.reason
        : songSigns([row.drama_id]) > 0
          ? undefined
          : reasonToDrop(row, cleanRows);
    if (reason !== undefined) log.dropped(reason, label(row));
    return reason === undefined;
  });
  const union = createUnion<number>();
  const rowsById = new Map(kept.map((row) => [row.drama_id, row]));
  for (const sharing of byTitle(kept).values()) {
    for (const [at, row] of sharing.entries()) {
      for (const other of sharing.slice(at + 1)) {
        const rule = sameSeries(row, other);
        if (rule !== undefined && union.join(row.drama_id, other.drama_id))
          log.merged(`dramas: ${rule}`, `${label(row)} = ${label(other)}`);
      }
    }
  }
  for (const [id, fix] of Object.entries(overrides.dramas)) {
    const [row, other] = [rowsById.get(Number(id)), rowsById.get(fix.mergeInto ?? -1)];
    if (row && other && union.join(other.drama_id, row.drama_id))
      log.merged('dramas: decided by hand', `${label(other)} = ${label(row)} (${fix.reason})`);
  }
  const groups = new Map<number, RawDrama[]>();
  for (const row of kept) {
    const root = union.find(row.drama_id);
    groups.set(root, [...(groups.get(root) ?? []), row]);
  }
  const ordered = [...groups.values()].map((group) =>
    group.toSorted((a, b) => facts(b) - facts(a) || a.drama_id - b.drama_id),
  );
  const scores = popularities(ordered, songSigns);
  return withoutBorrowedNames(
    ordered.map((group, at) => toDrama(group, scores[at] ?? 0, overrides)),
    log,
  );
};
