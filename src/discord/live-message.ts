import { MessagePayload, Routes } from 'discord.js';
import type { Client, MessageCreateOptions } from 'discord.js';
import type { Clock } from '../core/ports.ts';
import { ClosedChannelError } from './patience.ts';
import type { Patience } from './patience.ts';
import type { View } from './replies.ts';

/** Discord lets a channel take about five edits in five seconds; a quieter message reads better anyway. */
const usualEditEveryMs = 1_000;

export interface LiveMessage {
  /** Posts the message, or edits it to this; of views that come faster than one a second the latest wins. */
  show(view: View): void;
  /** Resolves when everything shown so far is on Discord, or has failed. */
  settled(): Promise<void>;
}

export interface LiveMessageDeps {
  readonly client: Client;
  readonly channelId: string;
  /** At most 25 characters. Discord answers a second post with the same nonce by the first message. */
  readonly nonce: string;
  /** The message to go on with, after a restart. */
  readonly messageId: string | undefined;
  readonly onPosted: (messageId: string) => Promise<void>;
  readonly onFailed: (error: unknown) => void;
  readonly clock: Clock;
  /** At least this long from one edit to the next. Default: a second. */
  readonly editEveryMs?: number;
  readonly patience: Pick<Patience, 'insist' | 'waitUntil'>;
}

/** A whole message: what an earlier one showed is replaced, and nobody is mentioned. */
export const messagePayload = (view: View) =>
  ({
    content: view.content ?? '',
    embeds: [...(view.embeds ?? [])],
    components: [...(view.components ?? [])],
    files: [...(view.files ?? [])],
    allowedMentions: { parse: [] },
  }) satisfies MessageCreateOptions;

/** One message that is posted once and then kept up to date in place. */
export const createLiveMessage = (deps: LiveMessageDeps): LiveMessage => {
  const { client, channelId, nonce, onPosted, onFailed, clock, patience } = deps;
  const { editEveryMs = usualEditEveryMs } = deps;
  let messageId = deps.messageId;
  let wanted: View | undefined;
  let isKept = messageId !== undefined;
  let paintedAt = -Infinity;
  let painting: Promise<void> | undefined;
  /** What the message shows. Its files, shown again, need not be sent again. */
  let painted: View | undefined;

  /** An edit without files keeps those the message has. */
  const editPayload = (view: View) => {
    const { files, ...rest } = messagePayload(view);
    return files.length > 0 && view.files === painted?.files ? rest : { ...rest, files };
  };

  const post = async (view: View): Promise<string> => {
    const channel = await client.channels.fetch(channelId);
    if (channel?.isSendable() !== true) throw new ClosedChannelError(channelId);
    const { id } = await channel.send({ ...messagePayload(view), nonce, enforceNonce: true });
    return id;
  };

  /** Without the channel, which discord.js would fetch: a restart edits many messages, and Discord takes 50 requests a second. */
  const edit = async (id: string, view: View): Promise<void> => {
    if (client.user === null) throw new Error('Nothing can be shown before the connection.');
    const payload = MessagePayload.create(client.user, editPayload(view)).resolveBody();
    const { body, files } = await payload.resolveFiles();
    await client.rest.patch(Routes.channelMessage(channelId, id), { body, files: files ?? [] });
  };

  const paintOnce = async (view: View): Promise<void> => {
    // Its id is known at once: a message that cannot be kept must not be posted again for that.
    if (messageId === undefined) messageId = await post(view);
    else if (view !== painted) await edit(messageId, view);
    painted = view;
    if (!isKept) await onPosted(messageId);
    isKept = true;
  };

  const paint = async (): Promise<void> => {
    while (wanted !== undefined) {
      if (paintedAt + editEveryMs > clock.now()) await patience.waitUntil(paintedAt + editEveryMs);
      let view = wanted;
      try {
        await patience.insist(() => {
          view = wanted ?? view;
          return paintOnce(view);
        });
      } catch (error) {
        onFailed(error);
      }
      if (wanted === view) wanted = undefined;
      paintedAt = clock.now();
    }
  };

  return {
    show: (view) => {
      wanted = view;
      painting ??= paint().finally(() => {
        painting = undefined;
      });
    },
    settled: async () => painting,
  };
};
