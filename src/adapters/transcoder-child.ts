import { Decoder, Demuxer, Encoder, FilterAPI, Muxer } from 'node-av/api';
import { AV_LOG_QUIET, FF_ENCODER_LIBOPUS } from 'node-av/constants';
import { getFFmpegInfo, Log } from 'node-av/lib';
import type { Frame } from 'node-av/lib';
import { latestLeadingSilenceStart } from '../core/audio/ffmpeg-log.ts';
import {
  audioLimits,
  demuxers,
  firstGainDb,
  masterFilter,
  mastering,
  measureFilter,
  nextGainDb,
  sampleRate,
  unfitness,
} from '../core/audio/mastering.ts';
import type { Attempt, Measured, Unfit } from '../core/audio/mastering.ts';
import type { ChildAnswer, ChildRequest } from './transcoder.ts';

/**
 * The process in which files from outside meet FFmpeg's libraries: one of its bugs ends this process, not the bot, and
 * it can be stopped in the middle of a file. It keeps everything in memory; only the bot writes files.
 */

interface Heard {
  lufs: number;
  samples: number;
  soundFromSeconds: number;
}

/** Notes what the filters found, which they say on the frames that pass. */
const listener = (): { heard: Heard; hear: (frame: Frame) => void } => {
  const heard: Heard = { lufs: -Infinity, samples: 0, soundFromSeconds: 0 };
  let leads = false;
  const hear = (frame: Frame): void => {
    heard.samples += frame.nbSamples;
    const found = frame.getMetadata();
    const lufs = found.get('lavfi.r128.I');
    if (lufs !== null) heard.lufs = Number(lufs);
    const silenceStart = found.get('lavfi.silence_start');
    if (silenceStart !== null) leads = Number(silenceStart) < latestLeadingSilenceStart;
    const silenceEnd = found.get('lavfi.silence_end');
    if (silenceEnd !== null && leads) {
      heard.soundFromSeconds = Number(silenceEnd);
      leads = false;
    }
  };
  return { heard, hear };
};

class UnfitError extends Error {
  readonly unfit: Unfit;

  constructor(unfit: Unfit) {
    super(unfit);
    this.unfit = unfit;
  }
}

/** Decodes the first audio stream of a file through a chain of filters. The frames are the receiver's to free. */
const decode = async function* (file: string, filters: string): AsyncGenerator<Frame> {
  await using demuxer = await Demuxer.open(file, {
    // Without these a text file named .mp3 could be a playlist that has other files and hosts opened.
    options: { protocol_whitelist: 'file', format_whitelist: demuxers.join(',') },
  });
  // Told by its header, a film of two hours need not be decoded to know.
  if (demuxer.duration * 1000 > audioLimits.longestMs) throw new UnfitError('too-long');
  const stream = demuxer.audio();
  if (stream === undefined) throw new Error('it has no audio stream');
  using decoder = await Decoder.create(stream, { exitOnError: false });
  using filter = FilterAPI.create(filters);
  for await (const frame of filter.frames(decoder.frames(demuxer.packets(stream.index))))
    if (frame !== null) yield frame;
};

const measure = async (file: string): Promise<Measured> => {
  const { heard, hear } = listener();
  for await (const frame of decode(file, measureFilter)) {
    hear(frame);
    frame.free();
    if (heard.samples > (audioLimits.longestMs / 1000) * sampleRate) break;
  }
  return {
    lufs: heard.lufs,
    lengthMs: (heard.samples / sampleRate) * 1000,
    soundFromMs: heard.soundFromSeconds * 1000,
  };
};

const encode = async (file: string, filters: string): Promise<{ ogg: Buffer; lufs: number }> => {
  const { heard, hear } = listener();
  const pieces: Buffer[] = [];
  const heardFrames = async function* (): AsyncGenerator<Frame | null> {
    for await (const frame of decode(file, filters)) {
      hear(frame);
      yield frame;
    }
    yield null;
  };
  {
    await using muxer = await Muxer.open(
      { write: (piece) => void pieces.push(Buffer.from(piece)) },
      { format: 'ogg', options: { page_duration: mastering.pageMs * 1000 } },
    );
    using encoder = await Encoder.create(FF_ENCODER_LIBOPUS, {
      bitrate: mastering.bitRate,
      options: { application: 'audio', frame_duration: 20, vbr: 'on' },
    });
    const index = muxer.addStream(encoder);
    for await (const packet of encoder.packets(heardFrames())) {
      await muxer.writePacket(packet, index);
      packet?.free();
    }
  }
  return { ogg: Buffer.concat(pieces), lufs: heard.lufs };
};

const transcode = async (file: string): Promise<ChildAnswer> => {
  const measured = await measure(file);
  const unfit = unfitness(measured);
  if (unfit !== undefined) return { kind: 'unfit', unfit };
  const attempts: Attempt[] = [];
  let gainDb = firstGainDb(measured);
  for (;;) {
    const { ogg, lufs } = await encode(file, masterFilter(measured, gainDb));
    attempts.push({ gainDb, lufs });
    const next = nextGainDb(attempts);
    if (next === undefined) return { kind: 'done', ogg };
    gainDb = next;
  }
};

const answer = (message: ChildAnswer): void => {
  process.send?.(message, () => {
    process.disconnect();
  });
};

Log.setLevel(AV_LOG_QUIET);
// The bot is gone: nobody waits for the rest.
process.on('disconnect', () => process.exit());
process.on('message', (request: ChildRequest) => {
  const work: Promise<ChildAnswer> =
    request.kind === 'version'
      ? Promise.resolve({ kind: 'version', version: getFFmpegInfo().version })
      : transcode(request.file);
  work.then(answer, (error: unknown) => {
    if (error instanceof UnfitError) answer({ kind: 'unfit', unfit: error.unfit });
    else answer({ kind: 'failed', why: error instanceof Error ? error.message : String(error) });
  });
});
