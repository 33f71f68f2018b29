import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import type { Titles } from '../catalogue/schema.ts';
import type { Search } from '../search/search.ts';
import { distance } from '../text/distance.ts';
import { fold } from '../text/fold.ts';
import { jamo } from '../text/hangul.ts';
import { foldersOf, keyOf, titleReadings, versionsIn } from './file-words.ts';
import type { FileFacts, OtherVersion, TitleReading } from './file-words.ts';

export type { FileFacts, OtherVersion } from './file-words.ts';

/** A song that a file may be, and what speaks for and against it. */
export interface Candidate {
  readonly songId: string;
  /** 0–1. */
  readonly score: number;
  readonly why: string;
}

export type FileMatch =
  | ({ readonly kind: 'matched' } & Candidate)
  /** A recording that is not the song's own: played for it, it would mislead. */
  | ({ readonly kind: 'version'; readonly version: OtherVersion } & Candidate)
  | { readonly kind: 'doubtful'; readonly reason: string; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'unmatched'; readonly reason: string };

export type MatchFile = (file: FileFacts) => FileMatch;

/**
 * What each piece of evidence is worth. The title alone never carries a match: "Stay With Me" is dozens of songs. With its
 * performer, or its drama, it does; a performer who is another one takes it back.
 */
const worth = { title: 0.5, artist: 0.25, otherArtist: -0.3, drama: 0.2, length: 0.1, otherLength: -0.2 };
const enough = 0.7;
const worthMentioning = 0.4;
/** A runner-up nearer than this makes the first a guess. */
const clearBy = 0.08;
const sameLengthMs = 4_000;
const otherLengthMs = 15_000;
/** Titles below this share of equal keystrokes are other titles. */
const alike = 0.85;
const mostCandidates = 5;
/** A search takes a millisecond or two: whole, before and after the dash. */
const mostSearches = 3;

const ownNames = ({ en, ko, romanised, short = [], other = [] }: Titles): string[] =>
  [en, ko, romanised, ...short, ...other].filter((name) => name !== undefined);

/** "Title (Subtitle)" and "Title: Subtitle" are also filed under the first half. */
const withFirstHalf = (name: string): string[] => [
  name,
  ...[/\s*[([（].*$/u, /\s*[:：]\s.*$/u].map((rest) => name.replace(rest, '')).filter((half) => half !== ''),
];

const similarity = (a: string, b: string): number => {
  const longest = Math.max(a.length, b.length);
  const limit = Math.floor(longest * (1 - alike));
  const slips = distance(a, b, limit);
  return slips > limit ? 0 : 1 - slips / longest;
};

/** Whether a name stands in a text as whole words, however they are spaced. */
const names = (texts: readonly string[], name: string): boolean => {
  const folded = fold(name);
  if (folded === '') return false;
  const key = keyOf(name);
  return texts.some((text) => ` ${fold(text)} `.includes(` ${folded} `) || keyOf(text) === key);
};

interface Evidence {
  readonly reading: TitleReading;
  readonly titleScore: number;
}

export const createMatchFile = (catalogue: Catalogue, search: Search): MatchFile => {
  const byTitle = new Map<string, string[]>();
  const titlesOf = (song: Song): string[] => ownNames(song.titles).flatMap(withFirstHalf);
  for (const song of catalogue.songs.values())
    for (const key of new Set(titlesOf(song).map(keyOf))) {
      const list = byTitle.get(key);
      if (list) list.push(song.id);
      else byTitle.set(key, [song.id]);
    }

  const performerNames = (song: Song): string[] =>
    song.credits
      .filter(({ role }) => role === 'performer' || role === 'featuring')
      .flatMap(({ artist }) => {
        const found = catalogue.artist(artist);
        const groups = found?.memberOf?.map((id) => catalogue.artist(id)) ?? [];
        return [found, ...groups].flatMap((one) => (one === undefined ? [] : ownNames(one.names)));
      });
  const dramaNames = (song: Song): string[] =>
    song.dramaIds.flatMap((id) => ownNames(catalogue.drama(id)?.titles ?? {})).flatMap(withFirstHalf);

  const weigh = (song: Song, file: FileFacts, { reading, titleScore }: Evidence): Candidate => {
    const why = [titleScore === 1 ? 'same title' : `title ${Math.round(titleScore * 100)} % alike`];
    let score = titleScore * worth.title;
    const add = (points: number, reason: string): void => {
      score += points;
      why.push(reason);
    };
    const beside = [...reading.beside, ...foldersOf(file.path)];
    const artists = performerNames(song);
    const { artist: artistTag, album } = file;
    if (artists.some((name) => names([...beside, artistTag ?? ''], name)))
      add(worth.artist, 'performer named');
    else if (artistTag !== undefined && artists.length > 0) add(worth.otherArtist, 'another performer');
    if (dramaNames(song).some((name) => names([...beside, album ?? ''], name)))
      add(worth.drama, 'drama named');
    if (file.lengthMs !== undefined && song.lengthMs !== undefined) {
      const off = Math.abs(file.lengthMs - song.lengthMs);
      if (off <= sameLengthMs) add(worth.length, 'same length');
      else if (off > otherLengthMs) add(worth.otherLength, 'another length');
    }
    return { songId: song.id, score: Math.min(1, Math.max(0, score)), why: why.join(', ') };
  };

  /** Songs whose title is one of the readings; else those whose titles are nearly so. */
  const evidenceFor = (readings: readonly TitleReading[]): (readonly [string, Evidence])[] => {
    const exact = readings.flatMap((reading) =>
      (byTitle.get(keyOf(reading.title)) ?? []).map(
        (songId) => [songId, { reading, titleScore: 1 }] as const,
      ),
    );
    if (exact.length > 0) return exact;
    const searched = new Map(readings.map((reading) => [keyOf(reading.title), reading]));
    return [...searched.values()].slice(0, mostSearches).flatMap((reading) =>
      search.find(reading.title.slice(0, 100), { kind: 'song', limit: mostCandidates }).flatMap(({ id }) => {
        const song = catalogue.song(id);
        if (song === undefined) return [];
        const typed = jamo(keyOf(reading.title));
        const titleScore = Math.max(
          0,
          ...titlesOf(song).map((title) => similarity(typed, jamo(keyOf(title)))),
        );
        return titleScore === 0 ? [] : [[id, { reading, titleScore }] as const];
      }),
    );
  };

  const rank = (file: FileFacts): Candidate[] => {
    const best = new Map<string, Candidate>();
    for (const [songId, evidence] of evidenceFor(titleReadings(file))) {
      const song = catalogue.song(songId);
      if (song === undefined) continue;
      const candidate = weigh(song, file, evidence);
      if (candidate.score > (best.get(songId)?.score ?? -1)) best.set(songId, candidate);
    }
    return [...best.values()].sort((a, b) => b.score - a.score || a.songId.localeCompare(b.songId));
  };

  /** Words that mark a version mean nothing where the song's own title has them. */
  const versionOf = (file: FileFacts, songId: string): OtherVersion | undefined => {
    const song = catalogue.song(songId);
    const own = new Set(ownNames(song?.titles ?? {}).flatMap((title) => fold(title).split(' ')));
    return [...versionsIn(file)].find(
      ([word, version]) => !own.has(word) && !(version === 'instrumental' && song?.instrumental === true),
    )?.[1];
  };

  return (file) => {
    const candidates = rank(file).slice(0, mostCandidates);
    const [first, second] = candidates;
    if (first === undefined)
      return { kind: 'unmatched', reason: 'no song of the catalogue has such a title' };
    const version = versionOf(file, first.songId);
    if (first.score < worthMentioning)
      return { kind: 'unmatched', reason: `the nearest song does not fit: ${first.songId} (${first.why})` };
    if (version !== undefined) return { kind: 'version', version, ...first };
    if (first.score < enough)
      return { kind: 'doubtful', reason: `not enough agrees: ${first.why}`, candidates };
    if (second !== undefined && first.score - second.score < clearBy)
      return { kind: 'doubtful', reason: 'two songs fit as well', candidates };
    return { kind: 'matched', ...first };
  };
};
