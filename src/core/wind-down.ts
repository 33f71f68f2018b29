/** How long a stop may wait for rounds to reach their reveal. */
export const revealWithinMs = 10_000;

/** How long a stop may take besides: answers on their way, announcements, and the store. */
export const closeWithinMs = 8_000;
