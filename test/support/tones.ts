import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAudioCache } from '../../src/adapters/audio-cache.ts';
import { openFileHashes } from '../../src/adapters/file-hashes.ts';
import { oggOf } from './audio-files.ts';
import { makeTone, SAMPLE_RATE } from './sound.ts';
import { makeToneFrames } from './voice-sender.ts';

const wav = (pcm: Buffer): Buffer => {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + pcm.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(2, 22);
  header.writeUInt32LE(SAMPLE_RATE, 24);
  header.writeUInt32LE(SAMPLE_RATE * 4, 28);
  header.writeUInt16LE(4, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(pcm.length, 40);
  return Buffer.concat([header, pcm]);
};

/** A library of what `render` makes of each song's frequency. */
const makeLibrary = async (
  tones: Readonly<Record<string, number>>,
  render: (frequencyHz: number) => Buffer,
): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-library-'));
  const files: Record<string, string> = {};
  for (const [songId, frequencyHz] of Object.entries(tones)) {
    const name = `tone ${frequencyHz}.wav`;
    files[name] = songId;
    await writeFile(join(folder, name), wav(render(frequencyHz)));
  }
  await writeFile(join(folder, 'sonagi-library.json'), JSON.stringify({ files }));
  return folder;
};

/** A library of steady tones: song id → frequency. */
export const makeToneLibrary = (tones: Readonly<Record<string, number>>, lengthMs: number): Promise<string> =>
  makeLibrary(tones, (frequencyHz) => makeTone(frequencyHz, lengthMs, 0.2));

/** How much higher each second of a song in a library of clocks is. */
export const clockStepHz = 10;

/** Its pitch stands this long: encoding one second of it is enough. */
const clockStepSeconds = 5;

export interface ClockSong {
  readonly fromHz: number;
  readonly seconds: number;
}

/**
 * A library of songs whose pitch tells the second one hears, to within five. They are in the cache already: to master
 * minutes of sound would take many seconds.
 */
export const makeClockLibrary = async (
  songs: Readonly<Record<string, ClockSong>>,
  cacheFolder: string,
): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-library-'));
  const cache = await openAudioCache({ folder: cacheFolder, maxBytes: 2 ** 30 });
  const hashes = await openFileHashes(join(cacheFolder, 'hashes.json'));
  const files: Record<string, string> = {};
  for (const [songId, { fromHz, seconds }] of Object.entries(songs)) {
    const packets: Buffer[] = [];
    for (let second = 0; second < seconds; second += clockStepSeconds) {
      const frames = makeToneFrames(fromHz + second * clockStepHz, 1_000);
      for (let times = 0; times < clockStepSeconds; times += 1) packets.push(...frames);
    }
    // What stands in the library only tells songs apart. Each start of a bot looks into it.
    const name = `clock ${fromHz}.wav`;
    files[name] = songId;
    await writeFile(join(folder, name), wav(makeTone(fromHz, 1_000, 0.2)));
    const hash = await hashes.of(join(folder, name), AbortSignal.timeout(60_000));
    await cache.put(hash, oggOf(packets));
  }
  await writeFile(join(folder, 'sonagi-library.json'), JSON.stringify({ files }));
  return folder;
};
