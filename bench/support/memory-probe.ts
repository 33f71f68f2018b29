import { memoryUsage } from 'node:process';

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/** Loaded into a process that is measured: on SIGUSR2 it says what it takes, collects its garbage, gives back the room and says what is left. */
process.on('SIGUSR2', () => {
  const collect = (globalThis as { gc?: Collect }).gc;
  if (collect === undefined) throw new Error('Start it with --expose-gc.');
  const asItRuns = memoryUsage.rss();
  for (let round = 0; round < 3; round += 1)
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const { rss, heapUsed } = memoryUsage();
  process.stdout.write(`MEMORY ${JSON.stringify({ asItRuns, rss, heapUsed })}\n`);
});
