import { UserError } from '../core/errors.ts';
import type { Refusal } from '../core/party/types.ts';

/** What a person is told when the engine refuses; `cap` is that of the party. */
export const refusalError = (why: Refusal, cap: number): UserError => {
  switch (why) {
    case 'over':
      return new UserError('partyOver', {});
    case 'not-begun':
      return new UserError('partyNotBegun', {});
    case 'has-begun':
      return new UserError('partyHasBegun', {});
    case 'not-host':
      return new UserError('notPartyHost', {});
    case 'not-here':
      return new UserError('notAtParty', {});
    case 'already-voted':
      return new UserError('alreadyVoted', {});
    case 'nothing-playing':
      return new UserError('nothingPlaying', {});
    case 'not-paused':
      return new UserError('notPaused', {});
    case 'already-there':
      return new UserError('songThereAlready', {});
    case 'cap-reached':
      return new UserError('requestCap', { cap });
    case 'host-only':
      return new UserError('hostChooses', {});
    case 'list-full':
      return new UserError('setListFull', {});
    case 'no-such-row':
      return new UserError('noSuchRow', {});
  }
};
