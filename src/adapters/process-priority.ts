import { setPriority } from 'node:os';

/** Playing must not stutter because a file is being prepared. */
const niceness = 10;

/** Lowers a process's claim to the processor. It may be gone already. */
export const yieldTo = (pid: number | undefined): void => {
  if (pid === undefined) return;
  try {
    setPriority(pid, niceness);
  } catch (error) {
    if ((error as { info?: { code?: string } }).info?.code !== 'ESRCH') throw error;
  }
};
