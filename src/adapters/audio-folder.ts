import { watch } from 'node:fs';
import type { Dirent, FSWatcher } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { parseFile } from 'music-metadata';
import { z } from 'zod';
import { AudioError } from '../core/audio/audio.ts';
import type { LibraryFile, LibraryMapping } from '../core/audio/library.ts';
import { audioLimits } from '../core/audio/mastering.ts';
import { StartupError } from '../core/errors.ts';

/** The operator's folder of audio files: only ever read. */
export interface AudioFolder {
  /** Reads the tags of all files, one after another. Broken ones are in the list with the reason. */
  scan(signal: AbortSignal, onFile?: (path: string, total: number) => void): Promise<readonly LibraryFile[]>;
  /** The operator's word on files. @throws Error saying what is wrong with the file. */
  mapping(): Promise<LibraryMapping>;
  /** Where a file of the library is on the disk. @throws AudioError `not-found`: gone, or no longer inside the folder. */
  locate(path: string): Promise<string>;
  /** Calls back some time after changes, until the function returned is called. */
  watch(onChange: () => void, onError: (error: Error) => void): () => void;
}

export const mappingFile = 'sonagi-library.json';

const mappingSchema = z.strictObject({
  $schema: z.string().optional(),
  files: z.record(z.string(), z.string().nullable()),
});

const extensions: ReadonlySet<string> = new Set([
  ...['.mp3', '.m4a', '.mp4', '.aac', '.flac', '.ogg', '.oga', '.opus', '.wav', '.aif', '.aiff'],
]);
const mostFiles = 100_000;
/** A copy of an album makes hundreds of events; they are one change. */
const settledAfterMs = 2_000;
const minutes = (ms: number): number => Math.round(ms / 60_000);

const isInside = (root: string, path: string): boolean => path === root || path.startsWith(root + sep);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What is broken about a file, before and after its tags are read. */
class BrokenFile extends Error {}

const readFacts = async (
  root: string,
  absolute: string,
  path: string,
): Promise<LibraryFile & { kind: 'audio' }> => {
  const real = await realpath(absolute);
  if (!isInside(root, real)) throw new BrokenFile('it is a link out of the library');
  const { size } = await stat(real);
  if (size === 0) throw new BrokenFile('it is empty');
  if (size > audioLimits.largestBytes) throw new BrokenFile('it is larger than 1 GiB');
  const { format, common } = await parseFile(real, { duration: true, skipCovers: true });
  const { duration, codec } = format;
  // A text file with an audio name gets this far: nothing in it looked like a frame of sound.
  if (codec === undefined || duration === undefined) throw new BrokenFile('there is no audio in it');
  const lengthMs = Math.round(duration * 1000);
  if (lengthMs > audioLimits.longestMs) {
    const limit = minutes(audioLimits.longestMs);
    throw new BrokenFile(`it has ${minutes(lengthMs)} minutes, more than the ${limit} that are played`);
  }
  const { title, artist, artists, album } = common;
  const facts = { path, title, artist: artists?.join(', ') ?? artist, album, lengthMs };
  return { path, kind: 'audio', facts, kbps: Math.round((size * 8) / Math.max(lengthMs, 1)) };
};

const readOne = async (root: string, path: string): Promise<LibraryFile> => {
  try {
    return await readFacts(root, join(root, path), path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const reason =
      error instanceof BrokenFile ? error.message : `it cannot be read: ${code ?? messageOf(error)}`;
    return { path, kind: 'broken', reason };
  }
};

/** Files and links with an audio name, folder by folder; links to folders are not followed, as they may lead anywhere. */
const listAudio = async (root: string, signal: AbortSignal): Promise<string[]> => {
  const paths: string[] = [];
  const folders = [root];
  const take = (folder: string, entry: Dirent): void => {
    if (entry.name.startsWith('.')) return;
    const absolute = join(folder, entry.name);
    if (entry.isDirectory()) folders.push(absolute);
    else if ((entry.isFile() || entry.isSymbolicLink()) && extensions.has(extname(entry.name).toLowerCase()))
      paths.push(relative(root, absolute).split(sep).join('/'));
  };
  for (let folder = folders.pop(); folder !== undefined && paths.length < mostFiles; folder = folders.pop()) {
    signal.throwIfAborted();
    const parent = folder;
    // A folder that cannot be listed hides its files, not the rest of the library.
    const entries = await readdir(parent, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) take(parent, entry);
  }
  return paths.sort();
};

/** @throws StartupError when there is no such folder. */
export const openAudioFolder = async (folder: string): Promise<AudioFolder> => {
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined || !(await stat(root)).isDirectory())
    throw new StartupError([
      `AUDIO_LIBRARY is no folder on this machine: create ${folder} or mend the path. See .env.example.`,
    ]);

  return {
    scan: async (signal, onFile) => {
      const paths = await listAudio(root, signal);
      const files: LibraryFile[] = [];
      for (const path of paths) {
        signal.throwIfAborted();
        files.push(await readOne(root, path));
        onFile?.(path, paths.length);
      }
      return files;
    },
    mapping: async () => {
      const text = await readFile(join(root, mappingFile), 'utf8').catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      });
      if (text === undefined) return new Map();
      try {
        return new Map(Object.entries(mappingSchema.parse(JSON.parse(text)).files));
      } catch (error) {
        const why = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
        throw new Error(`${mappingFile} is not { "files": { "path": "song-id" } }: ${why}`, { cause: error });
      }
    },
    locate: async (path) => {
      const real = await realpath(join(root, path)).catch((error: unknown) => {
        throw new AudioError('not-found', 'the file is gone', { cause: error });
      });
      if (!isInside(root, real)) throw new AudioError('not-found', 'the file is a link out of the library');
      return real;
    },
    watch: (onChange, onError) => {
      let settled: NodeJS.Timeout | undefined;
      const changed = (): void => {
        clearTimeout(settled);
        settled = setTimeout(onChange, settledAfterMs);
        settled.unref();
      };
      let watcher: FSWatcher | undefined;
      try {
        watcher = watch(root, { recursive: true, persistent: false }, changed);
        watcher.on('error', onError);
      } catch (error) {
        // A system has only so many watches, and a library of thousands of folders may want more.
        onError(error instanceof Error ? error : new Error(String(error)));
      }
      return () => {
        clearTimeout(settled);
        watcher?.close();
      };
    },
  };
};
