import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeScoring } from './core/scoring.ts';
import { scoringPage } from './core/scoring-page.ts';
import { LADDER_CLIPS_MS } from './core/quiz/rules.ts';

const page = join(import.meta.dirname, '..', 'docs', 'scoring.md');
await writeFile(page, scoringPage(describeScoring(LADDER_CLIPS_MS.length)));
