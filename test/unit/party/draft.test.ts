import { describe, expect, it } from 'vitest';
import { draftSetList } from '../../../src/core/party/draft.ts';
import { linerNotes } from '../../../src/core/party/notes.ts';
import { durationOf } from '../../../src/core/party/set-list.ts';
import type { NewRow, Theme } from '../../../src/core/party/types.ts';
import { createSeededRng } from '../../../src/core/rng.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';

const catalogue = await repositoryCatalogue();
const largest = [...catalogue.dramas.values()].reduce((a, b) =>
  b.songIds.length > a.songIds.length ? b : a,
);
const busiest = [...catalogue.artists.keys()].reduce((a, b) =>
  catalogue.songsOfArtist(b).length > catalogue.songsOfArtist(a).length ? b : a,
);
const someSongs = [...catalogue.songs.keys()].slice(0, 60);
const savers = new Map(someSongs.map((id, index) => [id, 1 + (index % 5)]));

const draft = (theme: Theme, minutes = 60, more: { ready?: ReadonlySet<string>; seed?: string } = {}) =>
  draftSetList(
    {
      catalogue,
      tallies: new Map(),
      savers,
      ready: more.ready ?? new Set(),
      rng: createSeededRng(more.seed ?? 'evening'),
    },
    { theme, minutes, year: 2026 },
  );

const themes: readonly Theme[] = [
  { kind: 'mood', mood: 'romantic' },
  { kind: 'drama', dramaId: largest.id },
  { kind: 'artist', artistId: busiest },
  { kind: 'favourites' },
  { kind: 'anniversary', dramaId: largest.id },
];

const roles = (rows: readonly NewRow[]) => rows.map(({ role }) => role);

describe('a drafted set list', () => {
  it.each(themes)(
    'fits the minutes, says why each row is there, and opens, peaks and closes: $kind',
    (theme) => {
      const rows = draft(theme);
      expect(rows.length).toBeGreaterThan(3);
      expect(durationOf(rows)).toBeLessThanOrEqual(3_600_000);
      expect(new Set(rows.map(({ songId }) => songId)).size).toBe(rows.length);
      expect(rows[0]?.role).toBe('opening');
      expect(rows.at(-1)?.role).toBe('closer');
      expect(roles(rows).filter((role) => role === 'peak')).toHaveLength(1);
      const code = {
        mood: 'mood',
        drama: 'drama',
        artist: 'artist',
        favourites: 'favourite',
        anniversary: 'anniversary',
      };
      expect(new Set(rows.map(({ why }) => why.code))).toEqual(new Set([code[theme.kind]]));
    },
  );

  it('fills the time when there are songs enough', () => {
    expect(durationOf(draft({ kind: 'mood', mood: 'romantic' }, 90))).toBeGreaterThan(80 * 60_000);
  });

  it('keeps a drama in the order of its parts up to the closer', () => {
    const order = largest.songIds;
    const places = draft({ kind: 'drama', dramaId: largest.id }, 120).map(({ songId }) =>
      order.indexOf(songId),
    );
    expect(places.slice(0, -1)).toEqual(places.slice(0, -1).toSorted((a, b) => a - b));
  });

  it('plays only what has sound when that is enough', () => {
    const ready = new Set([...catalogue.songs.keys()].filter((_id, index) => index % 2 === 0));
    const rows = draft({ kind: 'mood', mood: 'romantic' }, 45, { ready });
    expect(rows.every(({ songId }) => ready.has(songId))).toBe(true);
  });

  it('is another one on another evening, and the same for the same seed', () => {
    const songs = (seed: string) =>
      draft({ kind: 'mood', mood: 'romantic' }, 60, { seed }).map(({ songId }) => songId);
    expect(songs('one')).toEqual(songs('one'));
    expect(songs('one')).not.toEqual(songs('two'));
  });

  it('is empty for what has no songs', () => {
    expect(draft({ kind: 'drama', dramaId: 'no-such-drama' })).toEqual([]);
  });
});

describe('liner notes', () => {
  it('lie within the song, in order, and begin with the room’s own memories counted in', () => {
    const song = [...catalogue.songs.values()].find(
      ({ part, releaseDate }) => part !== undefined && releaseDate !== undefined,
    )!;
    const memory = { memoryId: 'm', memberId: 'ann', text: 'My first drama.', spoils: null };
    const notes = linerNotes(catalogue, song.id, 200_000, [memory]);
    expect(notes.map(({ content }) => content.kind)).toEqual(
      expect.arrayContaining(['part', 'released', 'memory']),
    );
    const offsets = notes.map(({ offsetMs }) => offsetMs);
    expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
    expect(Math.max(...offsets)).toBeLessThan(200_000);
  });
});
