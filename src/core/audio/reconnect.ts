import { unreachable } from '../errors.ts';
import type { VoiceLoss } from './voice.ts';

/** What can befall a voice connection. */
export type Trouble =
  /** The library builds it anew by itself: a resume, a new server after a region change, a close it rejoins after. */
  | { readonly kind: 'rebuilding' }
  /** Closed with 4014, after which the library stays down: moved, put out, or the gateway's session was dropped. */
  | { readonly kind: 'closed' }
  /** The voice server is gone and Discord will name another. */
  | { readonly kind: 'endpoint-removed' }
  /** The gateway is down, so nobody can be asked for a seat. */
  | { readonly kind: 'gateway-down' }
  /** Not ready in time: no answer to IP discovery, a voice server that says nothing. */
  | { readonly kind: 'too-slow' }
  /** Keep-alives that were answered no longer are. */
  | { readonly kind: 'silent-network' }
  /** The gateway says that the bot is in no channel. */
  | { readonly kind: 'evicted'; readonly channelExists: boolean }
  /** Moved to where the bot may not speak. */
  | { readonly kind: 'forbidden' };

export type Remedy =
  /** It comes back by itself, or is `too-slow` after this. */
  | { readonly kind: 'wait'; readonly limitMs: number }
  /** Take the seat anew after this; what is left of the old one goes now or, to hear of an eviction, only then. */
  | { readonly kind: 'rejoin'; readonly afterMs: number; readonly leave: 'now' | 'then' }
  | { readonly kind: 'give-up'; readonly reason: VoiceLoss };

/** A connection on a healthy network is ready in well under a second; this is for one that is not. */
export const READY_WITHIN_MS = 7_000;

/** Discord needs a while to find another server. */
const NEW_SERVER_WITHIN_MS = 12_000;

/** Times that one connection is built anew before it is given up; with the limits above that is under a minute. */
export const ATTEMPTS = 3;

/** A connection that has held for this long starts counting anew. */
export const STABLE_AFTER_MS = 20_000;

/**
 * A moderator's "disconnect" reaches us as a close of the voice socket and as news from the gateway, in either order:
 * the first rejoin waits long enough for the news.
 */
const BACKOFF_MS = [1_000, 2_000, 4_000] as const;

export const backoffMs = (attempts: number): number => BACKOFF_MS[attempts] ?? 4_000;

/** What to do about it. `attempts`: how often it has been built anew since it was last stable. */
export const remedyFor = (trouble: Trouble, attempts: number): Remedy => {
  switch (trouble.kind) {
    case 'evicted':
      return { kind: 'give-up', reason: trouble.channelExists ? 'disconnected' : 'channel-deleted' };
    case 'forbidden':
      return { kind: 'give-up', reason: 'no-permission' };
    case 'rebuilding':
    case 'endpoint-removed':
      if (attempts === 0) {
        const limitMs = trouble.kind === 'rebuilding' ? READY_WITHIN_MS : NEW_SERVER_WITHIN_MS;
        return { kind: 'wait', limitMs };
      }
      break;
    case 'closed':
    case 'gateway-down':
    case 'too-slow':
    case 'silent-network':
      break;
    default:
      return unreachable(trouble);
  }
  return attempts >= ATTEMPTS
    ? { kind: 'give-up', reason: 'gave-up' }
    : { kind: 'rejoin', afterMs: backoffMs(attempts), leave: trouble.kind === 'closed' ? 'then' : 'now' };
};
