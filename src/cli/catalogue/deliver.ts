import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  dramaFilePath,
  dramaFileText,
  readCatalogueFiles,
  writeCatalogueFiles,
} from '../../adapters/catalogue-files.ts';
import { addTracks, type Track } from '../../core/catalogue/import/add-tracks.ts';

export const deliverOptions = {
  /** Where files for review go. Under data/runtime/, which git ignores. */
  out: { type: 'string', default: 'data/runtime/review' },
  /** Into the catalogue itself; review is then `git diff`. */
  write: { type: 'boolean', default: false },
} as const;

interface Delivery {
  readonly data: string;
  readonly out: string;
  readonly write: boolean;
}

/** Adds tracks to the catalogue in `data` and writes what changed, to a folder for review or in place. Says what it did. */
export const deliver = async (tracks: readonly Track[], { data, out, write }: Delivery): Promise<void> => {
  const result = addTracks(tracks, await readCatalogueFiles(data));
  if (write) await writeCatalogueFiles(data, result.files);
  else if (result.changedDramas.length > 0) {
    await mkdir(join(out, 'dramas'), { recursive: true });
    for (const drama of result.changedDramas)
      await writeFile(dramaFilePath(out, drama.id), dramaFileText(drama));
    const rows = result.newArtists.map((artist) => `${JSON.stringify(artist)}\n`);
    await writeFile(join(out, 'new-artists.jsonl'), rows.join(''));
  }
  const lists = [
    ['added', result.added],
    ['filled in', result.filled],
    ['conflicts, nothing overwritten', result.conflicts],
    ['could not decide', result.undecided],
  ] as const;
  for (const [what, lines] of lists) {
    console.log(`${lines.length} ${what}`);
    for (const line of lines) console.log(`  ${line}`);
  }
  console.log(
    `${result.changedDramas.length} drama files and ${result.newArtists.length} new artists in ${write ? data : out}`,
  );
};
