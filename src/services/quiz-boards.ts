import { LRUCache } from 'lru-cache';
import type { Clock } from '../core/ports.ts';
import type { MemberRecord } from '../core/quiz/result-records.ts';

/** What of a member's record is kept in memory. */
export type Standing = Omit<MemberRecord, 'applied'>;

/** Boards at hand. One is read when somebody looks at it. */
const maxBoards = 1_000;

export interface BoardsDeps {
  /** All records of a scope, by member. */
  readonly read: (scope: string) => Promise<ReadonlyMap<string, MemberRecord>>;
  readonly clock: Clock;
  /** How old a board may be; absent: what was read stays true. */
  readonly freshMs: number | undefined;
}

/** The standings of a server or of all of them, read whole, because all members are compared. */
export const createBoards = ({ read, clock, freshMs = 0 }: BoardsDeps) => {
  const boards = new LRUCache<string, Promise<Map<string, Standing>>>({
    max: maxBoards,
    ttl: freshMs,
    perf: clock,
  });

  const readWhole = async (scope: string): Promise<Map<string, Standing>> =>
    new Map([...(await read(scope))].map(([id, { tally, dramas }]) => [id, { tally, dramas }]));

  return {
    of: (scope: string): Promise<ReadonlyMap<string, Standing>> => {
      const known = boards.get(scope);
      if (known !== undefined) return known;
      const reading = readWhole(scope);
      reading.catch(() => boards.delete(scope));
      boards.set(scope, reading);
      return reading;
    },
    /** Changes a board that is at hand, after it has been read: what was read may be older. */
    touch: async (scope: string, change: (board: Map<string, Standing>) => void): Promise<void> => {
      const board = await boards.get(scope)?.catch(() => undefined);
      if (board !== undefined) change(board);
    },
  };
};
