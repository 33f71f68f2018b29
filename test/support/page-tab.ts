import type { Page } from 'playwright-core';
import type { TestBrowser, TestPage } from './browser.ts';

/** Opens the page as one of the fans, and waits until it is ready. */
export const openAs = async (
  browser: TestBrowser,
  url: string,
  fan: string,
  options?: Parameters<TestBrowser['open']>[1],
): Promise<TestPage> => {
  const tab = await browser.open(`${url}/?fan=${fan}`, options);
  await tab.page.locator('main[data-status="ready"]').waitFor();
  return tab;
};

/** Types into the composer as a person does, key by key, and sends. */
export const send = async (page: Page, text: string): Promise<void> => {
  await page.getByTestId('composer').click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};

export const voicePanel = (page: Page) => page.getByTestId('voice-panel');

export const joinListeningRoom = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Join voice channel Listening room' }).click();
  await page.locator('[data-testid="voice-panel"][data-status="connected"]').waitFor();
};
