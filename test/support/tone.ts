import { createRequire } from 'node:module';
import { Decoder, Demuxer, Encoder, FilterAPI, Muxer } from 'node-av/api';
import { FF_ENCODER_AAC, FF_ENCODER_LIBMP3LAME } from 'node-av/constants';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface OpusScript {
  decode(packet: Buffer): Buffer;
  delete(): void;
}
const Opus = createRequire(import.meta.url)('opusscript') as new (rate: 48000, channels: 2) => OpusScript;

/** A sine tone as a service would serve it: AAC in MP4, or MP3. `gainDb` is relative to full scale. */
export const toneFile = async (
  format: 'mp4' | 'mp3',
  { hz, seconds, gainDb = -20 }: { hz: number; seconds: number; gainDb?: number },
): Promise<Buffer> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-tone-'));
  const path = join(folder, `tone.${format}`);
  {
    // FFmpeg's sine has an amplitude of 1/8, which is −18 dB.
    const source = `sine=frequency=${hz}:duration=${seconds}:sample_rate=44100,volume=${gainDb + 18}dB`;
    await using input = await Demuxer.open(source, { format: 'lavfi' });
    const stream = input.audio();
    if (stream === undefined) throw new Error('No tone was made.');
    using decoder = await Decoder.create(stream);
    const samples = format === 'mp4' ? 'fltp' : 's16p';
    using filter = FilterAPI.create(
      `aformat=sample_fmts=${samples}:sample_rates=44100:channel_layouts=stereo`,
    );
    const codec = format === 'mp4' ? FF_ENCODER_AAC : FF_ENCODER_LIBMP3LAME;
    using encoder = await Encoder.create(codec, { bitrate: '128k', filter });
    await using output = await Muxer.open(path, { format });
    const track = output.addStream(encoder);
    const frames = filter.frames(decoder.frames(input.packets(stream.index)));
    for await (using packet of encoder.packets(frames)) await output.writePacket(packet, track);
  }
  const bytes = await readFile(path);
  await rm(folder, { recursive: true });
  return bytes;
};

export interface Heard {
  readonly packets: number;
  readonly seconds: number;
  /** Of the left channel, by its zero crossings: right for one tone alone. */
  readonly hz: number;
  /** Root mean square of both channels, relative to full scale. */
  readonly rmsDb: number;
}

/** Decodes Opus packets with a decoder of another make (libopus in WebAssembly) and listens to the middle of them. */
export const listen = async (packets: AsyncIterable<Uint8Array>): Promise<Heard> => {
  const decoder = new Opus(48_000, 2);
  const parts: Buffer[] = [];
  for await (const packet of packets) parts.push(Buffer.from(decoder.decode(Buffer.from(packet))));
  decoder.delete();
  const all = Buffer.concat(parts);
  const samples = new Int16Array(all.buffer, all.byteOffset, all.byteLength / 2);
  const frames = samples.length / 2;
  const [from, to] = [Math.floor(frames / 4), Math.floor((frames * 3) / 4)];
  let crossings = 0;
  let square = 0;
  for (let at = from; at < to; at += 1) {
    const left = samples[at * 2] ?? 0;
    if ((samples[at * 2 - 2] ?? 0) < 0 && left >= 0) crossings += 1;
    square += left ** 2 + (samples[at * 2 + 1] ?? 0) ** 2;
  }
  const rms = Math.sqrt(square / ((to - from) * 2)) / 32_768;
  return {
    packets: parts.length,
    seconds: frames / 48_000,
    hz: (crossings * 48_000) / (to - from),
    rmsDb: 20 * Math.log10(rms),
  };
};
