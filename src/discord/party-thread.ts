import type { Client, SendableChannels } from 'discord.js';
import type { Log } from '../core/log.ts';
import type { PartyState } from '../core/party/types.ts';
import { ClosedChannelError } from './patience.ts';

export interface PartyThreadDeps {
  readonly client: Client;
  readonly log: Log;
  /** The message of a party's post, if there is one. */
  readonly postOf: (partyId: string) => Promise<string | undefined>;
}

/** Where a party is talked about: the thread of its post, made with the first thing said in it; without one the channel. */
export const createPartyThread = ({ client, log, postOf }: PartyThreadDeps) => {
  const channelOf = async (channelId: string): Promise<SendableChannels> => {
    const channel = await client.channels.fetch(channelId);
    if (channel?.isSendable() !== true) throw new ClosedChannelError(channelId);
    return channel;
  };

  return async ({ party: { guildId, partyId, plan } }: PartyState): Promise<SendableChannels> => {
    const channel = await channelOf(plan.textChannelId);
    const post = await postOf(partyId);
    if (post === undefined || !('threads' in channel)) return channel;
    try {
      // A thread has the id of the message it hangs on.
      const known = await client.channels.fetch(post).catch(() => null);
      if (known?.isThread() === true && known.isSendable()) return known;
      const message = await channel.messages.fetch(post);
      return await message.startThread({ name: plan.title.slice(0, 100) });
    } catch (error) {
      log.info({ err: error, guildId }, 'a party has no thread; its channel is used');
      return channel;
    }
  };
};
