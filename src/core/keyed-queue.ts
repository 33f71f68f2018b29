/** Runs the tasks of one key one after another, those of different keys side by side; an idle key costs nothing. */
export const createKeyedQueue = () => {
  const tails = new Map<string, Promise<unknown>>();
  return {
    /** Resolves or rejects as the task does; a task that fails does not stop the next one. */
    run: <Result>(key: string, task: () => Promise<Result>): Promise<Result> => {
      const result = (tails.get(key) ?? Promise.resolve()).then(task);
      const tail = result
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(key) === tail) tails.delete(key);
        });
      tails.set(key, tail);
      return result;
    },
    /** Resolves when nothing is waiting or running. */
    idle: async (): Promise<void> => {
      while (tails.size > 0) await Promise.all(tails.values());
    },
  };
};

export type KeyedQueue = ReturnType<typeof createKeyedQueue>;
