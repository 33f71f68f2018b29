import { z } from 'zod';
import { UserError } from '../core/errors.ts';
import { followSchema } from '../core/follow.ts';
import type { Follow } from '../core/follow.ts';
import type { Clock, Stores } from '../core/ports.ts';
import type { MemberData } from './member-data.ts';

const mostFollows = 100;

const memberSchema = z.strictObject({ follows: z.array(followSchema).readonly() });

export type Followed = Follow & { readonly memberId: string };

type Target = Pick<Follow, 'kind' | 'id' | 'guildId'>;

/** The dramas and artists a member wants to hear news of, and where. */
export interface Follows extends MemberData {
  /** `false` when it was followed there already. @throws UserError `listFull`. */
  add(memberId: string, target: Target): Promise<boolean>;
  /** Whether it was followed there. */
  remove(memberId: string, target: Target): Promise<boolean>;
  /** Latest first. */
  list(memberId: string): Promise<readonly Follow[]>;
  /** Those of all members. */
  all(): Promise<readonly Followed[]>;
}

const isSame = (a: Target, b: Target): boolean =>
  a.kind === b.kind && a.id === b.id && a.guildId === b.guildId;

export const createFollows = ({ stores, clock }: { stores: Stores; clock: Clock }): Follows => {
  const store = stores.open('follows', { schema: memberSchema, version: 1 });
  const listOf = async (memberId: string) => (await store.get(memberId))?.follows ?? [];
  return {
    add: async (memberId, { kind, id, guildId }) => {
      let isNew = false;
      await store.update(memberId, (current = { follows: [] }) => {
        const follow = { kind, id, guildId, at: clock.now() };
        isNew = !current.follows.some((one) => isSame(one, follow));
        if (!isNew) return undefined;
        if (current.follows.length >= mostFollows) throw new UserError('listFull', { limit: mostFollows });
        return { follows: [...current.follows, follow] };
      });
      return isNew;
    },
    remove: async (memberId, target) => {
      let wasThere = false;
      await store.update(memberId, (current = { follows: [] }) => {
        const follows = current.follows.filter((one) => !isSame(one, target));
        wasThere = follows.length < current.follows.length;
        return wasThere ? { follows } : undefined;
      });
      return wasThere;
    },
    list: async (memberId) => (await listOf(memberId)).toReversed(),
    all: async () =>
      [...(await store.list(() => undefined))].flatMap(([memberId, { follows }]) =>
        follows.map((follow) => ({ memberId, ...follow })),
      ),
    exportMember: async (memberId) => {
      const follows = await listOf(memberId);
      return follows.length === 0 ? undefined : follows;
    },
    forgetMember: async (memberId) => {
      await store.delete(memberId);
    },
  };
};
