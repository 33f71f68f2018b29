import { DefaultRestOptions } from 'discord.js';
import type { RESTOptions } from 'discord.js';

type MakeRequest = RESTOptions['makeRequest'];

/**
 * Sends a message with files as one piece of bytes. Given the form, undici reads it into a stream that nobody guards: a
 * connection that is cut while it does so ends the process with an unhandled rejection ("ReadableStream is already
 * closed"; undici since 7.20, issue 5835 there is a sibling). The files are pictures of ours, in memory anyway.
 */
export const sendWhole: MakeRequest = async (url, init) => {
  const { body, headers } = init;
  if (!(body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const form = new Response(body);
  const contentType = form.headers.get('content-type') ?? '';
  return DefaultRestOptions.makeRequest(url, {
    ...init,
    body: new Uint8Array(await form.arrayBuffer()),
    headers: { ...(headers as Record<string, string>), 'Content-Type': contentType },
  });
};
