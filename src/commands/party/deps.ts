import type { AttachmentPayload } from 'discord.js';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { UserError } from '../../core/errors.ts';
import type { Begun } from '../../core/party/types.ts';
import { readWhen } from '../../core/party/when.ts';
import type { Clock } from '../../core/ports.ts';
import type { Search } from '../../core/search/search.ts';
import type { Context } from '../../discord/context.ts';
import { guildContext, hasRole, isModerator } from '../../discord/guards.ts';
import type { UserNames } from '../../discord/user-names.ts';
import type { Favourites } from '../../services/favourites.ts';
import type { Once } from '../../services/once.ts';
import type { Progress } from '../../services/progress.ts';
import type { Wishes } from '../../services/party-wishes.ts';
import type { Watched } from '../../services/watched.ts';
import type { Actor, Parties } from '../../services/parties.ts';
import { escapeText } from '../../views/format.ts';
import type { Label } from '../../views/labels.ts';

export interface PartyCommandDeps {
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly label: Label;
  readonly parties: Parties;
  readonly favourites: Favourites;
  readonly clock: Clock;
  readonly userNames: UserNames;
  readonly once: Once;
  readonly wishes: Wishes;
  readonly watched: Watched;
  readonly progress: Progress;
  /** The drawn recap of a party that is over. */
  readonly poster: (state: Begun) => Promise<readonly AttachmentPayload[]>;
  readonly zoneOf: (guildId: string) => string;
  /** The role whose bearers may steer parties, if the server named one. */
  readonly djRoleOf: (guildId: string) => string | undefined;
}

/** Who acts: moderators and bearers of the server's DJ role may steer every party. */
export const createActorOf =
  (djRoleOf: PartyCommandDeps['djRoleOf']) =>
  (context: Context): Actor => ({
    memberId: context.userId,
    at: context.at,
    steward: isModerator(context) || hasRole(context, djRoleOf(guildContext(context).guildId)),
  });

/** Reads a time in the host's zone. @throws UserError `badWhen` saying what to write instead. */
export const whenIn = (written: string, now: number, zone: string) => {
  const when = readWhen(written, now, zone);
  if (when.kind === 'ok') return when;
  const problem = 'rest' in when ? { ...when, rest: escapeText(when.rest) } : when;
  throw new UserError('badWhen', { problem });
};
