import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openAudioCache } from './adapters/audio-cache.ts';
import type { CacheUsage } from './adapters/audio-cache.ts';
import type { AudioFolder } from './adapters/audio-folder.ts';
import { openFileHashes } from './adapters/file-hashes.ts';
import { createTranscoder } from './adapters/transcoder.ts';
import type { FfmpegInfo } from './adapters/transcoder.ts';
import type { Config } from './config.ts';
import { AudioError } from './core/audio/audio.ts';
import type { LibraryCounts } from './core/audio/library.ts';
import { createMatchFile } from './core/audio/match.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import { StartupError } from './core/errors.ts';
import type { Log } from './core/log.ts';
import type { Search } from './core/search/search.ts';
import { createLibrarySource } from './services/library-source.ts';
import type { LibrarySource } from './services/library-source.ts';

/** What an operator may want to know, for `/doctor`. */
export interface AudioHealth {
  readonly ffmpeg: FfmpegInfo | { readonly problem: string };
  readonly cache: CacheUsage;
  /** One for each folder. */
  readonly libraries: readonly LibraryCounts[];
}

/** The folders of audio files of this bot, with the cache and the FFmpeg that they share. */
export interface LocalAudio {
  /** In the order in which they are asked. */
  readonly libraries: readonly LibrarySource[];
  /** Reads the folders, then prepares their songs in the background, and follows changes. Resolves once they are read. */
  start(): Promise<void>;
  health(): Promise<AudioHealth>;
  dispose(): Promise<void>;
}

const cacheBytes = 4 * 1024 ** 3;

/** Part of the composition: `createApp` and the command line use it alike. @throws StartupError */
export const openLocalAudio = async (
  { audioCache, ffmpegPath }: Pick<Config, 'audioCache' | 'ffmpegPath'>,
  folders: readonly AudioFolder[],
  { catalogue, search, log }: { catalogue: Catalogue; search: Search; log: Log },
): Promise<LocalAudio> => {
  await mkdir(audioCache, { recursive: true }).catch((error: unknown) => {
    throw new StartupError([`AUDIO_CACHE is no folder that can be written: ${audioCache}.`], {
      cause: error,
    });
  });
  const cache = await openAudioCache({ folder: audioCache, maxBytes: cacheBytes });
  const hashes = await openFileHashes(join(audioCache, 'hashes.json'));
  const transcoder = createTranscoder({ ffmpegPath });
  const match = createMatchFile(catalogue, search);
  const libraries = folders.map((folder) =>
    createLibrarySource({ catalogue, match, log, folder, cache, hashes, transcoder }),
  );
  const ended = new AbortController();

  const read = async (): Promise<void> => {
    for (const library of libraries) {
      await library.scan(ended.signal);
      library.watch();
    }
  };

  const prepare = async (): Promise<void> => {
    for (const library of libraries) await library.warm(ended.signal);
  };

  return {
    libraries,
    start: () => {
      const failed = (error: unknown) => {
        if (!ended.signal.aborted) log.warn({ error }, 'library could not be prepared');
      };
      const done = read();
      done.then(prepare).catch(failed);
      return done.catch(() => undefined);
    },
    health: async () => ({
      ffmpeg: await transcoder.ffmpeg().catch((error: unknown) => {
        if (error instanceof StartupError || error instanceof AudioError) return { problem: error.message };
        throw error;
      }),
      cache: await cache.usage(),
      libraries: libraries.map((library) => library.counts()),
    }),
    dispose: async () => {
      ended.abort(new Error('the bot stops'));
      await Promise.all(libraries.map((library) => library.dispose()));
    },
  };
};
