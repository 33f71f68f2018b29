import { writeFile } from 'node:fs/promises';
import { Decoder, Demuxer, Encoder, FilterAPI, Muxer } from 'node-av/api';
import type { FFEncoderCodec } from 'node-av/constants';
import {
  AV_LOG_QUIET,
  FF_ENCODER_AAC,
  FF_ENCODER_FLAC,
  FF_ENCODER_LIBMP3LAME,
  FF_ENCODER_LIBOPUS,
} from 'node-av/constants';
import { Dictionary, Log } from 'node-av/lib';
import type { Frame } from 'node-av/lib';

Log.setLevel(AV_LOG_QUIET);

export const rate = 48_000;

export interface ToneOptions {
  readonly hz: number;
  readonly seconds: number;
  /** Peak, in dB below full scale. */
  readonly db?: number;
  readonly silenceSeconds?: number;
  readonly sampleRate?: number;
  readonly channels?: 1 | 2;
}

/** A sine, after some silence, as a 16-bit WAV file. */
export const toneWav = (options: ToneOptions): Buffer => {
  const { hz, seconds, db = -12, silenceSeconds = 0, sampleRate = rate, channels = 2 } = options;
  const silent = Math.round(silenceSeconds * sampleRate);
  const samples = silent + Math.round(seconds * sampleRate);
  const wav = wavHeader(samples, sampleRate, channels);
  const file = Buffer.concat([wav, Buffer.alloc(samples * channels * 2)]);
  const peak = 32_767 * 10 ** (db / 20);
  for (let at = silent; at < samples; at += 1)
    for (let channel = 0; channel < channels; channel += 1)
      file.writeInt16LE(
        Math.round(peak * Math.sin((2 * Math.PI * hz * at) / sampleRate)),
        wav.length + (at * channels + channel) * 2,
      );
  return file;
};

export const wavHeader = (samples: number, sampleRate: number, channels: number): Buffer => {
  const bytes = samples * channels * 2;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return header;
};

const encoders: Readonly<Record<string, FFEncoderCodec>> = {
  mp3: FF_ENCODER_LIBMP3LAME,
  m4a: FF_ENCODER_AAC,
  flac: FF_ENCODER_FLAC,
  opus: FF_ENCODER_LIBOPUS,
};

export type Tags = Readonly<Partial<Record<'title' | 'artist' | 'album', string>>>;

/** Encodes a WAV file as what the extension of the path says. */
export const writeAudio = async (path: string, wav: Buffer, tags: Tags = {}): Promise<void> => {
  const extension = path.split('.').at(-1) ?? '';
  const codec = encoders[extension];
  if (codec === undefined) {
    await writeFile(path, wav);
    return;
  }
  await using demuxer = await Demuxer.open(wav);
  const stream = demuxer.audio()!;
  using decoder = await Decoder.create(stream);
  using filter = FilterAPI.create(
    `aformat=sample_rates=48000:channel_layouts=stereo:sample_fmts=${extension === 'flac' || extension === 'opus' ? 's16' : 'fltp'}`,
  );
  using encoder = await Encoder.create(codec, { bitrate: '192k' });
  await using muxer = await Muxer.open(path, {
    configure: (context) => {
      context.metadata = Dictionary.fromObject(tags);
    },
  });
  const index = muxer.addStream(encoder);
  const write = async (frame: Frame | null): Promise<void> => {
    for (const packet of await encoder.encodeAll(frame)) {
      await muxer.writePacket(packet, index);
      packet.free();
    }
  };
  for await (const frame of filter.frames(decoder.frames(demuxer.packets(stream.index)))) {
    if (frame !== null) await write(frame);
    frame?.free();
  }
  await write(null);
};

export interface Heard {
  readonly lufs: number;
  readonly seconds: number;
  /** Left channel, 48 kHz, from −1 to 1. */
  readonly samples: Float32Array;
}

/** Decodes a file and measures its loudness. */
export const listen = async (source: string | Buffer, heard = 'c0'): Promise<Heard> => {
  await using demuxer = await Demuxer.open(source);
  const stream = demuxer.audio()!;
  using decoder = await Decoder.create(stream);
  using filter = FilterAPI.create(
    `aformat=sample_rates=48000:channel_layouts=stereo,ebur128=metadata=1,pan=mono|c0=${heard},aformat=sample_fmts=flt`,
  );
  let lufs = -Infinity;
  const pieces: Float32Array[] = [];
  const hear = (frame: Frame): void => {
    lufs = Number(frame.getMetadata().get('lavfi.r128.I') ?? lufs);
    pieces.push(new Float32Array(Uint8Array.from(frame.toBuffer()).buffer, 0, frame.nbSamples));
    frame.free();
  };
  for await (const frame of filter.frames(decoder.frames(demuxer.packets(stream.index))))
    if (frame !== null) hear(frame);
  const samples = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return { lufs, seconds: samples.length / rate, samples };
};

/** How much of a frequency there is (Goertzel), as a share of all energy: 1 for a pure tone. */
export const shareOf = (samples: Float32Array, hz: number): number => {
  const k = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let [before, last, energy] = [0, 0, 0];
  for (const sample of samples) {
    [before, last] = [last, sample + k * last - before];
    energy += sample * sample;
  }
  const power = before * before + last * last - k * before * last;
  return energy === 0 ? 0 : (2 * power) / (samples.length * energy);
};

/** Packs 20 ms Opus packets into an Ogg file as FFmpeg reads it, one packet a page (RFC 3533, RFC 7845). */
export const oggOf = (packets: readonly Uint8Array[]): Buffer => {
  const head = Buffer.from('OpusHead\x01\x02\x38\x01\x80\xbb\x00\x00\x00\x00\x00', 'latin1');
  const tags = Buffer.from('OpusTags\x00\x00\x00\x00\x00\x00\x00\x00', 'latin1');
  return Buffer.concat(
    [head, tags, ...packets].map((packet, at) => {
      const last = at === packets.length + 1;
      const table = [...Array<number>(Math.floor(packet.length / 255)).fill(255), packet.length % 255];
      const page = Buffer.alloc(27 + table.length + packet.length);
      page.write('OggS', 0, 'latin1');
      page[5] = (at === 0 ? 2 : 0) + (last ? 4 : 0);
      page.writeBigUInt64LE(BigInt(Math.max(0, at - 1) * 960), 6);
      page.writeUInt32LE(1, 14);
      page.writeUInt32LE(at, 18);
      page[26] = table.length;
      page.set(table, 27);
      page.set(packet, 27 + table.length);
      page.writeUInt32LE(crc(page), 22);
      return page;
    }),
  );
};

const crc = (bytes: Uint8Array): number => {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 0x80000000 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
};

export const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};
