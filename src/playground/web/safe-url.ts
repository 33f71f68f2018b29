/** A link a person may follow: web addresses only, never `javascript:` and the like. */
export const linkUrl = (text: string | undefined | null): string | undefined => {
  if (!text) return undefined;
  const url = URL.parse(text);
  return url && ['http:', 'https:'].includes(url.protocol) ? url.href : undefined;
};

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * The address of an image on this machine, or `undefined` for one elsewhere: the page asks nobody else for anything.
 * The server may name itself differently than the address bar does, so only path and query are kept.
 */
export const localUrl = (text: string | undefined | null): string | undefined => {
  if (!text) return undefined;
  const url = URL.parse(text, location.href);
  if (!url) return undefined;
  const isOurs =
    url.host === location.host || (loopbackHosts.includes(url.hostname) && url.port === location.port);
  return isOurs ? url.pathname + url.search : undefined;
};

export const hostOf = (text: string): string => URL.parse(text)?.host ?? 'elsewhere';
