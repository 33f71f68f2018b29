import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import type { Rng } from '../ports.ts';
import { pickFrom } from '../rng.ts';
import { answersOf } from './answers.ts';
import { fairGroups, groupByOwners, seat, type RoomCounts } from './balance.ts';
import { countFacts } from './clues.ts';
import { bandOf, correctRate, type SongStats } from './difficulty.ts';
import type { GameSettings } from './types.ts';
import { parseYears } from '../years.ts';

/** A text round needs something to go by. */
const LEAST_FACTS = 2;

/** A drama rests for this many rounds, a song for this many rounds of its server; at most half of what there is rests. */
const DRAMA_COOLDOWN_ROUNDS = 10;
const SONG_COOLDOWN_ROUNDS = 200;

interface Candidate {
  readonly song: Song;
  /** Expected share of rounds in which it is known. */
  readonly rate: number;
}

export interface PoolRequest {
  readonly catalogue: Catalogue;
  readonly settings: GameSettings;
  readonly stats: ReadonlyMap<string, SongStats>;
  /** Voice games: whether there is a clip of the song. */
  readonly playable: (song: Song) => boolean;
  /** By member present, the ids of their own: dramas for `watched`, songs for `favourites`. Else unused. */
  readonly own: ReadonlyMap<string, ReadonlySet<string>>;
}

type Filter = 'years' | 'difficulty' | 'pool';

interface OwnCount {
  readonly memberId: string;
  readonly found: number;
}

export type Pool =
  | {
      readonly kind: 'ready';
      readonly candidates: readonly Candidate[];
      /** Own pools: how many of the songs are each member's; few are soon used up, and then others' follow. */
      readonly ownCounts: readonly OwnCount[];
    }
  | {
      readonly kind: 'too-small';
      /** A shorter game with these is possible, when there are any. */
      readonly candidates: readonly Candidate[];
      readonly found: number;
      readonly needed: number;
      /** What there would be with one filter left out; only filters whose leaving out adds songs, most first. */
      readonly widen: readonly { readonly drop: Filter; readonly found: number }[];
      readonly ownCounts: readonly OwnCount[];
    };

/** There is no singer to name, and the written clues (title, singer) hardly tell one score track from another. */
const isAskable = (song: Song, { play, answer }: GameSettings): boolean =>
  song.instrumental !== true || (play === 'voice' && answer !== 'artist');

/** Songs the game can ask for at all, easiest first. */
const rankSongs = ({ catalogue, settings, stats, playable }: PoolRequest): readonly Candidate[] =>
  [...catalogue.songs.values()]
    .filter((song) => isAskable(song, settings))
    .filter((song) => answersOf(catalogue, song, settings.answer).length > 0)
    .filter((song) =>
      settings.play === 'voice'
        ? playable(song)
        : countFacts(catalogue, song, settings.answer) >= LEAST_FACTS,
    )
    .map((song) => ({
      song,
      rate: correctRate(stats.get(song.id), [song.popularity, catalogue.drama(song.dramaIds[0])?.popularity]),
    }))
    .sort((a, b) => b.rate - a.rate || (a.song.id < b.song.id ? -1 : 1));

const isOwn = (song: Song, pool: GameSettings['pool'], own: ReadonlySet<string>): boolean =>
  pool === 'favourites' ? own.has(song.id) : song.dramaIds.some((id) => own.has(id));

/** The members present whose own this song is. */
const ownersOf = (song: Song, pool: GameSettings['pool'], own: PoolRequest['own']): ReadonlySet<string> =>
  pool === 'everything'
    ? new Set()
    : new Set([...own].filter(([, ids]) => isOwn(song, pool, ids)).map(([memberId]) => memberId));

const inYears = (catalogue: Catalogue, song: Song, years: string | null): boolean => {
  if (years === null) return true;
  const range = parseYears(years);
  return song.dramaIds.some((id) => {
    const year = catalogue.drama(id)?.year;
    return range !== undefined && year !== undefined && year >= range.from && year <= range.to;
  });
};

const filtered = (
  { catalogue, own }: PoolRequest,
  ranked: readonly Candidate[],
  { difficulty, years, pool }: Pick<GameSettings, 'difficulty' | 'years' | 'pool'>,
): readonly Candidate[] => {
  // The band is of the whole catalogue, so that "easy" means the same under every other filter.
  return bandOf(ranked, difficulty).filter(
    ({ song }) =>
      inYears(catalogue, song, years) && (pool === 'everything' || ownersOf(song, pool, own).size > 0),
  );
};

const wider: readonly (readonly [Filter, Partial<GameSettings>])[] = [
  ['years', { years: null }],
  ['difficulty', { difficulty: 'any' }],
  ['pool', { pool: 'everything' }],
];

/** The songs a game may draw on, or why there are too few: it takes as many as rounds, as none repeats in a game. */
export const buildPool = (request: PoolRequest): Pool => {
  const { settings, own } = request;
  const ranked = rankSongs(request);
  const candidates = filtered(request, ranked, settings);
  const ownCounts =
    settings.pool === 'everything'
      ? []
      : [...own].map(([memberId, ids]) => ({
          memberId,
          found: candidates.filter(({ song }) => isOwn(song, settings.pool, ids)).length,
        }));
  if (candidates.length >= settings.rounds) return { kind: 'ready', candidates, ownCounts };
  const widen = wider
    .map(([drop, change]) => ({ drop, found: filtered(request, ranked, { ...settings, ...change }).length }))
    .filter(({ found }) => found > candidates.length)
    .sort((a, b) => b.found - a.found);
  return {
    kind: 'too-small',
    candidates,
    found: candidates.length,
    needed: settings.rounds,
    widen,
    ownCounts,
  };
};

export interface ChoiceRequest {
  readonly candidates: readonly Candidate[];
  readonly settings: GameSettings;
  readonly own: PoolRequest['own'];
  /** What this game has come to: `roomCounts(game.history)`. */
  readonly counts: RoomCounts;
  /** Song ids of this game. */
  readonly played: ReadonlySet<string>;
  /** What the server has heard, the latest last, this game included. */
  readonly recent: readonly Song[];
  readonly roundsLeft: number;
  readonly rng: Rng;
}

/** The latest of `recent`, but never more than half of the candidates' own. */
const resting = (recent: readonly string[], limit: number, available: number): ReadonlySet<string> => {
  const count = Math.min(limit, Math.floor(available / 2));
  return new Set([...new Set(recent.toReversed())].slice(0, count));
};

/** Every drama has the same chance, whatever its number of songs; among its songs each has the same. */
const drawOne = (candidates: readonly Candidate[], rng: Rng): Song | undefined => {
  const dramas = [...new Set(candidates.map(({ song }) => song.dramaIds[0]))];
  const drama = pickFrom(dramas, rng);
  return pickFrom(
    candidates.filter(({ song }) => song.dramaIds[0] === drama),
    rng,
  )?.song;
};

/** The candidates that keep the room in balance. Members with nothing left of their own cannot be served. */
const balanced = (request: ChoiceRequest, candidates: readonly Candidate[]) => {
  const { settings, own, counts, roundsLeft } = request;
  if (settings.pool === 'everything') return { candidates, servedIds: [] };
  const groups = groupByOwners(candidates, ({ song }) => ownersOf(song, settings.pool, own));
  const servedIds = [...own.keys()].filter((id) => groups.some(({ owners }) => owners.has(id)));
  const fair = fairGroups(seat(counts, servedIds), groups, roundsLeft);
  return { candidates: fair.flatMap(({ items }) => items), servedIds };
};

export interface Choice {
  readonly song: Song;
  /** Own pools: who is in the balance this round, and whose own the song is. */
  readonly room: readonly { readonly memberId: string; readonly own: boolean }[];
}

/** The next song, or undefined when all have been played. A rest gives way to balance, never the other way round. */
export const chooseSong = (request: ChoiceRequest): Choice | undefined => {
  const { candidates, played, recent, rng, settings, own } = request;
  const { candidates: fresh, servedIds } = balanced(
    request,
    candidates.filter(({ song }) => !played.has(song.id)),
  );
  const songsResting = resting(
    recent.map(({ id }) => id),
    SONG_COOLDOWN_ROUNDS,
    candidates.length,
  );
  const dramasResting = resting(
    recent.flatMap(({ dramaIds }) => dramaIds),
    DRAMA_COOLDOWN_ROUNDS,
    new Set(candidates.flatMap(({ song }) => song.dramaIds)).size,
  );
  const songRested = fresh.filter(({ song }) => !songsResting.has(song.id));
  const bothRested = songRested.filter(({ song }) => !song.dramaIds.some((id) => dramasResting.has(id)));
  const drawn = [bothRested, songRested, fresh].find(({ length }) => length > 0) ?? [];
  const song = drawOne(drawn, rng);
  if (song === undefined) return undefined;
  const owners = ownersOf(song, settings.pool, own);
  return { song, room: servedIds.map((memberId) => ({ memberId, own: owners.has(memberId) })) };
};
