import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { createMovedTime } from './moved-time.ts';

const script = fileURLToPath(new URL('moved-bot.ts', import.meta.url));

/** Resolves with the next word of a process; rejects with what it wrote when it ends instead. */
const wordOf = async (child: ChildProcess, word: string, output: () => string): Promise<void> => {
  const ended = new AbortController();
  const heard = once(child, 'message', { signal: ended.signal });
  const fail = () => {
    ended.abort();
  };
  child.once('exit', fail);
  try {
    const [said] = (await heard) as [unknown];
    if (said !== word) throw new Error(`The bot said ${String(said)} instead of ${word}.`);
  } catch (error) {
    throw new Error(`No "${word}" from the bot:\n${output()}`, { cause: error });
  } finally {
    child.off('exit', fail);
  }
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

/**
 * One life of the bot after another, each a real process on the same store, under one clock that is moved for all. The next
 * one reads its program while the present one works, so that a kill costs less than a second.
 */
export const createMovedBots = (
  environment: Readonly<Record<string, string>>,
  time: ReturnType<typeof createMovedTime>,
  lives: number,
) => {
  let begun = 0;
  const warmUp = () => {
    begun += 1;
    let text = '';
    const child = fork(script, {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
    const output = () => text;
    const warm = wordOf(child, 'warm', output);
    warm.catch(() => undefined);
    return { child, warm, output };
  };
  let next: ReturnType<typeof warmUp> | undefined = warmUp();
  let current: ReturnType<typeof warmUp> | undefined;

  return {
    lives,
    /** What the process at work has written. */
    output: () => current?.output() ?? '',
    start: async (): Promise<void> => {
      if (next === undefined) throw new Error(`It was to have ${lives} lives.`);
      current = next;
      await current.warm;
      const ready = wordOf(current.child, 'ready', current.output);
      current.child.send(time.aheadMs());
      await ready;
      next = begun < lives ? warmUp() : undefined;
    },
    /** Of the process and of everybody who shares the clock. */
    move: async (ms: number): Promise<void> => {
      time.move(ms);
      if (current === undefined) return;
      const moved = wordOf(current.child, 'moved', current.output);
      current.child.send(ms);
      await moved;
    },
    kill: async (): Promise<void> => {
      const killed = current;
      current = undefined;
      if (killed !== undefined) await end(killed.child);
    },
    /** Ends the one that waits as well. */
    end: async (): Promise<void> => {
      for (const one of [current, next]) if (one !== undefined) await end(one.child);
    },
  };
};
