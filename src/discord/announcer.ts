import type { Client } from 'discord.js';
import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import type { Log } from '../core/log.ts';
import type { Announcement, Announcer, Audience } from '../services/announcements.ts';
import type { Catalog } from '../i18n/index.ts';
import { anniversaryView, newSongsView } from '../views/follow.ts';
import type { ServerLocale, Texts } from './context.ts';
import { messagePayload } from './live-message.ts';
import type { View } from './replies.ts';

export interface AnnouncerDeps {
  readonly client: Client;
  readonly catalogue: Catalogue;
  readonly texts: Texts;
  readonly serverLocale: ServerLocale;
  readonly log: Log;
}

/** What only people can mend: trying again would change nothing. */
const hopeless: ReadonlySet<number | string> = new Set([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
]);

/** Posts news in channels and direct messages, without ringing anybody. */
export const createAnnouncer = ({
  client,
  catalogue,
  texts,
  serverLocale,
  log,
}: AnnouncerDeps): Announcer => {
  const textOf = (to: Audience): Catalog => {
    if (to.kind === 'member') return texts(undefined);
    const guild = client.guilds.cache.get(to.guildId);
    return texts(serverLocale(to.guildId, guild?.preferredLocale ?? null));
  };

  const viewOf = (to: Audience, what: Announcement): View => {
    const text = textOf(to);
    return what.kind === 'songs'
      ? newSongsView(catalogue, what.songIds, what.more, text)
      : anniversaryView(catalogue, what, to.kind === 'channel' ? 'open' : 'none', text);
  };

  const send = async (to: Audience, view: View, nonce: string): Promise<void> => {
    const message = { ...messagePayload(view), nonce, enforceNonce: true };
    if (to.kind === 'member') {
      await (await client.users.fetch(to.memberId)).send(message);
      return;
    }
    const channel = await client.channels.fetch(to.channelId);
    if (channel?.isSendable() === true) await channel.send(message);
    else log.warn({ guildId: to.guildId, channelId: to.channelId }, 'a channel for news takes no messages');
  };

  return {
    post: async (to, what, nonce) => {
      try {
        await send(to, viewOf(to, what), nonce);
      } catch (error) {
        if (!(error instanceof DiscordAPIError) || !hopeless.has(error.code)) throw error;
        const where = to.kind === 'channel' ? { guildId: to.guildId } : {};
        log.warn({ err: error, ...where }, 'news could not be posted and are dropped');
      }
    },
  };
};
