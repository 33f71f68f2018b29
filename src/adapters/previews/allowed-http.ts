import { AudioError } from '../../core/audio/audio.ts';

/** An origin such as `https://api.deezer.com`; a `*` in its host stands for letters and digits of one label. */
export type OriginPattern = string;

export interface AllowedHttpOptions {
  /** The only places that are ever contacted. */
  readonly allowed: readonly OriginPattern[];
  /** From the request to the last byte, redirects included. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface AllowedHttp {
  /** @throws AudioError `unreachable` for a host that is not allowed, no answer in time, or one that is too large. */
  get(url: string, signal: AbortSignal): Promise<HttpAnswer>;
}

const maxRedirects = 3;
const userAgent = 'Sonagi (self-hosted Discord bot)';

const toExpression = (pattern: OriginPattern): RegExp =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\/]/gu, '\\$&').replaceAll('*', '[a-z0-9]+')}$`, 'u');

const unreachable = (message: string, cause?: unknown): AudioError =>
  new AudioError('unreachable', message, cause === undefined ? {} : { cause });

/** Reads no more than the limit, whatever the header promised. */
const readBody = async (response: Response, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return new Uint8Array();
  // Leaving the loop by an error cancels the body.
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw unreachable('The answer is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** GET requests to a fixed list of places: every address is checked before it is asked, those of redirects too. */
export const createAllowedHttp = ({ allowed, timeoutMs, maxBytes }: AllowedHttpOptions): AllowedHttp => {
  const expressions = allowed.map(toExpression);

  /** Scheme, host and port have to be as listed; an address with a user in it is somebody's trick. */
  const check = (address: string, base?: string): string => {
    const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
    const isAllowed =
      url?.username === '' &&
      url.password === '' &&
      expressions.some((expression) => expression.test(url.origin));
    if (!isAllowed) throw unreachable(`${url?.host ?? 'An address'} is not one of the preview services.`);
    return url.href;
  };

  const follow = async (address: string, signal: AbortSignal): Promise<HttpAnswer> => {
    let url = check(address);
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const response = await fetch(url, {
        redirect: 'manual',
        signal,
        headers: { 'user-agent': userAgent },
        credentials: 'omit',
      });
      const location = response.headers.get('location');
      if (location === null || response.status < 300 || response.status > 399) {
        return {
          status: response.status,
          headers: response.headers,
          body: await readBody(response, maxBytes),
        };
      }
      await response.body?.cancel();
      url = check(location, url);
    }
    throw unreachable('Too many redirects.');
  };

  return {
    get: async (url, signal) => {
      try {
        return await follow(url, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof AudioError) throw error;
        throw unreachable('The preview service did not answer.', error);
      }
    },
  };
};
