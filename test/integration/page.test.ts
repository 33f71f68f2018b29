import { beforeAll, expect, test } from 'vitest';
import { createPage, type Page } from '../../src/playground/page.ts';

let page: Page;

beforeAll(async () => {
  page = await createPage();
});

test.each([
  ['/', 'text/html'],
  ['/app.js', 'text/javascript'],
  ['/app.css', 'text/css'],
])('serves %s as %s under a policy that lets nothing out', (path, type) => {
  const response = page({ method: 'GET', path });
  expect(response?.status).toBe(200);
  expect(response?.headers['Content-Type']).toContain(type);
  const policy = response?.headers['Content-Security-Policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).not.toMatch(/https?:|\*/);
});

test('leaves every other address and method to the server', () => {
  expect(page({ method: 'GET', path: '/api/v10/gateway' })).toBeUndefined();
  expect(page({ method: 'POST', path: '/' })).toBeUndefined();
});

test('names no font or picture of another host in its style', () => {
  const css = new TextDecoder().decode(page({ method: 'GET', path: '/app.css' })?.body);
  expect(css).toContain('.composer');
  expect(css).not.toMatch(/url\(|@import|@font-face/);
});

test('bundles within two seconds, even on a busy machine', async () => {
  const startedMs = performance.now();
  await createPage();
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});
