import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import type { Artist, DramaFile } from '../../src/core/catalogue/schema.ts';

export const someDrama: DramaFile = {
  id: 'run-on',
  titles: { en: 'Run On', ko: '런 온' },
  year: 2020,
  sources: ['https://example.com/run-on'],
  songs: [
    {
      id: 'blue-bird-solar',
      titles: { en: 'Blue Bird' },
      credits: [{ artist: 'solar', role: 'performer' }],
      part: '3',
      releaseDate: '2020-12-24',
      sources: ['https://example.com/blue-bird'],
    },
  ],
};

export const someArtists: Artist[] = [
  {
    id: 'solar',
    names: { en: 'Solar', ko: '솔라' },
    memberOf: ['mamamoo'],
    sources: ['https://example.com/solar'],
  },
  {
    id: 'mamamoo',
    names: { en: 'Mamamoo', ko: '마마무' },
    kind: 'group',
    sources: ['https://example.com/mamamoo'],
  },
];

export interface CatalogueFolder extends AsyncDisposable {
  readonly dir: string;
}

/** A catalogue of its own on disk; `dramas` maps file names to whatever a contributor may have written. */
export const createCatalogueFolder = async (content: {
  dramas?: Readonly<Record<string, unknown>>;
  artists?: unknown;
  titleOnly?: unknown;
}): Promise<CatalogueFolder> => {
  const dir = await mkdtemp(join(tmpdir(), 'sonagi-catalogue-'));
  await mkdir(join(dir, 'dramas'));
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  for (const [name, drama] of Object.entries(content.dramas ?? { 'run-on.json': someDrama })) {
    await writeFile(join(dir, 'dramas', name), text(drama));
  }
  await writeFile(join(dir, 'artists.json'), text(content.artists ?? someArtists));
  await writeFile(join(dir, 'drama-index.json'), text(content.titleOnly ?? []));
  return { dir, [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }) };
};

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `npm run catalogue -- …` as a person would, without npm. */
export const runCatalogueCli = (...args: string[]): Promise<CliRun> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/cli/catalogue.ts', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
