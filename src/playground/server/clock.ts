/** Time for the playground: tests may step it, the real one is the machine's. */
export type PlaygroundClock = {
  now: () => number;
  /** Runs `act` once after `delayMs`; the returned function cancels it. */
  after: (delayMs: number, act: () => void) => () => void;
};

export const createSystemClock = (): PlaygroundClock => ({
  now: () => Date.now(),
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
});
