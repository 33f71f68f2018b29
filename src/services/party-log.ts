import { z } from 'zod';
import { partyEventSchema } from '../core/party/event-schema.ts';
import { memberIdsIn } from '../core/party/forget.ts';
import { PARTY_VERSION } from '../core/party/schema.ts';
import type { EventOf, PartyEvent } from '../core/party/types.ts';
import type { Stores } from '../core/ports.ts';
import { eventKey, eventsInOrder } from './event-log.ts';

export interface StoredParty {
  readonly partyId: string;
  readonly events: readonly PartyEvent[];
}

/** A party of the past, as a server's list names it. */
export interface PastParty {
  readonly partyId: string;
  readonly title: string;
  readonly endedAt: number;
}

/** Parties on disk: those to come and those that run as single events, those of the past whole. */
export interface PartyLog {
  /** Stores the first event of a party. `false` when there is, or was, one of this id. */
  open(schedule: EventOf<'schedule'>): Promise<boolean>;
  /** Stores event number `index` (0 is the schedule). */
  append(partyId: string, index: number, event: PartyEvent): Promise<void>;
  /** Every party that is not in the past. One that cannot be read is told to `onBroken` and left as it is. */
  list(onBroken: (error: Error) => void): Promise<readonly StoredParty[]>;
  /** Puts a party away. A cancelled one is not among a server's past ones. */
  archive(guildId: string, party: StoredParty, past: PastParty | undefined): Promise<void>;
  /** Puts these events in the place of the stored ones of a party that is not in the past: as many. */
  rewrite(partyId: string, events: readonly PartyEvent[]): Promise<void>;
  /** Changes a party of the past. @returns its events as they are now. */
  rewritePast(
    partyId: string,
    change: (events: readonly PartyEvent[]) => readonly PartyEvent[],
  ): Promise<readonly PartyEvent[] | undefined>;
  /** Parties of the past that name a member. */
  pastWith(memberId: string): Promise<readonly string[]>;
  forgetPastWith(memberId: string): Promise<void>;
  /** The events of a party of the past. */
  past(partyId: string): Promise<readonly PartyEvent[] | undefined>;
  /** A server's past parties, latest first. */
  pastOf(guildId: string): Promise<readonly PastParty[]>;
  /** Notes that the bot is alive, and until when it was. */
  beat(partyId: string, at: number): Promise<void>;
  lastBeat(partyId: string): Promise<number | undefined>;
}

/** Past parties a server's list names; older ones stay readable by their id. */
const MOST_PAST = 100;

const indexSchema = z.strictObject({ guildId: z.string() });
const archiveSchema = z.strictObject({ events: z.array(partyEventSchema).readonly() });
const pastSchema = z.strictObject({
  parties: z
    .array(z.strictObject({ partyId: z.string(), title: z.string(), endedAt: z.number() }).readonly())
    .readonly(),
});
const membersSchema = z.strictObject({ partyIds: z.array(z.string()).readonly() });
const beatSchema = z.strictObject({ at: z.number() });

export const createPartyLog = (stores: Stores): PartyLog => {
  const open = stores.open('parties', { schema: indexSchema, version: 1 });
  const events = stores.open('party-events', { schema: partyEventSchema, version: PARTY_VERSION });
  const archive = stores.open('party-archive', { schema: archiveSchema, version: PARTY_VERSION });
  const pasts = stores.open('party-past', { schema: pastSchema, version: 1 });
  /** Noted before a party is put away, so that none is missed when a member asks to be forgotten. */
  const members = stores.open('party-members', { schema: membersSchema, version: 1 });
  const beats = stores.open('party-beats', { schema: beatSchema, version: 1 });

  const append: PartyLog['append'] = async (partyId, index, event) => {
    await events.update(eventKey(partyId, index), () => event);
  };

  return {
    append,
    open: async (schedule) => {
      const { partyId, guildId } = schedule;
      if ((await open.get(partyId)) !== undefined || (await archive.get(partyId)) !== undefined) return false;
      await append(partyId, 0, schedule);
      await open.update(partyId, () => ({ guildId }));
      return true;
    },
    list: async (onBroken) => {
      const all = await events.list(onBroken);
      const stored = await open.list(onBroken);
      return [...stored.keys()].map((partyId) => ({ partyId, events: eventsInOrder(all, partyId) }));
    },
    rewrite: async (partyId, own) => {
      for (const [index, event] of own.entries()) await append(partyId, index, event);
    },
    rewritePast: async (partyId, change) => {
      let changed: readonly PartyEvent[] | undefined;
      await archive.update(partyId, (current) => {
        changed = current && change(current.events);
        return changed && { events: changed };
      });
      return changed;
    },
    pastWith: async (memberId) => (await members.get(memberId))?.partyIds ?? [],
    forgetPastWith: async (memberId) => {
      await members.delete(memberId);
    },
    archive: async (guildId, { partyId, events: own }, past) => {
      for (const memberId of memberIdsIn(own)) {
        await members.update(memberId, (current = { partyIds: [] }) =>
          current.partyIds.includes(partyId) ? undefined : { partyIds: [...current.partyIds, partyId] },
        );
      }
      await archive.update(partyId, () => ({ events: own }));
      if (past !== undefined) {
        await pasts.update(guildId, (current = { parties: [] }) => ({
          parties: [past, ...current.parties.filter((one) => one.partyId !== partyId)].slice(0, MOST_PAST),
        }));
      }
      await open.delete(partyId);
      for (let index = own.length - 1; index >= 0; index -= 1) await events.delete(eventKey(partyId, index));
      await beats.delete(partyId);
    },
    past: async (partyId) => (await archive.get(partyId))?.events,
    pastOf: async (guildId) => (await pasts.get(guildId))?.parties ?? [],
    beat: async (partyId, at) => {
      await beats.update(partyId, () => ({ at }));
    },
    lastBeat: async (partyId) => (await beats.get(partyId))?.at,
  };
};
