import { pino } from 'pino';
import type { Log } from '../core/log.ts';

export interface LogOutput extends Log {
  /** Writes what waits. Lines after it still come out, at the end of the process. */
  close(): void;
}

/**
 * A line waits this long for others, so that no interaction waits for whoever reads the output. What waits is written as well
 * when the process ends, also by an exception nobody caught; only SIGKILL loses it.
 */
const flushEveryMs = 100;
const writeFromBytes = 4_096;

/** When nobody reads the output any more: lines are dropped rather than memory filled. */
const maxWaitingBytes = 16 * 1_048_576;

/**
 * Fields that are never written, at any depth. Looked for in the finished line: pino's own redaction copies every object, which
 * cost each line 9 µs; this costs 0.3 µs.
 */
const secretFields = /"(token|password|authorization|url|storeUrl|redisUrl)":"(?:[^"\\]|\\.)*"/gi;

/** `user:password@` in the address of a server, which libraries like to put in their messages. */
const credentials = /(?<=:\/\/)[^\s/@"]*:[^\s/@"]*(?=@)/g;

const censor = '[Redacted]';

/** discord.js puts the request into its errors, and with it what members wrote. */
const withoutRequest = (error: object): object => {
  const kept = Object.entries(error).filter(([name]) => name !== 'requestBody' && name !== 'headers');
  const inner: unknown = 'aggregateErrors' in error ? error.aggregateErrors : undefined;
  if (!Array.isArray(inner)) return Object.fromEntries(kept);
  return { ...Object.fromEntries(kept), aggregateErrors: inner.map(withoutRequest) };
};

/**
 * JSON lines on standard output. `secrets` are written nowhere in them, whatever field or message they got into; nor are
 * addresses and bodies of requests, which may hold tokens of interactions.
 */
export const createLog = (level: string, secrets: readonly string[] = []): LogOutput => {
  const destination = pino.destination({
    fd: 1,
    sync: false,
    minLength: writeFromBytes,
    maxLength: maxWaitingBytes,
  });
  const flushing = setInterval(() => {
    destination.flush();
  }, flushEveryMs);
  flushing.unref();
  /** As they look inside a JSON string. */
  const escaped = secrets
    .filter((secret) => secret !== '')
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  const clean = (line: string): string => {
    const named = line.replace(secretFields, `"$1":"${censor}"`).replace(credentials, censor);
    return escaped.reduce((text, secret) => text.replaceAll(secret, censor), named);
  };
  const log = pino(
    {
      level,
      serializers: {
        err: (error: unknown) =>
          error instanceof Error ? withoutRequest(pino.stdSerializers.err(error)) : error,
      },
      hooks: { streamWrite: clean },
    },
    destination,
  );
  return Object.assign(log, {
    close: () => {
      clearInterval(flushing);
      destination.flushSync();
    },
  });
};
