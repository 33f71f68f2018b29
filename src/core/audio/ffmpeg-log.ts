import type { Measured } from './mastering.ts';

/** A silence that begins later is a rest in the music. */
export const latestLeadingSilenceStart = 0.1;

const lastNumber = (text: string, pattern: RegExp): number | undefined => {
  const found = [...text.matchAll(pattern)].at(-1)?.[1];
  return found === undefined ? undefined : Number(found);
};

const clockMs = (text: string | undefined): number | undefined => {
  const [, hours, minutes, seconds] = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/u.exec(text ?? '') ?? [];
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
};

/**
 * What the program's filters say of a file on stderr: the summary of `ebur128`, the lines of `silencedetect`, and how
 * far the last status line got. `undefined`: it decoded nothing.
 */
export const readFfmpegLog = (log: string): Measured | undefined => {
  const lufs = lastNumber(log, /^\s*I:\s+(-?[\d.]+|-inf|nan) LUFS/gmu);
  const lengthMs = clockMs([...log.matchAll(/\btime=([\d:.]+)/gu)].at(-1)?.[1]);
  if (lufs === undefined || lengthMs === undefined) return undefined;
  const silenceStart = Number(/silence_start: (-?[\d.]+)/u.exec(log)?.[1] ?? Infinity);
  const silenceEnd = Number(/silence_end: (-?[\d.]+)/u.exec(log)?.[1] ?? 0);
  return {
    lufs: Number.isNaN(lufs) ? -Infinity : lufs,
    lengthMs,
    soundFromMs: silenceStart < latestLeadingSilenceStart ? silenceEnd * 1000 : 0,
  };
};
