import type { ImportedDrama } from './dramas.ts';
import type { ImportLog } from './log.ts';
import type { NamelessSong } from './song-rows.ts';

export interface DramaWithSongs {
  readonly id: string;
  readonly drama: ImportedDrama;
  readonly songs: readonly NamelessSong[];
}

interface Owned {
  readonly owner: DramaWithSongs;
  readonly song: NamelessSong;
}

/** Two songs of two dramas that are one: same title and singer, and lengths that do not disagree. */
const sameRecording = (a: NamelessSong, b: NamelessSong): boolean => {
  if (a.ids?.spotify !== undefined && a.ids.spotify === b.ids?.spotify) return true;
  const sharesSinger = a.credits.some(({ artist }) => b.credits.some((credit) => credit.artist === artist));
  if (!sharesSinger || !a.keys.some((key) => b.keys.includes(key))) return false;
  return a.lengthMs === undefined || b.lengthMs === undefined || Math.abs(a.lengthMs - b.lengthMs) <= 2000;
};

const bySharedTitle = (all: readonly DramaWithSongs[]): Owned[][] => {
  const groups = new Map<string, Owned[]>();
  for (const owner of all) {
    for (const song of owner.songs) {
      for (const key of song.keys) groups.set(key, [...(groups.get(key) ?? []), { owner, song }]);
    }
  }
  return [...groups.values()].filter((group) => group.length > 1);
};

const yearOf = ({ owner, song }: Owned): number =>
  owner.drama.year ?? (song.releaseDate === undefined ? 9999 : Number(song.releaseDate.slice(0, 4)));

/** What the later drama's rows know of the song and the earlier one's do not. Its part and date are that drama's own. */
const absorb = (song: NamelessSong, later: NamelessSong): void => {
  song.sources.push(...later.sources.filter((source) => !song.sources.includes(source)));
  if (later.versions) song.versions = [...(song.versions ?? []), ...later.versions];
  if (later.lengthMs !== undefined) song.lengthMs ??= later.lengthMs;
  if (later.ids) song.ids = { ...later.ids, ...song.ids };
  song.titles = { ...later.titles, ...song.titles };
};

export interface SharedSongs {
  /** Songs that live in another drama's file. */
  readonly gone: ReadonlySet<NamelessSong>;
  /** What was merged into a song, with the dramas that use it besides its own. */
  readonly merged: ReadonlyMap<NamelessSong, readonly Owned[]>;
}

/** Finds songs used in several dramas; the earliest drama keeps the song, with the sources of both. */
export const findSharedSongs = (all: readonly DramaWithSongs[], log: ImportLog): SharedSongs => {
  const gone = new Set<NamelessSong>();
  const merged = new Map<NamelessSong, Owned[]>();
  for (const group of bySharedTitle(all)) {
    const ordered = group.toSorted((a, b) => yearOf(a) - yearOf(b));
    for (const [at, first] of ordered.entries()) {
      for (const later of ordered.slice(at + 1)) {
        const used = gone.has(first.song) || gone.has(later.song) || first.owner === later.owner;
        if (used || !sameRecording(first.song, later.song)) continue;
        gone.add(later.song);
        merged.set(first.song, [...(merged.get(first.song) ?? []), later]);
        absorb(first.song, later.song);
        const title = first.song.titles.en ?? first.song.titles.ko ?? '';
        log.merged('one song in two dramas', `${title}: ${first.owner.id}, ${later.owner.id}`);
      }
    }
  }
  return { gone, merged };
};
