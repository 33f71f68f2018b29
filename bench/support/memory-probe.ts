/** Loaded into a process that is measured: on SIGUSR2 it collects its garbage and says what is left. */
process.on('SIGUSR2', () => {
  const collect = (globalThis as { gc?: () => void }).gc;
  if (collect === undefined) throw new Error('Start it with --expose-gc.');
  for (let round = 0; round < 4; round += 1) collect();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.stdout.write(`MEMORY ${JSON.stringify({ rss, heapUsed, external })}\n`);
});
