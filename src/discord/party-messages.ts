import { createHash } from 'node:crypto';
import type { Client } from 'discord.js';
import { DiscordAPIError } from 'discord.js';
import { z } from 'zod';
import type { Log } from '../core/log.ts';
import type { PartyState } from '../core/party/types.ts';
import type { Clock, Stores } from '../core/ports.ts';
import { createLiveMessage } from './live-message.ts';
import type { LiveMessage } from './live-message.ts';
import { createPartyThread } from './party-thread.ts';
import type { Patience } from './patience.ts';
import type { View } from './replies.ts';

export interface PartyMessagesDeps {
  readonly client: Client;
  readonly stores: Stores;
  readonly log: Log;
  readonly clock: Clock;
  readonly patience: Patience;
  /** The channel of a party is closed to the bot. Told of each message that cannot be shown in it. */
  readonly onClosed: (state: PartyState) => void;
}

/** The messages of parties: those of one party are begun in order, and each is found again after a restart. */
export interface PartyMessages {
  /** Resolves once it is done, or failed and logged. */
  enqueue(state: PartyState, act: () => Promise<unknown>): Promise<void>;
  /** Posts the part, or edits its message. The view is asked for when it is its turn. */
  paint(state: PartyState, part: string, view: () => View | Promise<View>): void;
  /** Once a part, in the party's thread. Pings 90 members at most. */
  say(state: PartyState, part: string, content: string, pinged?: readonly string[]): void;
  /** Once a part, by direct message. */
  writeTo(memberId: string, state: PartyState, part: string, view: View): void;
  /** Lets go of the messages of a party once they are as they should be, and calls back. */
  close(state: PartyState, onSettled: () => void): void;
  /** Forgets that this member was written to. */
  forgetMember(memberId: string): Promise<void>;
  /** Resolves when all that was begun is done. */
  settled(): Promise<void>;
}

const recordSchema = z.strictObject({ messageId: z.string() });

/** The card of a running party is edited no more often than that. */
const cardEveryMs = 5_000;

/** Who is pinged by one message, at most: Discord takes a hundred. */
export const mostPinged = 90;

/** Discord's codes: no such channel; no access to it; no permission in it. */
const closedCodes: readonly (number | string)[] = [10_003, 50_001, 50_013];

const isClosed = (error: unknown): boolean =>
  error instanceof DiscordAPIError && closedCodes.includes(error.code);

/** At most 25 characters. */
const nonceOf = (key: string): string =>
  key.length <= 25 ? key : createHash('sha256').update(key).digest('base64url').slice(0, 25);

interface Queue {
  readonly messages: Map<string, LiveMessage>;
  tail: Promise<void>;
}

export const createPartyMessages = (deps: PartyMessagesDeps): PartyMessages => {
  const { client, log, clock, patience } = deps;
  const store = deps.stores.open('party-messages', { schema: recordSchema, version: 1 });
  const queues = new Map<string, Queue>();

  const queueOf = ({ party: { partyId } }: PartyState): Queue => {
    const known = queues.get(partyId);
    if (known !== undefined) return known;
    const queue: Queue = { messages: new Map(), tail: Promise.resolve() };
    queues.set(partyId, queue);
    return queue;
  };

  const warn = ({ party: { guildId, partyId } }: PartyState, error: unknown): void => {
    log.warn({ err: error, guildId, partyId }, 'a message of a party could not be shown');
  };

  const enqueue: PartyMessages['enqueue'] = (state, act) => {
    const queue = queueOf(state);
    queue.tail = queue.tail.then(act).then(
      () => undefined,
      (error: unknown) => {
        warn(state, error);
      },
    );
    return queue.tail;
  };

  const openMessage = async (state: PartyState, part: string): Promise<LiveMessage> => {
    const { partyId, plan } = state.party;
    const key = `${partyId}.${part}`;
    return createLiveMessage({
      client,
      channelId: plan.textChannelId,
      nonce: nonceOf(key),
      messageId: (await patience.insist(() => store.get(key)))?.messageId,
      onPosted: async (messageId) => {
        await store.update(key, () => ({ messageId }));
      },
      onFailed: (error) => {
        warn(state, error);
        if (isClosed(error)) deps.onClosed(state);
      },
      clock,
      patience,
      ...(part === 'now' && { editEveryMs: cardEveryMs }),
    });
  };

  const paint: PartyMessages['paint'] = (state, part, view) => {
    void enqueue(state, async () => {
      const { messages } = queueOf(state);
      const message = messages.get(part) ?? (await openMessage(state, part));
      messages.set(part, message);
      message.show(await view());
    });
  };

  /** Posts once, also when the process ends in between: by the record, and by the nonce while Discord knows it. */
  const postOnce = (
    state: PartyState,
    part: string,
    send: (nonce: string) => Promise<{ readonly id: string }>,
  ): void => {
    void enqueue(state, async () => {
      const key = `${state.party.partyId}.${part}`;
      if ((await patience.insist(() => store.get(key))) !== undefined) return;
      const { id } = await patience.insist(() => send(nonceOf(key)));
      await patience.insist(() => store.update(key, () => ({ messageId: id })));
    });
  };

  const threadOf = createPartyThread({
    client,
    log,
    postOf: async (partyId) => (await store.get(`${partyId}.plan`))?.messageId,
  });

  const say: PartyMessages['say'] = (state, part, content, pinged = []) => {
    postOnce(state, part, async (nonce) => {
      const channel = await threadOf(state);
      return channel.send({
        content,
        allowedMentions: { parse: [], users: pinged.slice(0, mostPinged) },
        nonce,
        enforceNonce: true,
      });
    });
  };

  const writeTo: PartyMessages['writeTo'] = (memberId, state, part, { content = '', components = [] }) => {
    postOnce(state, part, async (nonce) => {
      const user = await client.users.fetch(memberId);
      return user.send({ content, components, allowedMentions: { parse: [] }, nonce, enforceNonce: true });
    });
  };

  const settle = async ({ messages }: Queue): Promise<void> => {
    await Promise.all([...messages.values()].map((message) => message.settled()));
  };

  return {
    enqueue,
    paint,
    say,
    writeTo,
    close: (state, onSettled) => {
      const queue = queueOf(state);
      void enqueue(state, async () => {
        await settle(queue);
        // What is still to be shown finds its message again by the record.
        queue.messages.clear();
        queues.delete(state.party.partyId);
        onSettled();
      });
    },
    forgetMember: async (memberId) => {
      const all = await store.list(() => undefined);
      for (const key of all.keys()) if (key.endsWith(`.${memberId}`)) await store.delete(key);
    },
    settled: async () => {
      await Promise.allSettled(
        [...queues.values()].map(async (queue) => {
          await queue.tail;
          await settle(queue);
        }),
      );
    },
  };
};
