/**
 * Reading and writing the presentation language of TLS and MLS.
 * Source: https://www.rfc-editor.org/rfc/rfc9420.html#section-2.1
 */
export type ByteReader = {
  /** How far has been read. */
  readonly offset: number;
  readonly atEnd: boolean;
  uint8: () => number;
  uint16: () => number;
  uint32: () => number;
  uint64: () => bigint;
  /** `opaque<V>`. */
  vector: () => Buffer;
};

export const createReader = (bytes: Buffer): ByteReader => {
  let offset = 0;
  const take = (length: number): number => {
    const from = offset;
    if (from + length > bytes.length) throw new RangeError('The message ends too early.');
    offset += length;
    return from;
  };
  const uint8 = (): number => bytes.readUInt8(take(1));
  const variableLength = (): number => {
    const first = uint8();
    const size = first >> 6;
    if (size === 3) throw new RangeError('A length has an invalid prefix.');
    let length = first & 0x3f;
    for (let more = (1 << size) - 1; more > 0; more -= 1) length = length * 256 + uint8();
    return length;
  };
  return {
    get offset() {
      return offset;
    },
    get atEnd() {
      return offset === bytes.length;
    },
    uint8,
    uint16: () => bytes.readUInt16BE(take(2)),
    uint32: () => bytes.readUInt32BE(take(4)),
    uint64: () => bytes.readBigUInt64BE(take(8)),
    vector: () => {
      const length = variableLength();
      const from = take(length);
      return bytes.subarray(from, from + length);
    },
  };
};

export const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

export const uint64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};

const lengthPrefix = (length: number): Buffer => {
  if (length < 0x40) return Buffer.from([length]);
  if (length < 0x4000) return uint16(length | 0x4000);
  return uint32((length | 0x80000000) >>> 0);
};

/** `opaque<V>`. */
export const vector = (...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([lengthPrefix(body.length), body]);
};
