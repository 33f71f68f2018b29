/**
 * As much of Ogg (RFC 3533) and Ogg Opus (RFC 7845) as it takes to find packets in a file of our own making: one
 * stream, whole packets on every page, 20 ms each.
 */
export const packetMs = 20;

/**
 * A packet that decodes to 20 ms of silence, and leaves the decoder expecting quiet: Opus predicts loudness from packet
 * to packet, so what follows in the middle of a song fades in within some 80 ms instead of starting with a crack.
 */
export const silentPacket: Uint8Array = Uint8Array.of(0xf8, 0xff, 0xfe);

export class OggError extends Error {
  override readonly name = 'OggError';
}

interface Page {
  readonly bodyAt: number;
  readonly endsAt: number;
  /** Length of each packet that ends on this page. */
  readonly packetLengths: readonly number[];
}

const headerLength = 27;
const capture = [0x4f, 0x67, 0x67, 0x53];
const segmentFull = 255;

const readPage = (bytes: Uint8Array, at: number): Page => {
  const segments = bytes[at + 26];
  if (segments === undefined || capture.some((byte, index) => bytes[at + index] !== byte))
    throw new OggError(`there is no Ogg page at byte ${at}`);
  const table = bytes.subarray(at + headerLength, at + headerLength + segments);
  const bodyAt = at + headerLength + segments;
  const packetLengths: number[] = [];
  let length = 0;
  let bodyLength = 0;
  for (const segment of table) {
    length += segment;
    bodyLength += segment;
    if (segment === segmentFull) continue;
    packetLengths.push(length);
    length = 0;
  }
  const endsAt = bodyAt + bodyLength;
  if (length > 0 || endsAt > bytes.length) throw new OggError(`the Ogg page at byte ${at} is cut off`);
  return { bodyAt, endsAt, packetLengths };
};

/** Where every page of sound begins. */
export interface OggIndex {
  /** Byte at which each page begins; one more at the end of the last. */
  readonly pageAt: readonly number[];
  /** Number of the first packet of each page; one more: how many there are. */
  readonly firstPacket: readonly number[];
}

const startsWith = (bytes: Uint8Array, at: number, text: string): boolean =>
  [...text].every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

/** Of the TOC byte (RFC 6716 §3.1): one frame, and how long it is. */
const isOne20MsFrame = (toc: number): boolean => {
  const config = toc >> 3;
  if ((toc & 3) !== 0) return false;
  if (config < 12) return (config & 3) === 1;
  return config < 16 ? (config & 1) === 1 : (config & 3) === 3;
};

/** Reads the page headers of a whole file. @throws OggError when it is not a file of our own making. */
export const indexOgg = (bytes: Uint8Array): OggIndex => {
  const head = readPage(bytes, 0);
  if (!startsWith(bytes, head.bodyAt, 'OpusHead')) throw new OggError('it is no Opus file');
  const tags = readPage(bytes, head.endsAt);
  if (!startsWith(bytes, tags.bodyAt, 'OpusTags')) throw new OggError('it has no Opus tags');
  const pageAt: number[] = [];
  const firstPacket: number[] = [];
  let packets = 0;
  let at = tags.endsAt;
  while (at < bytes.length) {
    const page = readPage(bytes, at);
    if (packets === 0 && !isOne20MsFrame(bytes[page.bodyAt] ?? 1))
      throw new OggError('its packets are not of 20 ms');
    pageAt.push(at);
    firstPacket.push(packets);
    packets += page.packetLengths.length;
    at = page.endsAt;
  }
  if (packets === 0) throw new OggError('it has no sound');
  return { pageAt: [...pageAt, at], firstPacket: [...firstPacket, packets] };
};

export const packetCount = ({ firstPacket }: OggIndex): number => firstPacket.at(-1) ?? 0;

/** The page that holds a packet. */
export const pageOf = ({ firstPacket }: OggIndex, packet: number): number => {
  let low = 0;
  let high = firstPacket.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firstPacket[middle] ?? Infinity) <= packet) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The packets of a run of whole pages. */
export const packetsOf = (pages: Uint8Array): Uint8Array[] => {
  const packets: Uint8Array[] = [];
  for (let at = 0; at < pages.length;) {
    const { bodyAt, endsAt, packetLengths } = readPage(pages, at);
    let from = bodyAt;
    for (const length of packetLengths) {
      packets.push(pages.subarray(from, from + length));
      from += length;
    }
    at = endsAt;
  }
  return packets;
};
