/** Keeps what concerns everybody from what goes on side by side. */
export const createTurns = () => {
  let lastAlone: Promise<unknown> = Promise.resolve();
  let since: Promise<unknown>[] = [];
  const done = (work: Promise<unknown>) => work.catch(() => undefined);
  return {
    /** Goes on beside others of its kind, once those who asked to be alone have done. */
    together: <T>(act: () => Promise<T>): Promise<T> => {
      const work = lastAlone.then(act);
      since.push(done(work));
      return work;
    },
    /** Waits for everybody who asked before, and those who ask later wait for it. */
    alone: <T>(act: () => Promise<T>): Promise<T> => {
      const work = Promise.all([lastAlone, ...since]).then(act);
      lastAlone = done(work);
      since = [];
      return work;
    },
  };
};
