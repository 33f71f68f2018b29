import type { YearRange } from '../years.ts';
import { inYears } from '../years.ts';
import type { Catalogue, Song } from './catalogue.ts';
import { fameOf, songYear } from './relations.ts';

/**
 * Every mood a song can have, at most 25 (Discord's limit for choices). The tags of the catalogue's sources come first; a
 * tag that is not in here is not shown.
 */
export const moods = [
  'romantic',
  'sweet',
  'longing',
  'melancholy',
  'heart-rending',
  'mourning',
  'anxious',
  'warm',
  'playful',
  'youthful',
  'uplifting',
  'calm',
  'dreamy',
  'eerie',
  'tense',
  'energetic',
  'epic',
] as const;

export type Mood = (typeof moods)[number];

const known: ReadonlySet<string> = new Set(moods);
export const isMood = (text: string): text is Mood => known.has(text);

/**
 * What a drama's genre suggests of its songs. Only genres that name a feeling or a pace; "Drama", "Business", "Law",
 * "Medical" and the like say what a drama is about, not how its songs feel.
 */
export const moodsOfGenre: Readonly<Record<string, readonly Mood[]>> = {
  Romance: ['romantic'],
  'Romantic comedy': ['romantic', 'playful'],
  Comedy: ['playful'],
  Sitcom: ['playful'],
  'Workplace comedy': ['playful'],
  Melodrama: ['heart-rending'],
  Family: ['warm'],
  Life: ['warm'],
  Food: ['warm'],
  Youth: ['youthful'],
  Fantasy: ['dreamy'],
  Supernatural: ['dreamy', 'eerie'],
  'Sci-Fi': ['dreamy'],
  Horror: ['eerie'],
  Mystery: ['eerie'],
  Thriller: ['tense'],
  Suspense: ['tense'],
  Crime: ['tense'],
  Psychological: ['tense'],
  Revenge: ['tense'],
  'Police procedural': ['tense'],
  Action: ['energetic'],
  Adventure: ['energetic'],
  Sports: ['energetic'],
  'Martial Arts': ['energetic'],
  Historical: ['epic'],
  'Historical Fiction': ['epic'],
  War: ['epic'],
  Military: ['epic'],
};

/** How many members of one server gave a song each mood. */
export type Tally = ReadonlyMap<Mood, number>;

/** Why a song has a mood: each kind of reason apart, because they are not worth the same. */
export interface MoodEvidence {
  readonly mood: Mood;
  /** Sources that state it as a tag. */
  readonly sources: readonly string[];
  /** Members of this server who tagged it. */
  readonly members: number;
  /** Genres of its dramas that suggest it. */
  readonly genres: readonly string[];
}

const noTally: Tally = new Map();

/** A source's word first, then members' by their number, then what only follows from a genre. */
const strength = ({ sources, members }: MoodEvidence): number =>
  sources.length > 0 ? Number.MAX_SAFE_INTEGER : members;

/** Every mood of a song, best attested first. */
export const moodsOf = (
  catalogue: Catalogue,
  song: Song,
  tally: Tally = noTally,
): readonly MoodEvidence[] => {
  const genres = [...new Set(song.dramaIds.flatMap((id) => catalogue.drama(id)?.genres ?? []))];
  const named = new Set([
    ...(song.moods ?? []).map(({ tag }) => tag),
    ...tally.keys(),
    ...genres.flatMap((genre) => moodsOfGenre[genre] ?? []),
  ]);
  return moods
    .filter((mood) => named.has(mood))
    .map((mood) => ({
      mood,
      sources: (song.moods ?? []).filter(({ tag }) => tag === mood).map(({ source }) => source),
      members: tally.get(mood) ?? 0,
      genres: genres.filter((genre) => moodsOfGenre[genre]?.includes(mood) === true),
    }))
    .filter(({ sources, members, genres: from }) => sources.length + members + from.length > 0)
    .sort((a, b) => strength(b) - strength(a));
};

/** The highest fame of a gem: about two songs in five are below. */
export const GEM_FAME_MOST = 35;

export interface MoodQuery {
  readonly mood: Mood;
  readonly years: YearRange | undefined;
  /** Little-known songs only. */
  readonly gems: boolean;
}

export interface SongInMood {
  readonly song: Song;
  readonly evidence: MoodEvidence;
}

/** The songs of a mood, best attested first; then the best known, or the least known when gems were asked for. */
export const songsInMood = (
  catalogue: Catalogue,
  { mood, years, gems }: MoodQuery,
  tallies: ReadonlyMap<string, Tally>,
): readonly SongInMood[] =>
  [...catalogue.songs.values()]
    .filter((song) => inYears(songYear(catalogue, song), years))
    .map((song) => ({ song, fame: fameOf(catalogue, song) }))
    .filter(({ fame }) => !gems || fame <= GEM_FAME_MOST)
    .flatMap(({ song, fame }) => {
      const evidence = moodsOf(catalogue, song, tallies.get(song.id)).find((one) => one.mood === mood);
      return evidence === undefined ? [] : [{ song, evidence, fame }];
    })
    .sort((a, b) => strength(b.evidence) - strength(a.evidence) || (gems ? a.fame - b.fame : b.fame - a.fame))
    .map(({ song, evidence }) => ({ song, evidence }));
