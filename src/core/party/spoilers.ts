import type { Spoils } from './types.ts';

/**
 * How far a member is in a drama: the last episode seen, or all of it. Who does not track the drama has no progress.
 * `/watched add` means all of it; with `episode:`, or "I am at episode…" below a hidden note, it means that far.
 */
export type Progress = number | 'all';

/** Progress by drama of one member. */
export type ProgressOf = (memberId: string, dramaId: string) => Progress | undefined;

/**
 * The episode up to which everybody present who tracks the drama has come. `undefined` when nobody present tracks it:
 * nothing is known then, and a shield that does not know protects.
 */
export const leastProgress = (
  dramaId: string,
  presentIds: Iterable<string>,
  progressOf: ProgressOf,
): number | undefined => {
  let least: number | undefined;
  for (const memberId of presentIds) {
    const progress = progressOf(memberId, dramaId);
    if (progress === undefined) continue;
    least = Math.min(least ?? Infinity, progress === 'all' ? Infinity : progress);
  }
  return least;
};

/** Whether everybody may read it; else it goes behind a button that answers privately. */
export const isPublic = (
  spoils: Spoils | null,
  presentIds: Iterable<string>,
  progressOf: ProgressOf,
): boolean => {
  if (spoils === null) return true;
  const least = leastProgress(spoils.dramaId, presentIds, progressOf);
  return least !== undefined && spoils.episode <= least;
};

/** What the one who presses the button is to be told first: that it goes beyond what they have seen. */
export const isBeyond = (spoils: Spoils | null, progress: Progress | undefined): boolean =>
  spoils !== null && (progress === undefined || (progress !== 'all' && progress < spoils.episode));
