import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { createJudging } from '../../src/core/judge/judge.ts';

/** The answer's title with ever more slips, until the judge calls it near. */
export const nearMissOf = (catalogue: Catalogue, answerIds: readonly string[]): string => {
  const { judge } = createJudging(catalogue);
  const { en, ko, romanised } = catalogue.drama(answerIds[0] ?? '')?.titles ?? {};
  for (const title of [en, romanised, ko].filter((one) => one !== undefined)) {
    for (let slips = 1; slips < title.length; slips += 1) {
      const start = title.slice(0, -slips);
      for (const guess of [start, title.slice(slips), `${start}${'q'.repeat(slips)}`]) {
        if (judge(guess, { kind: 'drama', answerIds }).kind === 'near') return guess;
      }
    }
  }
  throw new Error(`Nothing is near to ${answerIds.join()}.`);
};
