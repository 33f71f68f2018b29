import { packTexts } from './text-list.ts';
import type { TextList } from './text-list.ts';

/** Numbers under keys, read only: what a `Map<string, number[]>` is, at a quarter of its memory and six objects in all. */
export interface KeyTable {
  readonly keys: TextList;
  /** The place of a key, or undefined. */
  find(key: string): number | undefined;
  /** The numbers of the key in this place, in the order they were added. */
  at(place: number): readonly number[];
  /** The numbers of a key; none if it is not there. */
  get(key: string): readonly number[];
}

export interface KeyTableBuilder {
  /** Adds a number under a key, unless one of those under it already `covers` it. The empty key is passed over. */
  add(key: string, value: number, covers?: (known: number) => boolean): void;
  /** To be called once, at the end. */
  build(): KeyTable;
}

/** FNV-1a over UTF-16, mixed once more as its low bits are what is used. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
};

/** Of each key the last link of its chain; of each link the value and the link before. */
interface Chains {
  readonly last: number[];
  readonly values: number[];
  readonly before: number[];
}

const none: readonly number[] = [];

/** Where keys lie, by open addressing with at least a third of the slots free. */
export const createKeyFinder = (keys: TextList): ((key: string) => number | undefined) => {
  const mask = 2 ** Math.ceil(Math.log2(1 + keys.length * 1.5)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  for (let place = 0; place < keys.length; place += 1) {
    let slot = hashOf(keys.at(place)) & mask;
    while (slots[slot] !== -1) slot = (slot + 1) & mask;
    slots[slot] = place;
  }
  return (key) => {
    for (let slot = hashOf(key) & mask; ; slot = (slot + 1) & mask) {
      const place = slots[slot] ?? -1;
      if (place < 0) return undefined;
      if (keys.equals(place, key)) return place;
    }
  };
};

/** The values of all keys, one key's after another's. */
const packLists = ({ last, values, before }: Chains) => {
  const starts = new Uint32Array(last.length + 1);
  const listed = new Uint32Array(values.length);
  let end = 0;
  last.forEach((lastLink, place) => {
    const start = end;
    for (let link = lastLink; link >= 0; link = before[link] ?? -1) {
      listed[end] = values[link] ?? 0;
      end += 1;
    }
    listed.subarray(start, end).reverse();
    starts[place + 1] = end;
  });
  return { starts, listed };
};

/** Not within the builder: what is made there would keep all that the builder knew. */
const readTable = (keys: TextList, { starts, listed }: ReturnType<typeof packLists>): KeyTable => {
  const find = createKeyFinder(keys);
  const at = (place: number): readonly number[] =>
    Array.from(listed.subarray(starts[place], starts[place + 1]));
  return {
    keys,
    find,
    at,
    get: (key) => {
      const place = find(key);
      return place === undefined ? none : at(place);
    },
  };
};

export const createKeyTable = (): KeyTableBuilder => {
  const places = new Map<string, number>();
  const chains: Chains = { last: [], values: [], before: [] };
  const { last, values, before } = chains;

  const isCovered = (place: number, covers: (known: number) => boolean): boolean => {
    for (let link = last[place] ?? -1; link >= 0; link = before[link] ?? -1)
      if (covers(values[link] ?? 0)) return true;
    return false;
  };

  return {
    add: (key, value, covers) => {
      if (key === '') return;
      let place = places.get(key);
      if (place === undefined) {
        place = last.push(-1) - 1;
        places.set(key, place);
      } else if (covers !== undefined && isCovered(place, covers)) return;
      before.push(last[place] ?? -1);
      last[place] = values.push(value) - 1;
    },
    build: () => readTable(packTexts([...places.keys()]), packLists(chains)),
  };
};
