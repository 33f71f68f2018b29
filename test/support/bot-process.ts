import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

export interface BotProcess {
  readonly child: ChildProcess;
  /** Everything written so far to standard output and standard error. */
  output(): string;
  /** Resolves when the output matches; rejects with the output when the process ends or takes too long. */
  until(pattern: RegExp, timeoutMs?: number): Promise<void>;
  /** Sends a signal and resolves to the exit code and how long the end took. */
  end(signal?: NodeJS.Signals): Promise<{ code: number | null; ms: number }>;
  /** Resolves to the exit code of a process that ends by itself. */
  ended(): Promise<number | null>;
}

/** The real program in a process of its own, with nothing in its environment but what is given. */
export const startBot = (
  environment: Record<string, string>,
  { folder = process.cwd(), program = 'src/main.ts' }: { folder?: string; program?: string } = {},
): BotProcess => {
  const child = spawn(process.execPath, [program], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const listeners = new Set<() => void>();
  const add = (chunk: Buffer) => {
    text += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  const exit = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code);
      for (const listener of listeners) listener();
    });
  });

  const until: BotProcess['until'] = (pattern, timeoutMs = 60_000) =>
    new Promise((resolve, reject) => {
      const finish = (error?: Error) => {
        clearTimeout(timer);
        listeners.delete(check);
        if (error === undefined) resolve();
        else reject(error);
      };
      const check = () => {
        if (pattern.test(text)) finish();
        else if (child.exitCode !== null) finish(new Error(`Ended before ${String(pattern)}:\n${text}`));
      };
      const timer = setTimeout(() => {
        finish(new Error(`No ${String(pattern)} after ${timeoutMs} ms:\n${text}`));
      }, timeoutMs);
      listeners.add(check);
      check();
    });

  return {
    child,
    until,
    output: () => text,
    ended: () => exit,
    end: async (signal = 'SIGTERM') => {
      const startedAt = performance.now();
      child.kill(signal);
      const code = await exit;
      return { code, ms: performance.now() - startedAt };
    },
  };
};
