import { UserError } from '../errors.ts';
import type { CupRefusal } from './types.ts';

/** What the engine refuses, as members are told. */
export const cupRefusedAs: Readonly<Record<CupRefusal, () => UserError>> = {
  'pair-over': () => new UserError('cupPairOver', {}),
  paused: () => new UserError('cupPaused', {}),
  'not-paused': () => new UserError('cupNotPaused', {}),
  'not-host': () => new UserError('notCupHost', {}),
  'cup-over': () => new UserError('noCup', {}),
};
