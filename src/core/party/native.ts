import { MINUTE_MS } from './rules.ts';
import { hasBegun, isOver } from './state.ts';
import type { Agreed, Party, PartyEvent, PartyState, PlanChanges } from './types.ts';

/** Discord's own scheduled event as it should be now; the edge makes it so. */
export interface WantedEvent {
  readonly partyId: string;
  /** When the party was planned: with its title or date this tells its event from any other. */
  readonly plannedAt: number;
  readonly title: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly channelId: string;
  readonly isVoice: boolean;
  readonly hostId: string;
  readonly status: 'scheduled' | 'active' | 'completed' | 'cancelled';
}

const status = ({ phase }: PartyState): WantedEvent['status'] => {
  switch (phase) {
    case 'scheduled':
      return 'scheduled';
    case 'cancelled':
      return 'cancelled';
    case 'ended':
      return 'completed';
    default:
      return 'active';
  }
};

/** `undefined` when there is nothing to make so: the event was ended or deleted in Discord itself. */
export const wantedEvent = (state: PartyState): WantedEvent | undefined => {
  const { party } = state;
  const isGone =
    state.phase === 'cancelled' && (state.reason === 'event-deleted' || state.reason === 'event-cancelled');
  if (isGone || (state.phase === 'ended' && state.reason === 'event-ended')) return undefined;
  const { title, startsAt, minutes, channelId, mode, hostId } = party.plan;
  return {
    partyId: party.partyId,
    plannedAt: party.scheduledAt,
    title,
    startsAt,
    endsAt: startsAt + minutes * MINUTE_MS,
    channelId,
    isVoice: mode === 'voice',
    hostId,
    status: status(state),
  };
};

/** Discord's own event as it is. One that is over there ends or cancels the party. */
export interface NativeEdit extends Agreed {
  readonly eventId: string;
  readonly status: 'scheduled' | 'active' | 'completed' | 'cancelled' | 'deleted';
}

/** What differs from the plan. */
const changesFrom = ({ plan }: Pick<Party, 'plan'>, event: Agreed): PlanChanges => ({
  ...(event.title !== plan.title && { title: event.title }),
  ...(event.startsAt !== plan.startsAt && { startsAt: event.startsAt }),
  ...(plan.mode === 'voice' &&
    event.channelId !== null &&
    event.channelId !== plan.channelId && { channelId: event.channelId }),
});

export const isAgreed = (a: Agreed | undefined, b: Agreed): boolean =>
  a?.title === b.title && a.startsAt === b.startsAt && a.channelId === b.channelId;

/** Who acts for Discord and the clock. */
export const fromBot = (at: number) => ({ at, memberId: 'sonagi', steward: true });

/**
 * What a change in Discord's own event is for its party; `undefined` when it is only what the party made it.
 * @param isBusy whether another party goes on in the server: then this one cannot begin.
 */
export const eventOfEdit = (
  state: PartyState,
  edit: NativeEdit,
  { at, isBusy }: { readonly at: number; readonly isBusy: boolean },
): PartyEvent | undefined => {
  if (isOver(state)) return undefined;
  const isGone = edit.status === 'cancelled' || edit.status === 'deleted';
  if (hasBegun(state) && (isGone || edit.status === 'completed'))
    return { type: 'end', ...fromBot(at), reason: 'event-ended' };
  if (!hasBegun(state) && isGone) {
    const reason = edit.status === 'deleted' ? 'event-deleted' : 'event-cancelled';
    return { type: 'cancel', ...fromBot(at), reason };
  }
  if (!hasBegun(state) && edit.status === 'active')
    return isBusy ? undefined : { type: 'begin', ...fromBot(at) };
  const changes = changesFrom(state.party, edit);
  return Object.keys(changes).length === 0
    ? undefined
    : { type: 'edit', ...fromBot(at), fromDiscord: true, changes };
};
