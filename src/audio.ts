import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CacheUsage } from './adapters/audio-cache.ts';
import { openAudioCache } from './adapters/audio-cache.ts';
import type { AudioFolder } from './adapters/audio-folder.ts';
import { openFileHashes } from './adapters/file-hashes.ts';
import { createTranscoder } from './adapters/transcoder.ts';
import type { FfmpegInfo } from './adapters/transcoder.ts';
import type { Config } from './config.ts';
import type { AudioSource } from './core/audio/audio.ts';
import type { LibraryCounts } from './core/audio/library.ts';
import { createMatchFile } from './core/audio/match.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import { StartupError } from './core/errors.ts';
import type { Log } from './core/log.ts';
import type { Search } from './core/search/search.ts';
import { combineSources } from './services/audio-sources.ts';
import { createLibrarySource } from './services/library-source.ts';
import type { LibrarySource } from './services/library-source.ts';

/** What the rest of the bot knows of sound. */
export interface Sound {
  readonly source: AudioSource;
  /** Whether songs that are not ready may be found all the same, in a store's previews. */
  readonly mayFindMore: boolean;
  /** For `/doctor`; rejects when there is none that works. */
  readonly ffmpeg: () => Promise<Pick<FfmpegInfo, 'from' | 'version'>>;
  /** What became of the operator's files and the demo's; absent without any. */
  readonly library?: () => LibraryCounts;
}

/** The folders of audio files of this bot, with the cache and the FFmpeg that they share. */
export interface LocalAudio {
  /** In the order in which they are asked. */
  readonly libraries: readonly LibrarySource[];
  /** Reads the folders, then prepares their songs in the background, and follows changes. Returns at once. */
  start(): void;
  /** Resolves when the folders have been read, or have taken long enough: games that come back want their songs. */
  scanned(): Promise<void>;
  sound(previews: readonly AudioSource[]): Sound;
  cacheUsage(): Promise<CacheUsage>;
  dispose(): Promise<void>;
}

const cacheBytes = 4 * 1024 ** 3;

/** Songs of a library that takes longer to read are known later. */
const scanWithinMs = 5_000;

const addCounts = (all: readonly LibraryCounts[]): LibraryCounts =>
  all.reduce((sum, counts) => ({
    files: sum.files + counts.files,
    matched: sum.matched + counts.matched,
    doubtful: sum.doubtful + counts.doubtful,
    unmatched: sum.unmatched + counts.unmatched,
    broken: sum.broken + counts.broken,
  }));

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

  const scan = async (): Promise<void> => {
    for (const library of libraries) {
      await library.scan(ended.signal);
      library.watch();
    }
  };
  const warm = async (): Promise<void> => {
    for (const library of libraries) await library.warm(ended.signal);
  };
  let scanning = Promise.resolve();

  return {
    libraries,
    start: () => {
      scanning = scan().catch((error: unknown) => {
        if (!ended.signal.aborted) log.error({ err: error }, 'library could not be read');
      });
      scanning.then(warm).catch((error: unknown) => {
        if (!ended.signal.aborted) log.warn({ err: error }, 'library could not be prepared');
      });
    },
    scanned: () => Promise.race([scanning, sleep(scanWithinMs, undefined, { ref: false })]),
    sound: (previews) => ({
      source: combineSources([...libraries, ...previews]),
      mayFindMore: previews.length > 0,
      ffmpeg: transcoder.ffmpeg,
      ...(libraries.length > 0 && { library: () => addCounts(libraries.map((library) => library.counts())) }),
    }),
    cacheUsage: cache.usage,
    dispose: async () => {
      ended.abort(new Error('the bot stops'));
      await Promise.all(libraries.map((library) => library.dispose()));
    },
  };
};
