import { Encoder, Muxer } from 'node-av/api';
import { AV_CHANNEL_LAYOUT_STEREO, AV_SAMPLE_FMT_FLT, FF_ENCODER_LIBOPUS } from 'node-av/constants';
import { Dictionary, Frame } from 'node-av/lib';

const sampleRate = 48_000;

/** Writes two channels of 48 kHz as an Ogg Opus file with tags. */
export const writeOpus = async (
  path: string,
  [left, right]: readonly [Float32Array, Float32Array],
  { bitRate, tags }: { readonly bitRate: number; readonly tags: Readonly<Record<string, string>> },
): Promise<void> => {
  await using muxer = await Muxer.open(path, {
    format: 'ogg',
    configure: (context) => {
      context.metadata = Dictionary.fromObject(tags);
    },
  });
  using encoder = await Encoder.create(FF_ENCODER_LIBOPUS, { bitrate: bitRate, options: { vbr: 'on' } });
  const index = muxer.addStream(encoder);
  const write = async (frame: Frame | null): Promise<void> => {
    for (const packet of await encoder.encodeAll(frame)) {
      await muxer.writePacket(packet, index);
      packet.free();
    }
  };
  const samplesAtOnce = 960;
  for (let from = 0; from < left.length; from += samplesAtOnce) {
    const interleaved = new Float32Array(samplesAtOnce * 2);
    for (let at = 0; at < samplesAtOnce; at += 1) {
      interleaved[at * 2] = left[from + at] ?? 0;
      interleaved[at * 2 + 1] = right[from + at] ?? 0;
    }
    using frame = Frame.fromAudioBuffer(Buffer.from(interleaved.buffer), {
      nbSamples: samplesAtOnce,
      format: AV_SAMPLE_FMT_FLT,
      sampleRate,
      channelLayout: AV_CHANNEL_LAYOUT_STEREO,
      timeBase: { num: 1, den: sampleRate },
      pts: BigInt(from),
    });
    await write(frame);
  }
  await write(null);
};
