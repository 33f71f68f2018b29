import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    preparedSound: string;
  }
}

/** A folder in which test files of one run leave each other what bots have made of their tones (`voice-world.ts`). */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), 'sonagi-sound-'));
  project.provide('preparedSound', folder);
  return () => rm(folder, { recursive: true });
};
