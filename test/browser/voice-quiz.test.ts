import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { mainTitle } from '../../src/core/catalogue/names.ts';
import { pieces } from '../../src/core/demo/pieces.ts';
import { demoFolder } from '../../src/demo.ts';
import { openBrowser } from '../support/browser.ts';
import type { TestBrowser } from '../support/browser.ts';
import { hear, hearMs, notesOfPiece, shareHeardOf } from '../support/page-ears.ts';
import { joinListeningRoom, openAs as openTab, send, voicePanel } from '../support/page-tab.ts';
import { startAsNewcomer } from '../support/started-playground.ts';
import type { StartedPlayground } from '../support/started-playground.ts';

let playground: StartedPlayground;
let browser: TestBrowser;
const notes = new Map<string, readonly number[]>();
beforeAll(async () => {
  for (const { songId } of pieces) notes.set(songId, await notesOfPiece(songId));
  [playground, browser] = await Promise.all([startAsNewcomer(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await playground.stop();
});

const openAs = (fan: string, options?: Parameters<TestBrowser['open']>[1]) =>
  openTab(browser, playground.url, fan, options);

test('a newcomer hears a voice round of the demo library, and who names the invented drama wins', async () => {
  const [{ page: dana, watch }, { page: lucia }] = await Promise.all([openAs('dana'), openAs('lucia')]);
  await joinListeningRoom(dana);
  await joinListeningRoom(lucia);
  await send(dana, '/quiz start play: voice rounds: 1 seconds: 30');
  for (const page of [dana, lucia]) {
    await page.getByText('Which drama is this song from?').last().waitFor({ timeout: 60_000 });
    await voicePanel(page).getByText('End-to-end encrypted').waitFor();
    await expect
      .poll(async () => Number(await voicePanel(page).getAttribute('data-dominant-hz')), { timeout: 15_000 })
      .toBeGreaterThan(0);
  }
  const heard = await hear(lucia, hearMs);
  await browser.screenshot(lucia, 'voice-round');

  const { songId, answerIds } = await playground.openRound();
  const own = shareHeardOf(notes.get(songId) ?? [], heard);
  const others = [...notes].filter(([other]) => other !== songId);
  expect(others).toHaveLength(pieces.length - 1);
  expect(own).toBeGreaterThan(0.6);
  for (const [, piece] of others) expect(shareHeardOf(piece, heard)).toBeLessThan(own - 0.1);

  const drama = (await loadCatalogue('data', demoFolder)).drama(answerIds[0] ?? '');
  await send(lucia, `/guess answer: ${drama === undefined ? '' : mainTitle(drama.titles)}`);
  // Lucía reads Spanish.
  await lucia.getByTestId('message').filter({ hasText: '¡Correcto!' }).last().waitFor();
  await dana.getByText('It was').last().waitFor();
  const reveal = await hear(dana, 2_500);
  expect(reveal.filter(({ hz }) => hz > 0).length).toBeGreaterThan(reveal.length / 2);
  await browser.screenshot(dana, 'voice-reveal');

  await dana.getByText('Quiz over').last().waitFor({ timeout: 30_000 });
  expect(await dana.getByTestId('message').last().innerText()).toMatch(/Lucía wins with \d+ points/);
  await browser.screenshot(dana, 'voice-recap');
  expect(watch).toEqual({ problems: [], foreignRequests: [] });
});
