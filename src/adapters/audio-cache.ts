import { mkdir, open, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { AudioError } from '../core/audio/audio.ts';
import type { Cut, OpusPackets } from '../core/audio/audio.ts';
import { masteringVersion } from '../core/audio/mastering.ts';
import { openOpusFile } from './opus-file.ts';
import type { OpusFile } from './opus-file.ts';

/** Finished sound by the hash of the file it was made of. Files are there whole or not at all. */
export interface AudioCache {
  has(hash: string): boolean;
  /** What is there, made ready to be played, and marked as used now. */
  open(hash: string): Promise<OpusFile | undefined>;
  /**
   * Keeps a new one, dropping what was not used for longest when it gets too much.
   * @throws AudioError `disk-full`; nothing is left of it then.
   */
  put(hash: string, ogg: Uint8Array): Promise<void>;
  usage(): Promise<CacheUsage>;
}

export interface CacheUsage {
  readonly files: number;
  readonly bytes: number;
  readonly maxBytes: number;
  /** Left on the disk of the folder. */
  readonly freeBytes: number;
}

interface Entry {
  bytes: number;
  /** Order of use: the file system's time at start, ours from then on. */
  usedAt: number;
  /** Pieces being read from it: such a file is not dropped. */
  readers: number;
}

/** Page tables kept in memory, 40 kB for a song of four minutes. */
const mostOpened = 100;

const suffix = `-m${masteringVersion}.opus`;
const temporaryName = /\.(\d+)\.part$/u;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const asAudioError = (error: unknown): Error =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error) ?? '')
    ? new AudioError('disk-full', 'the disk of AUDIO_CACHE is full', { cause: error })
    : new AudioError('unreadable', 'AUDIO_CACHE cannot be written', { cause: error });

/** Writes a file so that its name never stands for half of it, whatever happens in between. */
const writeWhole = async (folder: string, name: string, bytes: Uint8Array): Promise<void> => {
  const temporary = join(folder, `${name}.${process.pid}.part`);
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};

/** What earlier runs left: finished files are taken over, the rest of writes that were cut off is removed. */
const readFolder = async (folder: string): Promise<Map<string, Entry>> => {
  await mkdir(folder, { recursive: true });
  const entries = new Map<string, Entry>();
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const pid = temporaryName.exec(name)?.[1];
    if (pid !== undefined) {
      // Several processes of one bot may share the folder.
      if (Number(pid) === process.pid || !isAlive(Number(pid))) await rm(path, { force: true });
    } else if (name.endsWith(suffix)) {
      // Another process of the bot may drop it at this moment.
      const found = await stat(path).catch(() => undefined);
      if (found === undefined) continue;
      entries.set(name.slice(0, -suffix.length), { bytes: found.size, usedAt: found.mtimeMs, readers: 0 });
    } else if (/-m\d+\.opus$/u.test(name)) await rm(path, { force: true });
  }
  return entries;
};

/** @throws Error when the folder cannot be made or read. */
export const openAudioCache = async ({
  folder,
  maxBytes,
}: {
  readonly folder: string;
  readonly maxBytes: number;
}): Promise<AudioCache> => {
  const entries = await readFolder(folder);
  const opened = new LRUCache<string, Promise<OpusFile>>({ max: mostOpened });
  const pathOf = (hash: string): string => join(folder, `${hash}${suffix}`);
  const totalBytes = (): number => entries.values().reduce((sum, { bytes }) => sum + bytes, 0);
  let uses = Date.now();

  const drop = async (hash: string): Promise<void> => {
    entries.delete(hash);
    opened.delete(hash);
    await rm(pathOf(hash), { force: true });
  };

  const makeRoom = async (newBytes: number): Promise<void> => {
    let excess = totalBytes() + newBytes - maxBytes;
    const oldest = [...entries].filter(([, { readers }]) => readers === 0);
    oldest.sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [hash, { bytes }] of oldest) {
      if (excess <= 0) return;
      await drop(hash);
      excess -= bytes;
    }
  };

  const use = async (hash: string, entry: Entry): Promise<void> => {
    uses += 1;
    entry.usedAt = uses;
    const now = new Date();
    // Only the order after a restart depends on it.
    await utimes(pathOf(hash), now, now).catch(() => undefined);
  };

  const counted = async function* (entry: Entry, packets: OpusPackets): OpusPackets {
    entry.readers += 1;
    try {
      yield* packets;
    } finally {
      entry.readers -= 1;
    }
  };

  return {
    has: (hash) => entries.has(hash),
    open: async (hash) => {
      const entry = entries.get(hash);
      if (entry === undefined) return undefined;
      try {
        const opening = opened.get(hash) ?? openOpusFile(pathOf(hash));
        opened.set(hash, opening);
        const file = await opening;
        const { size } = await stat(pathOf(hash));
        if (size !== entry.bytes) throw new AudioError('unreadable', 'the cached file is not as it was');
        await use(hash, entry);
        return { lengthMs: file.lengthMs, cut: (cut: Cut) => counted(entry, file.cut(cut)) };
      } catch {
        // Taken away or damaged from outside: it is made anew.
        await drop(hash);
        return undefined;
      }
    },
    put: async (hash, ogg) => {
      try {
        await makeRoom(ogg.length);
        await writeWhole(folder, `${hash}${suffix}`, ogg);
      } catch (error) {
        throw asAudioError(error);
      }
      uses += 1;
      opened.delete(hash);
      entries.set(hash, { bytes: ogg.length, usedAt: uses, readers: 0 });
    },
    usage: async () => {
      const { bavail, bsize } = await statfs(folder);
      return { files: entries.size, bytes: totalBytes(), maxBytes, freeBytes: bavail * bsize };
    },
  };
};
