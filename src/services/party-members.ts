import { goneIdIn, memberIn, withoutMember } from '../core/party/forget.ts';
import { replay } from '../core/party/reduce.ts';
import { isRunning } from '../core/party/state.ts';
import type { Clock } from '../core/ports.ts';
import type { MemberData } from './member-data.ts';
import type { PartyPlace, PartyScreen } from './party-ports.ts';
import type { PartyRunner } from './party-runner.ts';

export interface PartyMembersDeps {
  readonly runner: Pick<PartyRunner, 'all' | 'log' | 'recall' | 'rewrite' | 'submit'>;
  readonly screen: PartyScreen;
  readonly place: Pick<PartyPlace, 'presentIds'>;
  readonly clock: Clock;
}

/** What parties hold on members: those to come and running ones of this process, and all of the past. */
export const createPartyMembers = ({ runner, screen, place, clock }: PartyMembersDeps): MemberData => {
  /** Somebody who asked to be forgotten is still in the room: from now on they are there anew. */
  const seatAnew = async (partyId: string, memberId: string, goneId: string): Promise<void> => {
    const state = await runner.recall(partyId);
    if (state === undefined || !isRunning(state)) return;
    const { guildId, plan } = state.party;
    await runner.submit(partyId, { type: 'leave', at: clock.now(), memberId: goneId });
    const isHere = plan.mode === 'voice' && place.presentIds(guildId, plan.channelId).includes(memberId);
    if (isHere) await runner.submit(partyId, { type: 'join', at: clock.now(), memberId });
  };

  return {
    exportMember: async (memberId) => {
      const past = await Promise.all((await runner.log.pastWith(memberId)).map(runner.recall));
      const states = [...runner.all().map(({ state }) => state), ...past];
      const own = states.flatMap((state) => (state && memberIn(state, memberId)) ?? []);
      return own.length === 0 ? undefined : own;
    },
    forgetMember: async (memberId) => {
      for (const { partyId, state } of runner.all()) {
        if (memberIn(state, memberId) === undefined) continue;
        let goneId = '';
        await runner.rewrite(partyId, (events) => {
          goneId = goneIdIn(events);
          return withoutMember(events, memberId, goneId);
        });
        await seatAnew(partyId, memberId, goneId);
      }
      for (const partyId of await runner.log.pastWith(memberId)) {
        const events = await runner.log.rewritePast(partyId, (own) =>
          withoutMember(own, memberId, goneIdIn(own)),
        );
        const state = replay(events ?? []);
        if (state !== null) screen.show(state, { type: 'redraw' });
      }
      await runner.log.forgetPastWith(memberId);
    },
  };
};
