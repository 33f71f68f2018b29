import { join } from 'node:path';
import { openAudioCache } from './adapters/audio-cache.ts';
import { openAudioFolder } from './adapters/audio-folder.ts';
import { openFileHashes } from './adapters/file-hashes.ts';
import { createTranscoder } from './adapters/transcoder.ts';
import type { Config } from './config.ts';
import type { AudioSource } from './core/audio/audio.ts';
import { createMatchFile } from './core/audio/match.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import type { Log } from './core/log.ts';
import { createSearch } from './core/search/search.ts';
import { combineSources } from './services/audio-sources.ts';
import { createLibrarySource } from './services/library-source.ts';

/** Some 600 songs. */
const cacheBytes = 2_000_000_000;

/** Songs are known this soon or later; games that come back after a restart want them. */
const scanWithinMs = 5_000;

export interface AppSound {
  readonly source: AudioSource;
  readonly mayFindMore: boolean;
  /** Resolves when the library has been read, or goes on being read and has taken long enough. */
  known(): Promise<void>;
  dispose(): Promise<void>;
}

/** Where sound comes from, in order. @throws StartupError */
export const openSound = async (config: Config, catalogue: Catalogue, log: Log): Promise<AppSound> => {
  const { audioLibrary, audioCache, ffmpegPath } = config;
  if (audioLibrary === undefined) {
    const nothing = () => Promise.resolve();
    return { source: combineSources([]), mayFindMore: false, known: nothing, dispose: nothing };
  }
  const library = createLibrarySource({
    catalogue,
    match: createMatchFile(catalogue, createSearch(catalogue)),
    log,
    folder: await openAudioFolder(audioLibrary),
    cache: await openAudioCache({ folder: audioCache, maxBytes: cacheBytes }),
    hashes: await openFileHashes(join(audioCache, 'hashes.json')),
    transcoder: createTranscoder({ ffmpegPath }),
  });
  const ended = new AbortController();
  const scanned = library
    .scan(ended.signal)
    .then(() => {
      library.watch();
      library.warm(ended.signal).catch((error: unknown) => {
        if (!ended.signal.aborted) log.warn({ err: error }, 'library could not be prepared');
      });
    })
    .catch((error: unknown) => {
      if (!ended.signal.aborted) log.error({ err: error }, 'library could not be read');
    });
  return {
    source: combineSources([library]),
    mayFindMore: false,
    known: () =>
      Promise.race([
        scanned,
        new Promise<void>((resolve) => {
          setTimeout(resolve, scanWithinMs).unref();
        }),
      ]),
    dispose: async () => {
      ended.abort(new Error('the bot ends'));
      await library.dispose();
      await scanned;
    },
  };
};
