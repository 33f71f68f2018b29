import { openStores } from '../../src/adapters/open-stores.ts';
import { countFormat } from './count-format.ts';

/** A process that adds to one record: `count-process.ts STORE_URL TIMES`, in tens at once. */
const [url = '', times = '0'] = process.argv.slice(2);
const stores = await openStores(url);
const store = stores.open('counts', countFormat);
for (let done = 0; done < Number(times); done += 10) {
  const add = () => store.update('shared', (now) => ({ count: (now?.count ?? 0) + 1 }));
  await Promise.all(Array.from({ length: 10 }, add));
}
await stores.close();
