import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

type Asset = { type: string; body: Uint8Array };

/** What the playground's server asks the page, and what it answers. */
type PageRequest = { method: string; path: string };
type PageResponse = { status: number; headers: Record<string, string>; body: Uint8Array };

/** Answers the page's own addresses; `undefined` for everything else. */
export type Page = (request: PageRequest) => PageResponse | undefined;

const webFile = (name: string) => fileURLToPath(new URL(`web/${name}`, import.meta.url));

/**
 * Nothing the page shows may make the browser ask another host, and no text can become a script: trusted types allow
 * lit's templates only. Inline style attributes are needed by the component library.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cache-Control': 'no-cache',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const bundle = async (): Promise<Map<string, Asset>> => {
  const html = readFile(webFile('index.html'));
  const { outputFiles } = await esbuild.build({
    entryPoints: { app: webFile('main.ts'), style: webFile('styles/app.css') },
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: ['es2024', 'chrome120', 'firefox128', 'safari17'],
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  // esbuild runs as a process of its own, which would outlive its work.
  await esbuild.stop();
  const output = (ending: string): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (!file) throw new Error(`The page was bundled without ${ending}.`);
    return file.contents;
  };
  return new Map<string, Asset>([
    ['/', { type: 'text/html; charset=utf-8', body: await html }],
    ['/app.js', { type: 'text/javascript; charset=utf-8', body: output('app.js') }],
    ['/app.css', { type: 'text/css; charset=utf-8', body: output('style.css') }],
  ]);
};

/** Bundles the page in memory, once, and gives what serves it. Throws when the sources do not bundle. */
export const createPage = async (): Promise<Page> => {
  const assets = await bundle();
  return ({ method, path }) => {
    const asset = assets.get(path);
    if (!asset || (method !== 'GET' && method !== 'HEAD')) return undefined;
    return { status: 200, headers: { ...headers, 'Content-Type': asset.type }, body: asset.body };
  };
};
