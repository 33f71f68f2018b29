import { setTimeout as wait } from 'node:timers/promises';
import { createApp } from '../../src/app.ts';
import { loadConfig } from '../../src/config.ts';
import type { Rng, Store, Stores } from '../../src/core/ports.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import { injected } from './injected.ts';
import type { Order } from './injected.ts';

/** A share of all calls fails: half of them before anything is written, the others when it is and nobody hears of it. */
const faulty = (stores: Stores, rate: () => number, rng: Rng): Stores => {
  const through = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    const roll = rng.next();
    if (roll < rate() / 2) throw new Error(injected);
    const result = await act();
    if (roll < rate()) throw new Error(injected);
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
        list: (onBroken) => through(() => store.list(onBroken)),
      };
    },
  };
};

let storeFaults = 0;
const rng = createSeededRng(process.env['SOAK_SEED'] ?? '1');
const app = createApp(loadConfig(), () => undefined, {
  aroundStores: (stores) => faulty(stores, () => storeFaults, rng),
});

process.on('message', (order: Order) => {
  if (order === 'stop') {
    void app.stop().then(() => {
      process.disconnect();
    });
  } else if (order === 'heap') {
    // Twice, with a pause: what finalisers let go of is collected by the second.
    void (async () => {
      globalThis.gc?.();
      await wait(50);
      globalThis.gc?.();
      process.send?.({ heapBytes: process.memoryUsage().heapUsed });
    })();
  } else storeFaults = order.storeFaults;
});
await app.start();
process.send?.('ready');
