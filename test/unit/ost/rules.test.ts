import { describe, expect, test } from 'vitest';
import type { Song } from '../../../src/core/catalogue/catalogue.ts';
import {
  GEM_FAME_MOST,
  isMood,
  moods,
  moodsOf,
  moodsOfGenre,
  songsInMood,
} from '../../../src/core/catalogue/moods.ts';
import type { Tally } from '../../../src/core/catalogue/moods.ts';
import { randomSong } from '../../../src/core/catalogue/random.ts';
import { bandOf, fameOf, newestFirst, sangWith, songYear } from '../../../src/core/catalogue/relations.ts';
import {
  SIMILAR_ARTIST,
  SIMILAR_DRAMA,
  SIMILAR_GENRE,
  SIMILAR_GENRES_MOST,
  SIMILAR_MOOD,
  SIMILAR_YEARS,
  similarSongs,
} from '../../../src/core/catalogue/similar.ts';
import { resolveHits, resolveQuery } from '../../../src/core/search/resolve.ts';
import type { SearchHit } from '../../../src/core/search/search.ts';
import { inYears, parseYears, yearsText } from '../../../src/core/years.ts';
import { blocksOf, pageFrom, songsPerPage } from '../../../src/views/blocks.ts';
import { catalogue, search } from '../../support/ost.ts';

const songs = [...catalogue.songs.values()];
const everyYear = { years: undefined, gems: false };
const noTallies = new Map<string, Tally>();

describe('moods', () => {
  test('every mood tag of the catalogue can be asked for', () => {
    const tags = new Set(songs.flatMap((song) => (song.moods ?? []).map(({ tag }) => tag)));
    expect(tags.size).toBeGreaterThan(0);
    expect([...tags].filter((tag) => !isMood(tag))).toEqual([]);
    expect(moods.length).toBeLessThanOrEqual(25);
  });

  test('the genres on the map are genres of the catalogue', () => {
    const genres = new Set([...catalogue.dramas.values()].flatMap((drama) => drama.genres ?? []));
    expect(Object.keys(moodsOfGenre).filter((genre) => !genres.has(genre))).toEqual([]);
  });

  test('each kind of evidence stays apart, a source before members before a genre', () => {
    const song = songs.find((one) => one.moods?.some(({ tag }) => tag === 'mourning'))!;
    const genre = moodsOf(catalogue, song).filter(({ genres }) => genres.length > 0);
    const evidence = moodsOf(catalogue, song, new Map([['calm', 3]]));
    expect(evidence[0]).toMatchObject({ mood: 'mourning', members: 0 });
    expect(evidence[0]?.sources.length).toBeGreaterThan(0);
    expect(evidence.find(({ mood }) => mood === 'calm')).toEqual({
      mood: 'calm',
      sources: [],
      members: 3,
      genres: [],
    });
    expect(evidence.slice(2)).toEqual(genre);
  });

  test('a list begins with what sources state and keeps to the years', () => {
    const list = songsInMood(catalogue, { mood: 'heart-rending', ...everyYear }, noTallies);
    const stated = list.map(({ evidence }) => evidence.sources.length > 0);
    expect(stated.indexOf(false)).toBe(stated.filter(Boolean).length);
    expect(stated).toContain(true);
    const years = { from: 2016, to: 2017 };
    const some = songsInMood(catalogue, { mood: 'romantic', gems: false, years }, noTallies);
    expect(some.length).toBeGreaterThan(10);
    for (const { song } of some) expect([2016, 2017]).toContain(songYear(catalogue, song));
  });

  test('gems are the little-known ones', () => {
    const gems = songsInMood(catalogue, { mood: 'romantic', years: undefined, gems: true }, noTallies);
    const all = songsInMood(catalogue, { mood: 'romantic', ...everyYear }, noTallies);
    expect(gems.length).toBeGreaterThan(10);
    expect(gems.length).toBeLessThan(all.length);
    for (const { song } of gems) expect(fameOf(catalogue, song)).toBeLessThanOrEqual(GEM_FAME_MOST);
  });

  test('members alone can put a song under a mood', () => {
    const tallies = new Map<string, Tally>([['stay-with-me-chanyeol', new Map([['calm', 2]])]]);
    const list = songsInMood(catalogue, { mood: 'calm', ...everyYear }, tallies);
    expect(list.map(({ song }) => song.id)).toEqual(['stay-with-me-chanyeol']);
  });
});

describe('similar songs', () => {
  const song = catalogue.song('stay-with-me-chanyeol')!;

  test('say why, hold what they say, and leave the song itself out', () => {
    const list = similarSongs(catalogue, song);
    expect(list).toHaveLength(10);
    expect(list.map((one) => one.song.id)).not.toContain(song.id);
    expect(list.map(({ score }) => score)).toEqual(list.map(({ score }) => score).toSorted((a, b) => b - a));
    for (const { song: other, reasons } of list) {
      expect(reasons.length).toBeGreaterThan(0);
      for (const reason of reasons) {
        if (reason.kind === 'artist')
          expect(other.credits.map(({ artist }) => artist)).toContain(reason.artist.id);
        if (reason.kind === 'drama')
          expect(other.dramaIds.some((id) => song.dramaIds.includes(id))).toBe(true);
      }
    }
  });

  test('a score is the sum of what its reasons are worth', () => {
    const worth = {
      artist: () => SIMILAR_ARTIST,
      mood: () => SIMILAR_MOOD,
      drama: () => SIMILAR_DRAMA,
      genre: (genres: number) => SIMILAR_GENRE * Math.min(genres, SIMILAR_GENRES_MOST),
      years: () => SIMILAR_YEARS,
    };
    for (const { score, reasons } of similarSongs(catalogue, song, noTallies, songs.length)) {
      const sum = reasons.reduce(
        (total, reason) => total + worth[reason.kind](reason.kind === 'genre' ? reason.genres.length : 0),
        0,
      );
      expect(score).toBe(sum);
    }
  });

  test('at most three are of one drama', () => {
    for (const id of ['stay-with-me-chanyeol', 'sudden-shower-eclipse']) {
      const dramas = similarSongs(catalogue, catalogue.song(id)!).map((one) => one.song.dramaIds[0]);
      for (const drama of dramas) expect(dramas.filter((one) => one === drama).length).toBeLessThanOrEqual(3);
    }
  });

  test('a mood that members gave both counts more than a genre', () => {
    const other = songs.find(
      (one) =>
        one.dramaIds[0] !== song.dramaIds[0] &&
        !one.credits.some(({ artist }) => song.credits.some((credit) => credit.artist === artist)),
    )!;
    const calm: Tally = new Map([['calm', 1]]);
    const tallies = new Map([
      [song.id, calm],
      [other.id, calm],
    ]);
    const before = similarSongs(catalogue, song, noTallies, songs.length);
    const after = similarSongs(catalogue, song, tallies, songs.length);
    const scoreIn = (list: typeof before) => list.find((one) => one.song.id === other.id)?.score ?? 0;
    expect(scoreIn(after)).toBeGreaterThanOrEqual(SIMILAR_MOOD);
    expect(scoreIn(after)).toBeGreaterThan(scoreIn(before));
    expect(after.find((one) => one.song.id === other.id)?.reasons).toContainEqual({
      kind: 'mood',
      mood: 'calm',
    });
  });
});

describe('a random song', () => {
  const goblin = 'guardian-the-lonely-and-great-god';

  test('every song that fits is drawn by some number, and no other', () => {
    const query = { years: undefined, dramaId: goblin };
    const of = catalogue.songsOfDrama(goblin).length;
    const drawn = Array.from(
      { length: of },
      (_none, at) => randomSong(catalogue, query, { next: () => (at + 0.5) / of })?.song.id,
    );
    expect(new Set(drawn)).toEqual(new Set(catalogue.drama(goblin)?.songIds));
  });

  test('another one is another one, whatever chance says', () => {
    const query = { years: undefined, dramaId: goblin };
    for (const next of [0, 0.1, 0.5, 0.999]) {
      const first = randomSong(catalogue, query, { next: () => next })!;
      const second = randomSong(catalogue, query, { next: () => next }, first.place)!;
      expect(second.song.id).not.toBe(first.song.id);
      expect(second.place).not.toBe(first.place);
    }
  });

  test('nothing fits a year without songs', () => {
    const query = { years: { from: 1961, to: 1961 }, dramaId: undefined };
    expect(randomSong(catalogue, query, { next: () => 0.5 })).toBeUndefined();
  });
});

test.each([
  ['2016', '2016', [2016], [2015, 2017]],
  ['2010-2019', '2010-2019', [2010, 2019], [2009, 2020]],
  ['2019 – 2010', '2010-2019', [2010], [2020]],
  [' 2010S ', '2010-2019', [2015], [2020]],
])('reads %j as the years %s', (typed, written, inside, outside) => {
  const range = parseYears(typed)!;
  expect(yearsText(range)).toBe(written);
  expect(parseYears(yearsText(range))).toEqual(range);
  for (const year of inside) expect(inYears(year, range)).toBe(true);
  for (const year of [...outside, undefined]) expect(inYears(year, range)).toBe(false);
});

test('what is no year is refused, and no range takes every year', () => {
  for (const typed of ['', 'soon', '16', '2016-', '20100', '2016-2018-2019'])
    expect(parseYears(typed)).toBeUndefined();
  expect(inYears(undefined, undefined)).toBe(true);
});

describe('what a query stands for', () => {
  const hit = (id: string, score: number): SearchHit => ({
    kind: 'song',
    id,
    score,
    matched: id,
    how: 'fuzzy',
  });

  test('one clear hit stands alone', () => {
    expect(resolveHits([hit('a', 0.98), hit('b', 0.7)])).toEqual({ found: true, id: 'a', others: [] });
  });

  test('nearly equal hits are offered as well', () => {
    expect(resolveHits([hit('a', 0.9), hit('b', 0.85), hit('c', 0.8)])).toEqual({
      found: true,
      id: 'a',
      others: ['b'],
    });
  });

  test('poor hits are no answer but the nearest three', () => {
    const hits = [0.45, 0.4, 0.35, 0.3, 0.1].map((score, at) => hit(String(at), score));
    expect(resolveHits(hits)).toEqual({ found: false, nearest: ['0', '1', '2'] });
    expect(resolveHits([hit('a', 0.1)])).toEqual({ found: false, nearest: [] });
    expect(resolveHits([])).toEqual({ found: false, nearest: [] });
  });

  test('every song, drama and artist is found by its own title', () => {
    const missed = (['song', 'drama', 'artist'] as const).flatMap((kind) =>
      [...catalogue[`${kind}s`].values()].filter((entry, at) => {
        const titles = 'names' in entry ? entry.names : entry.titles;
        return at % 10 === 0 && !resolveQuery(search, kind, titles.en ?? titles.ko ?? '').found;
      }),
    );
    expect(missed).toEqual([]);
  });
});

describe('relations', () => {
  test('newest first, unknown years last', () => {
    const years = newestFirst(catalogue, songs).map((song) => songYear(catalogue, song) ?? 0);
    expect(years).toEqual(years.toSorted((a, b) => b - a));
    expect(years.at(-1)).toBe(0);
  });

  test('whom an artist sang with sang with them', () => {
    const chanyeol = catalogue.artist('chanyeol')!;
    const partners = sangWith(catalogue, chanyeol);
    expect(partners.map(({ artist }) => artist.id)).toContain('punch');
    const punch = sangWith(catalogue, catalogue.artist('punch')!);
    expect(punch.find(({ artist }) => artist.id === 'chanyeol')?.songs).toBe(
      partners.find(({ artist }) => artist.id === 'punch')?.songs,
    );
  });

  test('a group leads to its members and each member back', () => {
    const exo = catalogue.artist('exo')!;
    const members = bandOf(catalogue, exo);
    expect(members.map(({ id }) => id)).toContain('chanyeol');
    for (const member of members) expect(bandOf(catalogue, member).map(({ id }) => id)).toContain('exo');
  });
});

describe('pages of blocks', () => {
  const songsOf = (...sizes: number[]): Song[] =>
    sizes.flatMap((size, at) =>
      Array.from({ length: size }, (_none, n) => ({
        ...songs[0]!,
        id: `${String(at)}-${String(n)}`,
        part: String(at),
      })),
    );
  const blocks = (...sizes: number[]) => blocksOf(songsOf(...sizes), ({ part }) => part ?? '');

  test('a block longer than a page continues on the next', () => {
    expect(blocks(23, 1).map(({ songs: own, isContinued }) => [own.length, isContinued])).toEqual([
      [10, false],
      [10, true],
      [3, true],
      [1, false],
    ]);
  });

  test('a page holds whole blocks and begins where it was asked to', () => {
    const list = blocks(4, 4, 4, 1);
    expect(pageFrom(list, 0)).toMatchObject({ first: 1, last: 8, previous: undefined, next: 2 });
    expect(pageFrom(list, 2)).toMatchObject({ first: 9, last: 13, previous: 0, next: undefined });
    expect(pageFrom(list, 3)).toMatchObject({ first: 13, last: 13, previous: 1, next: undefined });
    expect(pageFrom(list, 99)).toEqual(pageFrom(list, 3));
    expect(pageFrom([], 5)).toMatchObject({ blocks: [], previous: undefined, next: undefined });
  });

  test('going on from page to page shows every song once', () => {
    const list = blocks(1, 9, 3, 12, 1, 1, 1, 10, 2);
    const seen: string[] = [];
    let from: number | undefined = 0;
    while (from !== undefined) {
      const page = pageFrom(list, from);
      const shown = page.blocks.flatMap(({ songs: own }) => own.map(({ id }) => id));
      expect(shown.length).toBeLessThanOrEqual(songsPerPage);
      seen.push(...shown);
      from = page.next;
    }
    expect(seen).toEqual(list.flatMap(({ songs: own }) => own.map(({ id }) => id)));
  });
});
