import { describe, expect, it } from 'vitest';
import { importRaw } from '../../src/core/catalogue/import/import-raw.ts';
import type { RawFill, RawSong } from '../../src/core/catalogue/import/raw-rows.ts';
import { importReport } from '../../src/core/catalogue/import/report.ts';
import { rawInput, rawSong } from '../support/raw-rows.ts';

const page = 'page:https://example.org/1';
const run = (songs: RawSong[], fills: RawFill[], overrides = {}) => {
  const result = importRaw(rawInput({ songs, fills, overrides }));
  return { result, songs: result.dramas.flatMap((drama) => drama.songs), report: importReport(result) };
};
const wave = rawSong({ drama_id: 1, title: 'Wave', artists: ['CHEN'], part: '2' });

describe('fills', () => {
  it('fill what is empty and add their sources', () => {
    const { songs, report } = run(
      [wave],
      [
        {
          drama_id: 1,
          match: { title: 'Wave' },
          set: { title_ko: '파랑', release_date: '2020-03-01' },
          source: [page],
        },
      ],
    );
    expect(songs).toHaveLength(1);
    expect(songs[0]).toMatchObject({
      titles: { en: 'Wave', ko: '파랑' },
      part: '2',
      releaseDate: '2020-03-01',
      sources: ['list B', page],
    });
    expect(report).toContain('a drama: Wave – CHEN: title_ko, release_date');
  });

  it('leave what is known, and list the difference', () => {
    const { songs, result } = run(
      [wave],
      [{ drama_id: 1, match: { title: 'Wave' }, set: { part: '3' }, source: [page] }],
    );
    expect(songs[0]).toMatchObject({ part: '2', sources: ['list B'] });
    expect(result.record.conflicts).toEqual(['a drama: Wave – CHEN: part 2 kept, 3 not (a fill)']);
    expect(result.record.fills).toEqual([]);
  });

  it('name singers in Hangul and add those the row lacks, without listing one twice', () => {
    const { songs, result } = run(
      [wave],
      [
        {
          drama_id: 1,
          match: { title: 'Wave' },
          set: { artists: ['앤', 'Chen'], artists_ko: ['앤', '첸'] },
          source: [page],
        },
      ],
    );
    expect(songs[0]?.credits).toHaveLength(2);
    expect(result.artists.map(({ names }) => names)).toEqual(
      expect.arrayContaining([{ en: 'CHEN', ko: '첸' }, { ko: '앤' }]),
    );
  });

  it('change nothing when they mean no row or several, and are listed', () => {
    const twin = rawSong({ drama_id: 1, title: 'Wave', artists: ['Lia'] });
    const set = { release_date: '2020-03-01' };
    const { songs, report } = run(
      [wave, twin],
      [
        { drama_id: 1, match: { title: 'Wave' }, set, source: [page] },
        { drama_id: 2, match: { title: 'Wave' }, set, source: [page] },
        { drama_id: 1, match: { title: 'wave' }, set, source: [page] },
      ],
    );
    expect(songs.flatMap(({ releaseDate }) => releaseDate ?? [])).toEqual([]);
    expect(report).toContain('| a fill that fits several rows | 1 |');
    expect(report).toContain('| a fill that fits no row | 2 |');
  });

  it('yield to what a person decided', () => {
    const { songs } = run(
      [rawSong({ drama_id: 1, title: 'Wave', artists: ['CHEN'] })],
      [{ drama_id: 1, match: { title: 'Wave' }, set: { part: '3' }, source: [page] }],
      { songs: [{ drama_id: 1, title: 'Wave', set: { part: '4' }, reason: 'heard in part 4' }] },
    );
    expect(songs[0]?.part).toBe('4');
  });
});
