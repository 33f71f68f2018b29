import { AudioPlayerStatus, entersState } from '@discordjs/voice';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createPage } from '../../src/playground/page.ts';
import { openBrowser, type TestBrowser, type TestPage } from '../support/browser.ts';
import { openAs as openTab, voicePanel } from '../support/page-tab.ts';
import { startPlayground, type Playground } from '../support/playground.ts';
import { joinWithLibrary, makeToneFrames, playFrames } from '../support/voice-sender.ts';

let playground: Playground;
let browser: TestBrowser;
const opened: TestPage[] = [];
beforeAll(async () => {
  const page = await createPage();
  [playground, browser] = await Promise.all([startPlayground({ page }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await playground.stop();
});
afterEach(async () => {
  for (const { page } of opened.splice(0)) await page.context().close();
});

const openAs = async (fan: string, options: Parameters<TestBrowser['open']>[1] = {}): Promise<TestPage> => {
  const tab = await openTab(browser, playground.server.url, fan, options);
  opened.push(tab);
  return tab;
};

const dominantHz = async (page: Page) => Number(await voicePanel(page).getAttribute('data-dominant-hz'));
const joinRoom = (page: Page) =>
  page.getByRole('button', { name: 'Join voice channel Listening room' }).press('Enter');
const WAIT = { timeout: 20_000 };

test('a fan joins a channel and hears what a bot plays, encrypted', async () => {
  const { page, watch } = await openAs('dana', { colorScheme: 'dark' });
  await joinRoom(page);
  await voicePanel(page).getByText('Voice connected').waitFor();
  expect(await page.getByTestId('voice-privacy').getAttribute('data-encrypted')).toBe('false');
  await expect.poll(() => dominantHz(page), WAIT).toBe(0);

  const client = await playground.login();
  const guildId = [...playground.server.world.guilds.keys()][0] ?? '';
  const channel = [...playground.server.world.channels.values()].find(
    ({ wire }) => wire.name === 'Listening room',
  );
  const connection = await joinWithLibrary(client, guildId, channel?.wire.id ?? '');
  await voicePanel(page).getByText('End-to-end encrypted').waitFor();
  expect(await page.getByTestId('announcement').textContent()).toBe('Sonagi joined Listening room');

  const player = playFrames(connection, makeToneFrames(440, 8000));
  await page.locator(`.voice-people li.is-speaking[data-user="${client.user.id}"]`).waitFor();
  // The analyser's bins are 1.5 Hz wide.
  await expect.poll(async () => Math.abs((await dominantHz(page)) - 440), WAIT).toBeLessThan(2);
  await page.getByText('End-to-end encrypted').click();
  const code = page.getByTestId('voice-privacy').locator('dd');
  expect(await code.textContent()).toMatch(/^(\d{5} ?){6}$/);
  await browser.screenshot(page, 'voice-dark');
  await page.getByRole('button', { name: 'Switch to light theme' }).click();
  await browser.screenshot(page, 'voice-light');
  expect(playground.server.voice.statistics(guildId, client.user.id)).toMatchObject({ lost: 0, plain: 0 });

  const slider = voicePanel(page).getByRole('slider', { name: 'Volume' });
  await slider.press('Home');
  expect(await slider.inputValue()).toBe('0');
  await voicePanel(page).getByRole('button', { name: 'Mute the sound' }).press('Space');
  await voicePanel(page).getByRole('button', { name: 'Unmute the sound' }).waitFor();

  player.stop(true);
  await entersState(player, AudioPlayerStatus.Idle, 15_000);
  connection.destroy();
  await voicePanel(page).getByText('Not end-to-end encrypted').waitFor();
  await voicePanel(page).getByRole('button', { name: 'Leave the voice channel' }).press('Enter');
  await voicePanel(page).waitFor({ state: 'detached' });
  await expect.poll(() => playground.server.voice.members(), WAIT).toEqual([]);
  expect(watch.problems).toEqual([]);
  expect(watch.foreignRequests).toEqual([]);
});

test('on a phone, in Korean: the panel is in the drawer, and a moved fan stays connected', async () => {
  const { page } = await openAs('minseo', {
    colorScheme: 'dark',
    viewport: { width: 390, height: 844 },
  });
  await page.getByRole('button', { name: 'Channels' }).click();
  await joinRoom(page);
  await voicePanel(page).getByText('음성 연결됨').waitFor();
  await browser.screenshot(page, 'voice-phone');
  const { width } = (await voicePanel(page).boundingBox()) ?? { width: 0 };
  expect(width).toBeGreaterThan(200);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const { world, voice } = playground.server;
  const [member] = voice.members();
  voice.changeRegion(member?.guildId ?? '');
  await expect
    .poll(() => voice.members().map(({ isReady, ssrc }) => isReady && ssrc !== member?.ssrc), WAIT)
    .toEqual([true]);
  await voicePanel(page).getByText('음성 연결됨').waitFor();
  const owner = [...world.users.values()].find(({ wire }) => wire.username === 'minseo');
  expect(voice.members()[0]?.userId).toBe(owner?.wire.id);
});
