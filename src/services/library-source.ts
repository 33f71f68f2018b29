import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { AudioError } from '../core/audio/audio.ts';
import type { AudioSource, Cut, OpusPackets } from '../core/audio/audio.ts';
import { countsOf, emptyReport, sortLibrary } from '../core/audio/library.ts';
import type { LibraryCounts, LibraryFile, LibraryMapping, LibraryReport } from '../core/audio/library.ts';
import type { MatchFile } from '../core/audio/match.ts';
import type { Log } from '../core/log.ts';

interface Sound {
  readonly lengthMs: number;
  cut(cut: Cut): OpusPackets;
}

export interface LibraryDeps {
  readonly catalogue: Catalogue;
  readonly match: MatchFile;
  readonly log: Log;
  readonly folder: {
    scan(
      signal: AbortSignal,
      onFile?: (path: string, total: number) => void,
    ): Promise<readonly LibraryFile[]>;
    mapping(): Promise<LibraryMapping>;
    locate(path: string): Promise<string>;
    watch(onChange: () => void, onError: (error: Error) => void): () => void;
  };
  readonly cache: {
    has(hash: string): boolean;
    open(hash: string): Promise<Sound | undefined>;
    put(hash: string, ogg: Uint8Array): Promise<void>;
    usage(): Promise<{ readonly bytes: number; readonly maxBytes: number }>;
  };
  readonly hashes: { of(path: string, signal: AbortSignal): Promise<string>; save(): Promise<void> };
  readonly transcoder: {
    transcode(file: string, signal: AbortSignal, isUrgent?: boolean): Promise<Uint8Array>;
  };
}

export interface LibrarySource extends AudioSource {
  /** Reads the folder anew. Songs stay playable meanwhile, from what was known before. */
  scan(signal: AbortSignal, onFile?: (path: string, total: number) => void): Promise<LibraryReport>;
  report(): LibraryReport;
  counts(): LibraryCounts;
  /**
   * Prepares every song that is not yet, best known first, until the cache is nearly full. Songs asked for meanwhile go
   * first.
   */
  warm(
    signal: AbortSignal,
    onSong?: (songId: string, total: number, failure?: string) => void,
  ): Promise<void>;
  /** Follows changes of the folder from now on. */
  watch(): void;
  dispose(): Promise<void>;
}

/** Beyond this share of the cache, preparing one song ahead of need would push out another. */
const fullAt = 0.95;

/** Stops waiting, not the work: what is prepared serves the next one who asks. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });

/** The operator's own files as a source of sound. Nothing is known before the first `scan`. */
export const createLibrarySource = ({
  catalogue,
  match,
  log,
  folder,
  cache,
  hashes,
  transcoder,
}: LibraryDeps): LibrarySource => {
  const ended = new AbortController();
  let report = emptyReport;
  let pathOf: ReadonlyMap<string, string> = new Map();
  /** Files that turned out broken when they were decoded, until the next scan. */
  const failed = new Map<string, string>();
  const underWay = new Map<string, Promise<Sound>>();
  let ready: ReadonlySet<string> = new Set();
  let unwatch: (() => void) | undefined;
  let isScanning = false;
  /** The folder has changed since the scan under way began. */
  let isStale = false;

  const findReady = (): void => {
    ready = new Set(pathOf.entries().flatMap(([songId, path]) => (failed.has(path) ? [] : [songId])));
  };

  const make = async (hash: string, file: string, isUrgent: boolean): Promise<Sound> => {
    await cache.put(hash, await transcoder.transcode(file, ended.signal, isUrgent));
    const sound = await cache.open(hash);
    if (sound === undefined) throw new AudioError('unreadable', 'what was made of the file cannot be read');
    return sound;
  };

  const prepare = async (path: string, isUrgent: boolean, signal: AbortSignal): Promise<Sound> => {
    const file = await folder.locate(path);
    const hash = await hashes.of(file, signal);
    const cached = await cache.open(hash);
    if (cached !== undefined) return cached;
    let work = underWay.get(hash);
    if (work === undefined) {
      work = make(hash, file, isUrgent).finally(() => underWay.delete(hash));
      underWay.set(hash, work);
      // Whoever waits hears of it; when nobody does any more, it is still not a crash.
      work.catch(() => undefined);
    }
    return unlessAborted(work, signal);
  };

  const fail = (songId: string, path: string, error: AudioError): void => {
    log.warn({ song: songId, path, reason: error.reason, why: error.message }, 'library file not playable');
    if (error.reason === 'disk-full' || failed.has(path)) return;
    failed.set(path, error.message);
    findReady();
  };

  /** @throws AudioError for anything that is wrong with the file, or with where it is kept. */
  const soundOf = async (songId: string, isUrgent: boolean, signal: AbortSignal): Promise<Sound> => {
    const path = pathOf.get(songId);
    if (path === undefined) throw new AudioError('not-found', 'the library has no file of it');
    const known = failed.get(path);
    if (known !== undefined) throw new AudioError('unreadable', known);
    try {
      return await prepare(path, isUrgent, signal);
    } catch (error) {
      if (signal.aborted || ended.signal.aborted) throw error;
      const failure =
        error instanceof AudioError
          ? error
          : new AudioError('unreadable', error instanceof Error ? error.message : String(error), {
              cause: error,
            });
      fail(songId, path, failure);
      throw failure;
    }
  };

  const scan: LibrarySource['scan'] = async (signal, onFile) => {
    const files = await folder.scan(AbortSignal.any([signal, ended.signal]), onFile);
    let problem: string | undefined;
    const mapping = await folder.mapping().catch((error: unknown): LibraryMapping => {
      problem = error instanceof Error ? error.message : String(error);
      return new Map();
    });
    const sorted = sortLibrary(files, mapping, catalogue, match);
    report = problem === undefined ? sorted : { ...sorted, problems: [problem, ...sorted.problems] };
    pathOf = new Map(report.matched.map(({ songId, path }) => [songId, path]));
    failed.clear();
    findReady();
    log.info({ ...countsOf(report), problems: report.problems.length }, 'library read');
    return report;
  };

  /** Told without opening it: reading thousands of files at every start would also make them all recently used. */
  const isPrepared = async (songId: string, signal: AbortSignal): Promise<boolean> => {
    const path = pathOf.get(songId);
    if (path === undefined) return false;
    try {
      return cache.has(await hashes.of(await folder.locate(path), signal));
    } catch {
      // Whoever prepares it finds the same, and says so.
      return false;
    }
  };

  const warm: LibrarySource['warm'] = async (signal, onSong) => {
    const both = AbortSignal.any([signal, ended.signal]);
    const songs = [...ready].sort(
      (a, b) => (catalogue.song(b)?.popularity ?? 0) - (catalogue.song(a)?.popularity ?? 0),
    );
    for (const songId of songs) {
      both.throwIfAborted();
      if (await isPrepared(songId, both)) continue;
      const { bytes, maxBytes } = await cache.usage();
      if (bytes > maxBytes * fullAt) break;
      const failure = await soundOf(songId, false, both).then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof AudioError) return error;
          throw error;
        },
      );
      onSong?.(songId, songs.length, failure?.message);
      if (failure?.reason === 'disk-full') break;
    }
    await hashes.save().catch((error: unknown) => {
      log.warn({ err: error }, 'hashes of the library could not be kept');
    });
  };

  const rescan = async (): Promise<void> => {
    isStale = true;
    if (isScanning) return;
    isScanning = true;
    try {
      while (isStale) {
        isStale = false;
        await scan(ended.signal);
      }
    } finally {
      isScanning = false;
    }
    // May take hours: changes that come meanwhile are read all the same.
    await warm(ended.signal);
  };

  const withFailures = (): LibraryReport => {
    const isPlayable = ({ path }: { readonly path: string }): boolean => !failed.has(path);
    return {
      ...report,
      matched: report.matched.filter(isPlayable),
      broken: [...report.broken, ...failed.entries().map(([path, reason]) => ({ path, reason }))],
    };
  };

  return {
    ready: () => ready,
    find: async (songId, signal) => {
      if (!ready.has(songId)) return undefined;
      try {
        const { lengthMs } = await soundOf(songId, true, signal);
        return { songId, origin: 'library', lengthMs };
      } catch (error) {
        if (error instanceof AudioError) return undefined;
        throw error;
      }
    },
    open: async (songId, cut, signal) => {
      const sound = await soundOf(songId, true, signal);
      return { songId, origin: 'library', lengthMs: sound.lengthMs, packets: sound.cut(cut) };
    },
    scan,
    report: withFailures,
    counts: () => countsOf(withFailures()),
    warm,
    watch: () => {
      unwatch ??= folder.watch(
        () => {
          rescan().catch((error: unknown) => {
            if (!ended.signal.aborted) log.warn({ err: error }, 'library could not be read again');
          });
        },
        (error) => {
          log.warn({ err: error }, 'library is no longer watched');
        },
      );
    },
    dispose: async () => {
      unwatch?.();
      ended.abort(new Error('the library is closed'));
      await Promise.allSettled(underWay.values());
    },
  };
};
