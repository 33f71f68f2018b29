import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import type { TestBrowser } from '../support/browser.ts';
import { hear, hearMs, notesOfPiece, shareHeardOf } from '../support/page-ears.ts';
import { joinListeningRoom, openAs as openTab, send, voicePanel } from '../support/page-tab.ts';
import { startAsNewcomer } from '../support/started-playground.ts';
import type { StartedPlayground } from '../support/started-playground.ts';

let playground: StartedPlayground;
let browser: TestBrowser;
beforeAll(async () => {
  [playground, browser] = await Promise.all([startAsNewcomer(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await playground.stop();
});

const openAs = (fan: string, options?: Parameters<TestBrowser['open']>[1]) =>
  openTab(browser, playground.url, fan, options);

const message = (page: Page, text: string) => page.getByTestId('message').filter({ hasText: text }).last();
const press = (page: Page, text: string, button: string) =>
  message(page, text).getByRole('button', { name: button }).click();
/** A song may have to be prepared first, at low priority, beside other test files. */
const slow = { timeout: 60_000 };

test('a host plans a party in the page, a fan comes, hears it and reacts, and the recap says when', async () => {
  // The host has the page in Korean and dark, the guest in Spanish and light.
  const { page: host, watch } = await openAs('minseo', { colorScheme: 'dark' });
  const { page: guest } = await openAs('lucia');
  await joinListeningRoom(host);
  await send(host, '/party schedule title: Rainy Friday when: in 20 minutes');
  await message(host, '맞나요?').waitFor();
  await press(host, '맞나요?', '예약하기');
  await message(guest, 'Listening room').waitFor();
  await send(host, '/party add query: Starlight Confession');
  await message(guest, 'is in the set list').waitFor();
  await message(guest, 'Starlight Confession').waitFor();
  await browser.screenshot(guest, 'party-post');

  await press(guest, 'Listening room', 'Going');
  await message(guest, 'See you there').waitFor();
  await message(host, 'Going · 1').waitFor();

  for (const page of [guest, host]) await page.getByTestId('events-button').click();
  await guest.getByTestId('event').getByRole('button', { name: 'Interested' }).click();
  await guest.getByTestId('interested-count').getByText('1').waitFor();
  await browser.screenshot(host, 'party-events');
  await host.getByTestId('event').getByRole('button', { name: 'Start event' }).click();
  await host.getByTestId('event').getByText('Happening now').waitFor();
  await browser.screenshot(guest, 'party-events-guest');
  for (const page of [guest, host]) await page.getByRole('button', { name: 'Close' }).click();

  await message(guest, 'Welcome to Rainy Friday').waitFor(slow);
  await joinListeningRoom(guest);
  await browser.screenshot(guest, 'party-welcome');
  await press(host, 'Welcome to Rainy Friday', 'Begin now');
  await message(guest, 'Goosebumps').waitFor(slow);
  await expect
    .poll(async () => Number(await voicePanel(guest).getAttribute('data-dominant-hz')), slow)
    .toBeGreaterThan(0);
  await voicePanel(guest).getByText('End-to-end encrypted').waitFor();
  const heard = await hear(guest, hearMs);
  expect(shareHeardOf(await notesOfPiece('demo-starlight-confession'), heard)).toBeGreaterThan(0.6);

  await press(guest, 'Goosebumps', 'Goosebumps');
  await message(guest, 'Noted, at').waitFor();
  const at = /Noted, at (\d:\d\d)/.exec(await message(guest, 'Noted, at').innerText())?.[1] ?? '';
  await message(host, '⚡ 1').waitFor(slow);
  await browser.screenshot(guest, 'party-now');
  await browser.screenshot(host, 'party-now-dark');

  await send(host, '/party end');
  await message(guest, 'That was Rainy Friday').waitFor(slow);
  const recap = await message(guest, 'That was Rainy Friday').innerText();
  expect(recap).toContain(`${at} Starlight Confession`);
  expect(recap).toContain('1 person');
  await browser.screenshot(guest, 'party-recap');
  await browser.screenshot(host, 'party-recap-dark');
  expect(watch).toEqual({ problems: [], foreignRequests: [] });
});
