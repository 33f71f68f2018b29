import { Decoder, Demuxer, Encoder, FilterAPI } from 'node-av/api';
import { AV_LOG_FATAL, FF_ENCODER_LIBOPUS } from 'node-av/constants';
import { Log } from 'node-av/lib';
import type { Frame } from 'node-av/lib';
import { AudioError } from '../../core/audio/audio.ts';
import type { Cut, OpusPackets } from '../../core/audio/audio.ts';

/** A preview held in memory, measured and ready to be cut. */
export interface PreviewAudio {
  /** Without the silence it begins with. */
  readonly lengthMs: number;
  packets(cut: Cut, signal: AbortSignal): OpusPackets;
}

/** Both services cut previews at 30 s; whatever claims to be longer is played no further than this. */
const maxLengthSeconds = 60;
const targetLufs = -16;
/** More would only lift hiss; EBU R128 puts digital silence at −70. */
const maxGainDb = 20;
const silenceLufs = -69;
/** −1.5 dBTP: room for what the Opus encoder adds. */
const peak = 0.84;
const fadeSeconds = 0.03;
const bitrate = '96k';
const packetMs = 20;

/** The same trimming and resampling in both passes, so that positions in one are positions in the other. */
const prepare = [
  'aresample=48000',
  'aformat=sample_fmts=flt:sample_rates=48000:channel_layouts=stereo',
  'silenceremove=start_periods=1:start_threshold=-60dB:start_duration=0.01',
].join(',');

/** Ends after a minute. `atrim` would do, but its end of file reaches the frames still on their way as an error. */
async function* upToLimit(frames: AsyncIterable<Frame | null>): AsyncGenerator<Frame | null> {
  let seconds = 0;
  for await (const frame of frames) {
    seconds += frame === null ? 0 : frame.nbSamples / frame.sampleRate;
    if (seconds > maxLengthSeconds) frame?.free();
    yield seconds > maxLengthSeconds ? null : frame;
    if (seconds > maxLengthSeconds) return;
  }
}

/** Decodes what FFmpeg knows (AAC in MP4, MP3) on the threads of libuv: the event loop only hands frames on. */
async function* filteredFrames(bytes: Buffer, filter: FilterAPI, signal: AbortSignal): AsyncGenerator<Frame> {
  await using input = await Demuxer.open(bytes, { signal });
  const stream = input.audio();
  if (stream === undefined) throw new AudioError('unreadable', 'The preview has no audio stream.');
  using decoder = await Decoder.create(stream, { signal });
  for await (const frame of filter.frames(upToLimit(decoder.frames(input.packets(stream.index))))) {
    if (frame !== null) yield frame;
  }
}

const toAudioError = (error: unknown, signal: AbortSignal): unknown => {
  if (signal.aborted || error instanceof AudioError) return error;
  return new AudioError('unreadable', 'The preview cannot be decoded.', { cause: error });
};

/** Integrated loudness (EBU R128) and length of the whole preview. */
const measure = async (bytes: Buffer, signal: AbortSignal): Promise<{ lufs: number; lengthMs: number }> => {
  using filter = FilterAPI.create(`${prepare},ebur128=metadata=1`, { signal });
  let samples = 0;
  let lufs = Number.NEGATIVE_INFINITY;
  for await (using frame of filteredFrames(bytes, filter, signal)) {
    samples += frame.nbSamples;
    const integrated = Number(frame.getMetadata().get('lavfi.r128.I') ?? Number.NaN);
    if (Number.isFinite(integrated)) lufs = integrated;
  }
  signal.throwIfAborted();
  return { lufs, lengthMs: Math.floor(samples / 48) };
};

/** Where a cut lies, moved into what there is. */
const within = ({ startMs, lengthMs }: Cut, wholeMs: number): Required<Cut> => {
  const start = Math.max(0, Math.min(startMs, wholeMs - packetMs));
  return { startMs: start, lengthMs: Math.max(packetMs, Math.min(lengthMs ?? wholeMs, wholeMs - start)) };
};

const cutFilter = ({ startMs, lengthMs }: Required<Cut>, gainDb: number): string => {
  const fadeOutAt = Math.max(0, lengthMs / 1000 - fadeSeconds);
  return [
    prepare,
    `atrim=start=${startMs / 1000}`,
    'asetpts=PTS-STARTPTS',
    `volume=${gainDb.toFixed(2)}dB`,
    `alimiter=limit=${peak}:level=false`,
    'aformat=sample_fmts=flt',
    `afade=t=in:d=${fadeSeconds}`,
    `afade=t=out:st=${fadeOutAt}:d=${fadeSeconds}`,
    // The encoder takes 20 ms at a time; the last packet is filled with silence rather than left out.
    'asetnsamples=n=960:p=1',
  ].join(',');
};

async function* encode(
  bytes: Buffer,
  cut: Required<Cut>,
  gainDb: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let left = Math.ceil(cut.lengthMs / packetMs);
  try {
    using filter = FilterAPI.create(cutFilter(cut, gainDb), { signal });
    using encoder = await Encoder.create(FF_ENCODER_LIBOPUS, {
      bitrate,
      filter,
      signal,
      options: { application: 'audio', frame_duration: 20, vbr: 'on' },
    });
    for await (using packet of encoder.packets(filteredFrames(bytes, filter, signal))) {
      const data = packet?.data;
      if (data == null) continue;
      yield new Uint8Array(data);
      left -= 1;
      if (left === 0) return;
    }
    signal.throwIfAborted();
  } catch (error) {
    throw toAudioError(error, signal);
  }
}

/**
 * Reads a preview that lies in memory (30 s are about 1 MB). It is measured once as a whole and then played with one fixed
 * gain: unlike FFmpeg's one-pass `loudnorm`, that does not pump. The measuring takes about 0.4 s of a core before the first
 * packet, the rest about 0.045 s a second of sound: most of it is node-av's hop between threads for every frame. Its
 * synchronous calls are three times cheaper, and ended the process with a segmentation fault (node-av 6.1.1).
 * Nothing is written anywhere.
 * @throws AudioError `unreadable` when it is no audio, or holds none.
 */
export const readPreview = async (bytes: Uint8Array, signal: AbortSignal): Promise<PreviewAudio> => {
  // FFmpeg would write its measurements and complaints to standard error.
  Log.setLevel(AV_LOG_FATAL);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { lufs, lengthMs } = await measure(buffer, signal).catch((error: unknown) => {
    throw toAudioError(error, signal);
  });
  if (lengthMs < 1000 || lufs < silenceLufs)
    throw new AudioError('unreadable', 'The preview holds no sound.');
  const gainDb = Math.min(targetLufs - lufs, maxGainDb);
  return {
    lengthMs,
    packets: (cut, cutSignal) => encode(buffer, within(cut, lengthMs), gainDb, cutSignal),
  };
};
