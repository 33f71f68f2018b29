import { z } from 'zod';
import type { Clock, Stores } from '../core/ports.ts';

const markSchema = z.strictObject({ at: z.number(), isDone: z.boolean() });

/** Marks are kept this long: much longer than any job is tried again. */
const keptMs = 30 * 86_400_000;

/** Makes an effect on the outside happen once, as far as the outside allows. */
export interface Once {
  /**
   * Runs `effect` unless it is known to be done under this key, and resolves to whether it ran. A mark is stored before
   * and after. `again` says that an earlier try began and its end is not known: the effect may look whether it has
   * happened, or rely on a nonce.
   */
  run(key: string, effect: (again: boolean) => Promise<void>): Promise<boolean>;
  isDone(key: string): Promise<boolean>;
  /** Forgets marks that are older than 30 days. */
  sweep(): Promise<void>;
}

export const createOnce = ({ stores, clock }: { stores: Stores; clock: Clock }): Once => {
  const marks = stores.open('once', { schema: markSchema, version: 1 });
  return {
    run: async (key, effect) => {
      let before: z.infer<typeof markSchema> | undefined;
      await marks.update(key, (mark) => {
        before = mark;
        return mark === undefined ? { at: clock.now(), isDone: false } : undefined;
      });
      if (before?.isDone === true) return false;
      await effect(before !== undefined);
      await marks.update(key, () => ({ at: clock.now(), isDone: true }));
      return true;
    },
    isDone: async (key) => (await marks.get(key))?.isDone === true,
    sweep: async () => {
      const isOld = ({ at }: { at: number }) => at < clock.now() - keptMs;
      for (const [key, mark] of await marks.list(() => undefined)) {
        if (isOld(mark)) await marks.delete(key, isOld);
      }
    },
  };
};
