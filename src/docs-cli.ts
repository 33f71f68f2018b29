import { writeFile } from 'node:fs/promises';
import { commandReference } from './command-reference.ts';

/** `npm run docs`: writes what the code itself knows into `docs/`. A test fails when they have drifted apart. */
await writeFile(new URL('../docs/commands.md', import.meta.url), commandReference());
