import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';

export interface Checkpoint<T> {
  read(): Promise<T | undefined>;
  write(value: T): Promise<void>;
  /** Forgets it, when the work is done. */
  clear(): Promise<void>;
}

/** A small file that long work resumes from. Written whole and renamed, so a crash leaves the old or the new one. */
export const createCheckpoint = <T>(path: string, schema: z.ZodType<T>): Checkpoint<T> => ({
  async read() {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    });
    return text === undefined ? undefined : schema.parse(JSON.parse(text));
  },
  async write(value) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(`${path}.new`, JSON.stringify(value));
    await rename(`${path}.new`, path);
  },
  clear: () => rm(path, { force: true }),
});
