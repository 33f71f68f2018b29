import { describe, expect, it } from 'vitest';
import { readAlbum } from '../../src/core/catalogue/import/album.ts';

describe('readAlbum', () => {
  it.each([
    ['Run On OST Part 3', 'Run On', '3'],
    ['Run On (Original Television Soundtrack), Pt. 3', 'Run On', '3'],
    ['Run On, Pt. 3 (Original Television Soundtrack)', 'Run On', '3'],
    ['Blue Bird (Run On OST Part.3)', 'Run On', '3'],
    ['Blue Bird (From "Run On")', 'Run On', undefined],
    ['태양의 후예 OST Part.10', '태양의 후예', '10'],
    ['KBS2 드라마 쌈, 마이웨이 OST Part 2', '쌈, 마이웨이', '2'],
    ['미생 (Misaeng) OST', '미생', undefined],
    ['Goblin Original Soundtrack', 'Goblin', undefined],
    ['W (Original Television Soundtrack), Pt. 1', 'W', '1'],
  ])('%s', (album, drama, part) => {
    const reading = readAlbum(album);
    // A one-letter title is too little to tell a drama by, so "W" alone is not offered.
    if (drama.length === 1) expect(reading?.dramaNames).not.toContain(drama);
    else expect(reading?.dramaNames).toContain(drama);
    expect(reading?.part).toBe(part);
  });

  it('reads nothing into an album that is no soundtrack', () => {
    expect(readAlbum('Palette')).toBeUndefined();
    expect(readAlbum('The Most')).toBeUndefined();
  });
});
