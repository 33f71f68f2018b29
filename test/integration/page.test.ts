import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPage } from '../../src/playground/page.ts';

let server: Server;
let base: string;

beforeAll(async () => {
  const page = await createPage();
  server = createServer((request, response) => {
    void page(request, response).then((isServed) => {
      if (!isServed) response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
});

test.each([
  ['/', 'text/html'],
  ['/?fan=mina', 'text/html'],
  ['/app.js', 'text/javascript'],
  ['/app.css', 'text/css'],
])('serves %s as %s under a policy that lets nothing out', async (path, type) => {
  const response = await fetch(base + path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain(type);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/https?:|\*/);
});

test('leaves every other address and method to the server', async () => {
  expect((await fetch(`${base}/api/v10/gateway`)).status).toBe(404);
  expect((await fetch(`${base}/`, { method: 'POST' })).status).toBe(404);
});

test('names no font or picture of another host in its style', async () => {
  const css = await (await fetch(`${base}/app.css`)).text();
  expect(css).not.toMatch(/url\(|@import|@font-face/);
});

test('bundles within two seconds, even on a busy machine', async () => {
  const startedMs = performance.now();
  await createPage();
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
