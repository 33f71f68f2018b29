import { describe, expect, test } from 'vitest';
import { createJudging } from '../../../src/core/judge/judge.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';
import { accepts, rejects, type JudgingCase } from '../../support/judging-set.ts';

const { judge, named } = createJudging(await repositoryCatalogue());

const verdictOf = ({ kind, answer, guess }: JudgingCase) =>
  judge(guess, { kind, answerIds: named(answer, kind) });
const line = (item: JudgingCase): string =>
  `${item.className}: ${item.answer} ← ${item.guess} (${verdictOf(item).reason})`;

describe('the judging set', () => {
  test('asks only for answers that exist, and enough of them', () => {
    const unknown = [...accepts, ...rejects].filter(({ answer, kind }) => named(answer, kind).length === 0);
    expect(unknown.map(({ answer }) => answer)).toEqual([]);
    expect(accepts.length).toBeGreaterThanOrEqual(250);
    expect(rejects.length).toBeGreaterThanOrEqual(150);
  });

  test('is accepted in 97 of 100 cases, and in most of every class', () => {
    const missed = accepts.filter((item) => verdictOf(item).kind !== 'correct');
    expect(missed.length / accepts.length, missed.map(line).join('\n')).toBeLessThanOrEqual(0.03);
    for (const className of new Set(accepts.map((item) => item.className))) {
      const all = accepts.filter((item) => item.className === className);
      const lost = missed.filter((item) => item.className === className);
      expect(lost.length / all.length, className).toBeLessThanOrEqual(0.25);
    }
  });

  test('has no wrong guess accepted', () => {
    expect(rejects.filter((item) => verdictOf(item).kind === 'correct').map(line)).toEqual([]);
  });
});
