import * as prompts from '@clack/prompts';

export interface Progress {
  advance(message: string): void;
  stop(message: string): void;
}

/** A bar on stderr, so that stdout stays for results; plain lines where stderr is no terminal. */
export const createProgress = (title: string, total: number): Progress => {
  if (!process.stderr.isTTY) {
    let done = 0;
    return {
      advance(message) {
        done += 1;
        process.stderr.write(`${title} ${done}/${total}: ${message}\n`);
      },
      stop(message) {
        process.stderr.write(`${message}\n`);
      },
    };
  }
  const bar = prompts.progress({ max: Math.max(total, 1), output: process.stderr });
  bar.start(title);
  return {
    advance(message) {
      bar.advance(1, message);
    },
    stop(message) {
      bar.stop(message);
    },
  };
};
