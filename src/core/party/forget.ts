import { isGone } from '../quiz/forget.ts';
import { hasBegun } from './state.ts';
import type { PartyEvent, PartyState } from './types.ts';

const idKeys: ReadonlySet<string> = new Set(['memberId', 'hostId']);
const listKeys: ReadonlySet<string> = new Set(['hostIds', 'presentIds']);

/** Everybody whom stored events name. */
export const memberIdsIn = (events: readonly PartyEvent[]): ReadonlySet<string> => {
  const ids = new Set<string>();
  JSON.stringify(events, (key, value: unknown) => {
    if (idKeys.has(key) && typeof value === 'string') ids.add(value);
    if (listKeys.has(key)) for (const id of value as readonly string[]) ids.add(id);
    return value;
  });
  return ids;
};

/** An id that no member can have and nobody in these events has: see `isGone`. */
export const goneIdIn = (events: readonly PartyEvent[]): string =>
  `0${[...memberIdsIn(events)].filter(isGone).length}`;

/** Answers and wishes are of the member alone: what stands for them asks for nothing. */
const withoutWishes = (event: PartyEvent): PartyEvent => {
  switch (event.type) {
    case 'rsvp':
      return { ...event, answer: 'no' };
    case 'interest':
      return { ...event, interested: false };
    case 'remindMe':
      return { ...event, byMessage: false };
    default:
      return event;
  }
};

/** A rota is never empty: the last of it is somebody who is gone, and everybody who may steer takes their place. */
const renamedIn = (ids: readonly string[], from: string, to: string): readonly string[] => {
  const others = ids.filter((id) => id !== from);
  return others.length === 0 && ids.length > 0 ? [to] : others;
};

/**
 * The events as if somebody without a name had been there, as many as before. No rule looks at an id but to compare it, so
 * that they replay to the same party: the same tracks at the same times, with as many people. What the member has told as
 * memories is gone, and so are their answers.
 */
export const withoutMember = (
  events: readonly PartyEvent[],
  from: string,
  to: string,
): readonly PartyEvent[] =>
  events.map((event) => {
    const isOwn = 'memberId' in event && event.memberId === from;
    return JSON.parse(JSON.stringify(isOwn ? withoutWishes(event) : event), (key, value: unknown) => {
      if (idKeys.has(key)) return value === from ? to : value;
      if (key === 'hostIds') return renamedIn(value as readonly string[], from, to);
      if (key === 'presentIds') return (value as readonly string[]).map((id) => (id === from ? to : id));
      const isOwnMemory =
        typeof value === 'object' &&
        value !== null &&
        'kind' in value &&
        value.kind === 'memory' &&
        'memberId' in value &&
        value.memberId === to;
      return isOwnMemory ? { ...value, text: '' } : value;
    }) as PartyEvent;
  });

/** What a party holds on a member, as plain JSON; `undefined` when it does not know them. */
export const memberIn = (state: PartyState, memberId: string): object | undefined => {
  const { party } = state;
  const { plan, series, rsvps, interestedIds, dmIds, rows } = party;
  const run = hasBegun(state) ? state.run : undefined;
  const played = (run?.history ?? []).map(({ row }) => row);
  const songOf = new Map([...played, ...rows].map(({ trackId, songId }) => [trackId, songId]));
  const guest = run?.guests.find(({ id }) => id === memberId);
  const found = {
    isHost: plan.hostId === memberId,
    takesTurnsAsHost: series?.hostIds.includes(memberId) === true,
    answer: rsvps.find((rsvp) => rsvp.memberId === memberId)?.answer,
    isInterested: interestedIds.includes(memberId),
    remindedByMessage: dmIds.includes(memberId),
    asked: [...played, ...rows]
      .filter(({ owner }) => owner.memberId === memberId)
      .map(({ songId }) => songId),
    votedFor: [...played, ...rows]
      .filter(({ votes }) => votes.includes(memberId))
      .map(({ songId }) => songId),
    reactions: (run?.moments ?? [])
      .filter((moment) => moment.memberId === memberId)
      .map(({ trackId, kind, offsetMs, at }) => ({ songId: songOf.get(trackId), kind, offsetMs, at })),
    attendance: guest && { firstAt: guest.firstAt, since: guest.since, earlierMs: guest.totalMs },
  };
  const isKnown = Object.values(found).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false,
  );
  if (!isKnown) return undefined;
  return {
    partyId: party.partyId,
    guildId: party.guildId,
    title: plan.title,
    startsAt: plan.startsAt,
    ...found,
  };
};
