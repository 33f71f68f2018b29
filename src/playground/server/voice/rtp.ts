import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

/**
 * RTP as Discord sends it with `aead_aes256_gcm_rtpsize`: the header is authenticated and readable, the rest is
 * encrypted, and the last four bytes are the nonce.
 * Source: https://discord.com/developers/docs/topics/voice-connections#transport-encryption-and-sending-voice
 */
export const ENCRYPTION_MODE = 'aead_aes256_gcm_rtpsize';

const CIPHER = 'aes-256-gcm';
const FIXED_HEADER_BYTES = 12;
const EXTENSION_HEADER_BYTES = 4;
const TAG_BYTES = 16;
const NONCE_BYTES = 4;
const IV_BYTES = 12;

export type RtpHeader = { sequence: number; timestamp: number; ssrc: number; headerBytes: number };

/** `undefined` for what is no RTP packet: keep-alives, IP discovery, RTCP. */
export const readRtpHeader = (packet: Buffer): RtpHeader | undefined => {
  if (packet.length < FIXED_HEADER_BYTES + TAG_BYTES + NONCE_BYTES) return undefined;
  const first = packet.readUInt8(0);
  if (first >> 6 !== 2) return undefined;
  const kind = packet.readUInt8(1);
  // RTCP shares the port: sender reports and their kin are 200 to 207 (RFC 5761).
  if (kind >= 200 && kind <= 207) return undefined;
  const contributors = (first & 0x0f) * 4;
  const extension = (first & 0x10) === 0 ? 0 : EXTENSION_HEADER_BYTES;
  const headerBytes = FIXED_HEADER_BYTES + contributors + extension;
  if (packet.length < headerBytes + TAG_BYTES + NONCE_BYTES) return undefined;
  return {
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    headerBytes,
  };
};

/** Everything after the header. `undefined` when the key is not the one it was encrypted with. */
export const decryptRtp = (packet: Buffer, key: KeyObject, headerBytes: number): Buffer | undefined => {
  const nonceAt = packet.length - NONCE_BYTES;
  const tagAt = nonceAt - TAG_BYTES;
  const iv = Buffer.alloc(IV_BYTES);
  packet.copy(iv, 0, nonceAt);
  const decipher = createDecipheriv(CIPHER, key, iv);
  decipher.setAAD(packet.subarray(0, headerBytes));
  decipher.setAuthTag(packet.subarray(tagAt, nonceAt));
  try {
    return Buffer.concat([decipher.update(packet.subarray(headerBytes, tagAt)), decipher.final()]);
  } catch {
    return undefined;
  }
};

export const encryptRtp = (header: Buffer, body: Buffer, key: KeyObject, nonce: number): Buffer => {
  const iv = Buffer.alloc(IV_BYTES);
  iv.writeUInt32BE(nonce >>> 0, 0);
  const cipher = createCipheriv(CIPHER, key, iv);
  cipher.setAAD(header);
  const encrypted = [cipher.update(body), cipher.final()];
  return Buffer.concat([header, ...encrypted, cipher.getAuthTag(), iv.subarray(0, NONCE_BYTES)]);
};

/** The frame inside a decrypted body: without the extension, whose length the readable header tells. */
export const frameOf = (packet: Buffer, body: Buffer, headerBytes: number): Buffer => {
  if ((packet.readUInt8(0) & 0x10) === 0) return body;
  return body.subarray(packet.readUInt16BE(headerBytes - 2) * 4);
};

/** Every DAVE frame ends with this mark. Source: https://daveprotocol.com/#magic-marker */
export const isDaveFrame = (frame: Buffer): boolean =>
  frame.length > 2 && frame[frame.length - 1] === 0xfa && frame[frame.length - 2] === 0xfa;

const SILENCE = Buffer.from([0xf8, 0xff, 0xfe]);
export const isSilence = (frame: Buffer): boolean => frame.equals(SILENCE);

const DISCOVERY_BYTES = 74;

/** The request for IP discovery: the ssrc it is for. */
export const readDiscovery = (packet: Buffer): number | undefined =>
  packet.length === DISCOVERY_BYTES && packet.readUInt16BE(0) === 1 ? packet.readUInt32BE(4) : undefined;

export const discoveryAnswer = (ssrc: number, address: string, port: number): Buffer => {
  const answer = Buffer.alloc(DISCOVERY_BYTES);
  answer.writeUInt16BE(2, 0);
  answer.writeUInt16BE(DISCOVERY_BYTES - 4, 2);
  answer.writeUInt32BE(ssrc, 4);
  answer.write(address, 8, 'latin1');
  answer.writeUInt16BE(port, DISCOVERY_BYTES - 2);
  return answer;
};

export const discoveryRequest = (ssrc: number): Buffer => {
  const request = Buffer.alloc(DISCOVERY_BYTES);
  request.writeUInt16BE(1, 0);
  request.writeUInt16BE(DISCOVERY_BYTES - 4, 2);
  request.writeUInt32BE(ssrc, 4);
  return request;
};

export const readDiscoveryAnswer = (packet: Buffer): { address: string; port: number } | undefined =>
  packet.length === DISCOVERY_BYTES && packet.readUInt16BE(0) === 2
    ? {
        address: packet.subarray(8, packet.indexOf(0, 8)).toString('latin1'),
        port: packet.readUInt16BE(DISCOVERY_BYTES - 2),
      }
    : undefined;
