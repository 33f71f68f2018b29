import { readFileSync } from 'node:fs';

const everyMs = 5;

/** How long the kernel has kept a process's main thread waiting for a core so far; 0 where that is not told (other than Linux). */
const waitedMs = (pid: number): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
};

/**
 * Tells stalls of ours from those of a machine with more to do than cores: on a quiet one it reports next to nothing.
 * Times are of `performance.now()` in this process.
 */
export const watchCoreWait = (pid: number) => {
  const samples: { readonly atMs: number; readonly waitedMs: number }[] = [];
  const sample = () => {
    samples.push({ atMs: performance.now(), waitedMs: waitedMs(pid) });
  };
  sample();
  const timer = setInterval(sample, everyMs);
  return {
    /** Of the time between the two, what the process was kept waiting for a core. */
    between: (fromMs: number, toMs: number): number => {
      const before = samples.findLast(({ atMs }) => atMs <= fromMs) ?? samples[0]!;
      const after = samples.find(({ atMs }) => atMs >= toMs) ?? samples.at(-1)!;
      return after.waitedMs - before.waitedMs;
    },
    stop: () => {
      clearInterval(timer);
      sample();
    },
  };
};
