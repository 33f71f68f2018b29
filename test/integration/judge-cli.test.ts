import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const run = async (input: string, args: readonly string[] = ['--jsonl']) => {
  const child = spawn(process.execPath, ['src/cli/judge.ts', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [output, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return {
    lines: output
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line)),
    complaint,
    code: await closed,
  };
};

test('judges one line after the other and goes on after a bad one', async () => {
  const { lines, code } = await run(
    [
      '{"kind":"drama","answer":"Reply 1988","guess":"응답하라 1988이요"}',
      '{"kind":"drama","answer":"Reply 1988","guess":"reply 1997"}',
      'not json',
      '{"kind":"film","answer":"Reply 1988","guess":"reply 1988"}',
      '{"kind":"drama","answer":"No Such Drama At All","guess":"x"}',
      '',
      '{"kind":"artist","answer":"EXO","guess":"chanyeol"}',
      '{"kind":"song","answer":"Stay With Me","guess":"||stay with me||"}',
    ].join('\r\n'),
  );
  expect(lines).toEqual([
    { verdict: 'correct', reason: 'title', nearest: 'Reply 1988' },
    { verdict: 'wrong', reason: 'another-number', nearest: 'Reply 1997' },
    { error: expect.stringContaining('"kind"') as unknown },
    { error: expect.stringContaining('"kind"') as unknown },
    { error: 'no drama is called "No Such Drama At All"' },
    { verdict: 'near', reason: 'group-or-member', nearest: 'CHANYEOL' },
    { verdict: 'correct', reason: 'title', nearest: 'Stay With Me' },
  ]);
  expect(code).toBe(0);
});

test('says how it is called when it is called otherwise', async () => {
  const { complaint, code } = await run('', []);
  expect(complaint).toContain('--jsonl');
  expect(code).toBe(2);
});
