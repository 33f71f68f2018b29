import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJudging } from '../../../src/core/judge/judge.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';

const { judge, explain } = createJudging(await repositoryCatalogue());
const question = { kind: 'drama', answerIds: ['reply-1988'] } as const;
const kinds = fc.constantFrom('drama', 'song', 'artist');

/** Pieces that steps of the judge look for, put together in any way. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'goblin',
        '도깨비',
        'is it ',
        ' or ',
        ', ',
        '||',
        '**',
        'ㅋㅋㅋ',
        'ㅅㄹㅇ',
        '🇰🇷',
        '👨‍👩‍👧',
        '<@1>',
        '<:a:1>',
        ':x:',
        'season ',
        '2',
      ),
      fc.constantFrom(
        '\u0000',
        '\uD83D',
        '\u1112\u1161',
        '\u0301',
        '\u200B',
        '#',
        '%',
        '++',
        '::',
        '(((',
        'https://',
        '시즌 ',
        '의',
        'ㅏ',
        'a'.repeat(50),
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 200 },
  )
  .map((pieces) => pieces.join('').slice(0, 4000));

describe('whatever is typed', () => {
  test('gets a verdict', () => {
    fc.assert(
      fc.property(hostile, kinds, (guess, kind) => {
        const verdict = judge(guess, { kind, answerIds: ['reply-1988', 'no-such-id'] });
        expect(['correct', 'near', 'wrong']).toContain(verdict.kind);
      }),
      { numRuns: 1500 },
    );
  });

  test('gets an explanation of the same verdict', () => {
    fc.assert(
      fc.property(hostile, (guess) => {
        expect(explain(guess, question).verdict).toEqual(judge(guess, question));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['one letter', 'a'.repeat(2000)],
    ['one syllable', '가'.repeat(2000)],
    ['one jamo', 'ㅅ'.repeat(2000)],
    ['words', 'the goblin '.repeat(180)],
    ['chatter', 'is it maybe '.repeat(166)],
    ['Korean chatter', '혹시 정답은 '.repeat(280)],
    ['brackets', '<'.repeat(1000) + '>'.repeat(1000)],
    ['bars', '|'.repeat(2000)],
    ['marks', `a${'\u0301'.repeat(1999)}`],
    ['links', 'https://'.repeat(250)],
    ['colons', ':a'.repeat(1000)],
    ['spaces', `goblin${' '.repeat(1980)}vincenzo`],
    ['titles', 'goblin, vincenzo, signal, '.repeat(76)],
    ['forty words', 'reply 1988 '.repeat(20)],
  ])('takes little time: %s', (_, guess) => {
    judge(guess, question);
    const start = performance.now();
    for (let i = 0; i < 5; i += 1) expect(judge(guess, question).kind).toBe('wrong');
    expect((performance.now() - start) / 5).toBeLessThan(50);
  });
});
