/** What a state waits for. It is known by its id alone: one that is no longer the state's own is stale, and passed over. */
export interface StateTimer {
  readonly timerId: string;
  readonly dueAt: number;
}

export type TimerChange =
  | { readonly type: 'schedule'; readonly timer: StateTimer }
  | { readonly type: 'cancel'; readonly timerId: string };

/**
 * What turns the timers of one state into those of the next: timers follow from the two states alone, so no transition has
 * to remember them. `fired` has rung already, so there is nothing to cancel.
 */
export const timerChanges = (
  before: readonly StateTimer[],
  after: readonly StateTimer[],
  fired?: string,
): readonly TimerChange[] => {
  const isIn = (timers: readonly StateTimer[], { timerId }: StateTimer): boolean =>
    timers.some((timer) => timer.timerId === timerId);
  return [
    ...before
      .filter((timer) => timer.timerId !== fired && !isIn(after, timer))
      .map(({ timerId }): TimerChange => ({ type: 'cancel', timerId })),
    ...after
      .filter((timer) => !isIn(before, timer))
      .map(({ timerId, dueAt }): TimerChange => ({ type: 'schedule', timer: { timerId, dueAt } })),
  ];
};
