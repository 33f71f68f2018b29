import type { Client, ClientEvents } from 'discord.js';
import type { Log } from '../core/log.ts';

/** One gateway event and what to do with it. */
export interface BotEvent {
  readonly name: keyof ClientEvents;
  /** Starts listening. A failure of the handler is logged and ends there. */
  readonly attach: (client: Client, log: Log) => void;
}

/** Types the handler's arguments from discord.js's own table of events. */
export const defineEvent = <Name extends keyof ClientEvents>(
  name: Name,
  handle: (...args: ClientEvents[Name]) => void | Promise<void>,
): BotEvent => ({
  name,
  attach: (client, log) => {
    client.on(name, (...args) => {
      Promise.try(handle, ...args).catch((error: unknown) => {
        log.error({ err: error, event: name }, 'event failed');
      });
    });
  },
});
