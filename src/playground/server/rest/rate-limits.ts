import { createHash } from 'node:crypto';
import type { PlaygroundClock } from '../clock.ts';
import type { Route } from './router.ts';

type LimitVerdict =
  | { kind: 'pass'; headers: Record<string, string> }
  | { kind: 'limited'; headers: Record<string, string>; retryAfterSeconds: number; global: boolean };

export type RateLimits = {
  take: (request: { route: Route; params: Record<string, string>; identity: string }) => LimitVerdict;
};

type Window = { resetAtMs: number; used: number };

/** Discord's published global limit of a bot. */
const GLOBAL_LIMIT: Readonly<{ limit: number; windowMs: number }> = { limit: 50, windowMs: 1000 };
const SWEEP_EVERY = 1000;

/** The parameters that split a route's bucket. Source: https://discord.com/developers/docs/topics/rate-limits */
const MAJOR_PARAMS = ['channelId', 'guildId', 'webhookId', 'webhookToken', 'interactionToken'];

/**
 * Fixed windows: one for each route, major parameter and token, and a global one for each token.
 * Cost: a map entry for each bucket used within its window; ended ones are swept now and then.
 */
export const createRateLimits = (clock: PlaygroundClock): RateLimits => {
  const windows = new Map<string, Window>();
  const hashes = new Map<Route, string>();
  let taken = 0;

  const sweep = (): void => {
    const nowMs = clock.now();
    for (const [key, window] of windows) if (window.resetAtMs <= nowMs) windows.delete(key);
  };
  const windowOf = (key: string, windowMs: number): Window => {
    const nowMs = clock.now();
    const known = windows.get(key);
    if (known && known.resetAtMs > nowMs) return known;
    const fresh: Window = { resetAtMs: nowMs + windowMs, used: 0 };
    windows.set(key, fresh);
    return fresh;
  };
  const hashOf = (route: Route): string => {
    const known = hashes.get(route);
    if (known !== undefined) return known;
    const hash = createHash('sha1').update(`${route.method} ${route.path}`).digest('hex').slice(0, 32);
    hashes.set(route, hash);
    return hash;
  };
  const secondsUntil = (window: Window): number => Math.max(0.001, (window.resetAtMs - clock.now()) / 1000);

  return {
    take: ({ route, params, identity }) => {
      if (++taken % SWEEP_EVERY === 0) sweep();
      const global = route.limit.exempt ? undefined : windowOf(`global ${identity}`, GLOBAL_LIMIT.windowMs);
      if (global && global.used >= GLOBAL_LIMIT.limit) {
        const retryAfterSeconds = secondsUntil(global);
        const headers = {
          'Retry-After': String(Math.ceil(retryAfterSeconds)),
          'X-RateLimit-Global': 'true',
          'X-RateLimit-Scope': 'global',
        };
        return { kind: 'limited', headers, retryAfterSeconds, global: true };
      }
      const hash = hashOf(route);
      const major = MAJOR_PARAMS.map((name) => params[name] ?? '').join(':');
      const window = windowOf(`${hash} ${major} ${identity}`, route.limit.windowMs);
      const limited = window.used >= route.limit.limit;
      if (!limited) window.used += 1;
      if (global && !limited) global.used += 1;
      const resetAfter = secondsUntil(window);
      const headers: Record<string, string> = {
        'X-RateLimit-Limit': String(route.limit.limit),
        'X-RateLimit-Remaining': String(route.limit.limit - window.used),
        'X-RateLimit-Reset': (window.resetAtMs / 1000).toFixed(3),
        'X-RateLimit-Reset-After': resetAfter.toFixed(3),
        'X-RateLimit-Bucket': hash,
      };
      if (!limited) return { kind: 'pass', headers };
      headers['Retry-After'] = String(Math.ceil(resetAfter));
      headers['X-RateLimit-Scope'] = 'user';
      return { kind: 'limited', headers, retryAfterSeconds: resetAfter, global: false };
    },
  };
};
