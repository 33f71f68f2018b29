import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importRaw, type ImportResult } from '../../src/core/catalogue/import/import-raw.ts';
import type { RawSong } from '../../src/core/catalogue/import/raw-rows.ts';
import { rawArtist, rawDrama, rawInput, rawSong } from '../support/raw-rows.ts';

const songsOf = (result: ImportResult) => result.dramas.flatMap(({ songs }) => songs);
const titles = (result: ImportResult) => songsOf(result).map((song) => song.titles);

describe('importRaw: songs', () => {
  it('merges the same song under its Hangul and English title when the lengths agree', () => {
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({
            drama_id: 1,
            title: 'Cherry Blossom Love Song',
            artists: ['CHEN'],
            artists_ko: ['첸'],
            duration_ms: 200_000,
          }),
          rawSong({
            drama_id: 1,
            title: '벚꽃연가',
            artists: ['첸'],
            duration_ms: 201_500,
            source: ['list D'],
          }),
        ],
      }),
    );
    expect(titles(result)).toEqual([{ en: 'Cherry Blossom Love Song', ko: '벚꽃연가' }]);
    expect(songsOf(result)[0]?.sources).toEqual(['list B', 'list D']);
  });

  it('keeps two songs when the lengths disagree', () => {
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({ drama_id: 1, title: 'One', artists: ['첸'], part: '1', duration_ms: 200_000 }),
          rawSong({ drama_id: 1, title: '하나', artists: ['첸'], part: '1', duration_ms: 203_000 }),
        ],
      }),
    );
    expect(titles(result)).toHaveLength(2);
  });

  it('merges the only two titles of an artist in one part, but not when there is a third', () => {
    const pair = [
      rawSong({ drama_id: 1, title: 'One', artists: ['첸'], part: '1' }),
      rawSong({ drama_id: 1, title: '하나', artists: ['첸'], part: '1' }),
    ];
    const third = rawSong({ drama_id: 1, title: '둘', artists: ['첸'], part: '1' });
    expect(titles(importRaw(rawInput({ songs: pair })))).toHaveLength(1);
    expect(titles(importRaw(rawInput({ songs: [...pair, third] })))).toHaveLength(3);
  });

  it('marks as instrumental what a row or a title calls so, unless a sung song goes with it', () => {
    const marked = (songs: RawSong[]) =>
      songsOf(importRaw(rawInput({ songs }))).map(({ instrumental }) => instrumental);
    const sung = rawSong({ drama_id: 1, title: 'Rain', artists: ['첸'] });
    const inst = rawSong({ drama_id: 1, title: 'Rain (Inst.)', artists: ['첸'] });
    expect(marked([rawSong({ drama_id: 1, title: 'Score', artists: ['개미'], instrumental: true })])).toEqual(
      [true],
    );
    expect(marked([inst])).toEqual([true]);
    expect(marked([sung, inst])).toEqual([undefined]);
    expect(marked([rawSong({ drama_id: 1, title: 'True Love (Main Theme)', artists: ['핑클'] })])).toEqual([
      undefined,
    ]);
  });

  it('keeps two titles apart that one page lists, but not those of two pages', () => {
    const pair = (pages: [string, string]) => [
      rawSong({ drama_id: 1, title: 'One', artists: ['첸'], part: '1', source: [pages[0]] }),
      rawSong({ drama_id: 1, title: '하나', artists: ['첸'], part: '1', source: [pages[1]] }),
    ];
    expect(titles(importRaw(rawInput({ songs: pair(['page:a', 'page:a']) })))).toHaveLength(2);
    expect(titles(importRaw(rawInput({ songs: pair(['page:a', 'page:b']) })))).toHaveLength(1);
  });

  it('merges by Spotify id whatever the titles say', () => {
    const song = { drama_id: 1, artists: ['첸'], spotify_id: 'abc' };
    const result = importRaw(
      rawInput({ songs: [rawSong({ ...song, title: 'One' }), rawSong({ ...song, title: 'Hana' })] }),
    );
    expect(titles(result)).toEqual([{ en: 'One', other: ['Hana'] }]);
  });

  it('keeps the same title by another artist as another song, and says so', () => {
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({ drama_id: 1, title: '그 남자', artists: ['백지영'] }),
          rawSong({ drama_id: 1, title: '그 남자', artists: ['현빈'] }),
        ],
      }),
    );
    expect(titles(result)).toHaveLength(2);
    expect([...result.record.undecided.values()].flat()).toHaveLength(1);
  });

  it('makes a marked row a version of its song, a cover when another sings it', () => {
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({ drama_id: 1, title: 'Rainy', artists: ['첸'] }),
          rawSong({ drama_id: 1, title: 'Rainy (Piano Ver.)', artists: ['첸'] }),
          rawSong({ drama_id: 1, title: 'Rainy (Inst.)', artists: ['첸'] }),
          rawSong({ drama_id: 1, title: 'Rainy (IU ver.)', artists: ['아이유'] }),
        ],
      }),
    );
    const [song] = songsOf(result);
    expect(songsOf(result)).toHaveLength(1);
    expect(song?.versions?.map(({ kind }) => kind)).toEqual(['other', 'instrumental', 'cover']);
  });

  it('keeps one song of two dramas in the earlier one', () => {
    const dramas = [
      rawDrama({ drama_id: 1, title_en: 'Later', year: 2021 }),
      rawDrama({ drama_id: 2, title_en: 'Earlier', year: 2019 }),
    ];
    const songs = [1, 2].map((drama_id) =>
      rawSong({ drama_id, title: 'Shared', artists: ['첸'], duration_ms: 200_000 + drama_id }),
    );
    const result = importRaw(rawInput({ dramas, songs }));
    expect(songsOf(result)).toHaveLength(1);
    expect(result.dramas.find(({ id }) => id === 'earlier')?.songs[0]?.alsoIn).toEqual(['later']);
    expect(result.dramas.map(({ id }) => id)).toEqual(['earlier', 'later']);
  });

  it('does not take a chart week for a release date', () => {
    const result = importRaw(
      rawInput({
        songs: [rawSong({ drama_id: 1, title: 'One', artists: ['첸'], first_chart_week: '2020-05-04' })],
      }),
    );
    expect(songsOf(result)[0]?.releaseDate).toBeUndefined();
    expect(songsOf(result)[0]?.popularity).toBeGreaterThan(0);
  });

  it('leaves out a date years away from the airing and lists it', () => {
    const result = importRaw(
      rawInput({
        songs: [rawSong({ drama_id: 1, title: 'One', artists: ['첸'], release_date: '2024-05-04' })],
      }),
    );
    expect(songsOf(result)[0]?.releaseDate).toBeUndefined();
    expect(result.record.conflicts[0]).toContain('2024-05-04');
  });

  it('keeps the better-sourced of two dates and lists the other', () => {
    const song = { drama_id: 1, title: 'One', artists: ['첸'] };
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({ ...song, release_date: '2020-03-01', source: ['Spotify'] }),
          rawSong({ ...song, release_date: '2020-03-05', source: ['page:https://example.com/press'] }),
        ],
      }),
    );
    expect(songsOf(result)[0]?.releaseDate).toBe('2020-03-05');
    expect(result.record.conflicts).toHaveLength(1);
  });

  it('reads additions with a drama named by title', () => {
    const addition = {
      ...rawSong({ drama_id: 1, title: '소나기', artists: ['첸'], title_en: 'Shower' }),
      drama_id: null,
      drama_ko: '비',
    };
    expect(titles(importRaw(rawInput({ additions: [addition] })))).toEqual([{ en: 'Shower', ko: '소나기' }]);
  });
});

describe('importRaw: artists', () => {
  const creditNames = (result: ImportResult) =>
    songsOf(result).map(({ credits }) =>
      credits.map(
        ({ artist, role }) => [result.artists.find(({ id }) => id === artist)?.names, role] as const,
      ),
    );

  it('knows CHEN, 첸 and a member of EXO for one', () => {
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({ drama_id: 1, title: 'One', artists: ['CHEN'], artists_ko: ['첸'] }),
          rawSong({ drama_id: 1, title: 'Two', artists: ['첸'] }),
          rawSong({ drama_id: 1, title: 'Three', artists: ['Chen'], artists_ko: [null] }),
        ],
        artists: [
          rawArtist({ name: 'Chen', name_ko: '첸', group: ['EXO'] }),
          rawArtist({ name: 'EXO', name_ko: '엑소' }),
        ],
      }),
    );
    const [chen] = result.artists.filter(({ memberOf }) => memberOf !== undefined);
    expect(chen).toMatchObject({ id: 'chen', names: { ko: '첸' }, kind: 'member', memberOf: ['exo'] });
    expect(result.artists).toHaveLength(2);
    expect(result.artists.find(({ id }) => id === 'exo')).toMatchObject({
      kind: 'group',
      names: { en: 'EXO', ko: '엑소' },
    });
  });

  it('does not merge people who share a Latin name', () => {
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({ drama_id: 1, title: 'One', artists: ['DK'], artists_ko: ['도겸'] }),
          rawSong({ drama_id: 1, title: 'Two', artists: ['DK'], artists_ko: ['디셈버'] }),
        ],
      }),
    );
    expect(result.artists.map(({ names }) => names.ko).sort()).toEqual(['도겸', '디셈버']);
  });

  it('tells people of one name apart where the overrides mark them', () => {
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({ drama_id: 1, title: 'One', artists: ['리아'] }),
          rawSong({ drama_id: 1, title: '눈물', artists: ['리아'] }),
        ],
        overrides: {
          songs: [
            {
              drama_id: 1,
              title: '눈물',
              set: { artists: ['리아#singer'], artists_ko: ['리아#singer'] },
              reason: 'another',
            },
          ],
        },
      }),
    );
    expect(result.artists.map(({ names }) => names)).toEqual([{ ko: '리아' }, { ko: '리아' }]);
    expect(new Set(result.artists.map(({ id }) => id)).size).toBe(2);
  });

  it('leaves the group open when a name belongs to several', () => {
    const result = importRaw(
      rawInput({
        songs: [rawSong({ drama_id: 1, title: 'One', artists: ['JIN'], artists_ko: ['진'] })],
        artists: [rawArtist({ name: 'JIN', name_ko: '진', group: ['BTS', 'Lovelyz'] })],
      }),
    );
    expect(result.artists).toHaveLength(1);
    expect(result.artists[0]?.memberOf).toBeUndefined();
  });

  it('splits credits by role and leaves group names whole', () => {
    const result = importRaw(
      rawInput({
        songs: [
          rawSong({ drama_id: 1, title: '환청 (Feat. 나쑈 (NaShow))', artists: ['장재인', '나쑈'] }),
          rawSong({ drama_id: 1, title: 'Glass', artists: ['Savina & Drones'] }),
          rawSong({ drama_id: 1, title: 'Dark', artists: ['시연', '다미', '시연 & 다미'] }),
        ],
      }),
    );
    const credits = creditNames(result);
    expect(credits).toContainEqual([
      [{ ko: '장재인' }, 'performer'],
      [{ ko: '나쑈' }, 'featuring'],
    ]);
    expect(credits).toContainEqual([[{ en: 'Savina & Drones' }, 'performer']]);
    expect(credits).toContainEqual([
      [{ ko: '시연' }, 'performer'],
      [{ ko: '다미' }, 'performer'],
    ]);
  });
});

describe('importRaw: dramas', () => {
  it('puts the listings of one series together and keeps namesakes apart', () => {
    const dramas = [
      rawDrama({
        drama_id: 1,
        title_en: 'Queen Seon Deok',
        title_ko: '선덕여왕',
        year: 2009,
        network: 'MBC',
      }),
      rawDrama({ drama_id: 2, title_en: 'Queen Seondeok', year: 2009, network: 'MBC' }),
      rawDrama({ drama_id: 3, title_en: 'Trap', title_ko: '트랩', year: 2019, network: 'OCN' }),
      rawDrama({ drama_id: 4, title_en: 'Trap', title_ko: '트랩', year: 2020, network: 'tvN' }),
    ];
    const { titleOnly } = importRaw(rawInput({ dramas }));
    expect(titleOnly.map(({ id }) => id)).toEqual(['queen-seon-deok', 'trap', 'trap-2020']);
  });

  it('drops specials and documentaries with the reason, never a series that has songs', () => {
    const dramas = [
      rawDrama({ drama_id: 1, title_en: 'Hwarang', title_ko: '화랑', year: 2016 }),
      rawDrama({ drama_id: 2, title_en: 'Hwarang Special', title_ko: '화랑', year: 2016 }),
      rawDrama({ drama_id: 3, title_en: 'The Making', genres: ['Documentary'] }),
      rawDrama({ drama_id: 4, title_en: 'Idol Drama', genres: ['Variety show'] }),
    ];
    const result = importRaw(
      rawInput({ dramas, songs: [rawSong({ drama_id: 4, title: 'One', artists: ['첸'] })] }),
    );
    expect([...result.titleOnly, ...result.dramas].map(({ id }) => id)).toEqual(['hwarang', 'idol-drama']);
    expect([...result.record.drops.values()].flat()).toHaveLength(2);
  });

  it('sorts titles by what they are', () => {
    const alt_titles = ['Sarangui Bulsichak', 'Pousando no Amor', 'CLOY'];
    const dramas = [
      rawDrama({ drama_id: 1, title_en: 'Crash Landing on You', title_ko: '사랑의 불시착', alt_titles }),
    ];
    expect(importRaw(rawInput({ dramas })).titleOnly[0]?.titles).toEqual({
      en: 'Crash Landing on You',
      ko: '사랑의 불시착',
      romanised: 'Sarangui Bulsichak',
      short: ['CLOY'],
      other: ['Pousando no Amor'],
    });
  });

  it('keeps a short name that is another title among the other titles, and says so', () => {
    const dramas = [
      rawDrama({
        drama_id: 1,
        title_ko: '세상 어디에도 없는 착한남자',
        alt_titles: ['착한남자'],
        year: 2012,
      }),
      rawDrama({ drama_id: 2, title_ko: '착한남자', year: 2000 }),
      rawDrama({ drama_id: 3, title_ko: '대군 - 사랑을 그리다', alt_titles: ['대군'], year: 2018 }),
    ];
    const { titleOnly, record } = importRaw(rawInput({ dramas }));
    const of = (year: number) => titleOnly.find((drama) => drama.year === year)?.titles;
    expect(of(2012)).toEqual({ ko: '세상 어디에도 없는 착한남자', other: ['착한남자'] });
    expect(of(2018)?.short).toEqual(['대군']);
    expect([...record.undecided.values()].flat()).toEqual(['세상 어디에도 없는 착한남자: 착한남자']);
  });
});

describe('importRaw: again', () => {
  const dramas = [rawDrama({ drama_id: 1, title_en: 'Rain', title_ko: '비', year: 2020 })];
  const english = rawSong({ drama_id: 1, title: 'One', artists: ['첸'], part: '1' });
  const hangul = rawSong({ drama_id: 1, title: '하나', artists: ['첸'], part: '1' });

  it('gives the same files from its own result', () => {
    const first = importRaw(rawInput({ dramas, songs: [english, hangul] }));
    const second = importRaw(rawInput({ dramas, songs: [english, hangul], existing: first }));
    expect(JSON.stringify([second.dramas, second.titleOnly, second.artists])).toBe(
      JSON.stringify([first.dramas, first.titleOnly, first.artists]),
    );
  });

  it('keeps the id of a song that is now merged as an alias', () => {
    const other = rawSong({ drama_id: 1, title: '둘', artists: ['첸'], part: '1' });
    const before = importRaw(rawInput({ dramas, songs: [english, hangul, other] }));
    const after = importRaw(rawInput({ dramas, songs: [english, hangul], existing: before }));
    const ids = songsOf(before)
      .filter(({ titles: { ko } }) => ko !== '둘')
      .map(({ id }) => id);
    const [song] = songsOf(after);
    expect([song?.id, ...(song?.aliases ?? [])].sort()).toEqual(ids.sort());
  });

  it('keeps what a contributor added and corrected', () => {
    const first = importRaw(rawInput({ dramas, songs: [english] }));
    const [file] = first.dramas;
    const corrected = {
      ...file!.songs[0]!,
      lengthMs: 123_000,
      sources: ['list B', 'https://example.com/press'],
    };
    const added = {
      id: 'new-chen',
      titles: { en: 'New' },
      credits: corrected.credits,
      sources: ['https://example.com/new'],
    };
    const existing = { ...first, dramas: [{ ...file!, songs: [corrected, added] }] };
    const songs = songsOf(importRaw(rawInput({ dramas, songs: [english], existing })));
    expect(songs.map(({ id }) => id).sort()).toEqual(['new-chen', corrected.id].sort());
    expect(songs.find(({ id }) => id === corrected.id)?.lengthMs).toBe(123_000);
  });

  it('loses no drama that has songs and no row, whatever the rows are', () => {
    const word = fc.constantFrom(
      'One',
      'Two',
      '하나',
      '둘',
      'One (Inst.)',
      '하나 (Piano Ver.)',
      'Rain OST Part 2',
    );
    const row = fc.record({
      drama_id: fc.integer({ min: 1, max: 4 }),
      title: word,
      artist: fc.constantFrom('첸', 'CHEN', '아이유', 'DK'),
      part: fc.option(fc.constantFrom('1', '2', 'Special')),
      duration_ms: fc.option(fc.constantFrom(200_000, 201_000, 240_000)),
    });
    const four = [1, 2, 3, 4].map((drama_id) =>
      rawDrama({ drama_id, title_en: drama_id < 3 ? 'Rain' : `Rain ${drama_id}`, year: 2000 + 5 * drama_id }),
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const songs = rows.map(({ artist, ...rest }, at) =>
          rawSong({ ...rest, artists: [artist], source: [`row ${at}`] }),
        );
        const result = importRaw(rawInput({ dramas: four, songs }));
        expect(result.dramas).toHaveLength(new Set(rows.map(({ drama_id }) => drama_id)).size);
        const kept = songsOf(result).flatMap(({ sources, versions = [] }) => [
          ...sources,
          ...versions.flatMap((version) => version.sources),
        ]);
        expect(new Set(kept)).toEqual(new Set(songs.flatMap(({ source }) => source)));
      }),
    );
  });
});
