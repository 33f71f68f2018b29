import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { mainTitle } from '../../src/core/catalogue/names.ts';
import { createPage } from '../../src/playground/page.ts';
import { startTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { openBrowser } from '../support/browser.ts';
import type { TestBrowser } from '../support/browser.ts';
import { openAs as openTab, send } from '../support/page-tab.ts';

let app: TestApp;
let browser: TestBrowser;
let catalogue: Catalogue;
beforeAll(async () => {
  [app, browser, catalogue] = await Promise.all([
    createPage().then((page) => startTestApp({ page })),
    openBrowser(),
    loadCatalogue('data'),
  ]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const openAs = async (fan: string): Promise<Page> => (await openTab(browser, app.server.url, fan)).page;
const composer = (page: Page) => page.getByTestId('composer');
const lastMessage = (page: Page) => page.getByTestId('message').last();

test('a newcomer types /ost song stay with me and gets the song of Goblin', async () => {
  const page = await openAs('dana');
  await composer(page).click();
  await page.keyboard.type('/ost song stay wi');
  await page
    .getByTestId('palette')
    .getByRole('option', { name: /^Stay With Me/ })
    .first()
    .waitFor();
  await browser.screenshot(page, 'ost-song-palette');
  await page.keyboard.type('th me');
  await page.keyboard.press('Enter');
  const card = page.getByTestId('message').filter({ hasText: 'Guardian: The Lonely and Great God' }).last();
  await card.waitFor();
  expect(await card.innerText()).toContain('찬열');
  expect(await card.getByRole('link', { name: 'Spotify' }).getAttribute('href')).toContain(
    'open.spotify.com',
  );
  await browser.screenshot(page, 'ost-song');
});

test('two fans play a round, and one wins it', async () => {
  const dana = await openAs('dana');
  const lucia = await openAs('lucia');
  await send(dana, '/quiz start rounds: 1 seconds: 60');
  for (const page of [dana, lucia]) await page.getByText('Which drama is this song from?').last().waitFor();
  await browser.screenshot(lucia, 'quiz-round');

  await send(lucia, '/guess answer: Squid Game');
  await lucia.getByTestId('message').filter({ hasText: 'is not it' }).last().waitFor();

  const guildId = [...app.server.world.guilds.keys()][0] ?? '';
  const [answerId = ''] = await app.answerIds(guildId);
  const titles = catalogue.drama(answerId)?.titles;
  await send(dana, `/guess answer: ${titles === undefined ? '' : mainTitle(titles)}`);
  await dana.getByTestId('message').filter({ hasText: 'Correct.' }).last().waitFor();
  await lucia.getByText('It was').last().waitFor();
  await lucia.getByText('Quiz over').last().waitFor({ timeout: 20_000 });
  expect(await lastMessage(lucia).innerText()).toMatch(/Dana wins with \d+ points/);
  await browser.screenshot(lucia, 'quiz-recap');
});
