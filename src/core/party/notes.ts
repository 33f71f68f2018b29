import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import { UNKNOWN_LENGTH_MS } from './rules.ts';
import type { LinerNote } from './types.ts';

/** A member's memory that may be read aloud when the song plays. */
export interface ReadableMemory {
  readonly memoryId: string;
  readonly memberId: string;
  readonly text: string;
  readonly spoils: LinerNote['spoils'];
}

type Content = LinerNote['content'];

/** What the catalogue knows of a song that a listener may not. */
const facts = (song: Song): readonly Content[] => {
  const [dramaId, ...others] = song.dramaIds;
  const writers = song.credits.filter(({ role }) => role === 'composer' || role === 'lyricist');
  const versions = song.versions ?? [];
  return [
    ...(song.part === undefined ? [] : [{ kind: 'part' as const, dramaId, part: song.part }]),
    ...(song.releaseDate === undefined ? [] : [{ kind: 'released' as const, date: song.releaseDate }]),
    ...(writers.length === 0
      ? []
      : [{ kind: 'writers' as const, artistIds: [...new Set(writers.map(({ artist }) => artist))] }]),
    ...(others.length === 0 ? [] : [{ kind: 'also-in' as const, dramaIds: others }]),
    ...(versions.length === 0
      ? []
      : [{ kind: 'versions' as const, kinds: [...new Set(versions.map(({ kind }) => kind))] }]),
  ];
};

/** Nothing is said over the first bars or the last ones. */
const FIRST_SHARE = 0.08;
const LAST_SHARE = 0.8;
const NOTES_MOST = 4;

/** The notes of a track, evenly spread over it. Memories take the place of facts, as they are the room's own. */
export const linerNotes = (
  catalogue: Catalogue,
  songId: string,
  lengthMs: number | undefined,
  memories: readonly ReadableMemory[],
): readonly LinerNote[] => {
  const song = catalogue.song(songId);
  if (song === undefined) return [];
  const told = memories.map(({ memoryId, memberId, text, spoils }) => ({
    content: { kind: 'memory' as const, memberId, memoryId, text },
    spoils,
  }));
  const known = facts(song).map((content) => ({ content, spoils: null }));
  const room = Math.max(0, NOTES_MOST - told.length);
  const notes = [...known.slice(0, room), ...told.slice(0, NOTES_MOST)];
  const length = lengthMs ?? UNKNOWN_LENGTH_MS;
  const share = (LAST_SHARE - FIRST_SHARE) / Math.max(1, notes.length - 1);
  return notes.map((note, index) => ({
    ...note,
    offsetMs: Math.round(length * (FIRST_SHARE + share * index)),
  }));
};
