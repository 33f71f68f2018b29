import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

const artifacts = fileURLToPath(new URL('../browser/artifacts/', import.meta.url));

const findChromium = (): string => {
  const wanted = process.env['CHROMIUM_PATH'];
  const found = [wanted, ...candidates].find((path) => path !== undefined && path !== '' && existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    'No Chromium was found. Install one (Debian: apt-get install chromium) or name it in CHROMIUM_PATH, then run the browser tests again.',
  );
};

/** What a page did that nobody should see: errors on the console, requests to other hosts. */
export type Watch = { problems: string[]; foreignRequests: string[] };

export type TestPage = { page: Page; watch: Watch };

export type TestBrowser = {
  /** A tab with a profile of its own, so that tabs can be different fans. */
  open: (url: string, options?: BrowserContextOptions) => Promise<TestPage>;
  /** Kept in test/browser/artifacts, which git ignores. */
  screenshot: (page: Page, name: string) => Promise<void>;
  close: () => Promise<void>;
};

const watchPage = (page: Page, host: string): Watch => {
  const watch: Watch = { problems: [], foreignRequests: [] };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') watch.problems.push(message.text());
  });
  page.on('pageerror', (error) => {
    watch.problems.push(error.message);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (!['data:', 'blob:'].includes(url.protocol) && url.host !== host)
      watch.foreignRequests.push(request.url());
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== host) watch.foreignRequests.push(socket.url());
  });
  return watch;
};

export const openBrowser = async (): Promise<TestBrowser> => {
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: flags });
  await mkdir(artifacts, { recursive: true });
  return {
    open: async (url, options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
      const page = await context.newPage();
      const watch = watchPage(page, new URL(url).host);
      await page.goto(url);
      return { page, watch };
    },
    screenshot: async (page, name) => {
      await page.screenshot({ path: `${artifacts}${name}.png` });
    },
    close: () => browser.close(),
  };
};
