import type { Client } from 'discord.js';
import { DiscordAPIError, MessageFlags, RESTJSONErrorCodes } from 'discord.js';
import { z } from 'zod';
import type { Log } from '../core/log.ts';
import type { Stores } from '../core/ports.ts';
import type { ServerLocale, Texts } from './context.ts';
import { messagePayload } from './live-message.ts';

const noticeSchema = z.strictObject({ guildId: z.string(), messageId: z.string() });

interface Place {
  readonly guildId: string;
  readonly channelId: string;
}

/** One silent message in each channel where something is going on, from the stop of the bot to its next start. */
export interface RestartNotices {
  /** Says that the bot is back in a minute. Never rejects. */
  say(places: readonly Place[]): Promise<void>;
  /** Deletes what was said in the servers this process serves: the game that goes on says enough. Never rejects. */
  takeBack(serves: (guildId: string) => boolean): Promise<void>;
}

export interface RestartNoticesDeps {
  readonly client: Client;
  readonly stores: Stores;
  readonly texts: Texts;
  readonly serverLocale: ServerLocale;
  readonly log: Log;
}

const isGone = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.code === RESTJSONErrorCodes.UnknownMessage || error.code === RESTJSONErrorCodes.UnknownChannel);

export const createRestartNotices = (deps: RestartNoticesDeps): RestartNotices => {
  const { client, texts, serverLocale, log } = deps;
  const store = deps.stores.open('restart-notices', { schema: noticeSchema, version: 1 });

  const textOf = (guildId: string) =>
    texts(serverLocale(guildId, client.guilds.cache.get(guildId)?.preferredLocale ?? null));

  const post = async ({ guildId, channelId }: Place): Promise<void> => {
    try {
      const channel = await client.channels.fetch(channelId);
      if (channel?.isSendable() !== true) return;
      const payload = messagePayload({ content: textOf(guildId).backSoon });
      const { id } = await channel.send({ ...payload, flags: MessageFlags.SuppressNotifications });
      await store.update(channelId, () => ({ guildId, messageId: id }));
    } catch (error) {
      log.warn({ err: error, guildId, channelId }, 'a restart could not be announced');
    }
  };

  const remove = async ({ guildId, channelId }: Place, messageId: string): Promise<void> => {
    try {
      const channel = await client.channels.fetch(channelId);
      if (channel?.isSendable() === true) await channel.messages.delete(messageId);
    } catch (error) {
      if (!isGone(error))
        log.warn({ err: error, guildId, channelId }, 'the announcement of a restart could not be deleted');
    }
    // A message that could not be deleted now would be a riddle if it went later.
    await store.delete(channelId, (notice) => notice.messageId === messageId);
  };

  return {
    say: async (places) => {
      const byChannel = new Map(places.map((place) => [place.channelId, place]));
      await Promise.all([...byChannel.values()].map(post));
    },
    takeBack: async (serves) => {
      try {
        const own = [...(await store.list(() => undefined))].filter(([, { guildId }]) => serves(guildId));
        await Promise.all(
          own.map(([channelId, { guildId, messageId }]) => remove({ guildId, channelId }, messageId)),
        );
      } catch (error) {
        log.warn({ err: error }, 'the announcements of a restart could not be read');
      }
    },
  };
};
