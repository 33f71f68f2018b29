import { UserError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Clock, Timers } from '../core/ports.ts';

/** From a second to half a minute apart: about a minute in all, in which most stores are back. */
const mostTries = 7;
const retryMs = 1_000;

interface Place {
  readonly guildId: string;
  readonly partyId: string;
}

/** Work that nobody waits for. What becomes of it is logged under `what`; it must be done before the stores close. */
export interface Aside {
  watch(what: string, place: Place, work: Promise<unknown>): void;
  /** Tried again while it fails, as nobody else would: a party would stand still. A UserError is no reason to. */
  insist(what: string, place: Place, work: () => Promise<unknown>): void;
  settled(): Promise<void>;
  /** Tries nothing again from now on. */
  stop(): void;
}

export const createAside = (deps: { clock: Clock; timers: Timers; log: Log }): Aside => {
  const { clock, timers, log } = deps;
  const underWay = new Set<Promise<unknown>>();
  const waiting = new Set<() => void>();
  let isStopped = false;

  const watch: Aside['watch'] = (what, { guildId, partyId }, work) => {
    const guarded = work
      .catch((error: unknown) => {
        log.error({ err: error, guildId, partyId }, what);
      })
      .finally(() => underWay.delete(guarded));
    underWay.add(guarded);
  };

  const attempt = (what: string, place: Place, work: () => Promise<unknown>, tries: number): void => {
    const { guildId, partyId } = place;
    const tried = work().catch((error: unknown) => {
      if (error instanceof UserError || tries >= mostTries || isStopped) throw error;
      log.warn({ err: error, guildId, partyId, tries }, what);
      const cancel = timers.at(clock.now() + retryMs * 2 ** (tries - 1), () => {
        waiting.delete(cancel);
        attempt(what, place, work, tries + 1);
      });
      waiting.add(cancel);
    });
    watch(what, place, tried);
  };

  return {
    watch,
    insist: (what, place, work) => {
      if (!isStopped) attempt(what, place, work, 1);
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop: () => {
      isStopped = true;
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
};
