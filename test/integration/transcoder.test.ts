import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOpusFile } from '../../src/adapters/opus-file.ts';
import { createTranscoder } from '../../src/adapters/transcoder.ts';
import { AudioError } from '../../src/core/audio/audio.ts';
import { silentPacket } from '../../src/core/audio/ogg.ts';
import {
  collect,
  listen,
  oggOf,
  rate,
  shareOf,
  toneWav,
  wavHeader,
  writeAudio,
} from '../support/audio-files.ts';

const transcoder = createTranscoder({});
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-transcoder-'));
});
afterAll(() => rm(folder, { recursive: true }));

const transcode = (file: string, signal = AbortSignal.timeout(60_000)): Promise<Uint8Array> =>
  transcoder.transcode(file, signal);

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('the transcoder', () => {
  it.each([
    { name: 'quiet.mp3', hz: 440, db: -35 },
    { name: 'loud.m4a', hz: 1000, db: -0.5 },
    { name: 'low.flac', hz: 60, db: -20 },
    { name: 'opus.opus', hz: 330, db: -25 },
    { name: 'high.wav', hz: 6000, db: -6 },
  ])('keeps the tone of $name, at −16 LUFS and without the silence before it', async ({ name, hz, db }) => {
    const path = join(folder, name);
    await writeAudio(path, toneWav({ hz, db, seconds: 6, silenceSeconds: 1.5 }));
    const heard = await listen(Buffer.from(await transcode(path)));
    expect(Math.abs(heard.lufs + 16)).toBeLessThan(1);
    expect(Math.abs(heard.seconds - 6)).toBeLessThan(0.1);
    expect(shareOf(heard.samples.subarray(rate, 3 * rate), hz)).toBeGreaterThan(0.98);
    // Sound from the very start: 100 ms in, it is at full level.
    const start = heard.samples.subarray(0.1 * rate, 0.2 * rate);
    const middle = heard.samples.subarray(3 * rate, 3.1 * rate);
    const power = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0);
    expect(power(start) / power(middle)).toBeGreaterThan(0.8);
  });

  it('takes mono files at other sample rates', async () => {
    const path = join(folder, 'mono.wav');
    await writeAudio(path, toneWav({ hz: 440, seconds: 3, sampleRate: 22_050, channels: 1 }));
    const heard = await listen(Buffer.from(await transcode(path)));
    expect(Math.abs(heard.lufs + 16)).toBeLessThan(1);
    expect(shareOf(heard.samples.subarray(rate, 2 * rate), 440)).toBeGreaterThan(0.98);
  });

  it('takes Ogg Vorbis, 44.1 kHz and mono', async () => {
    const path = join(import.meta.dirname, '../support/tone-700.ogg');
    const heard = await listen(Buffer.from(await transcode(path)));
    expect(Math.abs(heard.lufs + 16)).toBeLessThan(1);
    expect(Math.abs(heard.seconds - 4)).toBeLessThan(0.1);
    expect(shareOf(heard.samples.subarray(rate, 3 * rate), 700)).toBeGreaterThan(0.98);
  });

  it('keeps music with high peaks at −16 LUFS, under the ceiling', async () => {
    const wav = toneWav({ hz: 220, db: -30, seconds: 6 });
    // A drum hit every half second, 30 dB above the rest.
    for (let hit = 0; hit < 12; hit += 1)
      for (let at = 0; at < 480; at += 1) {
        const value = Math.round(32_000 * Math.sin(at / 3) * (1 - at / 480));
        wav.writeInt16LE(value, 44 + (hit * 24_000 + at) * 4);
        wav.writeInt16LE(value, 46 + (hit * 24_000 + at) * 4);
      }
    const path = join(folder, 'drums.wav');
    await writeFile(path, wav);
    const heard = await listen(Buffer.from(await transcode(path)));
    expect(Math.abs(heard.lufs + 16)).toBeLessThan(1);
    expect(heard.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)).toBeLessThan(1);
  });

  it('cuts to 20 ms, and starts a cut in the middle softly', async () => {
    const path = join(folder, 'cut.wav');
    await writeAudio(path, toneWav({ hz: 500, seconds: 5 }));
    const cached = join(folder, 'cut.cached');
    await writeFile(cached, await transcode(path));
    const file = await openOpusFile(cached);
    for (const [startMs, lengthMs, packets] of [
      [0, 500, 25],
      [1000, 500, 25],
      [1990, 505, 26],
      [60, 20, 1],
      [4900, 1000, undefined],
    ] as const) {
      const cut = await collect(file.cut({ startMs, lengthMs }));
      expect(cut.length).toBe(packets ?? file.lengthMs / 20 - 245);
      if (startMs > 0) expect(cut[0]).toEqual(silentPacket);
    }
    const cut = await collect(file.cut({ startMs: 2000, lengthMs: 1000 }));
    const { samples } = await listen(oggOf(cut));
    const peak = (from: number, to: number): number =>
      samples.subarray(from * rate, to * rate).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    const settled = peak(0.5, 0.9);
    expect(shareOf(samples.subarray(0.2 * rate, 0.9 * rate), 500)).toBeGreaterThan(0.98);
    for (let from = 0; from < 0.2; from += 0.01) expect(peak(from, from + 0.01)).toBeLessThan(settled * 1.1);
    expect(peak(0.1, 0.12)).toBeGreaterThan(settled * 0.7);
  });

  it('refuses what is not a song, saying why, and works on', async () => {
    const text = join(folder, 'text.mp3');
    await writeFile(text, 'This is not music.\n'.repeat(1000));
    const playlist = join(folder, 'playlist.mp3');
    await writeFile(playlist, '#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:1/a.ts\n');
    const empty = join(folder, 'empty.mp3');
    await writeFile(empty, '');
    const silent = join(folder, 'silent.wav');
    await writeFile(silent, toneWav({ hz: 1, db: -120, seconds: 3 }));
    const short = join(folder, 'short.wav');
    await writeFile(short, toneWav({ hz: 440, seconds: 0.4 }));
    const long = join(folder, 'long.wav');
    const handle = await open(long, 'w');
    const samples = 2 * 3600 * 8000;
    await handle.write(wavHeader(samples, 8000, 1));
    await handle.truncate(44 + samples * 2);
    await handle.close();
    const gone = join(folder, 'gone.mp3');
    for (const path of [text, playlist, empty, gone])
      expect(await failureOf(transcode(path))).toMatchObject({ reason: 'unreadable' });
    for (const [path, why] of [
      [silent, 'nothing to hear'],
      [short, 'less than a second'],
      [long, 'longer than 20 minutes'],
    ] as const) {
      const failure = await failureOf(transcode(path));
      expect(failure).toBeInstanceOf(AudioError);
      expect((failure as AudioError).message).toContain(why);
    }
  });

  it('takes damaged bytes as they come: a reason or sound, never the end of the bot', async () => {
    const path = join(folder, 'damaged.mp3');
    const whole = join(folder, 'whole.mp3');
    await writeAudio(whole, toneWav({ hz: 440, seconds: 3 }));
    for (const seed of [1, 2, 3]) {
      const bytes = await readFile(whole);
      for (let at = seed * 97; at < bytes.length; at += 211 * seed) bytes[at] = (at * 31 * seed) & 255;
      await writeFile(path, bytes);
      const result = await transcode(path).catch((error: unknown) => error);
      expect(result instanceof Uint8Array || result instanceof AudioError).toBe(true);
    }
  });

  it('stops at once when nobody waits any more, and leaves the turn to the next', async () => {
    const path = join(folder, 'ten-minutes.wav');
    await writeFile(path, toneWav({ hz: 440, seconds: 600 }));
    const abort = new AbortController();
    const work = failureOf(transcode(path, abort.signal));
    const startedAt = performance.now();
    setTimeout(() => {
      abort.abort(new Error('enough'));
    }, 1500);
    expect(await work).toMatchObject({ message: 'enough' });
    expect(performance.now() - startedAt).toBeLessThan(4000);
    const next = join(folder, 'next.wav');
    await writeFile(next, toneWav({ hz: 440, seconds: 1.5 }));
    expect((await transcode(next)).length).toBeGreaterThan(1000);
  });

  it('ends with the bot, however that ends', async () => {
    const path = join(folder, 'endless.wav');
    await writeFile(path, toneWav({ hz: 440, seconds: 600 }));
    const script = join(folder, 'bot.ts');
    await writeFile(
      script,
      `import { createTranscoder } from ${JSON.stringify(join(import.meta.dirname, '../../src/adapters/transcoder.ts'))};
       await createTranscoder({}).transcode(${JSON.stringify(path)}, AbortSignal.timeout(60_000));`,
    );
    const bot = spawn(process.execPath, [script], { stdio: 'ignore' });
    const childOf = async (): Promise<number> => {
      for (;;) {
        const children = await readFile(`/proc/${bot.pid!}/task/${bot.pid!}/children`, 'utf8');
        const child = Number(children.trim().split(' ').at(-1));
        const pages = child === 0 ? '' : await readFile(`/proc/${child}/statm`, 'utf8').catch(() => '');
        // FFmpeg's libraries are loaded: it is at work rather than just started.
        if (Number(pages.split(' ')[1] ?? 0) > 20_000) return child;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    const child = await childOf();
    bot.kill('SIGKILL');
    const isThere = (): boolean => {
      try {
        process.kill(child, 0);
        return !readFileSync(`/proc/${child}/stat`, 'utf8').includes(') Z ');
      } catch {
        return false;
      }
    };
    for (let waited = 0; isThere() && waited < 5000; waited += 50)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isThere()).toBe(false);
  });

  it('leaves the event loop free', async () => {
    const path = join(folder, 'forty-seconds.wav');
    await writeFile(path, toneWav({ hz: 440, seconds: 40 }));
    let longest = 0;
    let last = performance.now();
    const beat = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    last = performance.now();
    await transcode(path);
    clearInterval(beat);
    // A transcode in this process would hold it for as long as the file takes: seconds.
    expect(longest).toBeLessThan(500);
    // At low priority, beside other test files.
  }, 120_000);
});
