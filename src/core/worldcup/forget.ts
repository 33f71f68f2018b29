import type { CupEvent, CupState, Side } from './types.ts';

/** Who acted in an event, if anybody. */
const actorOf = (event: CupEvent): string | undefined =>
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

export interface OwnVote {
  readonly cupId: string;
  readonly pair: number;
  readonly side: Side;
  readonly at: number;
}

/** What the open pair of a cup holds of a member: a closed one keeps numbers only. */
export const votesOf = (state: CupState, memberId: string): readonly OwnVote[] => {
  const pair =
    state.phase === 'voting'
      ? state.pair
      : state.phase === 'paused' && state.resume.kind === 'pair'
        ? state.resume.pair
        : undefined;
  if (pair === undefined) return [];
  const { cupId } = state.cup;
  return pair.votes
    .filter((vote) => vote.memberId === memberId)
    .map(({ side, at }) => ({ cupId, pair: pair.number, side, at }));
};
