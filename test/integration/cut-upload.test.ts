import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient } from '../../src/discord/client.ts';

const picture = { name: 'bracket.png', data: Buffer.alloc(230_000, 'x') };
const sockets = new Set<Socket>();
const received: Buffer[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('error', () => undefined);
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    received.push(Buffer.concat(chunks));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ type: request.headers['content-type'] }));
  });
});
server.on('connection', (socket: Socket) => {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => sockets.delete(socket));
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

const createRest = () => {
  const { port } = server.address() as AddressInfo;
  const connection = { token: 'x', apiUrl: `http://127.0.0.1:${port}/api` };
  const client = createClient(connection, { id: '1', hasMessageContent: false });
  client.rest.setToken('x');
  return client;
};

const turns = async (count: number): Promise<void> => {
  for (let taken = 0; taken < count; taken += 1) await turn();
};

test('a picture is sent with its words in one form', async () => {
  const client = createRest();
  const body = { content: 'The bracket' };
  const { type } = (await client.rest.post('/channels/1/messages', { body, files: [picture] })) as {
    type: string;
  };
  const form = await new Response(received.at(-1)?.toString('latin1'), {
    headers: { 'content-type': type },
  }).formData();
  expect(JSON.parse(form.get('payload_json') as string)).toEqual(body);
  const file = form.get('files[0]') as File;
  expect(file.name).toBe(picture.name);
  expect(Buffer.from(await file.arrayBuffer()).equals(picture.data)).toBe(true);
  await client.destroy();
});

test.each(['given up', 'cut'])('an upload that is %s at any moment ends nothing but itself', async (how) => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  const client = createRest();
  let failed = 0;
  for (let moment = 0; moment < 20; moment += 1) {
    const control = new AbortController();
    const sending = client.rest
      .post('/channels/1/messages', { files: [picture], signal: control.signal })
      .catch(() => (failed += 1));
    await turns(moment);
    if (how === 'given up') control.abort();
    else for (const socket of sockets) socket.destroy();
    await sending;
    await turns(10);
  }
  await client.destroy();
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  // Cut ones are tried again by discord.js.
  if (how === 'given up') expect(failed).toBeGreaterThan(0);
});
