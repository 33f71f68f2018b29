import { createProgress } from '../../adapters/progress.ts';

/** Of a bar that long work moves on; as lines in a log they are not too many. */
const steps = 20;

/** A progress bar for many small things: it moves on after each twentieth of them. */
export const createSteps = (title: string, total: number) => {
  const progress = createProgress(title, steps);
  let done = 0;
  let shown = 0;
  return {
    advance: (): void => {
      done += 1;
      for (; shown < steps && done * steps >= (shown + 1) * total; shown += 1) {
        progress.advance(`${done} of ${total} records`);
      }
    },
    stop: progress.stop,
  };
};
