import { Routes } from 'discord.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClient, fetchApplication } from '../../src/discord/client.ts';
import { makeRequest } from '../../src/discord/requests.ts';
import { startPlayground } from '../support/playground.ts';
import type { Playground } from '../support/playground.ts';

let playground: Playground;
beforeAll(async () => {
  playground = await startPlayground();
});
afterAll(() => playground.stop());

/** Cuts the next request of this kind before it is answered, and counts all of them. */
const cutNext = (method: string): (() => number) => {
  let seen = 0;
  playground.server.setFault((request) => {
    if (request.method !== method) return undefined;
    seen += 1;
    return seen === 1 ? 'cut' : undefined;
  });
  return () => seen;
};

test('a question whose connection was cut is asked again, a post is not', async () => {
  const connection = { token: playground.server.botToken, apiUrl: playground.server.apiUrl };
  const asked = cutNext('GET');
  const application = await fetchApplication(connection);
  expect(asked()).toBe(2);
  const { rest } = createClient(connection, application);
  rest.setToken(connection.token);
  const put = cutNext('PUT');
  await rest.put(Routes.applicationCommands(application.id), { body: [] });
  expect(put()).toBe(2);
  const fan = await playground.fan();
  const posted = cutNext('POST');
  const post = rest.post(Routes.channelMessages(fan.channelId('general')), { body: { content: 'once' } });
  await expect(post).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  expect(posted()).toBe(1);
});

test('an answer is nothing that V8 makes a class of its own for, and reads like any other', async () => {
  playground.server.setFault(() => undefined);
  const ask = () => makeRequest(`${playground.server.apiUrl}/v10/gateway`, { method: 'GET' });
  const answer = await ask();
  for (const property of Object.values(Object.getOwnPropertyDescriptors(answer)))
    expect(property).toHaveProperty('value');
  expect(answer).toMatchObject({ ok: true, status: 200, statusText: 'OK', bodyUsed: false });
  expect(answer.headers.get('Content-Type')).toContain('application/json');
  expect(await answer.json()).toMatchObject({ url: expect.stringContaining('ws') as string });
  expect(answer.bodyUsed).toBe(true);
  expect(JSON.parse(await (await ask()).text())).toHaveProperty('url');
  expect((await (await ask()).arrayBuffer()).byteLength).toBeGreaterThan(0);
});
