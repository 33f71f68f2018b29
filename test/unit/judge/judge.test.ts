import { describe, expect, test } from 'vitest';
import { createJudging } from '../../../src/core/judge/judge.ts';
import type { AnswerKind } from '../../../src/core/quiz/types.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';

const { judge, explain, named } = createJudging(await repositoryCatalogue());
const verdict = (guess: string, answer: string, kind: AnswerKind = 'drama') =>
  judge(guess, { kind, answerIds: named(answer, kind) });

describe('a verdict', () => {
  test.each([
    ['goblin', 'title'],
    ['guardian', 'short-title'],
    ['ehRoql', 'keyboard'],
    ['dokebi', 'by-sound'],
    ['ㄷㄲㅂ', 'first-consonants'],
    ['gobiln', 'typo'],
    ['goblin 2016', 'in-context'],
    ['#guardian-the-lonely-and-great-god', 'reference'],
  ])('says why %s is correct: %s', (guess, reason) => {
    expect(verdict(guess, 'Goblin')).toMatchObject({ kind: 'correct', reason });
  });

  test('of a pick of another suggestion is wrong, even of the same title', () => {
    expect(verdict('#signal', 'Goblin')).toMatchObject({
      kind: 'wrong',
      reason: 'another-title',
      nearest: 'Signal',
    });
    expect(verdict('#no-such-drama', 'Goblin')).toMatchObject({ kind: 'wrong', reason: 'unknown' });
  });

  test.each([
    ['reply 1994', 'Reply 1988', 'another-number'],
    ['reply 1989', 'Reply 1988', 'another-number'],
    ['goblin or signal', 'Goblin', 'several-titles'],
    ['vincenzo', 'Goblin', 'another-title'],
    ['omg lol', 'Goblin', 'empty'],
    ['가', 'Goblin', 'too-short'],
    ['qwxzqwxzqwxz', 'Goblin', 'unknown'],
  ])('says why %s is wrong for %s: %s', (guess, answer, reason) => {
    expect(verdict(guess, answer)).toMatchObject({ kind: 'wrong', reason });
  });

  test('calls a group for its member and a member for the group near', () => {
    expect(verdict('chanyeol', 'EXO', 'artist')).toMatchObject({ kind: 'near', reason: 'group-or-member' });
    expect(verdict('exo', 'Chanyeol', 'artist')).toMatchObject({ kind: 'near', reason: 'group-or-member' });
  });

  test('takes every one of several right answers, and all of them together', () => {
    const answerIds = [...named('Chanyeol', 'artist'), ...named('Punch', 'artist')];
    for (const guess of ['chanyeol', 'punch', 'chanyeol and punch', '펀치, 찬열'])
      expect(judge(guess, { kind: 'artist', answerIds }).kind, guess).toBe('correct');
    expect(judge('chanyeol, punch, gummy', { kind: 'artist', answerIds }).kind).toBe('wrong');
  });
});

test('an explanation names what was understood and what it could have been', () => {
  expect(
    explain('is it goblin or signal?', { kind: 'drama', answerIds: named('Signal', 'drama') }),
  ).toMatchObject({
    verdict: { kind: 'wrong', reason: 'several-titles' },
    candidates: [
      { title: 'Guardian: The Lonely and Great God', isAnswer: false },
      { title: 'Signal', isAnswer: true },
    ],
  });
});
