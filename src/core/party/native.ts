import { MINUTE_MS } from './rules.ts';
import type { Party, PartyState } from './types.ts';

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

/** What a change in Discord's own event means for the party; nothing when it is only what the party made it. */
export const changesFrom = (
  { plan }: Pick<Party, 'plan'>,
  event: { readonly title: string; readonly startsAt: number; readonly channelId: string | null },
): { title?: string; startsAt?: number; channelId?: string } => ({
  ...(event.title !== plan.title && { title: event.title }),
  ...(event.startsAt !== plan.startsAt && { startsAt: event.startsAt }),
  ...(plan.mode === 'voice' &&
    event.channelId !== null &&
    event.channelId !== plan.channelId && { channelId: event.channelId }),
});
