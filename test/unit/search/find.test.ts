import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createSearch, type Search } from '../../../src/core/search/search.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';

let search: Search;
beforeAll(async () => {
  search = createSearch(await repositoryCatalogue());
});

/** Hangul, loose and conjoining jamo, marks, full and half width, halves of surrogate pairs, right-to-left. */
const awkward =
  '가 각 힣 ㄱ ㅏ ㄳ ㅢ \u1100 \u1161 a b Q 0 1 9 \u3000 \u0301 \u0336 \u202E \uFFD2 \u0132 \uD800 \uDC00 😀 ، ש'.split(
    ' ',
  );
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(' ', ...awkward) }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);

describe('find', () => {
  test('answers any text with well-formed hits, best first, no more than asked', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 25 }), (text, limit) => {
        const hits = search.find(text, { limit });
        expect(hits.length).toBeLessThanOrEqual(limit);
        for (const [place, { score }] of hits.entries()) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(1);
          expect(score).toBeLessThanOrEqual(hits[place - 1]?.score ?? 1);
        }
        expect(new Set(hits.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(hits.length);
      }),
      { numRuns: 300 },
    );
  });

  test('the same query finds the same, whatever was asked before', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const before = search.find(one);
        search.find(other);
        expect(search.find(one)).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  test.each([
    ['letters', 'abcdefgh'.repeat(1250)],
    ['Hangul', '사랑의불시착'.repeat(1700)],
    ['words', 'love me now '.repeat(850)],
    ['marks', `g${'\u0300\u0336'.repeat(5000)}oblin`],
    ['loose jamo', 'ㅅㄹㅇㅏ'.repeat(2500)],
  ])('10,000 characters of %s take no longer than a page load', (_, text) => {
    const startMs = performance.now();
    search.find(text);
    expect(performance.now() - startMs).toBeLessThan(500);
  });

  test('nothing is found for nothing', () => {
    expect(search.find('')).toEqual([]);
    expect(search.find(' \t\n')).toEqual([]);
  });

  test('only the kind asked for is found', () => {
    expect(search.find('iu', { kind: 'song' }).map(({ kind }) => kind)).toContain('song');
    for (const kind of ['song', 'drama', 'artist'] as const) {
      expect(new Set(search.find('love', { kind }).map((hit) => hit.kind))).toEqual(new Set([kind]));
    }
  });

  test('says which title matched, and how', () => {
    expect(search.find('crash landing on you')[0]).toMatchObject({
      matched: 'Crash Landing on You',
      how: 'exact',
    });
    expect(search.find('crash landing')[0]).toMatchObject({ id: 'crash-landing-on-you', how: 'prefix' });
    expect(search.find('carsh landing on yuo')[0]).toMatchObject({
      id: 'crash-landing-on-you',
      how: 'fuzzy',
    });
  });

  test('songs of a drama or an artist are found by its name when songs are asked for', () => {
    const ids = search.find('크래쉬 랜딩 온 유', { kind: 'song' }).map(({ id }) => id);
    const byHangul = search.find('사랑의 불시착', { kind: 'song' }).map(({ id }) => id);
    expect(byHangul).toContain('give-you-my-heart-iu');
    expect(ids.length).toBeGreaterThan(0);
  });
});
