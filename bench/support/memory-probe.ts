import { memoryUsage } from 'node:process';

type Collect = (options: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void;

/** Loaded into a process that is measured: on SIGUSR2 it collects its garbage, gives back the room and says what is left. */
process.on('SIGUSR2', () => {
  const collect = (globalThis as { gc?: Collect }).gc;
  if (collect === undefined) throw new Error('Start it with --expose-gc.');
  for (let round = 0; round < 3; round += 1)
    collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  const { rss, heapUsed, heapTotal, external } = memoryUsage();
  process.stdout.write(`MEMORY ${JSON.stringify({ rss, heapUsed, heapTotal, external })}\n`);
});
