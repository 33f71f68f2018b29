import { stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The nearest folder above that is there: what is written to a folder yet to be made will be on its disk. */
const nearest = async (path: string): Promise<string> => {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists || dirname(path) === path ? path : nearest(dirname(path));
};

export interface FreeSpace<Use> {
  readonly of: readonly Use[];
  readonly freeBytes: number;
}

/** Free space for each use, paths on one disk together. */
export const freeSpace = async <Use extends string>(
  paths: Readonly<Partial<Record<Use, string>>>,
): Promise<readonly FreeSpace<Use>[]> => {
  const disks = new Map<number, { of: Use[]; freeBytes: number }>();
  for (const [use, path] of Object.entries(paths) as [Use, string][]) {
    const folder = await nearest(resolve(path));
    const { dev } = await stat(folder);
    const { bavail, bsize } = await statfs(folder);
    const disk = disks.get(dev) ?? { of: [], freeBytes: bavail * bsize };
    disk.of.push(use);
    disks.set(dev, disk);
  }
  return [...disks.values()];
};

/** The FFmpeg libraries that come with the packages. Rejects where they do not load on this machine. */
export const packagedFfmpeg = async (): Promise<{ from: 'packages'; version: string }> => {
  const { getFFmpegInfo } = await import('node-av/lib');
  return { from: 'packages', version: getFFmpegInfo().version };
};

/** The version of DAVE that voice connections offer. Rejects where the library does not load on this machine. */
export const daveVersion = async (): Promise<number> =>
  (await import('@snazzah/davey')).DAVE_PROTOCOL_VERSION;

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/**
 * Collects all garbage and gives the room back. A start lets V8's young generation grow to 130 MB, which it would keep, and
 * leaves garbage whose collection would fall among the first answers. Stops the process for about 0.1 s. Node has no other
 * way to the collector than V8's flag, which a context made after it sees.
 */
export const giveBackMemory = (): void => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
};
