import { open, readFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { AudioError } from '../core/audio/audio.ts';
import type { Cut, OpusPackets } from '../core/audio/audio.ts';
import { indexOgg, packetCount, packetMs, packetsOf, pageOf, silentPacket } from '../core/audio/ogg.ts';
import type { OggIndex } from '../core/audio/ogg.ts';

/** A file of the cache that can be played from any place. */
export interface OpusFile {
  readonly lengthMs: number;
  /** Reads only what is asked for. @throws AudioError `not-found` for a place behind the end. */
  cut(cut: Cut): OpusPackets;
}

/** Pages read at a time: two seconds of sound, 25 kB. */
const pagesAtOnce = 20;

const readRange = async (handle: FileHandle, from: number, to: number): Promise<Uint8Array> => {
  const bytes = new Uint8Array(to - from);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
  if (bytesRead < bytes.length) throw new AudioError('unreadable', 'the cached file became shorter');
  return bytes;
};

const readPackets = async function* (
  path: string,
  index: OggIndex,
  first: number,
  end: number,
): AsyncGenerator<Uint8Array> {
  const handle = await open(path).catch((error: unknown) => {
    throw new AudioError('unreadable', 'the cached file is gone', { cause: error });
  });
  try {
    const lastPage = pageOf(index, end - 1);
    let packet = first;
    // A cut in the middle of the song begins with silence instead of its first packet: see `silentPacket`.
    if (first > 0) {
      yield silentPacket;
      packet += 1;
    }
    while (packet < end) {
      const from = pageOf(index, packet);
      const to = Math.min(from + pagesAtOnce, lastPage + 1);
      const bytes = await readRange(handle, index.pageAt[from] ?? 0, index.pageAt[to] ?? 0);
      const skipped = packet - (index.firstPacket[from] ?? 0);
      const wanted = packetsOf(bytes).slice(skipped, skipped + end - packet);
      if (wanted.length === 0) throw new AudioError('unreadable', 'the cached file is not as it was');
      for (const bytesOfPacket of wanted) {
        yield bytesOfPacket;
        packet += 1;
      }
    }
  } finally {
    await handle.close();
  }
};

/** Reads the file once, to know its pages. @throws AudioError `unreadable` when it is not what the cache writes. */
export const openOpusFile = async (path: string): Promise<OpusFile> => {
  let index: OggIndex;
  try {
    index = indexOgg(await readFile(path));
  } catch (error) {
    throw new AudioError('unreadable', error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
  const packets = packetCount(index);
  return {
    lengthMs: packets * packetMs,
    cut: ({ startMs, lengthMs }) => {
      const first = Math.max(0, Math.floor(startMs / packetMs));
      if (first >= packets) throw new AudioError('not-found', `it ends before ${startMs} ms`);
      const count = lengthMs === undefined ? packets : Math.max(1, Math.ceil(lengthMs / packetMs));
      return readPackets(path, index, first, Math.min(packets, first + count));
    },
  };
};
