import { DefaultRestOptions } from 'discord.js';
import type { RESTOptions } from 'discord.js';

type MakeRequest = RESTOptions['makeRequest'];

/**
 * A connection that was idle may be closed by the other side just when a request is sent on it: that one was not read, and is
 * asked again. discord.js does so for ECONNRESET only. Not for what may have been posted.
 */
const askAgain: MakeRequest = async (url, init) => {
  const ask = () => DefaultRestOptions.makeRequest(url, init);
  return ask().catch((error: unknown) => {
    const isCut = error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET';
    if (isCut && init.method !== 'POST') return ask();
    throw error;
  });
};

/**
 * How requests reach Discord. A message with files goes as one piece of bytes: given the form, undici reads it into a stream
 * that nobody guards, and a connection that is cut while it does so ends the process with an unhandled rejection
 * ("ReadableStream is already closed"; undici since 7.20, issue 5835 there is a sibling). The files are pictures of ours, in
 * memory anyway.
 */
export const makeRequest: MakeRequest = async (url, init) => {
  const { body, headers } = init;
  if (!(body instanceof FormData)) return askAgain(url, init);
  const form = new Response(body);
  const contentType = form.headers.get('content-type') ?? '';
  return askAgain(url, {
    ...init,
    body: new Uint8Array(await form.arrayBuffer()),
    headers: { ...(headers as Record<string, string>), 'Content-Type': contentType },
  });
};
