import type { RecordFormat, Stores } from '../core/ports.ts';

/** What is known of a run beside its events: at least its id. */
interface Heading {
  readonly runId: string;
}

export interface StoredRun<Head, Event> {
  readonly key: string;
  readonly head: Head;
  readonly events: readonly Event[];
}

/** Runs on disk, one a key: their events in order. Replaying them gives the state. */
export interface EventLog<Head, Event> {
  /** Stores the first event of a run. From then on it is the one of its key. */
  open(key: string, head: Head, first: Event): Promise<void>;
  /** Stores event number `index` (0 is the first). */
  append(runId: string, index: number, event: Event): Promise<void>;
  /** Forgets a run of `length` events. */
  remove(key: string, runId: string, length: number): Promise<void>;
  /** The first `length` events of a run. */
  read(runId: string, length: number): Promise<readonly Event[]>;
  /** Every key's run. One that cannot be read is told to `onBroken` and left as it is. */
  list(onBroken: (error: Error) => void): Promise<readonly StoredRun<Head, Event>[]>;
}

export interface EventLogDeps<Head, Event> {
  readonly stores: Stores;
  /** Namespaces of the headings and of the events. */
  readonly namespaces: readonly [heads: string, events: string];
  readonly heads: RecordFormat<Head>;
  readonly events: RecordFormat<Event>;
}

/** Keys of one run sort by the number of their event. */
export const eventKey = (runId: string, index: number): string =>
  `${runId}:${String(index).padStart(6, '0')}`;

/** The events of one run in order; those after a gap were never confirmed to anybody. */
export const eventsInOrder = <Event>(all: ReadonlyMap<string, Event>, runId: string): readonly Event[] => {
  const found: Event[] = [];
  for (;;) {
    const event = all.get(eventKey(runId, found.length));
    if (event === undefined) return found;
    found.push(event);
  }
};

export const createEventLog = <Head extends Heading, Event>({
  stores,
  namespaces,
  ...formats
}: EventLogDeps<Head, Event>): EventLog<Head, Event> => {
  const heads = stores.open(namespaces[0], formats.heads);
  const events = stores.open(namespaces[1], formats.events);

  const append: EventLog<Head, Event>['append'] = async (runId, index, event) => {
    await events.update(eventKey(runId, index), () => event);
  };

  return {
    append,
    open: async (key, head, first) => {
      await append(head.runId, 0, first);
      await heads.update(key, () => head);
    },
    remove: async (key, runId, length) => {
      await heads.delete(key);
      for (let index = length - 1; index >= 0; index -= 1) await events.delete(eventKey(runId, index));
    },
    read: async (runId, length) => {
      const keys = Array.from({ length }, (_, index) => eventKey(runId, index));
      return (await Promise.all(keys.map((key) => events.get(key)))).filter((event) => event !== undefined);
    },
    list: async (onBroken) => {
      const all = await events.list(onBroken);
      const stored = await heads.list(onBroken);
      return [...stored].map(([key, head]) => ({ key, head, events: eventsInOrder(all, head.runId) }));
    },
  };
};
