import { spawn } from 'node:child_process';
import {
  audioLimits,
  demuxers,
  firstGainDb,
  masterFilter,
  mastering,
  measureFilter,
  nextGainDb,
  unfitness,
} from '../core/audio/mastering.ts';
import type { Attempt } from '../core/audio/mastering.ts';
import { readFfmpegLog } from '../core/audio/ffmpeg-log.ts';
import { StartupError } from '../core/errors.ts';
import { yieldTo } from './process-priority.ts';
import type { Engine } from './transcoder.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

const run = (program: string, args: readonly string[], signal?: AbortSignal): Promise<Ended> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], signal, killSignal: 'SIGKILL' });
    yieldTo(child.pid);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => stdout.push(piece));
    child.stderr.on('data', (piece: Buffer) => stderr.push(piece));
    child.on('error', (error) => {
      reject(signal?.aborted === true ? (signal.reason as Error) : error);
    });
    child.on('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
    });
  });

const inputArgs = (file: string): string[] => [
  ...['-hide_banner', '-nostdin', '-nostats', '-protocol_whitelist', 'file,pipe'],
  ...['-format_whitelist', demuxers.join(','), '-t', String(audioLimits.longestMs / 1000 + 1)],
  ...['-i', `file:${file}`, '-map', '0:a:0', '-map_metadata', '-1'],
];

const opusArgs = [
  ...['-c:a', 'libopus', '-b:a', String(mastering.bitRate), '-vbr', 'on', '-application', 'audio'],
  ...['-frame_duration', '20', '-f', 'ogg', '-page_duration', String(mastering.pageMs * 1000), 'pipe:1'],
];

/** Its last words are the reason; the lines before are about the stream. */
const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? 'it cannot be read';

const transcode = async (program: string, file: string, signal: AbortSignal): ReturnType<Engine['run']> => {
  const first = await run(program, [...inputArgs(file), '-af', measureFilter, '-f', 'null', '-'], signal);
  const measured = readFfmpegLog(first.stderr);
  if (first.code !== 0 || measured === undefined) return { kind: 'failed', why: lastLine(first.stderr) };
  const unfit = unfitness(measured);
  if (unfit !== undefined) return { kind: 'unfit', unfit };
  const attempts: Attempt[] = [];
  let gainDb = firstGainDb(measured);
  for (;;) {
    const args = [...inputArgs(file), '-af', masterFilter(measured, gainDb), ...opusArgs];
    const { code, stdout, stderr } = await run(program, args, signal);
    if (code !== 0) return { kind: 'failed', why: lastLine(stderr) };
    attempts.push({ gainDb, lufs: readFfmpegLog(stderr)?.lufs ?? mastering.targetLufs });
    const next = nextGainDb(attempts);
    if (next === undefined) return { kind: 'done', ogg: stdout };
    gainDb = next;
  }
};

/** @throws StartupError when the program does not run, or cannot write Opus. */
export const createSystemFfmpeg = async (program: string, from: 'FFMPEG_PATH' | 'PATH'): Promise<Engine> => {
  const mend =
    from === 'FFMPEG_PATH'
      ? 'Set FFMPEG_PATH to an ffmpeg with libopus, or leave it out to use the one that comes with npm ci.'
      : 'The FFmpeg libraries of npm ci do not load on this machine: install ffmpeg, or set FFMPEG_PATH.';
  const [version, encoders] = await Promise.all([
    run(program, ['-version']),
    run(program, ['-hide_banner', '-encoders']),
  ]).catch((error: unknown) => {
    throw new StartupError([`No ffmpeg runs. ${mend}`], { cause: error });
  });
  if (!encoders.stdout.includes(' libopus ')) throw new StartupError([`ffmpeg has no libopus. ${mend}`]);
  return {
    info: {
      from,
      version: /^ffmpeg version (\S+)/u.exec(version.stdout.toString())?.[1] ?? 'unknown',
      path: program,
    },
    run: (file, signal) => transcode(program, file, signal),
  };
};
