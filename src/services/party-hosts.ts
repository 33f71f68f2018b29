import { fromBot } from '../core/party/native.ts';
import { hostAfter, nextOfSeries } from '../core/party/repeat.ts';
import type { NextInstance } from '../core/party/repeat.ts';
import type { Party, PartyEvent, PartyState } from '../core/party/types.ts';
import type { Clock } from '../core/ports.ts';
import type { PartyPlace } from './party-ports.ts';

interface PartyHostsDeps<Live> {
  readonly place: Pick<PartyPlace, 'absentIds'>;
  readonly clock: Clock;
  readonly change: (live: Live, event: PartyEvent) => Promise<unknown>;
}

/** Whose turn it is in a series: who has left the server is passed over. */
export const createPartyHosts = <Live extends { readonly state: PartyState }>({
  place,
  clock,
  change,
}: PartyHostsDeps<Live>) => ({
  next: async (party: Party): Promise<NextInstance | undefined> => {
    if (party.series === null) return undefined;
    const absentIds = await place.absentIds(party.guildId, party.series.hostIds);
    return nextOfSeries(party, Math.max(clock.now(), party.plan.startsAt), absentIds);
  },
  /** The host of the night may have left since the party was planned. */
  passOver: async (live: Live): Promise<void> => {
    const { guildId, plan, series } = live.state.party;
    if (series === null || live.state.phase !== 'scheduled') return;
    const absentIds = await place.absentIds(guildId, [...new Set([plan.hostId, ...series.hostIds])]);
    const hostId = hostAfter(series.hostIds, plan.hostId, absentIds);
    if (!absentIds.has(plan.hostId) || hostId === plan.hostId) return;
    await change(live, { type: 'edit', ...fromBot(clock.now()), fromDiscord: false, changes: { hostId } });
  },
});
