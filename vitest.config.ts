import { defineConfig } from 'vitest/config';

const project = (name: string, timeoutMs: number, globalSetup: string[] = []) => ({
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    globalSetup,
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 10_000),
      project('contract', 30_000, ['test/support/servers-setup.ts']),
      project('integration', 30_000),
      project('e2e', 30_000),
      project('browser', 120_000),
    ],
  },
});
