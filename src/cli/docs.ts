import { writeFile } from 'node:fs/promises';
import { commandReference } from './command-reference.ts';
import { LADDER_CLIPS_MS } from '../core/quiz/rules.ts';
import { scoringPage } from '../core/scoring-page.ts';
import { describeScoring } from '../core/scoring.ts';

const write = (page: string, text: string) => writeFile(new URL(`../../docs/${page}`, import.meta.url), text);

/** `npm run docs`: writes what the code itself knows into `docs/`. Tests fail when they have drifted apart. */
await write('commands.md', commandReference());
await write('scoring.md', scoringPage(describeScoring(LADDER_CLIPS_MS.length)));
