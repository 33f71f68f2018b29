import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * The whole bot in a process of its own, with a clock that its parent moves. It has read its program when it says `warm`, and
 * starts when it is told how far ahead its clock is.
 */
// As in main.ts: one life after another reads the same program, so what V8 makes of it is kept.
enableCompileCache(join(import.meta.dirname, '..', '..', 'data', 'runtime', 'compiled'));
const { createApp } = await import('../../src/app.ts');
const { parseConfig } = await import('../../src/config.ts');
const { createMovedTime } = await import('./moved-time.ts');
flushCompileCache();

process.once('message', (aheadMs: number) => {
  const time = createMovedTime(aheadMs);
  process.on('message', (ms: number) => {
    time.move(ms);
    process.send?.('moved');
  });
  const app = createApp(parseConfig(process.env), () => undefined, { time });
  void app.start().then(() => process.send?.('ready'));
});
// Nobody is left to end it.
process.once('disconnect', () => process.exit());
process.send?.('warm');
