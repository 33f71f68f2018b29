import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Measure, Order } from './injected.ts';

/** A stop that takes longer has hung. */
const stopWithinMs = 20_000;

/** The bot in a process of its own. */
export const startChild = async (environment: Record<string, string>) => {
  const child = fork(join(import.meta.dirname, 'bot.ts'), {
    execArgv: ['--expose-gc'],
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const said = async (): Promise<unknown> => {
    const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[];
    return first;
  };
  if ((await said()) !== 'ready') throw new Error(`The bot did not start:\n${text}`);
  const order = (what: Order): void => {
    if (child.connected) child.send(what);
  };
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    isRunning,
    order,
    output: () => text,
    /** How it ended, in words. */
    ending: () => `exit code ${String(child.exitCode)}, signal ${String(child.signalCode)}`,
    /** `undefined` when it ended instead. */
    measure: async (): Promise<Measure | undefined> => {
      order('measure');
      const told = await said();
      return typeof told === 'object' && told !== null ? (told as Measure) : undefined;
    },
    /** @returns whether it stopped by itself and in time. */
    stop: async (): Promise<boolean> => {
      if (!isRunning()) return false;
      const ended = once(child, 'exit');
      order('stop');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await ended;
      clearTimeout(timer);
      return child.exitCode === 0;
    },
  };
};
export type Child = Awaited<ReturnType<typeof startChild>>;
