import { describe, expect, test } from 'vitest';
import type { Explanation } from '../../src/core/judge/judge.ts';
import { whyOf } from '../../src/core/judge/why.ts';

const answer = { id: 'reply-1988', title: 'Reply 1988', isAnswer: true };
const sibling = { id: 'reply-1994', title: 'Reply 1994', isAnswer: false };
const explained = (verdict: Explanation['verdict'], candidates: Explanation['candidates']): Explanation => ({
  verdict,
  read: 'reply',
  candidates,
});

const another = explained({ kind: 'wrong', reason: 'another-number', nearest: 'Reply 1994' }, [sibling]);
const several = explained({ kind: 'wrong', reason: 'several-titles', nearest: 'Reply 1994' }, [
  sibling,
  answer,
]);
const near = explained({ kind: 'near', reason: 'ambiguous', nearest: 'Reply 1988' }, [answer, sibling]);

describe('the explanation of a guess', () => {
  test.each([
    ['near', near],
    ['a wrong number', another],
    ['several titles', several],
    ['only the answer in mind', explained({ kind: 'wrong', reason: 'unknown' }, [answer])],
  ])('never tells the answer while the round is open: %s', (_what, explanation) => {
    expect(JSON.stringify(whyOf(explanation, true))).not.toContain('1988');
  });

  test('does not tell a sibling of the answer from any other title while the round is open', () => {
    const elsewhere = explained({ kind: 'wrong', reason: 'another-title', nearest: 'Reply 1994' }, [sibling]);
    expect(whyOf(another, true)).toEqual(whyOf(elsewhere, true));
    expect(whyOf(several, true).titles).toEqual([]);
  });

  test('tells everything when the round is over', () => {
    expect(whyOf(near, false)).toEqual({
      verdict: 'near',
      reason: 'ambiguous',
      read: 'reply',
      titles: ['Reply 1988', 'Reply 1994'],
    });
    expect(whyOf(another, false).reason).toBe('another-number');
  });
});
