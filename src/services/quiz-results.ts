import { periodsAt } from '../core/calendar.ts';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Clock, Stores } from '../core/ports.ts';
import type { SongStats } from '../core/quiz/difficulty.ts';
import { isGone } from '../core/quiz/forget.ts';
import {
  countedHeard,
  countedMember,
  countedSong,
  heardSchema,
  ledgerSchema,
  memberSchema,
  noMember,
  songSchema,
} from '../core/quiz/result-records.ts';
import type { MemberRecord, SongRecord } from '../core/quiz/result-records.ts';
import { rank, totalsIn, uncounted } from '../core/quiz/tally.ts';
import type { CountingStep, Gain, Period, Ranked, Tally } from '../core/quiz/tally.ts';
import type { AnswerKind, EventOf, Game, GameState } from '../core/quiz/types.ts';
import type { MemberData } from './member-data.ts';
import { createBoards } from './quiz-boards.ts';
import { createWrongAnswers } from './quiz-wrong-answers.ts';
import type { Stamps } from './stamps.ts';

/** How well songs are known changes slowly: read again this often where other processes count too. */
const songsFreshMs = 600_000;

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
  const boards = createBoards({
    read: async (scope) => {
      const group = `${scope}:`;
      const records = await members.list(() => undefined, group);
      return new Map([...records].map(([key, record]) => [key.slice(group.length), record]));
    },
    clock,
    freshMs: deps.sharedFreshMs,
  });

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
    const record = await songs.update(songId, (current) => countedSong(current, step, wrong));
    if (record !== undefined) songCache.set(songId, record);
  };

  const countMember = async (scope: string, step: CountingStep, gain: Gain): Promise<void> => {
    const periods = periodsAt(step.record.closedAt, zoneOf(scope));
    const record = await members.update(`${scope}:${gain.memberId}`, (current) =>
      countedMember(current, step, gain, periods),
    );
    if (record === undefined) return;
    const { tally, dramas } = record;
    await boards.touch(scope, (board) => board.set(gain.memberId, { tally, dramas }));
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
      if (step.isRound) await servers.update(game.guildId, (current) => countedHeard(current, step));
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
    const board = await boards.of(scopeKey(scope));
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
      const record = (await boards.of(scopeKey(scope))).get(memberId) ?? noMember;
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
        await boards.touch(scope, (board) => board.delete(memberId));
        await members.delete(`${scope}:${memberId}`);
      }
    },
  };
};
