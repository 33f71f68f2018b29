import { LRUCache } from 'lru-cache';
import type { Clock } from '../core/ports.ts';
import type { MemberData } from './member-data.ts';
import type { Wish } from './parties.ts';

/** A wish is good this long: what was understood of "in an hour" is not much older than that. */
const keptMs = 10 * 60_000;
const mostKept = 1_000;

/** Wishes that wait for their host's "yes". They are not worth storing: after a restart the button has expired. */
export const createWishes = (clock: Clock) => {
  const kept = new LRUCache<string, { readonly memberId: string; readonly wish: Wish }>({
    max: mostKept,
    ttl: keptMs,
  });
  let last = 0;
  const ofMember = (memberId: string) => [...kept].filter(([, one]) => one.memberId === memberId);
  const members: MemberData = {
    exportMember: (memberId) => {
      const own = ofMember(memberId).map(([, { wish }]) => ({ plan: wish.plan, repeat: wish.repeat }));
      return Promise.resolve(own.length === 0 ? undefined : own);
    },
    forgetMember: (memberId) => {
      for (const [id] of ofMember(memberId)) kept.delete(id);
      return Promise.resolve();
    },
  };
  return {
    ...members,
    keep: (memberId: string, wish: Wish): string => {
      last += 1;
      const id = `${clock.now().toString(36)}-${last.toString(36)}`;
      kept.set(id, { memberId, wish });
      return id;
    },
    /** Names who takes turns as host, and who hosts first. The wish stays kept. */
    host: (id: string, memberId: string, hostIds: readonly string[], hostId: string): Wish | undefined => {
      const found = kept.get(id);
      if (found?.memberId !== memberId) return undefined;
      const wish = { ...found.wish, hostIds, plan: { ...found.wish.plan, hostId } };
      kept.set(id, { memberId, wish });
      return wish;
    },
    /** Once only, and for the one who wished. */
    take: (id: string, memberId: string): Wish | undefined => {
      const found = kept.get(id);
      if (found?.memberId !== memberId) return undefined;
      kept.delete(id);
      return found.wish;
    },
  };
};

export type Wishes = ReturnType<typeof createWishes>;
