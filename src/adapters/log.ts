import { pino } from 'pino';
import type { Log } from '../core/log.ts';

/** JSON lines on standard output. Tokens, and addresses and bodies of requests that may hold them, are never written. */
export const createLog = (level: string): Log =>
  pino({
    level,
    redact: ['token', '*.token', '*.requestBody', '*.url', '*.headers'],
    serializers: { err: pino.stdSerializers.err },
  });
