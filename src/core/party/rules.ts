/** The engine's times and limits. */

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The welcome card stands this long before the first track. */
export const WELCOME_MS = 60_000;

/** From one track to the next. */
export const GAP_MS = 5_000;

/** Link-only: everyone has this long to find the track and get their finger on "play". */
export const COUNTDOWN_MS = 20_000;

/** With nothing left to play the party waits this long for a request. */
export const EMPTY_LIST_MS = 120_000;

/** Nobody is in the voice channel: the music goes on this long before it pauses. */
export const EMPTY_MS = 180_000;

/** How long a paused party waits to be resumed. */
export const GIVE_UP_MS = 30 * MINUTE_MS;

/** A party that could not begin within this time of its date (the bot was down) is called off. */
export const MISSED_MS = 60 * MINUTE_MS;

/** A party stays at hand this long after its end, for late reactions and its recap. */
export const ARCHIVE_AFTER_MS = 10 * MINUTE_MS;

/** A reaction may arrive this much after its track ended and still count for it. */
export const LATE_REACTION_MS = 3_000;

/** One member's goosebumps this close together are one moment. */
export const SAME_MOMENT_MS = 5_000;

/** Rows that may wait in a set list. */
export const MAX_ROWS = 200;

/** A rotating DJ plays this many tracks in a row while others wait for their turn. */
export const DJ_TURN = 3;

/** A link-only track whose length no source states. */
export const UNKNOWN_LENGTH_MS = 210_000;

/** Requests of one member that may wait at a time, unless the host says otherwise. */
export const REQUEST_CAP = 3;

/** How long a party is planned for, unless the host says otherwise. */
export const DEFAULT_MINUTES = 90;

/** How long before its date a party reminds. */
export const REMINDERS = { day: DAY_MS, hour: HOUR_MS, 'five-minutes': 5 * MINUTE_MS } as const;
