import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { periodsAt } from '../core/calendar.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { mainTitle } from '../core/catalogue/names.ts';
import { countIn } from '../core/counts.ts';
import type { Clock, Stores } from '../core/ports.ts';
import { titlesOfAnswer } from '../core/quiz/answers.ts';
import type { SongStats } from '../core/quiz/difficulty.ts';
import { isGone } from '../core/quiz/forget.ts';
import type { Stamps } from './stamps.ts';
import { addToTally, noTally, rank, totalsIn, uncounted } from '../core/quiz/tally.ts';
import type { CountingStep, Gain, Period, Ranked, Tally } from '../core/quiz/tally.ts';
import type { AnswerKind, EventOf, Game, GameState } from '../core/quiz/types.ts';
import { nobody } from './member-data.ts';
import type { MemberData } from './member-data.ts';

/** Bounds of the records: a song about 2 KB, a server about 15 KB, a member of a server about 2 KB. */
const maxWrongAnswers = 20;
const maxHeard = 200;
const maxDramas = 20;
/**
 * Steps a record remembers having counted. It matters only to a step that a crash cut short: it is repeated on the next
 * start, before which a song can hardly be in this many rounds of other servers.
 */
const maxApplied = 20;
/** Games whose open round's wrong answers are kept; one that was abandoned leaves them behind. */
const maxOpen = 10_000;
/** Boards at hand. One is read when somebody looks at it. */
const maxBoards = 1_000;
/** How well songs are known changes slowly: read again this often where other processes count too. */
const songsFreshMs = 600_000;

const count = z.number().int().min(0);
const list = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).max(most).readonly();
const countedSchema = z.strictObject({ id: z.string(), count }).readonly();
const applied = list(z.string(), maxApplied);
const totalsSchema = z
  .strictObject({ points: count, rounds: count, firsts: count, right: count, bestStreak: count })
  .readonly();
const periodSchema = z.strictObject({ key: z.string(), totals: totalsSchema }).readonly();

const ledgerSchema = z.strictObject({ gameId: z.string(), roundId: z.number().int(), amended: count });
const songSchema = z.strictObject({
  shown: count,
  right: count,
  /** Wrong answers as `drama:id`. */
  wrong: list(countedSchema, maxWrongAnswers),
  applied,
});
const heardSchema = z.strictObject({ songIds: list(z.string(), maxHeard), applied });
const memberSchema = z.strictObject({
  tally: z
    .strictObject({ all: totalsSchema, week: periodSchema, month: periodSchema, year: periodSchema })
    .readonly(),
  /** Dramas whose songs the member knew. */
  dramas: list(countedSchema, maxDramas),
  applied,
});

type SongRecord = z.infer<typeof songSchema>;
type MemberRecord = z.infer<typeof memberSchema>;
/** What of a member's record is kept in memory. */
type Standing = Omit<MemberRecord, 'applied'>;

/** A server by its id, or all of them together. */
export type Scope = { readonly guildId: string } | 'global';

export interface MemberResults {
  readonly tally: Tally;
  /** The drama whose songs they knew most often. */
  readonly favouriteDramaId: string | undefined;
  /** Of all time; `undefined` without points. */
  readonly rank: number | undefined;
}

/** What games leave behind: how well songs are known, what a server has heard, what members have earned. */
export interface QuizResults extends MemberData {
  /** Takes note of a wrong answer; it is counted with its round. */
  note(state: GameState, guess: EventOf<'guess'>): void;
  /** Counts every finished round of a game that is not counted yet: once, however often it is called. */
  settle(game: Game): Promise<void>;
  stats(): Promise<ReadonlyMap<string, SongStats>>;
  /** Wrong answers given for a song, by id, with how often. */
  commonWrong(songId: string, kind: AnswerKind): ReadonlyMap<string, number>;
  /** Song ids a server has heard in all its games, the latest last. */
  heard(guildId: string): Promise<readonly string[]>;
  /** Everyone with points in the week, month or year that is now, or of all time; best first. */
  leaderboard(scope: Scope, period: Period): Promise<readonly Ranked[]>;
  member(scope: Scope, memberId: string): Promise<MemberResults>;
}

export interface QuizResultsDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly catalogue: Catalogue;
  /** Whose midnight ends a week, month or year on the global board: the same for all servers, so that it is fair. */
  readonly zone: string;
  /** Whose midnight ends them on a server's own board; without it, the same. */
  readonly zoneOf?: (guildId: string) => string;
  /**
   * How old a board may be, where other processes write to the same store. Absent: this one is alone, and what it read
   * stays true.
   */
  readonly sharedFreshMs?: number | undefined;
  /** Gives the stamps of a round before it is counted, so that a crash between the two repeats them. */
  readonly stamps?: Pick<Stamps, 'give'>;
}

const globalScope = '';
const scopeKey = (scope: Scope): string => (scope === 'global' ? globalScope : scope.guildId);

const noSong: SongRecord = { shown: 0, right: 0, wrong: [], applied: [] };
const noMember: MemberRecord = { tally: noTally, dramas: [], applied: [] };

/** The latest keys, this one last; `undefined` when it is among them. */
const withKey = (keys: readonly string[], key: string): readonly string[] | undefined =>
  keys.includes(key) ? undefined : [...keys, key].slice(-maxApplied);

/** Ids by title, for the wrong answers a verdict names; a title of two is nobody's. */
const idsByTitle = (catalogue: Catalogue, kind: AnswerKind): ReadonlyMap<string, string | undefined> => {
  const ids = new Map<string, string | undefined>();
  const all = { drama: catalogue.dramas, song: catalogue.songs, artist: catalogue.artists }[kind];
  for (const id of all.keys()) {
    const title = mainTitle(titlesOfAnswer(catalogue, kind, id) ?? {});
    ids.set(title, ids.has(title) ? undefined : id);
  }
  return ids;
};

/** Wrong answers of the rounds that are open, by round, each with who gave it. Lost with the process. */
const createWrongAnswers = (catalogue: Catalogue) => {
  const titles = {
    drama: idsByTitle(catalogue, 'drama'),
    song: idsByTitle(catalogue, 'song'),
    artist: idsByTitle(catalogue, 'artist'),
  };
  const open = new LRUCache<string, { roundId: number; wrong: Map<string, Set<string>> }>({ max: maxOpen });
  return {
    note: (state: GameState, { verdict, memberId }: EventOf<'guess'>): void => {
      if ((state.phase !== 'asking' && state.phase !== 'grace') || verdict.kind !== 'wrong') return;
      const { gameId, settings } = state.game;
      const id = titles[settings.answer].get(verdict.nearest ?? '');
      if (id === undefined) return;
      const { roundId } = state.round;
      const before = open.get(gameId);
      const round = before?.roundId === roundId ? before : { roundId, wrong: new Map<string, Set<string>>() };
      const key = `${settings.answer}:${id}`;
      round.wrong.set(key, (round.wrong.get(key) ?? new Set()).add(memberId));
      open.set(gameId, round);
    },
    /** The answer was still wrong, so it is counted, as nobody's. */
    forget: (memberId: string): void => {
      for (const { wrong } of open.values())
        for (const members of wrong.values()) if (members.delete(memberId)) members.add(nobody);
    },
    take: (gameId: string, roundId: number): ReadonlyMap<string, number> => {
      const round = open.get(gameId);
      if (round?.roundId !== roundId) return new Map();
      open.delete(gameId);
      return new Map([...round.wrong].map(([id, members]) => [id, members.size]));
    },
  };
};

export const createQuizResults = (deps: QuizResultsDeps): QuizResults => {
  const { stores, clock, catalogue } = deps;
  const zoneOf = (scope: string): string =>
    scope === globalScope ? deps.zone : (deps.zoneOf?.(scope) ?? deps.zone);
  const ledgers = stores.open('quiz-counted', { schema: ledgerSchema, version: 1 });
  const songs = stores.open('quiz-songs', { schema: songSchema, version: 1 });
  const servers = stores.open('quiz-heard', { schema: heardSchema, version: 1 });
  /** `GUILD:MEMBER`; the global record has an empty guild. */
  const members = stores.open('quiz-members', { schema: memberSchema, version: 1 });
  const wrongAnswers = createWrongAnswers(catalogue);

  const isShared = deps.sharedFreshMs !== undefined;
  const ttl = { ttl: deps.sharedFreshMs ?? 0, perf: clock };
  /** Read whole, because all members are compared. */
  const boards = new LRUCache<string, Promise<Map<string, Standing>>>({ max: maxBoards, ...ttl });

  const read = async (scope: string): Promise<Map<string, Standing>> => {
    const group = `${scope}:`;
    const records = await members.list(() => undefined, group);
    return new Map(
      [...records].map(([key, { tally, dramas }]) => [key.slice(group.length), { tally, dramas }]),
    );
  };
  const boardOf = (scope: string): Promise<Map<string, Standing>> => {
    const known = boards.get(scope);
    if (known !== undefined) return known;
    const reading = read(scope);
    reading.catch(() => boards.delete(scope));
    boards.set(scope, reading);
    return reading;
  };
  /** Changes a board that is at hand, after it has been read: what was read may be older. */
  const touch = async (scope: string, change: (board: Map<string, Standing>) => void): Promise<void> => {
    const board = await boards.get(scope)?.catch(() => undefined);
    if (board !== undefined) change(board);
  };

  const songCache = new Map<string, SongRecord>();
  let songsReadAt = -Infinity;
  let readingSongs: Promise<void> | undefined;
  const readSongs = async (): Promise<void> => {
    for (const [id, record] of await songs.list(() => undefined)) songCache.set(id, record);
    songsReadAt = clock.now();
  };
  /** Everything is read once: a pool looks at all songs. */
  const loadSongs = async (): Promise<void> => {
    const age = clock.now() - songsReadAt;
    if (age < songsFreshMs || (!isShared && age !== Infinity)) return;
    readingSongs ??= readSongs().finally(() => {
      readingSongs = undefined;
    });
    await readingSongs;
  };

  const countSong = async (step: CountingStep, wrong: ReadonlyMap<string, number>): Promise<void> => {
    const { songId } = step.record.prepared;
    const record = await songs.update(songId, (current = noSong) => {
      const keys = withKey(current.applied, step.key);
      if (keys === undefined) return undefined;
      const answers = [...wrong].flatMap(([id, times]) => Array<string>(times).fill(id));
      return {
        shown: current.shown + step.song.shown,
        right: current.right + step.song.right,
        wrong: answers.reduce((counts, id) => countIn(counts, id, maxWrongAnswers), current.wrong),
        applied: keys,
      };
    });
    if (record !== undefined) songCache.set(songId, record);
  };

  const countHeard = async (guildId: string, step: CountingStep): Promise<void> => {
    await servers.update(guildId, (current = { songIds: [], applied: [] }) => {
      const keys = withKey(current.applied, step.key);
      if (keys === undefined) return undefined;
      const songIds = [...current.songIds, step.record.prepared.songId].slice(-maxHeard);
      return { songIds, applied: keys };
    });
  };

  const countMember = async (scope: string, step: CountingStep, gain: Gain): Promise<void> => {
    const key = `${scope}:${gain.memberId}`;
    const [dramaId] = step.record.prepared.dramaIds;
    const record = await members.update(key, (current = noMember) => {
      const keys = withKey(current.applied, step.key);
      if (keys === undefined) return undefined;
      const knew = gain.right > 0 && dramaId !== undefined;
      return {
        tally: addToTally(current.tally, periodsAt(step.record.closedAt, zoneOf(scope)), gain),
        dramas: knew ? countIn(current.dramas, dramaId, maxDramas) : current.dramas,
        applied: keys,
      };
    });
    if (record === undefined) return;
    const { tally, dramas } = record;
    await touch(scope, (board) => board.set(gain.memberId, { tally, dramas }));
  };

  /** Each record takes a step once, and the ledger moves on after all of them have. */
  const settle = async (game: Game): Promise<void> => {
    const steps = uncounted(game, await ledgers.get(game.guildId));
    if (steps.length === 0) return;
    await loadSongs();
    for (const step of steps) {
      const wrong = step.isRound
        ? wrongAnswers.take(game.gameId, step.record.roundId)
        : new Map<string, number>();
      await countSong(step, wrong);
      if (step.isRound) await countHeard(game.guildId, step);
      for (const gain of step.gains.filter(({ memberId }) => !isGone(memberId))) {
        await countMember(game.guildId, step, gain);
        await countMember(globalScope, step, gain);
      }
      await deps.stamps?.give(game, step.record);
      await ledgers.update(game.guildId, () => step.counted);
    }
  };

  const leaderboard = async (scope: Scope, period: Period): Promise<readonly Ranked[]> => {
    const now = periodsAt(clock.now(), zoneOf(scopeKey(scope)));
    const board = await boardOf(scopeKey(scope));
    return rank(
      [...board].map(([memberId, { tally }]) => ({ memberId, totals: totalsIn(tally, period, now) })),
    );
  };

  /** A member's records, by scope. Reads all there are: members ask for theirs rarely. */
  const recordsOf = async (memberId: string): Promise<readonly (readonly [string, MemberRecord])[]> => {
    const end = `:${memberId}`;
    const all = await members.list(() => undefined);
    return [...all].flatMap(([key, record]) =>
      key.endsWith(end) ? [[key.slice(0, -end.length), record] as const] : [],
    );
  };

  return {
    note: wrongAnswers.note,
    settle,
    stats: async () => {
      await loadSongs();
      return songCache;
    },
    commonWrong: (songId, kind) => {
      const prefix = `${kind}:`;
      const own = (songCache.get(songId)?.wrong ?? []).filter(({ id }) => id.startsWith(prefix));
      return new Map(own.map(({ id, count: times }) => [id.slice(prefix.length), times]));
    },
    heard: async (guildId) => (await servers.get(guildId))?.songIds ?? [],
    leaderboard,
    member: async (scope, memberId) => {
      const ranks = await leaderboard(scope, 'all');
      const record = (await boardOf(scopeKey(scope))).get(memberId) ?? noMember;
      return {
        tally: record.tally,
        favouriteDramaId: record.dramas[0]?.id,
        rank: ranks.find((row) => row.memberId === memberId)?.rank,
      };
    },
    exportMember: async (memberId) => {
      const own = (await recordsOf(memberId)).map(([scope, { tally, dramas }]) => ({
        guildId: scope === globalScope ? null : scope,
        tally,
        dramas,
      }));
      return own.length === 0 ? undefined : own;
    },
    forgetMember: async (memberId) => {
      wrongAnswers.forget(memberId);
      const scopes = (await recordsOf(memberId)).map(([scope]) => scope);
      for (const scope of new Set([globalScope, ...scopes])) {
        // From the boards first: they are what everybody sees.
        await touch(scope, (board) => board.delete(memberId));
        await members.delete(`${scope}:${memberId}`);
      }
    },
  };
};
