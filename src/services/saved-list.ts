import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import type { Clock, RecordFormat, Stores } from '../core/ports.ts';
import type { MemberData } from './member-data.ts';

/** A member's list holds at most this many entries, about 30 KB, as each change writes it whole. */
export const maxSaved = 500;

const entrySchema = z.strictObject({ id: z.string(), savedAt: z.number() }).readonly();
const listSchema = z.strictObject({ entries: z.array(entrySchema).readonly() });

export type SavedEntry = z.infer<typeof entrySchema>;
export type SavedRecord = z.infer<typeof listSchema>;

/** What a member keeps, the same in every server: ids of the catalogue, in order of when they were saved. */
export interface SavedList extends MemberData {
  /** `false` when it was among them already. @throws UserError `listFull`. */
  add(userId: string, id: string): Promise<boolean>;
  /** What was removed, for `restore`; `undefined` when it was not among them. */
  remove(userId: string, id: string): Promise<SavedEntry | undefined>;
  /** Puts an entry back in its place. `false` when it is there already. @throws UserError `listFull`. */
  restore(userId: string, entry: SavedEntry): Promise<boolean>;
  /** Ids, latest first. */
  list(userId: string): Promise<readonly string[]>;
  /** Entries, latest first. */
  entries(userId: string): Promise<readonly SavedEntry[]>;
}

export interface SavedListDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  /** The store it is kept in. */
  readonly namespace: string;
  readonly version: number;
  readonly migrate?: (data: unknown) => SavedRecord;
}

export const createSavedList = ({ stores, clock, namespace, version, migrate }: SavedListDeps): SavedList => {
  const format: RecordFormat<SavedRecord> = {
    schema: listSchema,
    version,
    ...(migrate !== undefined && { migrate }),
  };
  const store = stores.open(namespace, format);

  const restore = async (userId: string, entry: SavedEntry): Promise<boolean> => {
    let isNew = false;
    await store.update(userId, (current = { entries: [] }) => {
      isNew = !current.entries.some(({ id }) => id === entry.id);
      if (!isNew) return undefined;
      if (current.entries.length >= maxSaved) throw new UserError('listFull', { limit: maxSaved });
      const entries = [...current.entries, entry].sort((a, b) => a.savedAt - b.savedAt);
      return { entries };
    });
    return isNew;
  };

  const entries = async (userId: string): Promise<readonly SavedEntry[]> =>
    (await store.get(userId))?.entries.toReversed() ?? [];

  return {
    add: (userId, id) => restore(userId, { id, savedAt: clock.now() }),
    restore,
    remove: async (userId, id) => {
      let removed: SavedEntry | undefined;
      await store.update(userId, (current) => {
        removed = current?.entries.find((entry) => entry.id === id);
        if (current === undefined || removed === undefined) return undefined;
        return { entries: current.entries.filter((entry) => entry.id !== id) };
      });
      return removed;
    },
    list: async (userId) => (await entries(userId)).map(({ id }) => id),
    entries,
    exportMember: async (userId) => (await store.get(userId))?.entries,
    forgetMember: async (userId) => {
      await store.delete(userId);
    },
  };
};
