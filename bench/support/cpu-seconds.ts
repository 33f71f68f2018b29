import { readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Of this process and of its children that have ended. Source: proc(5), fields 14 to 17 of stat. */
export const cpuSeconds = (): number => {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / ticksPerSecond;
};
