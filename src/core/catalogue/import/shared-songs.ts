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

export interface SharedSongs {
  /** Songs that live in another drama's file. */
  readonly gone: ReadonlySet<NamelessSong>;
  /** Drama ids in which a song is used besides its own. */
  readonly alsoIn: ReadonlyMap<NamelessSong, readonly string[]>;
}

/** Finds songs used in several dramas; the earliest drama keeps the song, with the sources of both. */
export const findSharedSongs = (all: readonly DramaWithSongs[], log: ImportLog): SharedSongs => {
  const gone = new Set<NamelessSong>();
  const alsoIn = new Map<NamelessSong, string[]>();
  for (const group of bySharedTitle(all)) {
    const ordered = group.toSorted((a, b) => yearOf(a) - yearOf(b));
    for (const [at, first] of ordered.entries()) {
      for (const later of ordered.slice(at + 1)) {
        const used = gone.has(first.song) || gone.has(later.song) || first.owner === later.owner;
        if (used || !sameRecording(first.song, later.song)) continue;
        gone.add(later.song);
        alsoIn.set(first.song, [...(alsoIn.get(first.song) ?? []), later.owner.id].sort());
        first.song.sources.push(
          ...later.song.sources.filter((source) => !first.song.sources.includes(source)),
        );
        const title = first.song.titles.en ?? first.song.titles.ko ?? '';
        log.merged('one song in two dramas', `${title}: ${first.owner.id}, ${later.owner.id}`);
      }
    }
  }
  return { gone, alsoIn };
};
