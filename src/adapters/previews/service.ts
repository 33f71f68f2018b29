import type { PreviewCandidate } from '../../core/audio/preview-match.ts';
import type { HttpAnswer } from './allowed-http.ts';

/** A track a service has, with its page in the store. */
export interface PreviewTrack extends PreviewCandidate {
  /** Where its sound is now. Absent: the service has no preview of it. */
  readonly previewUrl?: string;
  readonly storeUrl: string;
}

/** What a service's answer says, before anything is made of it. */
export type Answer =
  | { readonly kind: 'tracks'; readonly tracks: readonly PreviewTrack[] }
  /** Asked too often; the service may say how long to wait. */
  | { readonly kind: 'limited'; readonly retryAfterMs?: number }
  /** Nothing that can be read. */
  | { readonly kind: 'unreadable' };

/** One service: which addresses to ask and how to read what comes. It does no I/O itself. */
export interface PreviewService {
  readonly origin: 'itunes' | 'deezer';
  /** So many requests in any so many milliseconds, from one address. */
  readonly limit: { readonly requests: number; readonly perMs: number };
  /** Addresses to ask for a song one after another until a track fits. */
  searchUrls(queries: readonly string[]): readonly string[];
  /** Where addresses of previews expire: after how long, and whom to ask for a new one. Absent: they last. */
  readonly renewal?: { readonly lifeMs: number; trackUrl(trackId: string): string };
  read(answer: HttpAnswer, nowMs: number): Answer;
}

/** Both forms of Retry-After: seconds, or a date. */
export const retryAfterMs = (header: string | null, nowMs: number): number | undefined => {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs;
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
};

export const parseJson = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
};

export const limited = ({ headers }: HttpAnswer, nowMs: number): Answer => {
  const waitMs = retryAfterMs(headers.get('retry-after'), nowMs);
  return { kind: 'limited', ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
};
