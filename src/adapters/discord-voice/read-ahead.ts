import type { OpusPackets } from '../../core/audio/audio.ts';

/** A second of sound ahead: a disk or a network may hesitate for that long unheard. */
const packetsAhead = 50;
const refillBelow = packetsAhead / 2;

/** The library wants Buffers; this is another view of the same bytes. */
const asBuffer = (packet: Uint8Array): Buffer =>
  Buffer.isBuffer(packet) ? packet : Buffer.from(packet.buffer, packet.byteOffset, packet.byteLength);

/** The next packets of a sound, there before they are due. */
export interface ReadAhead {
  /** The next packet, left where it is; `undefined` when there is none, now or any more. */
  peek(): Buffer | undefined;
  /** Goes on to the one behind it. */
  advance(): void;
  /** All of it has been taken. */
  isOver(): boolean;
  /** Leaves the packets' loop, which frees what is behind it. */
  close(): void;
}

/** Reads half a second at a time, so that a packet costs no turn of the event loop of its own. */
export const readAhead = (packets: OpusPackets, onFailed: (error: Error) => void): ReadAhead => {
  const iterator = packets[Symbol.asyncIterator]();
  const waiting: Buffer[] = [];
  let isDone = false;
  let isClosed = false;
  let isFilling = false;
  const wantsMore = (): boolean => !isDone && !isClosed && waiting.length < packetsAhead;

  const fill = async (): Promise<void> => {
    while (wantsMore()) {
      const next = await iterator.next();
      if (next.done === true) isDone = true;
      else waiting.push(asBuffer(next.value));
    }
  };

  const refill = (): void => {
    if (isFilling || !wantsMore()) return;
    isFilling = true;
    fill()
      .catch((error: unknown) => {
        if (!isClosed) onFailed(error instanceof Error ? error : new Error(String(error)));
      })
      .finally(() => {
        isFilling = false;
      });
  };

  refill();
  return {
    peek: () => waiting[0],
    advance: () => {
      waiting.shift();
      if (waiting.length < refillBelow) refill();
    },
    isOver: () => isDone && waiting.length === 0,
    close: () => {
      if (isClosed) return;
      isClosed = true;
      waiting.length = 0;
      // What it says at its end interests nobody any more.
      Promise.resolve(iterator.return?.()).catch(() => undefined);
    },
  };
};
