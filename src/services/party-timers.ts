import { z } from 'zod';
import type { Log } from '../core/log.ts';
import { MINUTE_MS } from '../core/party/rules.ts';
import { isOfPlan } from '../core/party/timers.ts';
import type { Clock, Timers } from '../core/ports.ts';
import type { Schedule } from '../core/schedule.ts';
import type { StateTimer } from '../core/timer-changes.ts';
import type { Live } from './party-live.ts';

interface PartyTimersDeps {
  readonly schedule: Schedule;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  readonly find: (partyId: string) => Live | undefined;
  /** Whether another party goes on in its server. */
  readonly isBusy: (live: Live) => boolean;
  /** The time has come. Resolves when what follows is stored. */
  readonly fire: (live: Live, timerId: string) => Promise<unknown>;
  /** For what nobody waits for. */
  readonly watch: (what: string, live: Live, work: Promise<unknown>) => void;
}

const kind = 'party.timer';
const retryMs = 1_000;
/** A party whose time comes while another one goes on in its server waits this long, again and again. */
const busyMs = MINUTE_MS;

const jobSchema = z.strictObject({ partyId: z.string(), timerId: z.string() });

/**
 * Rings what a party waits for. Reminders and the start, hours or weeks ahead, are jobs of the schedule, by an id of their
 * own each; what happens within the evening are timers of this process, where its voice is. Both come from the state: one
 * that rings twice or too late is passed over by the engine, and a restart adds again whatever is missing.
 */
export const createPartyTimers = (deps: PartyTimersDeps) => {
  const { schedule, clock, timers, log, find, isBusy, fire, watch } = deps;
  const jobId = ({ partyId }: Live, timerId: string) => `${kind}:${partyId}:${timerId}`;

  const setHere = (live: Live, timerId: string, dueAt: number, run: () => Promise<unknown>): void => {
    live.timers.get(timerId)?.();
    const cancel = timers.at(dueAt, () => {
      live.timers.delete(timerId);
      if (find(live.partyId) !== live) return;
      const rung = run().catch((error: unknown) => {
        log.error({ err: error, guildId: live.guildId, timerId }, 'a party timer failed');
        // A store that fails for a moment must not leave a track playing for ever, nor a reminder unsaid.
        setHere(live, timerId, clock.now() + retryMs, run);
      });
      watch('a party timer failed', live, rung);
    });
    live.timers.set(timerId, cancel);
  };

  const addJob = (live: Live, { timerId, dueAt }: StateTimer): Promise<void> =>
    schedule.add({
      id: jobId(live, timerId),
      kind,
      dueAt,
      data: { partyId: live.partyId, timerId },
      // Its state and its voice are in the process that is connected to its server.
      guildId: live.guildId,
    });

  schedule.handle(kind, {
    schema: jobSchema,
    run: async ({ data: { partyId, timerId } }) => {
      const live = find(partyId);
      if (live === undefined) return;
      if (timerId.startsWith('start:') && isBusy(live))
        await addJob(live, { timerId, dueAt: clock.now() + busyMs });
      else await fire(live, timerId);
    },
  });

  return {
    set: (live: Live, timer: StateTimer): void => {
      const { timerId, dueAt } = timer;
      if (!isOfPlan(timerId)) {
        setHere(live, timerId, dueAt, () => fire(live, timerId));
        return;
      }
      const added = addJob(live, timer).catch((error: unknown) => {
        log.error({ err: error, guildId: live.guildId, timerId }, 'a job of a party could not be stored');
        setHere(live, timerId, clock.now() + retryMs, () => addJob(live, timer));
      });
      watch('a job of a party could not be stored', live, added);
    },
    cancel: (live: Live, timerId: string): void => {
      live.timers.get(timerId)?.();
      live.timers.delete(timerId);
      // One that stays rings in vain.
      if (isOfPlan(timerId)) watch('a job of a party stays', live, schedule.cancel(jobId(live, timerId)));
    },
  };
};
