import { DJ_TURN, GAP_MS, UNKNOWN_LENGTH_MS } from './rules.ts';
import { trackOf } from './state.ts';
import type { Begun, Order, Party, Row, Run } from './types.ts';

/** What the choice of the next track depends on. */
export interface Waiting {
  readonly rows: readonly Row[];
  readonly order: Order;
  /** Who was played so far, in order: see `turnOf`. */
  readonly turns: readonly string[];
  /** Votes of who is not here are not counted. */
  readonly presentIds: ReadonlySet<string>;
  /** Until the party's time is over; `Infinity` when there is no hurry. */
  readonly leftMs: number;
}

const LIST = 'list';

/** Whose turn a row takes: its requester's, or that of the list, which counts as one more member. */
export const turnOf = ({ owner }: Row): string => (owner.kind === 'request' ? owner.memberId : LIST);

export const lengthOf = ({ lengthMs }: Pick<Row, 'lengthMs'>): number => lengthMs ?? UNKNOWN_LENGTH_MS;

/** How long rows take with the gaps between them. */
export const durationOf = (rows: readonly Pick<Row, 'lengthMs'>[]): number =>
  rows.reduce((sum, row) => sum + lengthOf(row) + GAP_MS, 0);

/** Of those who wait, the one whose last turn is longest ago; who had none yet comes first, then who asked first. */
const leastRecent = (rows: readonly Row[], turns: readonly string[]): Row | undefined => {
  const last = (row: Row) => turns.lastIndexOf(turnOf(row));
  return rows.reduce<Row | undefined>(
    (best, row) => (best === undefined || last(row) < last(best) ? row : best),
    undefined,
  );
};

/** A DJ goes on for a turn of `DJ_TURN` tracks, then it is the next one's. */
const ofTheDj = (rows: readonly Row[], turns: readonly string[]): Row | undefined => {
  const dj = turns.at(-1);
  const inARow = turns.length - 1 - turns.findLastIndex((turn) => turn !== dj);
  const own = inARow < DJ_TURN ? rows.find((row) => turnOf(row) === dj) : undefined;
  return own ?? leastRecent(rows, turns);
};

export const votesFor = ({ votes }: Row, presentIds: ReadonlySet<string>): number =>
  votes.filter((id) => presentIds.has(id)).length;

const mostVoted = (rows: readonly Row[], presentIds: ReadonlySet<string>): Row | undefined =>
  rows.reduce<Row | undefined>(
    (best, row) =>
      best === undefined || votesFor(row, presentIds) > votesFor(best, presentIds) ? row : best,
    undefined,
  );

const byOrder = (rows: readonly Row[], { order, turns, presentIds }: Waiting): Row | undefined => {
  switch (order) {
    case 'host':
      return rows[0];
    case 'fair':
      return leastRecent(rows, turns);
    case 'votes':
      return mostVoted(rows, presentIds);
    case 'rotating-dj':
      return ofTheDj(rows, turns);
  }
};

/** The row to play next. A drafted closer waits for the end: until nothing else is left, or time for nothing else. */
export const nextRow = (waiting: Waiting): Row | undefined => {
  const { rows, leftMs } = waiting;
  const closer = rows.find(({ role }) => role === 'closer');
  const chosen = byOrder(
    rows.filter((row) => row !== closer),
    waiting,
  );
  if (closer === undefined || chosen === undefined) return chosen ?? closer;
  return durationOf([chosen]) + lengthOf(closer) > leftMs ? closer : chosen;
};

/** Everything that waits, in the order in which it will be played if nothing changes. */
export const upcoming = (waiting: Waiting): readonly Row[] => {
  const row = nextRow(waiting);
  if (row === undefined) return [];
  return [
    row,
    ...upcoming({
      ...waiting,
      rows: waiting.rows.filter((other) => other !== row),
      turns: [...waiting.turns, turnOf(row)],
      leftMs: Math.max(0, waiting.leftMs - durationOf([row])),
    }),
  ];
};

/** Who had a turn: a track that could not be played was none. */
export const turnsOf = (history: Run['history']): readonly string[] =>
  history.filter(({ outcome }) => outcome !== 'failed').map(({ row }) => turnOf(row));

export const presentIdsOf = ({ guests }: Pick<Run, 'guests'>): ReadonlySet<string> =>
  new Set(guests.filter(({ since }) => since !== null).map(({ id }) => id));

/** Which track of how many by now; one that could not be played is none, and there is always room for one more. */
export const placeInList = (state: Begun): { readonly number: number; readonly tracks: number } => {
  const heard = turnsOf(state.run.history).length;
  const isOnNow = state.phase === 'opening' || trackOf(state) !== undefined;
  const number = heard + 1;
  return { number, tracks: Math.max(number, heard + (isOnNow ? 1 : 0) + state.party.rows.length) };
};

/** The state of a party's list; without a run nobody is there yet and nothing was played. */
export const waitingOf = (
  { rows, plan }: Pick<Party, 'rows' | 'plan'>,
  run: Run | undefined,
  now: number,
): Waiting => ({
  rows,
  order: plan.order,
  turns: run === undefined ? [] : turnsOf(run.history),
  presentIds: run === undefined ? new Set() : presentIdsOf(run),
  leftMs: (run?.begunAt ?? now) + plan.minutes * 60_000 - now,
});
