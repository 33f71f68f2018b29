import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { openAs, send } from '../support/page-tab.ts';
import { startPageWorld, type PageWorld } from '../support/page-world.ts';

let world: PageWorld;
let browser: TestBrowser;
const opened: TestPage[] = [];

beforeAll(async () => {
  [world, browser] = await Promise.all([startPageWorld(), openBrowser()]);
});

afterAll(async () => {
  await browser.close();
  await world.stop();
});

afterEach(async () => {
  for (const { page } of opened) await page.context().close();
});

const open = async (fanIndex: number, options: Parameters<TestBrowser['open']>[1] = {}): Promise<Page> => {
  const tab = await openAs(browser, world.url, world.fans[fanIndex] ?? '', options);
  opened.push(tab);
  await tab.page.getByTestId('composer').waitFor();
  return tab.page;
};

const composer = (page: Page) => page.getByTestId('composer');
const messages = (page: Page) => page.getByTestId('message');
const listbox = (page: Page) => page.getByTestId('palette');

describe('the palette', () => {
  test('completes command, option and answer by keyboard alone', async () => {
    const page = await open(0);
    await composer(page).click();
    await page.keyboard.type('/ost so');
    await expect.poll(() => listbox(page).getByRole('option').count()).toBe(1);
    await browser.screenshot(page, 'palette');
    await page.keyboard.press('Enter');
    expect(await composer(page).inputValue()).toBe('/ost song query: ');
    await page.keyboard.type('bea');
    await listbox(page).getByRole('option', { name: 'Beautiful' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => composer(page).getAttribute('aria-activedescendant'))
      .toBe(await listbox(page).getByRole('option', { name: 'Beautiful' }).getAttribute('id'));
    await browser.screenshot(page, 'autocomplete');
    await page.keyboard.press('Tab');
    expect(await composer(page).inputValue()).toBe('/ost song query: Beautiful');
    await page.keyboard.press('Enter');
    const answer = messages(page).filter({ hasText: 'used /ost song' }).last();
    await answer.getByTestId('embed').getByText('Beautiful').waitFor();
    expect(await composer(page).inputValue()).toBe('');
  });

  test('a newcomer types the whole command and Enter', async () => {
    const page = await open(1);
    await send(page, '/ost song stay with me');
    await messages(page).getByText('stay with me').last().waitFor();
    expect(await page.getByTestId('embed').last().textContent()).toContain('<script>alert(1)</script>');
    await send(page, '/ost song ');
    expect(await composer(page).inputValue()).toBe('/ost song query: ');
    await page.keyboard.press('Enter');
    await page.getByTestId('composer-problem').waitFor();
    expect(await page.getByTestId('option-pills').textContent()).toContain('query');
  });
});

describe('answers of the bot', () => {
  test('a button answers privately, for one fan only, and can be dismissed', async () => {
    const [mina, jun] = [await open(0), await open(1)];
    await send(mina, '/ost song Beautiful');
    await mina.getByRole('button', { name: 'Save' }).last().click();
    const answer = messages(mina).filter({ hasText: 'Saved to your favourites' }).last();
    await answer.getByText('Only you can see this').waitFor();
    await jun.getByTestId('embed').last().waitFor();
    expect(await messages(jun).filter({ hasText: 'Saved to your favourites' }).count()).toBe(0);
    await browser.screenshot(mina, 'ephemeral');
    const before = await messages(mina).filter({ hasText: 'Saved to your favourites' }).count();
    await answer.getByRole('button', { name: 'Dismiss message' }).click();
    await expect
      .poll(() => messages(mina).filter({ hasText: 'Saved to your favourites' }).count())
      .toBe(before - 1);
  });

  test('a disabled button cannot be pressed and a link button opens elsewhere', async () => {
    const page = await open(0);
    expect(await page.getByRole('button', { name: 'Gone' }).last().isDisabled()).toBe(true);
    const link = page.getByRole('link', { name: 'Spotify' }).last();
    expect(await link.getAttribute('href')).toBe('https://open.spotify.com/search/x');
    expect(await link.getAttribute('rel')).toContain('noopener');
  });

  test('a select by keyboard', async () => {
    const page = await open(0);
    await send(page, '/ost song Beautiful');
    const select = page.getByRole('combobox', { name: 'Pick a song' }).last();
    await select.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await messages(page).filter({ hasText: 'Picked Beautiful' }).last().waitFor();
  });

  test('a modal', async () => {
    const page = await open(0);
    await send(page, '/memory');
    const modal = page.getByRole('dialog', { name: 'A memory' });
    await modal.getByLabel('What it means to you').fill('the rain on the roof 소나기');
    await browser.screenshot(page, 'modal');
    await modal.getByRole('button', { name: 'Submit' }).click();
    await messages(page).filter({ hasText: 'Remembered: the rain on the roof 소나기' }).last().waitFor();
    expect(await modal.count()).toBe(0);
  });

  test('"is thinking…" until the answer is there', async () => {
    const page = await open(0);
    await send(page, '/slow');
    await messages(page).getByText('is thinking…').waitFor();
    await messages(page).filter({ hasText: 'Here it is.' }).last().waitFor();
    await expect.poll(() => messages(page).getByText('is thinking…').count()).toBe(0);
  });

  test('no answer within three seconds is said', async () => {
    const page = await open(0);
    await send(page, '/silent');
    await page.getByTestId('toast').filter({ hasText: 'The application did not respond' }).waitFor();
  });

  test('a message command from the menu', async () => {
    const page = await open(0);
    await messages(page).last().hover();
    await messages(page).last().getByRole('button', { name: 'More and apps' }).click();
    await page.getByRole('menuitem', { name: 'Find the OST' }).click();
    await messages(page).filter({ hasText: 'A song is named here.' }).last().waitFor();
  });
});

describe('two tabs as two fans', () => {
  test('talk, react and see each other in voice', async () => {
    const [mina, jun] = [await open(0), await open(1)];
    await send(mina, 'hello **from** Mina');
    const seen = messages(jun).filter({ hasText: 'hello from Mina' }).last();
    await seen.hover();
    await seen.getByRole('button', { name: 'Add reaction' }).click();
    await jun.getByRole('menuitem', { name: '🎵' }).click();
    await messages(mina).last().getByRole('button', { name: '🎵 1' }).waitFor();
    const join = jun.getByRole('button', { name: /^Join voice channel/ }).first();
    const channel = (await join.getAttribute('aria-label'))?.replace('Join voice channel ', '') ?? '';
    await join.click();
    await mina
      .getByRole('list', { name: `In ${channel}` })
      .getByRole('listitem')
      .waitFor();
    await jun.getByRole('button', { name: `Leave voice channel ${channel}` }).click();
    await expect.poll(() => mina.getByRole('list', { name: `In ${channel}` }).count()).toBe(0);
  });

  test('count who is interested in an event', async () => {
    await world.bot.addEvent('Rainy listening party');
    const [mina, jun] = [await open(0), await open(1)];
    for (const page of [mina, jun]) await page.getByTestId('events-button').click();
    const event = (page: Page) => page.getByTestId('event').filter({ hasText: 'Rainy listening party' });
    await event(mina).getByRole('button', { name: 'Interested' }).click();
    await event(jun).getByText('1 interested').waitFor();
    await browser.screenshot(mina, 'events');
  });
});

describe('the look', () => {
  test('fits a phone, with the channels in a drawer', async () => {
    const page = await open(1, { viewport: { width: 360, height: 740 }, hasTouch: true });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await browser.screenshot(page, 'phone');
    const channels = page.getByRole('navigation', { name: 'Channels' });
    expect(await channels.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Channels' }).click();
    await expect.poll(() => channels.isVisible()).toBe(true);
    await browser.screenshot(page, 'phone-drawer');
  });

  test('follows the system between light and dark, and the toggle', async () => {
    const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await open(0, { colorScheme: 'dark' });
    const light = await open(0, { colorScheme: 'light' });
    expect(await background(light)).toBe('rgb(255, 255, 255)');
    expect(await background(dark)).not.toBe('rgb(255, 255, 255)');
    await dark.getByRole('button', { name: 'Switch to light theme' }).click();
    await expect.poll(() => background(dark)).toBe('rgb(255, 255, 255)');
    await browser.screenshot(dark, 'light');
  });
});

describe('a cut connection', () => {
  test('is shown, and mended with nothing lost', async () => {
    const [mina, jun] = [await open(0), await open(1)];
    const isShown = mina.getByTestId('reconnecting').waitFor();
    for (const id of world.fanSessions()) world.gateway.drop(id);
    await isShown;
    await send(jun, 'said while the line was cut');
    await messages(mina).filter({ hasText: 'said while the line was cut' }).last().waitFor();
    await mina.locator('main[data-status="ready"]').waitFor();
  });

  test('is mended even when the session is gone', async () => {
    const page = await open(0);
    const isShown = page.getByTestId('reconnecting').waitFor();
    for (const id of world.fanSessions()) world.gateway.invalidateSession(id);
    await isShown;
    await page.locator('main[data-status="ready"]').waitFor();
    await send(page, 'here again');
    await messages(page).filter({ hasText: 'here again' }).last().waitFor();
  });
});

test('nothing asked another host, nothing complained', () => {
  expect(opened.length).toBeGreaterThan(5);
  expect(opened.flatMap(({ watch }) => watch.foreignRequests)).toEqual([]);
  expect(opened.flatMap(({ watch }) => watch.problems)).toEqual([]);
  expect(world.bot.errors).toEqual([]);
  expect(world.unknownRoutes).toEqual([]);
});
