import type { Client } from 'discord.js';
import { z } from 'zod';
import type { Log } from '../core/log.ts';
import type { Clock, Stores, Timers } from '../core/ports.ts';
import { createLiveMessage } from './live-message.ts';
import type { LiveMessage } from './live-message.ts';
import { createPatience } from './patience.ts';
import type { View } from './replies.ts';

/** The newest message of a channel's run, so that a restart goes on editing it. */
const messageSchema = z.strictObject({ nonce: z.string(), messageId: z.string() });

/** Messages of one channel that are still at hand. */
const keptMessages = 3;

interface Shown {
  readonly nonce: string;
  readonly message: LiveMessage;
}

/** Draws a message; a picture takes a while. */
export type Draw = () => View | Promise<View>;

/** Messages of runs, one run a channel: each posted once, by its nonce, and edited in place, in the order of the calls. */
export interface MessageBoard {
  /** Posts or edits the message of this nonce (at most 25 characters). A restart goes on with the latest. */
  paint(channelId: string, nonce: string, draw: Draw): void;
  /** The nonce of the latest message, as it is on disk, asked for in the order of the calls. */
  unless(channelId: string, newest: string, otherwise: () => void): void;
  /** Resolves when everything painted so far is on Discord, or has failed. */
  dispose(): Promise<void>;
}

export interface MessageBoardDeps {
  readonly client: Client;
  readonly stores: Stores;
  /** Where the messages are remembered. */
  readonly namespace: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly timers: Timers;
}

export const createMessageBoard = (deps: MessageBoardDeps): MessageBoard => {
  const { client, log, clock } = deps;
  const store = deps.stores.open(deps.namespace, { schema: messageSchema, version: 1 });
  const shown = new Map<string, Promise<readonly Shown[]>>();
  const patience = createPatience(deps);

  const open = async (channelId: string, nonce: string): Promise<Shown> => {
    const stored = await patience.insist(() => store.get(channelId));
    const message = createLiveMessage({
      client,
      channelId,
      nonce,
      messageId: stored?.nonce === nonce ? stored.messageId : undefined,
      onPosted: async (messageId) => {
        await store.update(channelId, () => ({ nonce, messageId }));
      },
      onFailed: (error) => {
        log.warn({ err: error, channelId }, 'a message could not be shown');
      },
      clock,
      patience,
    });
    return { nonce, message };
  };

  const enqueue = (channelId: string, act: (kept: readonly Shown[]) => Promise<readonly Shown[]>): void => {
    const before = shown.get(channelId) ?? Promise.resolve([]);
    const next = before.then(async (kept) => {
      try {
        return await act(kept);
      } catch (error) {
        log.error({ err: error, channelId }, 'a message could not be drawn');
        return kept;
      }
    });
    shown.set(channelId, next);
  };

  return {
    paint: (channelId, nonce, draw) => {
      enqueue(channelId, async (kept) => {
        const view = await draw();
        const known = kept.find((one) => one.nonce === nonce);
        if (known !== undefined) {
          known.message.show(view);
          return kept;
        }
        await kept.at(-1)?.message.settled();
        const opened = await open(channelId, nonce);
        opened.message.show(view);
        return [...kept, opened].slice(-keptMessages);
      });
    },
    unless: (channelId, newest, otherwise) => {
      enqueue(channelId, async (kept) => {
        await kept.at(-1)?.message.settled();
        if ((await store.get(channelId))?.nonce !== newest) otherwise();
        return kept;
      });
    },
    dispose: async () => {
      patience.stop();
      await Promise.allSettled(
        [...shown.values()].map(async (kept) =>
          Promise.all((await kept).map(({ message }) => message.settled())),
        ),
      );
    },
  };
};
