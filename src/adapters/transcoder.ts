import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import PQueue from 'p-queue';
import { AudioError } from '../core/audio/audio.ts';
import type { Unfit } from '../core/audio/mastering.ts';
import { yieldTo } from './process-priority.ts';
import { createSystemFfmpeg } from './system-ffmpeg.ts';

export type ChildRequest =
  { readonly kind: 'version' } | { readonly kind: 'transcode'; readonly file: string };

export type ChildAnswer =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'done'; readonly ogg: Uint8Array }
  | { readonly kind: 'unfit'; readonly unfit: Unfit }
  | { readonly kind: 'failed'; readonly why: string };

export interface FfmpegInfo {
  readonly from: 'packages' | 'FFMPEG_PATH' | 'PATH';
  readonly version: string;
  /** Of a program of the machine. */
  readonly path?: string;
}

/** Makes Ogg Opus of audio files, as `core/audio/mastering.ts` says. */
export interface Transcoder {
  /** The FFmpeg that works here. @throws StartupError when there is none, or the one named is of no use. */
  ffmpeg(): Promise<FfmpegInfo>;
  /**
   * The whole file as Ogg Opus. One file at a time: others wait for their turn, the urgent ones in front.
   * @throws AudioError `unreadable` saying why; the signal's reason when it is aborted.
   */
  transcode(file: string, signal: AbortSignal, isUrgent?: boolean): Promise<Uint8Array>;
}

/** One way to run FFmpeg. */
export interface Engine {
  readonly info: FfmpegInfo;
  run(file: string, signal: AbortSignal): Promise<ChildAnswer>;
}

/** Twenty minutes of FLAC take half a minute a pass on a small server. */
const longestRunMs = 240_000;
const childPath = fileURLToPath(new URL('transcoder-child.ts', import.meta.url));

const askChild = (request: ChildRequest, signal: AbortSignal): Promise<ChildAnswer> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = fork(childPath, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    yieldTo(child.pid);
    const kill = (): void => {
      child.kill('SIGKILL');
    };
    signal.addEventListener('abort', kill, { once: true });
    let answer: ChildAnswer | undefined;
    child.on('message', (message) => {
      answer = message as ChildAnswer;
    });
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      signal.removeEventListener('abort', kill);
      if (answer !== undefined) resolve(answer);
      else if (signal.aborted) reject(signal.reason as Error);
      else
        resolve({
          kind: 'failed',
          why: `the decoder broke down on it (${killedBy ?? `exit ${code ?? ''}`})`,
        });
    });
    child.send(request, (error) => {
      // Its end says more than the message that did not reach it.
      if (error !== null && child.exitCode === null && child.signalCode === null) kill();
    });
  });

const createPackagedEngine = async (): Promise<Engine | undefined> => {
  const answer = await askChild({ kind: 'version' }, AbortSignal.timeout(longestRunMs));
  if (answer.kind !== 'version') return undefined;
  return {
    info: { from: 'packages', version: answer.version },
    run: (file, signal) => askChild({ kind: 'transcode', file }, signal),
  };
};

/**
 * FFMPEG_PATH is taken at its word. Else the libraries that came with `npm ci`: they are current, while a distribution's
 * program may be years old. A program on PATH helps where there are no such libraries for the machine.
 */
const chooseEngine = async (ffmpegPath: string | undefined): Promise<Engine> => {
  if (ffmpegPath !== undefined) return createSystemFfmpeg(ffmpegPath, 'FFMPEG_PATH');
  return (await createPackagedEngine()) ?? createSystemFfmpeg('ffmpeg', 'PATH');
};

const unfitText: Readonly<Record<Unfit, string>> = {
  'too-long': 'it is longer than 20 minutes',
  'too-short': 'it has less than a second of sound',
  silent: 'there is nothing to hear in it',
};

export const createTranscoder = (options: { readonly ffmpegPath?: string | undefined }): Transcoder => {
  let engine: Promise<Engine> | undefined;
  const turns = new PQueue({ concurrency: 1 });
  const theEngine = (): Promise<Engine> => {
    engine ??= chooseEngine(options.ffmpegPath).catch((error: unknown) => {
      // Looked for again by the next who asks: it may have been installed, or there was no room for a process.
      engine = undefined;
      throw error;
    });
    return engine;
  };

  const transcodeNow = async (file: string, signal: AbortSignal): Promise<Uint8Array> => {
    signal.throwIfAborted();
    const { run } = await theEngine();
    const timeUp = AbortSignal.timeout(longestRunMs);
    const answer = await run(file, AbortSignal.any([signal, timeUp])).catch((error: unknown) => {
      if (timeUp.aborted && !signal.aborted)
        throw new AudioError('unreadable', `it took longer than ${longestRunMs / 1000} s`, { cause: error });
      throw error;
    });
    if (answer.kind === 'done') return answer.ogg;
    throw new AudioError(
      'unreadable',
      answer.kind === 'unfit' ? unfitText[answer.unfit] : answer.kind === 'failed' ? answer.why : answer.kind,
    );
  };

  return {
    ffmpeg: async () => (await theEngine()).info,
    transcode: (file, signal, isUrgent = false) =>
      turns.add(() => transcodeNow(file, signal), { priority: isUrgent ? 1 : 0, signal }),
  };
};
