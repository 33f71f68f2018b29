import { omit } from '../omit.ts';
import type { Game, GameEvent } from './types.ts';

/** Ids that no member can have: Discord's do not begin with 0. As a mention they show an unknown user. */
const gonePrefix = '0';

/** Whether this stands for a member who asked to be forgotten. */
export const isGone = (memberId: string): boolean => memberId.startsWith(gonePrefix);

/** Whether the game knows a member by name. */
export const isNamed = ({ members, hostId }: Pick<Game, 'members' | 'hostId'>, memberId: string): boolean =>
  hostId === memberId || members.some(({ id }) => id === memberId);

/** A new id of that kind in this game. */
export const goneId = ({ members }: Pick<Game, 'members'>): string =>
  `${gonePrefix}${members.filter(({ id }) => isGone(id)).length}`;

/**
 * The event as if somebody without a name had done it. No rule looks at an id but to compare it, so that events renamed
 * alike replay to the same game, renamed. Which message a guess was in goes with the name.
 */
export const renamed = (event: GameEvent, from: string, to: string): GameEvent => {
  const isOwn = event.type === 'guess' && event.memberId === from;
  const anonymous = isOwn ? omit(event, 'messageId') : event;
  return JSON.parse(JSON.stringify(anonymous), (key, value: unknown) =>
    (key === 'memberId' || key === 'hostId') && value === from ? to : value,
  ) as GameEvent;
};
