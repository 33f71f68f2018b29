/** The engine's times and limits. Points are in `../scoring.ts`. */

/** Team games wait this long for members to pick a side; the host may begin sooner. */
export const LOBBY_MS = 30_000;

/** Right guesses this long after the first one still score. */
export const GRACE_MS = 1_500;

/** Right guesses this close to the earliest one share its place. */
export const TIE_MS = 150;

/**
 * The reveal waits this much longer than the rules say, for guesses that were written in time and are still on their
 * way: Discord's gateway delivers within about a quarter of a second.
 */
export const ARRIVAL_SLACK_MS = 250;

/** A guess that bears an earlier time than this before the round's opening was meant for another round. */
export const CLOCK_SKEW_MS = 2_000;

/** How long the room may vote on a near miss. */
export const NEAR_VOTE_MS = 10_000;

/** A press made in time may arrive this much later. */
export const PRESS_SLACK_MS = 500;

/** From the reveal to the next round. */
export const REVEAL_MS = 6_000;

/** Everyone has left: how long the game waits for someone to come back. */
export const PAUSE_MS = 60_000;

/** After a restart a round that opened longer ago than this is void and replayed. */
export const VOID_AFTER_MS = 60_000;

/** Rounds in a row without a single guess after which nobody is playing. */
export const IDLE_ROUNDS = 3;

/** In a text game a member counts as present for votes this many rounds after their last guess. */
export const ACTIVE_ROUNDS = 3;

/** Lengths of the clips of a ladder round in voice. */
export const LADDER_CLIPS_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;

export const STARTING_LIVES = { lives: 3, 'sudden-death': 1 } as const;

export const CHOICES = 4;

export const TEAMS = ['a', 'b'] as const;

/** After a restart a round goes on for at least this long, so that it does not end unseen. */
export const RECOVERY_LEAST_MS = 5_000;
