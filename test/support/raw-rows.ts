import type { RawInput } from '../../src/core/catalogue/import/import-raw.ts';
import {
  noOverrides,
  rawArtistSchema,
  rawDramaSchema,
  rawSongSchema,
  type Overrides,
  type RawArtist,
  type RawDrama,
  type RawFill,
  type RawSong,
} from '../../src/core/catalogue/import/raw-rows.ts';

export const rawDrama = (row: Partial<RawDrama> & { drama_id: number }): RawDrama =>
  rawDramaSchema.parse({
    title_en: null,
    title_ko: null,
    alt_titles: [],
    genres: [],
    source: ['list A'],
    ...row,
  });

export const rawSong = (
  row: Partial<RawSong> & { drama_id: number; title: string; artists: string[] },
): RawSong =>
  rawSongSchema.parse({
    drama: 'a drama',
    title_ko: /[가-힣]/.test(row.title) ? row.title : null,
    artists_ko: row.artists.map((name) => (/[가-힣]/.test(name) ? name : null)),
    source: ['list B'],
    ...row,
  });

export const rawArtist = (row: Partial<RawArtist>): RawArtist =>
  rawArtistSchema.parse({ name: null, name_ko: null, group: null, source: ['list C'], ...row });

export const rawInput = (rows: {
  songs?: RawSong[];
  additions?: RawSong[];
  fills?: RawFill[];
  dramas?: RawDrama[];
  artists?: RawArtist[];
  overrides?: Partial<Overrides>;
  existing?: RawInput['existing'];
}): RawInput => ({
  songs: rows.songs ?? [],
  additions: rows.additions ?? [],
  fills: rows.fills ?? [],
  dramas: rows.dramas ?? [rawDrama({ drama_id: 1, title_en: 'Rain', title_ko: '비', year: 2020 })],
  artists: rows.artists ?? [],
  overrides: { ...noOverrides, ...rows.overrides },
  existing: rows.existing ?? { dramas: [], titleOnly: [], artists: [] },
});
