import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCatalogue } from '../adapters/catalogue-files.ts';
import { writeOpus } from '../adapters/opus-writer.ts';
import { createProgress } from '../adapters/progress.ts';
import { demoAudioFolder, demoFolder } from '../demo.ts';
import { mainTitle, performerNames } from '../core/catalogue/names.ts';
import { pieces } from '../core/demo/pieces.ts';

/** `npm run demo:audio [FOLDER]`: plays the demo pieces anew, into `data/demo/audio` unless told otherwise. */
const bitRate = 64_000;

const folder = process.argv[2] ?? demoAudioFolder;
const catalogue = await loadCatalogue(demoFolder);
await mkdir(folder, { recursive: true });
const progress = createProgress('Demo pieces', pieces.length);
for (const { songId, render } of pieces) {
  const song = catalogue.song(songId);
  if (song === undefined) throw new Error(`data/demo has no song ${songId}`);
  const title = mainTitle(song.titles);
  const drama = catalogue.drama(song.dramaIds[0]);
  const tags = {
    title,
    artist: performerNames(catalogue, song) ?? '',
    album: `${drama === undefined ? '' : mainTitle(drama.titles)} OST (fictional)`,
    comment: 'Synthesised by npm run demo:audio. MIT, like the rest of Sonagi.',
  };
  await writeOpus(join(folder, `${songId}.opus`), render(), { bitRate, tags });
  progress.advance(title);
}
progress.stop('Done.');
