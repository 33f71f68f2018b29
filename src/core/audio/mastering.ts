/**
 * How a file becomes what is played: 48 kHz stereo, leading silence gone, one loudness for all, soft ends. The steps are
 * FFmpeg filters, so that the packaged FFmpeg and one of the machine do the same. Raise the version with every change
 * here: the cache is keyed by it.
 */
export const masteringVersion = 1;

export const sampleRate = 48_000;

/** FFmpeg's readers that may touch a file: none that follows references to other files or hosts. */
export const demuxers = ['mp3', 'aac', 'mov', 'flac', 'ogg', 'wav', 'aiff'] as const;

export const mastering = {
  /** Integrated loudness by EBU R128. */
  targetLufs: -16,
  /** How far off a first attempt may be before the gain is corrected and the file done again. */
  toleranceLu: 0.4,
  /** Peaks above this are limited. Two decibels of room: between samples and after Opus they come out higher. */
  ceilingDb: -2,
  /** What is softer than this at the beginning is silence. */
  silenceDb: -55,
  /** Softer than this as a whole is a broken file rather than a quiet song: raising it would raise only noise. */
  inaudibleLufs: -55,
  fadeInMs: 10,
  fadeOutMs: 250,
  bitRate: 96_000,
  /** A clip begins at a page found by its header, so pages are short; five packets cost 6 % of overhead. */
  pageMs: 100,
} as const;

/** What is refused before and while decoding, whatever the file says of itself. */
export const audioLimits = {
  shortestMs: 1_000,
  /** The longest of the catalogue's songs has 12 minutes; a two-hour mix is no song. */
  longestMs: 20 * 60_000,
  largestBytes: 1_073_741_824,
} as const;

/** What the first pass finds. */
export interface Measured {
  readonly lufs: number;
  readonly lengthMs: number;
  /** Where the first sound is. */
  readonly soundFromMs: number;
}

export type Unfit = 'too-short' | 'too-long' | 'silent';

/** Why a measured file is not played, if so. */
export const unfitness = ({ lufs, lengthMs, soundFromMs }: Measured): Unfit | undefined => {
  if (lengthMs > audioLimits.longestMs) return 'too-long';
  if (lengthMs < audioLimits.shortestMs) return 'too-short';
  if (!(lufs > mastering.inaudibleLufs)) return 'silent';
  return lengthMs - soundFromMs < audioLimits.shortestMs ? 'too-short' : undefined;
};

const seconds = (ms: number): string => (ms / 1000).toFixed(4);
const format = `aformat=sample_rates=${sampleRate}:channel_layouts=stereo`;

/** `ebur128` first: it puts the sound into frames of its own, and what other filters wrote on the old ones is lost. */
export const measureFilter = `${format},ebur128=metadata=1,silencedetect=noise=${mastering.silenceDb}dB:duration=0.02`;

/** The first gain to try. */
export const firstGainDb = ({ lufs }: Measured): number => mastering.targetLufs - lufs;

/** The chain of the second pass. It measures again behind the limiter, which takes loudness away from what has peaks. */
export const masterFilter = ({ lengthMs, soundFromMs }: Measured, gainDb: number): string => {
  const playedMs = lengthMs - soundFromMs;
  return [
    format,
    `atrim=start=${seconds(soundFromMs)}`,
    'asetpts=PTS-STARTPTS',
    `volume=${gainDb.toFixed(2)}dB`,
    `alimiter=limit=${mastering.ceilingDb}dB:level=0:latency=1`,
    `afade=t=in:d=${seconds(mastering.fadeInMs)}`,
    `afade=t=out:st=${seconds(playedMs - mastering.fadeOutMs)}:d=${seconds(mastering.fadeOutMs)}`,
    'ebur128=metadata=1',
    'aformat=sample_fmts=flt',
  ].join(',');
};

export interface Attempt {
  readonly gainDb: number;
  readonly lufs: number;
}

/**
 * The gain of the next attempt, or `undefined` when the last one is near enough or there were enough of them; each costs
 * a whole pass. Where the limiter works hard, a decibel of gain makes less than one of loudness: how much less is read
 * off the last two attempts.
 */
export const nextGainDb = (attempts: readonly Attempt[]): number | undefined => {
  const last = attempts.at(-1);
  if (last === undefined || attempts.length >= mostAttempts) return undefined;
  const missing = mastering.targetLufs - last.lufs;
  if (Math.abs(missing) <= mastering.toleranceLu) return undefined;
  const before = attempts.at(-2);
  const gained = before === undefined ? 1 : (last.lufs - before.lufs) / (last.gainDb - before.gainDb);
  return last.gainDb + missing / Math.min(1, Math.max(slowestGain, gained));
};

/** Files without high peaks take one attempt, music takes two at most. */
const mostAttempts = 5;
const slowestGain = 0.2;
