import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../support/log-process.ts', import.meta.url));

/** What a process wrote that logs 2,000 lines and then ends in some way. */
const written = (end: string): Promise<{ numbers: number[]; output: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [script, end], { maxBuffer: 10_000_000 }, (_error, output) => {
      const lines = output.split('\n').filter((line) => line.includes('"numbered"'));
      const numbers = lines.map((line) => (JSON.parse(line) as { n: number }).n);
      resolve({ numbers, output });
    });
  });

test.each(['return', 'exit', 'throw', 'reject', 'SIGTERM', 'wait'])(
  'every line comes out, once and in order, when the process ends by %s',
  async (end) => {
    const { numbers } = await written(end);
    expect(numbers).toEqual(Array.from({ length: 2_000 }, (_, n) => n));
  },
);

test('no secret gets into a line, whatever field or message it is in', async () => {
  const { output } = await written('secrets');
  expect(output).toContain('"told"');
  expect(output).not.toMatch(/tell-nobody|quo\\"ted|pass-in-url|typed-by-a-member|hook-token|other/);
  for (const line of output.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
  expect(output).toMatch(/"message":"first"/);
  expect(output).toContain('postgres://[Redacted]@db.example/sonagi');
});
