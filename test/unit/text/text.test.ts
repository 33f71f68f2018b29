import { convertHangulToQwerty } from 'es-hangul';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distance, distanceWithin } from '../../../src/core/text/distance.ts';
import { compact, fold } from '../../../src/core/text/fold.ts';
import { choseong, jamo, keyboardSwap } from '../../../src/core/text/hangul.ts';
import { numberSeasons } from '../../../src/core/text/numbering.ts';
import { romanise, romaniseAll, romaniseBySyllable, skeleton } from '../../../src/core/text/romanise.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
const hangul = fc
  .array(fc.integer({ min: 0xac00, max: 0xd7a3 }), { minLength: 1, maxLength: 12 })
  .map((codes) => String.fromCharCode(...codes));

describe('fold', () => {
  test.each([
    ['Ｇｏｂｌｉｎ！', 'goblin'],
    ['It’s Okay to Not Be Okay', 'its okay to not be okay'],
    ['Èternal Łove', 'eternal love'],
    ['도깨비'.normalize('NFD'), '도깨비'],
    ['모범택시2', '모범택시 2'],
    ['reply1988', 'reply 1988'],
    ['ㅅㄹㅇ', 'ㅅㄹㅇ'],
    ['사랑의\u3000불시착!!', '사랑의 불시착'],
    ['R&B', 'r and b'],
    ['♥', '♥'],
    ['g̷o̷blin', 'goblin'],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('is idempotent, and the same for every Unicode form', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(hangul, (text) => {
        expect(fold(text.normalize('NFD'))).toBe(fold(text));
      }),
    );
  });
});

describe('Hangul', () => {
  test('jamo are the keys that type it', () => {
    expect(jamo('값')).toBe('ㄱㅏㅂㅅ');
    expect(jamo('왜')).toBe('ㅇㅗㅐ');
    expect(jamo('도깨비 ost')).toBe('ㄷㅗㄲㅐㅂㅣ ost');
  });

  test('first consonants, also of loose ones and clusters', () => {
    expect(choseong('사랑의 불시착')).toBe('ㅅㄹㅇ ㅂㅅㅊ');
    expect(choseong('사ㄹ의ㅂ시착')).toBe('ㅅㄹㅇㅂㅅㅊ');
    expect(choseong('ㄳㅌ')).toBe('ㄱㅅㅌ');
  });

  test('the other keyboard', () => {
    expect(keyboardSwap('rhqmffls')).toBe('고블린');
    expect(keyboardSwap('ehRoql')).toBe('도깨비');
    expect(keyboardSwap('tkfkddml qnftlckr')).toBe('사랑의 불시착');
    expect(keyboardSwap('해ㅠㅣㅑㅜ')).toBe('goblin');
  });

  test('Hangul typed on the English keyboard comes back', () => {
    fc.assert(
      fc.property(hangul, (text) => {
        const typed = convertHangulToQwerty(text);
        fc.pre(/[a-z]/u.test(typed)); // Capitals alone are read as Caps Lock.
        expect(jamo(keyboardSwap(typed))).toBe(jamo(text));
      }),
    );
  });
});

describe('romanisation', () => {
  test('by pronunciation and by syllable', () => {
    expect(romanise('신라')).toBe('silla');
    expect(romaniseBySyllable('신라')).toBe('sinra');
  });

  test('many at once are what each is alone', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(hangul, fc.constantFrom('goblin', 'a b', '도깨비 2')), { maxLength: 5 }),
        (texts) => {
          expect(romaniseAll(texts)).toEqual(texts.map(romanise));
        },
      ),
    );
  });

  test.each([
    ['dokkaebi', 'dokebi', 'tokkaebi'],
    ['sarangui bulsichak', 'sarangeui boolshichag', 'salangui bulsichag'],
    ['eungdaphara', 'eungdabhara', 'eung dab ha ra', 'eungdapara'],
    ['park bo gum', 'bak bogeom'],
    ['choi yuri', 'choe yuri'],
    ['seulgiroun uisasaenghwal', 'seulkirowoon euisasaenghwal'],
  ])('%s has one skeleton in all spellings', (first, ...others) => {
    for (const other of others) expect(skeleton(other)).toBe(skeleton(first));
  });

  test('different names keep different skeletons', () => {
    expect(skeleton('gobeullin')).not.toBe(skeleton('dokkaebi'));
    expect(skeleton('reply 1988')).not.toBe(skeleton('reply 1998'));
  });
});

test.each([
  ['hospital playlist season 2', 'hospital playlist 2', '2'],
  ['hospital playlist s2', 'hospital playlist 2', '2'],
  ['hospital playlist second season', 'hospital playlist 2', '2'],
  ['유미의 세포들 시즌 2', '유미의 세포들 2', '2'],
  ['iris ii', 'iris 2', undefined],
  ['vi', 'vi', undefined],
  ['season', 'season', undefined],
])('seasons are numbered: %s', (text, numbered, season) => {
  const result = numberSeasons(text.split(' '));
  expect(result.words.join(' ')).toBe(numbered);
  expect(result.season).toBe(season);
});

/** The textbook table, without limit or band. */
const slowDistance = (a: string, b: string, swaps = true): number => {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => i + j),
  );
  const at = (i: number, j: number): number => table[i]?.[j] ?? Infinity;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const swapped =
        swaps && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(i - 2, j - 2) + 1
          : Infinity;
      const kept = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      table[i]![j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, kept, swapped);
    }
  }
  return at(a.length, b.length);
};

describe('distance', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });

  test('is the textbook distance, cut off at the limit', () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 9 }), (a, b, limit) => {
        expect(distance(a, b, limit)).toBe(Math.min(slowDistance(a, b), limit + 1));
      }),
      { numRuns: 2000 },
    );
  });

  test('within a text is the least distance to any part of it', () => {
    fc.assert(
      fc.property(word, word, (pattern, text) => {
        const parts = [...Array(text.length + 1).keys()].flatMap((from) =>
          [...Array(text.length + 1).keys()].map((to) => text.slice(from, to)),
        );
        const least = Math.min(...parts.map((part) => slowDistance(pattern, part, false)));
        expect(distanceWithin(pattern, text, pattern.length)).toBe(least);
      }),
      { numRuns: 300 },
    );
  });
});

test('compact drops the spaces', () => {
  expect(compact('a b c')).toBe('abc');
});
