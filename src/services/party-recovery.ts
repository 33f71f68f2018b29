import type { Log } from '../core/log.ts';
import { isAgreed } from '../core/party/native.ts';
import type { NativeEdit } from '../core/party/native.ts';
import { replay } from '../core/party/reduce.ts';
import { ARCHIVE_AFTER_MS } from '../core/party/rules.ts';
import { isOver } from '../core/party/state.ts';
import type { PartyEvent, PartyState } from '../core/party/types.ts';
import type { Clock } from '../core/ports.ts';
import type { Aside } from './party-aside.ts';
import type { Live } from './party-live.ts';
import type { PartyLog, StoredParty } from './party-log.ts';
import type { PartyPlace } from './party-ports.ts';

export interface PartyRecoveryDeps {
  readonly partyLog: PartyLog;
  readonly place: Pick<PartyPlace, 'eventNow' | 'interestedIds' | 'presentIds'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Makes it a party at hand again. */
  readonly takeUp: (partyId: string, state: PartyState, events: readonly PartyEvent[]) => Live;
  readonly archive: (live: Live) => Promise<void>;
  readonly follow: (live: Live, edit: NativeEdit) => Promise<void>;
  readonly submit: (live: Live, event: PartyEvent) => Promise<unknown>;
  readonly tell: (live: Live, event: PartyEvent) => void;
  readonly beat: (live: Live) => void;
  /** Does it in the background until it succeeds. */
  readonly insist: Aside['insist'];
}

const everywhere = (): boolean => true;

/** Takes up the parties that were there when the process ended, with what happened to them outside meanwhile. */
export const createPartyRecovery = (deps: PartyRecoveryDeps) => {
  const { partyLog, place, clock, log, takeUp, archive, follow, submit, tell, beat, insist } = deps;

  /** What was done in Discord's own event while the bot was away is not told again. */
  const catchUpWithEvent = async (live: Live): Promise<void> => {
    const { native } = live.state.party;
    if (native.kind !== 'linked') return;
    const edit = await place.eventNow(live.guildId, native.eventId);
    // One that says what was agreed waits for a change of the plan's own.
    if (edit === undefined || (edit.status === 'scheduled' && isAgreed(native.agreed, edit))) return;
    await follow(live, edit);
  };

  const catchUpWithInterest = async (live: Live): Promise<void> => {
    const { guildId, state } = live;
    const { native, interestedIds } = state.party;
    if (state.phase !== 'scheduled' || native.kind !== 'linked') return;
    const now = await place.interestedIds(guildId, native.eventId);
    if (now === undefined) return;
    const interested = new Set(now);
    for (const memberId of new Set([...interested, ...interestedIds]))
      tell(live, { type: 'interest', at: clock.now(), memberId, interested: interested.has(memberId) });
  };

  const recoverParty = async (
    { partyId, events }: StoredParty,
    serves: (guildId: string) => boolean,
  ): Promise<void> => {
    const state = replay(events);
    const lastEvent = events.at(-1);
    if (state === null || lastEvent === undefined || !serves(state.party.guildId)) return;
    const live = takeUp(partyId, state, events);
    const overAt = state.phase === 'ended' ? state.endedAt : lastEvent.at;
    if (isOver(state) && clock.now() - overAt > ARCHIVE_AFTER_MS) {
      insist('a party could not be put away', live, () => archive(live));
      return;
    }
    const goOn = async () => {
      const downSince = Math.max(lastEvent.at, (await partyLog.lastBeat(partyId)) ?? 0);
      await catchUpWithEvent(live);
      const { guildId, plan } = live.state.party;
      const presentIds = place.presentIds(guildId, plan.channelId);
      await submit(live, { type: 'recovered', at: clock.now(), downSince, presentIds });
      beat(live);
    };
    await goOn().catch((error: unknown) => {
      log.error({ err: error, partyId }, 'a party waits for its store');
      insist('a party could not go on', live, goOn);
    });
    await catchUpWithInterest(live);
  };

  return async (serves: (guildId: string) => boolean = everywhere): Promise<void> => {
    const stored = await partyLog.list((error) => {
      log.error({ err: error }, 'a stored party cannot be read');
    });
    for (const party of stored) {
      try {
        await recoverParty(party, serves);
      } catch (error) {
        log.error({ err: error, partyId: party.partyId }, 'a stored party could not be taken up');
      }
    }
  };
};
