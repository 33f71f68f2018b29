import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { Rng, Store, Stores } from '../../src/core/ports.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import { injected } from './injected.ts';
import type { Measure, Order } from './injected.ts';

/** A share of all calls fails: half of them before anything is written, the others when it is and nobody hears of it. */
const faulty = (stores: Stores, rate: () => number, rng: Rng, onFault: () => void): Stores => {
  const fail = (): never => {
    onFault();
    throw new Error(injected);
  };
  const through = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    const roll = rng.next();
    if (roll < rate() / 2) fail();
    const result = await act();
    if (roll < rate()) fail();
    return result;
  };
  return {
    close: () => stores.close(),
    open: <Value>(namespace: string, format: Parameters<typeof stores.open<Value>>[1]): Store<Value> => {
      const store = stores.open(namespace, format);
      return {
        get: (id) => through(() => store.get(id)),
        update: (id, change) => through(() => store.update(id, change)),
        delete: (id, when) => through(() => store.delete(id, when)),
        list: (onBroken, group) => through(() => store.list(onBroken, group)),
      };
    },
  };
};

let share = 0;
let storeFaults = 0;
const rng = createSeededRng(process.env['SOAK_SEED'] ?? '1');
const app = createApp(loadConfig(), () => undefined, {
  aroundStores: (stores) =>
    faulty(
      stores,
      () => share,
      rng,
      () => (storeFaults += 1),
    ),
});

const measure = async (): Promise<Measure> => {
  // Twice, with a pause: what finalisers let go of is collected by the second.
  globalThis.gc?.();
  await wait(50);
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  return { heapBytes: heapUsed, buffersBytes: arrayBuffers, residentBytes: rss, storeFaults };
};

/** A failure ends the process like any unhandled rejection: the soak sees that. */
const carryOut = async (order: Order): Promise<void> => {
  if (order === 'measure') process.send?.(await measure());
  else if (order === 'stop') {
    await app.stop();
    process.disconnect();
  } else share = order.storeFaults;
};
process.on('message', (order: Order) => {
  void carryOut(order);
});
await app.start();
process.send?.('ready');
