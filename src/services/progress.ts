import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import type { Progress as HowFar } from '../core/party/spoilers.ts';
import type { Clock, Stores } from '../core/ports.ts';
import type { MemberData } from './member-data.ts';
import { maxSaved } from './saved-list.ts';
import type { Watched } from './watched.ts';

const entrySchema = z
  .strictObject({ dramaId: z.string(), episode: z.number().int().min(1), at: z.number() })
  .readonly();
const memberSchema = z.strictObject({ dramas: z.array(entrySchema).readonly() });

/** A drama somebody is in the middle of. */
export type Watching = z.infer<typeof entrySchema>;

/** How far members are in the dramas they have begun and not finished: finished ones are in `watched`. */
export interface Progress extends MemberData {
  /** @throws UserError `listFull`. */
  set(memberId: string, dramaId: string, episode: number): Promise<void>;
  /** Whether it was there. */
  remove(memberId: string, dramaId: string): Promise<boolean>;
  /** Latest first. */
  list(memberId: string): Promise<readonly Watching[]>;
  /** Every drama a member tracks, with how far they are: the watched ones too. */
  of(memberId: string): Promise<ReadonlyMap<string, HowFar>>;
}

export const createProgress = ({
  stores,
  clock,
  watched,
}: {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly watched: Pick<Watched, 'list'>;
}): Progress => {
  const store = stores.open('watching', { schema: memberSchema, version: 1 });
  const dramasOf = async (memberId: string) => (await store.get(memberId))?.dramas ?? [];
  return {
    set: async (memberId, dramaId, episode) => {
      await store.update(memberId, (current = { dramas: [] }) => {
        const others = current.dramas.filter((one) => one.dramaId !== dramaId);
        if (others.length >= maxSaved) throw new UserError('listFull', { limit: maxSaved });
        return { dramas: [...others, { dramaId, episode, at: clock.now() }] };
      });
    },
    remove: async (memberId, dramaId) => {
      let wasThere = false;
      await store.update(memberId, (current = { dramas: [] }) => {
        const dramas = current.dramas.filter((one) => one.dramaId !== dramaId);
        wasThere = dramas.length < current.dramas.length;
        return wasThere ? { dramas } : undefined;
      });
      return wasThere;
    },
    list: async (memberId) => (await dramasOf(memberId)).toReversed(),
    of: async (memberId) =>
      new Map<string, HowFar>([
        ...(await dramasOf(memberId)).map(({ dramaId, episode }) => [dramaId, episode] as const),
        ...(await watched.list(memberId)).map((dramaId) => [dramaId, 'all'] as const),
      ]),
    exportMember: async (memberId) => {
      const dramas = await dramasOf(memberId);
      return dramas.length === 0 ? undefined : dramas;
    },
    forgetMember: async (memberId) => {
      await store.delete(memberId);
    },
  };
};
