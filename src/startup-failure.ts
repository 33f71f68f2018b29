import { StartupError } from './core/errors.ts';

/** Says what kept the bot from starting, one sentence a problem, and makes the process end with exit code 1. */
export const tellFailure = (error: unknown, logLevel: string): void => {
  const sentences =
    error instanceof StartupError ? error.problems : [`Sonagi could not start: ${String(error)}`];
  for (const sentence of sentences) console.error(sentence);
  const detailed = logLevel === 'debug' || logLevel === 'trace';
  if (detailed) console.error(error);
  else if (!(error instanceof StartupError)) console.error('Set LOG_LEVEL=debug for the details.');
  process.exitCode = 1;
};
