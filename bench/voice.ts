import { execFileSync, fork } from 'node:child_process';
import { createSocket } from 'node:dgram';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTranscoder } from '../src/adapters/transcoder.ts';
import type { CityReady, CityReport } from './support/voice-city.ts';
import type { PlayerOrder, PlayerReport } from './support/voice-player.ts';

const counts = (process.env['BENCH_VOICE_SESSIONS'] ?? '1,10,50,100').split(',').map(Number);
const seconds = Number(process.env['BENCH_VOICE_SECONDS'] ?? 30);

const support = join(import.meta.dirname, 'support');

const answer = <Message>(child: ChildProcess): Promise<Message> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve as (message: unknown) => void);
    child.once('exit', (code) => {
      reject(new Error(`${child.spawnargs[1] ?? 'A process of the benchmark'} ended with ${code}.`));
    });
  });

interface Files {
  readonly folder: string;
  readonly opusFile: string;
  readonly mp3File: string;
}

/** Chords under noise: neither silence nor a tone, which an encoder would have for nothing. */
const makeFiles = async (): Promise<Files> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-bench-voice-'));
  const mp3File = join(folder, 'song.mp3');
  const sound = `aevalsrc=0.2*sin(440*2*PI*t)+0.2*sin(554*2*PI*t)+0.1*sin(660*2*PI*t)+0.05*random(0):d=${seconds}:s=48000`;
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', sound, '-ac', '2', '-b:a', '192k', mp3File]);
  const opusFile = join(folder, 'song.opus');
  await writeFile(opusFile, await createTranscoder({}).transcode(mp3File, AbortSignal.timeout(60_000)));
  return { folder, opusFile, mp3File };
};

interface Measured extends CityReport {
  /** As they left; `gapsMs` is as they arrived. */
  readonly departureGapsMs: readonly number[];
  readonly way: PlayerOrder['way'];
  readonly sessions: number;
  /** For a minute of audio in one session. */
  readonly cpuSeconds: number;
}

const measure = async (
  way: PlayerOrder['way'],
  sessions: number,
  { folder, opusFile, mp3File }: Files,
): Promise<Measured> => {
  const city = fork(join(support, 'voice-city.ts'), [String(sessions)]);
  let player: ChildProcess | undefined;
  try {
    const { certificate, ...rest } = await answer<CityReady>(city);
    const certificateFile = join(folder, 'voice.pem');
    await writeFile(certificateFile, certificate);
    const order: PlayerOrder = { way, city: rest, opusFile, mp3File, seconds };
    player = fork(join(support, 'voice-player.ts'), [JSON.stringify(order)], {
      env: { ...process.env, NODE_EXTRA_CA_CERTS: certificateFile },
      execArgv: ['--expose-gc'],
    });
    await answer(player);
    city.send('reset');
    player.send('play');
    const { cpuSeconds, gapsMs: departureGapsMs } = await answer<PlayerReport>(player);
    city.send('report');
    const report = await answer<CityReport>(city);
    return { ...report, departureGapsMs, way, sessions, cpuSeconds: (cpuSeconds * 60) / seconds / sessions };
  } finally {
    player?.kill('SIGKILL');
    city.kill('SIGKILL');
  }
};

/** CPU seconds for a minute of packets, without anything that makes them a bot's. */
const measureFloor = async (): Promise<number> => {
  const receiver = createSocket('udp4');
  await new Promise<void>((resolve) => receiver.bind(0, '127.0.0.1', resolve));
  const sender = fork(join(support, 'voice-floor.ts'), [String(receiver.address().port), String(seconds)]);
  try {
    return ((await answer<number>(sender)) * 60) / seconds;
  } finally {
    sender.kill('SIGKILL');
    receiver.close();
  }
};

const names = { ours: 'Sonagi', usual: '`createAudioResource(mp3)`' };

const line = (
  { way, sessions, cpuSeconds, departureGapsMs, gapsMs, packets, plain, lost }: Measured,
  usual: number,
): string => {
  const stalls = departureGapsMs.filter((gap) => gap > 60).length;
  const cells = [
    sessions,
    names[way],
    cpuSeconds.toFixed(3),
    way === 'ours' ? `${(cpuSeconds / usual).toFixed(2)} ×` : '1 ×',
    `${Math.round(departureGapsMs[0] ?? 0)} ms`,
    `${stalls} of ${sessions}`,
    `${Math.round(gapsMs[0] ?? 0)} ms`,
    lost,
    `${packets - plain} of ${packets}`,
  ];
  return `| ${cells.join(' | ')} |`;
};

const floorLine = (cpuSeconds: number, usual: number): string =>
  `| 1 | Node: a timer and a datagram | ${cpuSeconds.toFixed(3)} | ${(cpuSeconds / usual).toFixed(2)} × | | | | | |`;

/**
 * CPU of the whole bot process and its ffmpeg children, while each session plays the same song; listeners and the voice
 * server are in another process. Joining is not counted, nor is the first use: both ways play for a while before. DAVE is
 * on: there is a listener in every channel.
 */
export const run = async (): Promise<string> => {
  const files = await makeFiles();
  const lines: string[] = [];
  try {
    for (const sessions of counts) {
      const ours = await measure('ours', sessions, files);
      const usual = await measure('usual', sessions, files);
      lines.push(line(ours, usual.cpuSeconds), line(usual, usual.cpuSeconds));
      if (sessions === 1) lines.push(floorLine(await measureFloor(), usual.cpuSeconds));
    }
  } finally {
    await rm(files.folder, { recursive: true });
  }
  return [
    '| sessions | way | CPU s per minute and session | of the usual | longest stall | sessions that stalled over 60 ms | as it arrived | packets lost | frames encrypted end to end |',
    '| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
};
