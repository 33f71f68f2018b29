import type { Store, Stores } from '../../src/core/ports.ts';

/** The message of the one error. */
export const oneFailure = 'the store fails this once';

/**
 * Fails one write to these namespaces: number `nth` from now, before it is done or when it is done and nobody hears of it.
 * `writes` counts all of them.
 */
export const createFailingStores = (namespaces: readonly string[]) => {
  let writes = 0;
  let nth = Infinity;
  let when: 'before' | 'after' = 'before';
  const write = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    writes += 1;
    const isFailing = writes === nth;
    if (isFailing && when === 'before') throw new Error(oneFailure);
    const result = await act();
    if (isFailing) throw new Error(oneFailure);
    return result;
  };
  return {
    writes: () => writes,
    fail: (at: number, how: typeof when): void => {
      nth = writes + at;
      when = how;
    },
    around: (stores: Stores): Stores => ({
      close: () => stores.close(),
      open: (namespace, format) => {
        if (!namespaces.includes(namespace)) return stores.open(namespace, format);
        const store = stores.open(namespace, format) as Store<never>;
        return {
          ...store,
          update: (id: string, change: never) => write(() => store.update(id, change)),
          delete: (id: string, when?: never) => write(() => store.delete(id, when)),
        };
      },
    }),
  };
};
