import { UserError } from '../errors.ts';
import type { Refusal } from './types.ts';

/** What the engine refuses, as members are told. */
export const refusedAs: Readonly<Record<Refusal, () => UserError>> = {
  'no-round': () => new UserError('tooLate', {}),
  'unknown-round': () => new UserError('expired', {}),
  'game-over': () => new UserError('noGame', {}),
  'rematch-taken': () => new UserError('expired', {}),
  'game-running': () => new UserError('expired', {}),
  'not-host': () => new UserError('notHost', {}),
  'not-eligible': () => new UserError('notEligible', {}),
  'already-voted': () => new UserError('alreadyVoted', {}),
  'no-more-hints': () => new UserError('noMoreHints', {}),
  'not-a-team-game': () => new UserError('expired', {}),
};
