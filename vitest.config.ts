import { defineConfig } from 'vitest/config';

/** What runs at the same time, before the next group. */
interface Group {
  readonly maxWorkers: number;
  readonly sequence: { readonly groupOrder: number };
}
/** They only calculate: beside them, a bot that has to answer in time would have no core to itself for seconds. */
const calculating: Group = { maxWorkers: 2, sequence: { groupOrder: 0 } };
/** Half of what these do is wait: two files at a time keep two cores busy for 54 % of it. */
const waiting: Group = { maxWorkers: 3, sequence: { groupOrder: 1 } };
/** A Chromium or two each. */
const browsing: Group = { maxWorkers: 2, sequence: { groupOrder: 2 } };

interface More {
  /** The folder, where it is not the project's name. */
  readonly folder?: string;
  readonly globalSetup?: string[];
  readonly provide?: { readonly storeKind: 'postgres' | 'redis' };
}

const project = (name: string, timeoutMs: number, group: Group, { folder = name, ...more }: More = {}) => ({
  test: {
    name,
    include: [`test/${folder}/**/*.test.ts`],
    testTimeout: timeoutMs,
    hookTimeout: timeoutMs,
    // Tests that wait for sound in real time do so side by side.
    maxConcurrency: 30,
    ...group,
    ...more,
  },
});

const servers = 'test/support/servers-setup.ts';
const sound = 'test/support/sound-setup.ts';
const onServers = { folder: 'e2e', globalSetup: [servers, sound] };

export default defineConfig({
  test: {
    projects: [
      project('unit', 10_000, calculating),
      project('contract', 60_000, waiting, { globalSetup: [servers] }),
      project('integration', 30_000, waiting),
      project('e2e', 120_000, waiting, { globalSetup: [sound] }),
      project('e2e-postgres', 120_000, waiting, { ...onServers, provide: { storeKind: 'postgres' } }),
      project('e2e-redis', 120_000, waiting, { ...onServers, provide: { storeKind: 'redis' } }),
      project('browser', 240_000, browsing),
    ],
  },
});
