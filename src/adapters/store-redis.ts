import KeyvRedis, { createClient } from '@keyv/redis';
import { Keyv } from 'keyv';
import { StartupError } from '../core/errors.ts';
import { keyvOptions } from './store.ts';
import type { Database, Row } from './store.ts';

/** Before every key, so that the server may hold other things as well. */
const prefix = 'sonagi:';

const scanCount = 1_000;

/** Redis runs a script as one step. An empty string stands for "no row": a row is never empty. */
const swapScript = `
local now = redis.call('GET', KEYS[1])
if (now or '') ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end
return 1`;

/** Valkey speaks Redis's protocol; the client knows only one name of it. */
export const redisUrl = (url: string): string => url.replace(/^valkey(s?):\/\//, 'redis$1://');

/** What a failed connection comes from, in words; the error itself may hold the address. */
export const redisAdvice = (error: unknown): string => {
  const text = error instanceof AggregateError ? String(error.errors[0]) : String(error);
  if (/WRONGPASS|NOAUTH|invalid password/i.test(text))
    return 'The password or the user name is wrong or missing.';
  if (text.includes('NOPERM')) return 'The user may not use the commands that are needed.';
  if (/ENOTFOUND|EAI_AGAIN/.test(text)) return 'The host has no address: check its name.';
  if (text.includes('ECONNREFUSED'))
    return 'Nothing listens there: check host and port, and that the server runs.';
  return 'Check the address and the server.';
};

const globbed = (text: string): string => text.replace(/[*?[\]\\]/g, '\\$&');

/**
 * Opens the server at `redis://…`. While it is away commands fail at once instead of waiting: a member is told in time.
 * What it confirms is on disk only as far as its own settings say (`appendonly yes`).
 * @throws StartupError that never holds the address, which has the password in it.
 */
export const openRedisDatabase = async (url: string): Promise<Database> => {
  let wasReady = false;
  const client = createClient({
    url: redisUrl(url),
    disableOfflineQueue: true,
    socket: {
      connectTimeout: 5_000,
      reconnectStrategy: (retries, cause) => (wasReady ? Math.min(100 * 2 ** retries, 2_000) : cause),
    },
  });
  // Errors of the connection: each command that meets one rejects by itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
    wasReady = true;
    const store = new KeyvRedis(client, { throwOnErrors: true });
    const keyv = new Keyv({ store, ...keyvOptions });
    await client.set(`${prefix}sonagi:opened`, (await keyv.serializeData({ value: true })) as string);
    return {
      keyv,
      row: async (key) => (await client.get(prefix + key)) ?? undefined,
      rows: async function* (start) {
        const pattern = `${globbed(prefix + start)}*`;
        for await (const keys of client.scanIterator({ MATCH: pattern, COUNT: scanCount })) {
          if (keys.length === 0) continue;
          const values = await client.mGet(keys);
          yield* keys.flatMap((key, index): Row[] => {
            const value = values[index];
            return typeof value === 'string' ? [[key.slice(prefix.length), value]] : [];
          });
        }
      },
      swap: async (key, before = '', after = '') =>
        (await client.eval(swapScript, { keys: [prefix + key], arguments: [before, after] })) === 1,
    };
  } catch (error) {
    if (client.isOpen) client.destroy();
    throw new StartupError([`The Redis server of STORE_URL cannot be used. ${redisAdvice(error)}`], {
      cause: error,
    });
  }
};
