import { copyFile, mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAudioFolder } from '../../src/adapters/audio-folder.ts';
import { createLog } from '../../src/adapters/log.ts';
import { openLocalAudio } from '../../src/audio.ts';
import { createSearch } from '../../src/core/search/search.ts';
import { combineSources } from '../../src/services/audio-sources.ts';
import { collect, listen, oggOf, shareOf, toneWav, wavHeader, writeAudio } from '../support/audio-files.ts';
import { artistRow, catalogueOf, dramaRow, songRow } from '../support/fixture-catalogue.ts';

const catalogue = catalogueOf(
  [dramaRow('rain', { titles: { en: 'Summer Rain', ko: '여름비' } })],
  [
    songRow('first', ['rain'], ['mina'], { titles: { en: 'First Snow' } }),
    songRow('second', ['rain'], ['mina'], { titles: { en: 'Second Wind' } }),
    songRow('third', ['rain'], ['mina'], { titles: { en: 'Third Floor', ko: '삼층' } }),
  ],
  [artistRow('mina', { names: { en: 'Mina', ko: '미나' } })],
);

let base: string;
let library: string;
const opened: (() => Promise<void>)[] = [];

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'sonagi-library-'));
  library = join(base, 'library');
  await mkdir(join(library, 'Summer Rain OST'), { recursive: true });
});
afterEach(async () => {
  for (const dispose of opened.splice(0)) await dispose();
  await rm(base, { recursive: true });
});

const openIt = async () => {
  const audio = await openLocalAudio(
    { audioCache: join(base, 'cache'), ffmpegPath: undefined },
    [await openAudioFolder(library)],
    { catalogue, search: createSearch(catalogue), log: createLog('silent') },
  );
  opened.push(audio.dispose);
  return { audio, source: audio.libraries[0]! };
};

const signal = (): AbortSignal => AbortSignal.timeout(60_000);
const tone = (hz: number, seconds = 3): Buffer => toneWav({ hz, seconds, silenceSeconds: 0.5 });

describe('the library', () => {
  it('plays the right file of each song, found by tags or by name', async () => {
    await writeAudio(join(library, '01.mp3'), tone(400), { title: 'First Snow', artist: 'Mina', album: 'Summer Rain OST' }); // prettier-ignore
    await writeAudio(join(library, 'Mina - Second Wind.flac'), tone(600));
    await writeAudio(join(library, 'Summer Rain OST', '03 미나 - 삼층.m4a'), tone(800));
    const { audio, source } = await openIt();
    expect(source.ready().size).toBe(0);
    const report = await source.scan(signal());
    expect(report.matched.map(({ path, songId }) => [songId, path]).sort()).toEqual([
      ['first', '01.mp3'],
      ['second', 'Mina - Second Wind.flac'],
      ['third', 'Summer Rain OST/03 미나 - 삼층.m4a'],
    ]);
    const all = combineSources([source]);
    for (const [songId, hz] of [
      ['first', 400],
      ['second', 600],
      ['third', 800],
    ] as const) {
      // prettier-ignore
      expect(await all.find(songId, signal())).toMatchObject({ origin: 'library', songId });
      const { lengthMs, packets } = await all.open(songId, { startMs: 1000, lengthMs: 1000 }, signal());
      expect(Math.abs(lengthMs - 3000)).toBeLessThan(100);
      const cut = await collect(packets);
      expect(cut).toHaveLength(50);
      const { samples } = await listen(oggOf(cut));
      expect(shareOf(samples.subarray(9600, 43_200), hz)).toBeGreaterThan(0.95);
    }
    expect(await all.find('nothing', signal())).toBeUndefined();
    await expect(all.open('nothing', { startMs: 0 }, signal())).rejects.toMatchObject({
      reason: 'not-found',
    });
    const sound = audio.sound([]);
    expect(await sound.ffmpeg()).toMatchObject({ from: 'packages' });
    expect(sound.library?.()).toMatchObject({ files: 3, matched: 3, doubtful: 0, broken: 0 });
    const usage = await audio.cacheUsage();
    expect(usage.files).toBe(3);
    expect(usage.freeBytes).toBeGreaterThan(0);
  });

  it('gives a reason for every file that is not played', async () => {
    await writeFile(join(base, 'outside.wav'), tone(500));
    await symlink(join(base, 'outside.wav'), join(library, 'Mina - First Snow.wav'));
    await symlink('/', join(library, 'root'));
    await symlink(join(library, 'nowhere.mp3'), join(library, 'dangling.mp3'));
    await writeFile(join(library, 'empty.mp3'), '');
    await writeFile(join(library, 'text.mp3'), 'not music at all\n'.repeat(500));
    await writeFile(join(library, 'notes.txt'), 'no audio name: not looked at');
    await mkdir(join(library, 'folder.mp3'));
    const long = await open(join(library, 'Mina - Second Wind.wav'), 'w');
    await long.write(wavHeader(2 * 3600 * 8000, 8000, 1));
    await long.truncate(44 + 2 * 3600 * 8000 * 2);
    await long.close();
    await writeFile(join(library, 'Mina - Third Floor (Inst.).wav'), tone(500));
    await writeFile(join(library, 'Third Floor.wav'), tone(500));
    await writeFile(join(library, 'holiday.wav'), tone(500));
    const { source } = await openIt();
    const report = await source.scan(signal());
    expect(Object.fromEntries(report.broken.map(({ path, reason }) => [path, reason]))).toEqual({
      'Mina - First Snow.wav': 'it is a link out of the library',
      'dangling.mp3': 'it cannot be read: ENOENT',
      'empty.mp3': 'it is empty',
      'text.mp3': 'there is no audio in it',
      'Mina - Second Wind.wav': 'it has 120 minutes, more than the 20 that are played',
    });
    expect(report.versions).toMatchObject([{ songId: 'third', version: 'instrumental' }]);
    expect(report.doubtful).toMatchObject([{ path: 'Third Floor.wav', candidates: [{ songId: 'third' }] }]);
    expect(report.unmatched).toMatchObject([{ path: 'holiday.wav' }]);
    expect(source.ready()).toEqual(new Set());
  });

  it('takes the operator’s word from the mapping, and says what is wrong with it', async () => {
    await writeFile(join(library, 'a.wav'), tone(500));
    await writeFile(join(library, 'Mina - Second Wind.wav'), tone(700));
    const mapping = { 'a.wav': 'first', 'Mina - Second Wind.wav': null, 'b.wav': 'gone' };
    await writeFile(join(library, 'sonagi-library.json'), JSON.stringify({ files: mapping }));
    const { source } = await openIt();
    const report = await source.scan(signal());
    expect(source.ready()).toEqual(new Set(['first']));
    expect(report.problems).toEqual([
      '"b.wav": there is no such file',
      '"b.wav": the catalogue has no song "gone"',
    ]);
    await writeFile(join(library, 'sonagi-library.json'), '{ broken');
    expect((await source.scan(signal())).problems[0]).toContain('sonagi-library.json');
    expect(source.ready()).toEqual(new Set(['second']));
  });

  it('turns to the next source when a file cannot be decoded, and does not offer it again', async () => {
    const path = join(library, 'Mina - First Snow.wav');
    await writeFile(path, Buffer.concat([wavHeader(48_000 * 5, 48_000, 2), Buffer.alloc(48_000 * 20)]));
    const { source } = await openIt();
    await source.scan(signal());
    expect(source.ready()).toEqual(new Set(['first']));
    await expect(source.open('first', { startMs: 0 }, signal())).rejects.toMatchObject({
      reason: 'unreadable',
    });
    expect(source.ready()).toEqual(new Set());
    expect(source.report().broken).toMatchObject([{ reason: 'there is nothing to hear in it' }]);
    expect(await source.find('first', signal())).toBeUndefined();
  });

  it('refuses a file that became a link out of the folder after the scan', async () => {
    const path = join(library, 'Mina - First Snow.wav');
    await writeFile(path, tone(500));
    await writeFile(join(base, 'outside.wav'), tone(900));
    const { source } = await openIt();
    await source.scan(signal());
    await rm(path);
    await symlink(join(base, 'outside.wav'), path);
    await expect(source.open('first', { startMs: 0 }, signal())).rejects.toMatchObject({
      reason: 'not-found',
    });
  });

  it('prepares songs ahead, notices new files, and needs no decoder after a restart', async () => {
    await writeFile(join(library, 'Mina - First Snow.wav'), tone(500));
    const { source, audio } = await openIt();
    audio.start();
    const until = async (isSo: () => Promise<boolean>): Promise<void> => {
      const end = Date.now() + 25_000;
      while (!(await isSo())) {
        if (Date.now() > end) throw new Error('it did not come about');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await until(async () => (await audio.cacheUsage()).files === 1);
    await writeFile(join(base, 'new.wav'), tone(700));
    await copyFile(join(base, 'new.wav'), join(library, 'Mina - Second Wind.wav'));
    await until(() => Promise.resolve(source.ready().has('second')));
    await until(async () => (await audio.cacheUsage()).files === 2);
    await audio.dispose();
    const again = await openIt();
    await again.source.scan(signal());
    // What is there already is not prepared again, nor counts it as used.
    const prepared: string[] = [];
    await again.source.warm(signal(), (songId) => prepared.push(songId));
    expect(prepared).toEqual([]);
    const startedAt = performance.now();
    await again.source.open('second', { startMs: 0 }, signal());
    // A decoder's process alone takes longer to start.
    expect(performance.now() - startedAt).toBeLessThan(250);
  });

  it('says at start that the folder does not exist', async () => {
    await expect(openAudioFolder(join(base, 'nowhere'))).rejects.toMatchObject({
      name: 'StartupError',
      message: expect.stringContaining('AUDIO_LIBRARY') as string,
    });
  });
});
