import { defineConfig } from 'vitest/config';

interface More {
  /** The folder, where it is not the project's name. */
  readonly folder?: string;
  readonly globalSetup?: string[];
  readonly provide?: { readonly storeKind: 'postgres' | 'redis' };
}

const project = (name: string, timeoutMs: number, { folder = name, ...more }: More = {}) => ({
  test: {
    name,
    include: [`test/${folder}/**/*.test.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    // Tests that wait for sound in real time do so side by side.
    maxConcurrency: 30,
    ...more,
  },
});

const servers = 'test/support/servers-setup.ts';
const sound = 'test/support/sound-setup.ts';
const onServers = { folder: 'e2e', globalSetup: [servers, sound] };

export default defineConfig({
  test: {
    // Half of what tests do is wait: two files at a time keep two cores busy for 54 % of it. Vitest's own choice would be one.
    maxWorkers: 3,
    projects: [
      project('unit', 10_000),
      project('contract', 60_000, { globalSetup: [servers] }),
      project('integration', 30_000),
      project('e2e', 120_000, { globalSetup: [sound] }),
      project('e2e-postgres', 120_000, { ...onServers, provide: { storeKind: 'postgres' } }),
      project('e2e-redis', 120_000, { ...onServers, provide: { storeKind: 'redis' } }),
      project('browser', 240_000),
    ],
  },
});
