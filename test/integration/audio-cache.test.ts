import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAudioCache } from '../../src/adapters/audio-cache.ts';
import { createTranscoder } from '../../src/adapters/transcoder.ts';
import { collect, toneWav } from '../support/audio-files.ts';

let folder: string;
let ogg: Uint8Array;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sonagi-cache-'));
  await writeFile(join(folder, 'tone.wav'), toneWav({ hz: 440, seconds: 4 }));
  ogg = await createTranscoder({}).transcode(join(folder, 'tone.wav'), AbortSignal.timeout(60_000));
});
afterAll(() => rm(folder, { recursive: true }));

const emptyFolder = (): Promise<string> => mkdtemp(join(folder, 'cache-'));

describe('the audio cache', () => {
  it('gives back what was put in, also after a restart', async () => {
    const cacheFolder = join(await emptyFolder(), 'made', 'by', 'itself');
    const cache = await openAudioCache({ folder: cacheFolder, maxBytes: 1e9 });
    expect(await cache.open('a')).toBeUndefined();
    await cache.put('a', ogg);
    for (const opened of [cache, await openAudioCache({ folder: cacheFolder, maxBytes: 1e9 })]) {
      const file = (await opened.open('a'))!;
      expect(file.lengthMs).toBeGreaterThanOrEqual(4000);
      expect(await collect(file.cut({ startMs: 0 }))).toHaveLength(file.lengthMs / 20);
      expect(await opened.usage()).toMatchObject({ files: 1, bytes: ogg.length });
    }
  });

  it('drops what was not used for longest, but nothing that is being played', async () => {
    const cache = await openAudioCache({ folder: await emptyFolder(), maxBytes: ogg.length * 3.5 });
    for (const hash of ['a', 'b', 'c']) await cache.put(hash, ogg);
    const playing = (await cache.open('a'))!.cut({ startMs: 0 })[Symbol.asyncIterator]();
    await playing.next();
    await cache.open('b');
    await cache.put('d', ogg);
    expect(['a', 'b', 'c', 'd'].filter(cache.has)).toEqual(['a', 'b', 'd']);
    await cache.put('e', ogg);
    expect(['a', 'b', 'd', 'e'].filter(cache.has)).toEqual(['a', 'd', 'e']);
    await playing.return?.();
    await cache.put('f', ogg);
    expect(['a', 'd', 'e', 'f'].filter(cache.has)).toEqual(['d', 'e', 'f']);
  });

  it('remembers the order of use over a restart', async () => {
    const cacheFolder = await emptyFolder();
    const first = await openAudioCache({ folder: cacheFolder, maxBytes: 1e9 });
    for (const hash of ['a', 'b', 'c']) await first.put(hash, ogg);
    for (const [at, name] of (await readdir(cacheFolder)).sort().entries())
      await utimes(join(cacheFolder, name), 1e9 + at, 1e9 + at);
    await first.open('a');
    const second = await openAudioCache({ folder: cacheFolder, maxBytes: ogg.length * 3.5 });
    await second.put('d', ogg);
    expect(['a', 'b', 'c', 'd'].filter(second.has)).toEqual(['a', 'c', 'd']);
  });

  it('removes what writes that were cut off and older versions left, and makes damaged files anew', async () => {
    const cacheFolder = await emptyFolder();
    const cache = await openAudioCache({ folder: cacheFolder, maxBytes: 1e9 });
    await cache.put('a', ogg);
    await cache.put('b', ogg);
    const names = await readdir(cacheFolder);
    const exited = execFileSync(process.execPath, ['-p', 'process.pid']).toString().trim();
    await writeFile(join(cacheFolder, `x-m1.opus.${exited}.part`), 'half');
    await writeFile(join(cacheFolder, 'old-m0.opus'), ogg);
    await writeFile(
      join(
        cacheFolder,
        names.find((name) => name.startsWith('b'))!,
      ),
      ogg.subarray(0, 9999),
    );
    const again = await openAudioCache({ folder: cacheFolder, maxBytes: 1e9 });
    expect((await readdir(cacheFolder)).sort()).toEqual(names.sort());
    expect(await again.open('a')).toBeDefined();
    expect(await again.open('b')).toBeUndefined();
    expect(again.has('b')).toBe(false);
  });

  it('says that the disk is full, and leaves nothing of the file', async () => {
    const mounted = await emptyFolder();
    // A file system of 64 KiB: a disk that is really full. Mounting needs root, which a user namespace grants.
    const script = `
      import { readdir } from 'node:fs/promises';
      import { openAudioCache } from ${JSON.stringify(join(import.meta.dirname, '../../src/adapters/audio-cache.ts'))};
      const cache = await openAudioCache({ folder: ${JSON.stringify(mounted)}, maxBytes: 1e9 });
      await cache.put('small', new Uint8Array(10_000));
      const reason = await cache.put('large', new Uint8Array(500_000)).then(() => 'none', (error) => error.reason);
      const { freeBytes } = await cache.usage();
      console.log(JSON.stringify({ reason, names: await readdir(${JSON.stringify(mounted)}), freeBytes, has: cache.has('large') }));
    `;
    const scriptFile = join(folder, 'fill.ts');
    await writeFile(scriptFile, script);
    const mount = `mount -t tmpfs -o size=64k tmpfs '${mounted}' && '${process.execPath}' '${scriptFile}'`;
    const isRoot = process.getuid?.() === 0;
    const output = execFileSync('unshare', [...(isRoot ? ['-m'] : ['-rm']), 'sh', '-c', mount]).toString();
    const result = JSON.parse(output) as { reason: string; names: string[]; freeBytes: number; has: boolean };
    expect(result).toMatchObject({ reason: 'disk-full', has: false });
    expect(result.names).toHaveLength(1);
    expect(result.freeBytes).toBeGreaterThan(40_000);
  });

  it('has whole files only, whenever the process is killed', async () => {
    const cacheFolder = await emptyFolder();
    const scriptFile = join(folder, 'write-forever.ts');
    await writeFile(
      scriptFile,
      `import { readFileSync } from 'node:fs';
       import { openAudioCache } from ${JSON.stringify(join(import.meta.dirname, '../../src/adapters/audio-cache.ts'))};
       const ogg = readFileSync(${JSON.stringify(join(folder, 'tone.ogg'))});
       const cache = await openAudioCache({ folder: ${JSON.stringify(cacheFolder)}, maxBytes: 1e9 });
       console.log('ready');
       for (let n = 0; ; n += 1) await cache.put('n' + n, ogg);`,
    );
    await writeFile(join(folder, 'tone.ogg'), ogg);
    for (const afterMs of [1, 7, 40]) {
      const child = spawn(process.execPath, [scriptFile], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
      const cache = await openAudioCache({ folder: cacheFolder, maxBytes: 1e9 });
      const names = await readdir(cacheFolder);
      expect(names.filter((name) => !name.endsWith('.opus'))).toEqual([]);
      for (const name of names) expect(await cache.open(name.replace('-m1.opus', ''))).toBeDefined();
    }
  });
});
