import { defineEvent } from '../discord/event.ts';
import type { BotEvent } from '../discord/event.ts';
import { nativeEditOf } from '../discord/party-place.ts';
import type { DiscordPartyPlace } from '../discord/party-place.ts';
import type { Clock } from '../core/ports.ts';
import type { Parties } from '../services/parties.ts';

export interface PartyEventDeps {
  readonly parties: Parties;
  readonly partyPlace: Pick<DiscordPartyPlace, 'isEcho' | 'isHuman'>;
  readonly clock: Clock;
}

/** What Discord tells of parties: its scheduled events, who is in voice channels, channels that go. */
export const createPartyEvents = ({ parties, partyPlace, clock }: PartyEventDeps): readonly BotEvent[] => [
  defineEvent('guildScheduledEventUpdate', async (_before, event) => {
    const edit = nativeEditOf(event, false);
    if (!partyPlace.isEcho(edit)) await parties.nativeEdited(event.guildId, edit);
  }),
  defineEvent('guildScheduledEventDelete', async (event) => {
    if (event.partial) return;
    await parties.nativeEdited(event.guildId, nativeEditOf(event, true));
  }),
  defineEvent('guildScheduledEventUserAdd', async (event, user) => {
    await parties.interest(event.guildId, event.id, user.id, true);
  }),
  defineEvent('guildScheduledEventUserRemove', async (event, user) => {
    await parties.interest(event.guildId, event.id, user.id, false);
  }),
  defineEvent('voiceStateUpdate', async (before, { guild, id, channelId }) => {
    if (before.channelId === channelId || !partyPlace.isHuman(id)) return;
    await parties.voiceChanged(guild.id, id, channelId, clock.now());
  }),
  defineEvent('channelDelete', async (channel) => {
    if (!channel.isDMBased()) await parties.channelDeleted(channel.guildId, channel.id);
  }),
];
