import type { CupEvent } from './types.ts';

/** Who acted in an event, if anybody. */
export const actorOf = (event: CupEvent): string | undefined =>
  event.type === 'start' ? event.hostId : 'memberId' in event ? event.memberId : undefined;

const withActor = (event: CupEvent, memberId: string): CupEvent =>
  event.type === 'start'
    ? { ...event, hostId: memberId }
    : 'memberId' in event
      ? { ...event, memberId }
      : event;

/** The event as if somebody else had done it; their votes stay counted. */
export const renamedInCup = (event: CupEvent, from: string, to: string): CupEvent =>
  actorOf(event) === from ? withActor(event, to) : event;
