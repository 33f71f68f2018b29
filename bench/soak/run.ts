import { parseArgs } from 'node:util';
import { soak } from './soak.ts';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string', default: '1' } },
});

const report = await soak({ minutes: Number(values.minutes), seed: values.seed, say: console.log });
console.log(JSON.stringify(report, undefined, 2));
if (report.problems.length > 0) process.exitCode = 1;
