import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openAudioFolder } from '../adapters/audio-folder.ts';
import { loadCatalogue } from '../adapters/catalogue-files.ts';
import { createLog } from '../adapters/log.ts';
import { createProgress } from '../adapters/progress.ts';
import type { Progress } from '../adapters/progress.ts';
import { openLocalAudio } from '../audio.ts';
import { loadConfig } from '../config.ts';
import type { Config } from '../config.ts';
import { countsOf } from '../core/audio/library.ts';
import type { LibraryReport } from '../core/audio/library.ts';
import { StartupError } from '../core/errors.ts';
import { createSearch } from '../core/search/search.ts';
import { tellFailure } from '../startup-failure.ts';

/** `npm run -s audio -- scan | report | warm`: what the bot makes of the files in AUDIO_LIBRARY. */
const usage = `Usage: npm run -s audio -- COMMAND [--json]
  scan    read AUDIO_LIBRARY, say what becomes of each file, and keep that as library-report.json in AUDIO_CACHE
  report  show the last scan again
  warm    scan, then prepare all songs now rather than when they are first played
A file that is matched wrongly or not at all: name its song in sonagi-library.json in the library:
  { "files": { "folder/file.mp3": "song-id", "not-to-be-played.mp3": null } }`;

const reportFile = (config: Config): string => join(config.audioCache, 'library-report.json');

const linesOf = (report: LibraryReport): string[] => {
  const { files, matched, doubtful, unmatched, broken } = countsOf(report);
  return [
    ...report.matched.map(({ path, songId, score, why }) => `matched    ${path}\n           ${songId} (${Math.round(score * 100)} %: ${why})`), // prettier-ignore
    ...report.spare.map(({ path, songId }) => `spare      ${path}\n           ${songId} has a better file`),
    ...report.versions.map(({ path, songId, version }) => `version    ${path}\n           of ${songId}: ${version}; not played for it`), // prettier-ignore
    ...report.doubtful.map(
      ({ path, reason, candidates }) =>
      [`doubtful   ${path}\n           ${reason}`, ...candidates.map(({ songId, score, why }) => `           ? ${songId} (${Math.round(score * 100)} %: ${why})`)].join('\n'), // prettier-ignore
    ),
    ...report.unmatched.map(({ path, reason }) => `unmatched  ${path}\n           ${reason}`),
    ...report.broken.map(({ path, reason }) => `broken     ${path}\n           ${reason}`),
    ...report.problems.map((problem) => `mapping    ${problem}`),
    `${files} files: ${matched} matched, ${doubtful} doubtful, ${unmatched} not matched, ${broken} broken.`,
  ];
};

const print = (report: LibraryReport, isJson: boolean): void => {
  console.log(isJson ? JSON.stringify(report, undefined, 2) : linesOf(report).join('\n'));
};

/** A bar whose length is known only with the first step. */
const progressOf = (title: string) => {
  let bar: Progress | undefined;
  return {
    step: (message: string, total: number): void => {
      bar ??= createProgress(title, total);
      bar.advance(message);
    },
    stop: (message: string): void => {
      bar?.stop(message);
    },
  };
};

const scan = async (config: Config, isWarming: boolean): Promise<LibraryReport> => {
  if (config.audioLibrary === undefined)
    throw new StartupError([
      'AUDIO_LIBRARY is not set: name the folder of your audio files. See .env.example.',
    ]);
  const folder = await openAudioFolder(config.audioLibrary);
  const catalogue = await loadCatalogue(join(import.meta.dirname, '..', '..', 'data'));
  const deps = { catalogue, search: createSearch(catalogue), log: createLog('silent') };
  const audio = await openLocalAudio(config, [folder], deps);
  const stop = new AbortController();
  process.once('SIGINT', () => {
    stop.abort(new StartupError(['Stopped. What is prepared so far is kept.']));
  });
  try {
    for (const library of audio.libraries) {
      const reading = progressOf('Reading');
      await library.scan(stop.signal, reading.step);
      reading.stop('Read.');
      if (!isWarming) return library.report();
      const preparing = progressOf('Preparing');
      await library.warm(stop.signal, (songId, total, failure) => {
        preparing.step(failure === undefined ? songId : `${songId}: ${failure}`, total);
      });
      preparing.stop('Prepared.');
      return library.report();
    }
  } finally {
    await audio.dispose();
  }
  throw new Error('one folder makes one library');
};

const run = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const [command, ...rest] = positionals;
  if (!['scan', 'report', 'warm'].includes(command ?? '') || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  const config = loadConfig();
  if (command === 'report') {
    const text = await readFile(reportFile(config), 'utf8').catch((error: unknown) => {
      throw new StartupError(['There is no report yet: run npm run -s audio -- scan.'], { cause: error });
    });
    print(JSON.parse(text) as LibraryReport, values.json === true);
    return 0;
  }
  const report = await scan(config, command === 'warm');
  await writeFile(reportFile(config), `${JSON.stringify(report, undefined, 2)}\n`);
  print(report, values.json === true);
  return 0;
};

try {
  process.exitCode = await run();
} catch (error) {
  tellFailure(error, 'info');
}
