import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Candidate, FileFacts, MatchFile, OtherVersion } from './match.ts';

/** A file of the operator's folder, as far as it can be told without decoding it. */
export type LibraryFile = { readonly path: string } & (
  | { readonly kind: 'audio'; readonly facts: FileFacts; readonly kbps: number }
  | { readonly kind: 'broken'; readonly reason: string }
);

/**
 * The operator's word on files, from `sonagi-library.json` in the folder: a song's id, or `null` for "not to be played".
 * Paths are inside the library, with `/` between folders.
 */
export type LibraryMapping = ReadonlyMap<string, string | null>;

export interface LibraryReport {
  readonly matched: readonly ({ readonly path: string; readonly isByMapping: boolean } & Candidate)[];
  /** Of a song that has a better file. */
  readonly spare: readonly { readonly path: string; readonly songId: string }[];
  readonly versions: readonly {
    readonly path: string;
    readonly songId: string;
    readonly version: OtherVersion;
  }[];
  readonly doubtful: readonly {
    readonly path: string;
    readonly reason: string;
    readonly candidates: readonly Candidate[];
  }[];
  readonly unmatched: readonly { readonly path: string; readonly reason: string }[];
  readonly broken: readonly { readonly path: string; readonly reason: string }[];
  /** What is wrong with the mapping. */
  readonly problems: readonly string[];
}

/** What `/doctor` shows. */
export interface LibraryCounts {
  readonly files: number;
  readonly matched: number;
  readonly doubtful: number;
  readonly unmatched: number;
  readonly broken: number;
}

export const emptyReport: LibraryReport = {
  matched: [],
  spare: [],
  versions: [],
  doubtful: [],
  unmatched: [],
  broken: [],
  problems: [],
};

export const countsOf = (report: LibraryReport): LibraryCounts => {
  const unmatched = report.unmatched.length + report.versions.length;
  const matched = report.matched.length + report.spare.length;
  const { length: doubtful } = report.doubtful;
  const { length: broken } = report.broken;
  return { files: matched + doubtful + unmatched + broken, matched, doubtful, unmatched, broken };
};

type Mutable<Report> = {
  -readonly [List in keyof Report]: Report[List] extends readonly (infer Item)[] ? Item[] : never;
};

const mappingProblems = (
  files: readonly LibraryFile[],
  mapping: LibraryMapping,
  catalogue: Catalogue,
): string[] => {
  const paths = new Set(files.map(({ path }) => path));
  return [...mapping].flatMap(([path, songId]) => [
    ...(paths.has(path) ? [] : [`"${path}": there is no such file`]),
    ...(songId === null || catalogue.song(songId)
      ? []
      : [`"${path}": the catalogue has no song "${songId}"`]),
  ]);
};

/** Says of every file what becomes of it. A song is played from one file: the operator's, else the surest, else the best. */
export const sortLibrary = (
  files: readonly LibraryFile[],
  mapping: LibraryMapping,
  catalogue: Catalogue,
  match: MatchFile,
): LibraryReport => {
  const report: Mutable<LibraryReport> = {
    ...structuredClone(emptyReport as Mutable<LibraryReport>),
    problems: mappingProblems(files, mapping, catalogue),
  };
  const found: { match: LibraryReport['matched'][number]; kbps: number }[] = [];
  for (const file of files) {
    const { path } = file;
    if (file.kind === 'broken') {
      report.broken.push({ path, reason: file.reason });
      continue;
    }
    const { facts, kbps } = file;
    const wanted = mapping.get(path);
    const mapped = typeof wanted === 'string' ? catalogue.song(wanted) : undefined;
    if (wanted === null) {
      report.unmatched.push({ path, reason: 'sonagi-library.json says not to play it' });
      continue;
    }
    if (mapped !== undefined) {
      const why = 'sonagi-library.json says so';
      found.push({ match: { path, isByMapping: true, songId: mapped.id, score: 1, why }, kbps });
      continue;
    }
    const result = match(facts);
    if (result.kind === 'matched') {
      const { songId, score, why } = result;
      found.push({ match: { path, isByMapping: false, songId, score, why }, kbps });
    } else if (result.kind === 'version') {
      report.versions.push({ path, songId: result.songId, version: result.version });
    } else if (result.kind === 'doubtful') {
      report.doubtful.push({ path, reason: result.reason, candidates: result.candidates });
    } else report.unmatched.push({ path, reason: result.reason });
  }
  found.sort(
    (a, b) =>
      Number(b.match.isByMapping) - Number(a.match.isByMapping) ||
      b.match.score - a.match.score ||
      b.kbps - a.kbps ||
      a.match.path.localeCompare(b.match.path),
  );
  const taken = new Set<string>();
  for (const { match: chosen } of found) {
    if (taken.has(chosen.songId)) report.spare.push({ path: chosen.path, songId: chosen.songId });
    else report.matched.push(chosen);
    taken.add(chosen.songId);
  }
  return report;
};
