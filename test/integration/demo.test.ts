import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAudioFolder } from '../../src/adapters/audio-folder.ts';
import { loadCatalogue } from '../../src/adapters/catalogue-files.ts';
import { sortLibrary } from '../../src/core/audio/library.ts';
import { createMatchFile } from '../../src/core/audio/match.ts';
import { pieces } from '../../src/core/demo/pieces.ts';
import { createSearch } from '../../src/core/search/search.ts';
import { demoAudioFolder, demoFolder } from '../../src/demo.ts';
import { listen, rate } from '../support/audio-files.ts';

/** Loudness of each tenth of a second: what stays the same of a piece whatever an encoder does to it. */
const envelope = (samples: Float32Array): number[] =>
  Array.from({ length: Math.floor((samples.length / rate) * 10) }, (_, at) =>
    Math.sqrt(
      samples.subarray((at * rate) / 10, ((at + 1) * rate) / 10).reduce((sum, x) => sum + x * x, 0) / 4800,
    ),
  );

const correlation = (a: readonly number[], b: readonly number[]): number => {
  const length = Math.min(a.length, b.length);
  const mean = (list: readonly number[]) => list.slice(0, length).reduce((sum, x) => sum + x, 0) / length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [a[at]! - meanA, b[at]! - meanB];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return ab / Math.sqrt(aa * bb);
};

describe('the demo library', () => {
  it('is four small files that are matched to the invented songs among all others', async () => {
    const catalogue = await loadCatalogue('data', demoFolder);
    const folder = await openAudioFolder(demoAudioFolder);
    const files = await folder.scan(AbortSignal.timeout(20_000));
    const match = createMatchFile(catalogue, createSearch(catalogue));
    const { matched } = sortLibrary(files, await folder.mapping(), catalogue, match);
    expect(matched.map(({ songId, path }) => [path, songId]).sort()).toEqual(
      pieces.map(({ songId }) => [`${songId}.opus`, songId]).sort(),
    );
    for (const name of await readdir(demoAudioFolder))
      expect((await stat(join(demoAudioFolder, name))).size).toBeLessThan(300_000);
    for (const { songId } of pieces) {
      const song = catalogue.song(songId)!;
      expect(song.sources[0]).toMatch(/^fiction: /u);
      expect(catalogue.drama(song.dramaIds[0])?.network).toContain('fictional');
    }
    expect((await loadCatalogue('data')).song(pieces[0]!.songId)).toBeUndefined();
  });

  it.each(pieces)('is what the script makes: $songId', { timeout: 120_000 }, async ({ songId, render }) => {
    const heard = await listen(join(demoAudioFolder, `${songId}.opus`));
    const [left, right] = render();
    expect(left).toHaveLength(right.length);
    expect(Math.abs(heard.seconds - left.length / rate)).toBeLessThan(0.1);
    expect(heard.seconds).toBeGreaterThan(20);
    expect(heard.seconds).toBeLessThan(30);
    expect(correlation(envelope(heard.samples), envelope(left))).toBeGreaterThan(0.95);
  });
});
