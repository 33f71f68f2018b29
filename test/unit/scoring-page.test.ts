import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { LADDER_CLIPS_MS } from '../../src/core/quiz/rules.ts';
import { scoringPage } from '../../src/core/scoring-page.ts';
import { describeScoring } from '../../src/core/scoring.ts';

test('the published page of points is what the constants say: run `npm run docs` after a change', async () => {
  const published = await readFile('docs/scoring.md', 'utf8');
  expect(published).toBe(scoringPage(describeScoring(LADDER_CLIPS_MS.length)));
});
