/** Numbers of the World Cup. Texts that name them are filled in from here. */

export const CUP_SIZES = [4, 8, 16, 32, 64] as const;
export type CupSize = (typeof CUP_SIZES)[number];

export const SECONDS_LEAST = 10;
/** A week: a cup may be played one pair a day. */
export const SECONDS_MOST = 7 * 24 * 60 * 60;

/** A vote made in time may arrive this much later. */
export const ARRIVAL_SLACK_MS = 500;
/** How long a result stands before the next pair is posted. */
export const RESULT_MS = 5_000;
/** After a restart a pair stays open at least this long: nobody could vote while the process was down. */
export const RECOVERY_LEAST_MS = 10_000;
/** Pairs in a row without a single vote after which the cup waits for its host. */
export const SILENT_PAIRS = 3;

const overtimeLeastMs = 10_000;
const overtimeMostMs = 60 * 60_000;

/** What a tied pair gets once: a sixth of its time, from ten seconds to an hour. A tie after that goes to the better seed. */
export const overtimeMs = (seconds: number): number =>
  Math.min(overtimeMostMs, Math.max(overtimeLeastMs, (seconds * 1_000) / 6));
