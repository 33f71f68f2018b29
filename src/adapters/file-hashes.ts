import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** The hash of what is in a file; a file whose size and time are as they were is not read again. */
export interface FileHashes {
  of(path: string, signal: AbortSignal): Promise<string>;
  /** Keeps what was learnt for the next start. Losing it costs reading the files again. */
  save(): Promise<void>;
}

const schema = z.record(z.string(), z.strictObject({ stamp: z.string(), hash: z.string() }));

export const openFileHashes = async (file: string): Promise<FileHashes> => {
  const known = new Map<string, { stamp: string; hash: string }>(
    await readFile(file, 'utf8')
      .then((text) => Object.entries(schema.parse(JSON.parse(text))))
      .catch(() => []),
  );
  return {
    of: async (path, signal) => {
      const { size, mtimeMs } = await stat(path);
      const stamp = `${size}:${mtimeMs}`;
      const before = known.get(path);
      if (before?.stamp === stamp) return before.hash;
      const sum = createHash('sha256');
      await pipeline(createReadStream(path), sum, { signal });
      const hash = sum.digest('hex').slice(0, 40);
      known.set(path, { stamp, hash });
      return hash;
    },
    save: async () => {
      const temporary = `${file}.${process.pid}.part`;
      await writeFile(temporary, JSON.stringify(Object.fromEntries(known)));
      await rename(temporary, file);
    },
  };
};
