import { pino } from 'pino';
import type { Log } from '../core/log.ts';

/** JSON lines on standard output. Stack traces are written at `debug` and below only; tokens never are. */
export const createLog = (level: string): Log => {
  const withStack = level === 'debug' || level === 'trace';
  return pino({
    level,
    redact: ['token', '*.token', 'headers.authorization', '*.requestBody'],
    serializers: {
      err: (error: unknown) =>
        error instanceof Error
          ? { type: error.name, message: error.message, ...(withStack && { stack: error.stack }) }
          : error,
    },
  });
};
