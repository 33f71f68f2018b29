import { cp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { makeToneLibrary } from './tones.ts';

const toneOf = (index: number): number => 400 + 110 * index;

export interface VoiceLibrarySize {
  readonly songs: number;
  readonly lengthMs: number;
}

/**
 * A bot prepares its library at low priority, 4 s of a core for a song: beside other test files that was once more than a
 * minute for two. So what the first bot of a run has made is there for the others.
 */
export const preparedWithinMs = 180_000;

const opusIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.endsWith('.opus'));

export const makeVoiceLibrary = async ({ songs, lengthMs }: VoiceLibrarySize) => {
  const catalogue = await loadCatalogue('data');
  const chosen = [...catalogue.songs.values()]
    .filter(({ instrumental }) => instrumental !== true)
    .slice(0, songs);
  const tones = Object.fromEntries(chosen.map(({ id }, index) => [id, toneOf(index)]));
  const folder = await makeToneLibrary(tones, lengthMs);
  const cache = `${folder}-cache`;
  const shared = join(inject('preparedSound'), `${songs}x${lengthMs}`);
  const isShared = await cp(shared, cache, { recursive: true }).then(
    () => true,
    () => false,
  );
  const share = async (): Promise<void> => {
    const copy = `${shared}-${process.pid}`;
    // Not what the bot may be writing at this moment.
    const filter = (path: string): boolean => path === cache || path.endsWith('.opus');
    await cp(cache, copy, { recursive: true, filter });
    // Another test file may have been faster.
    await rename(copy, shared).catch(() => rm(copy, { recursive: true }));
  };
  return {
    tones,
    folder,
    cache,
    environment: { AUDIO_LIBRARY: folder, AUDIO_CACHE: cache },
    isPrepared: async () => {
      await vi.waitUntil(async () => (await opusIn(cache)).length === songs, {
        timeout: preparedWithinMs,
        interval: 100,
      });
      if (!isShared) await share();
    },
    remove: async () => {
      await rm(folder, { recursive: true });
      await rm(cache, { recursive: true });
    },
  };
};
