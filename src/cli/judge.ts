import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { loadCatalogue } from '../adapters/catalogue-files.ts';
import { createJudging } from '../core/judge/judge.ts';

const lineSchema = z.object({
  kind: z.enum(['drama', 'song', 'artist']),
  answer: z.string().min(1),
  guess: z.string(),
});

const { values } = parseArgs({
  options: { jsonl: { type: 'boolean', default: false }, data: { type: 'string', default: 'data' } },
});

const parseJson = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** Reads JSON lines from standard input and writes one line of JSON for each, whatever is in it. */
const judgeLines = async (): Promise<void> => {
  const { judge, named } = createJudging(await loadCatalogue(values.data));
  const answerLine = (line: string): object => {
    const parsed = lineSchema.safeParse(parseJson(line));
    if (!parsed.success)
      return { error: 'not a JSON object with "kind" (drama, song or artist), "answer" and "guess"' };
    const { kind, answer, guess } = parsed.data;
    const answerIds = named(answer, kind);
    if (answerIds.length === 0) return { error: `no ${kind} is called ${JSON.stringify(answer)}` };
    const { kind: verdict, reason, nearest = null } = judge(guess, { kind, answerIds });
    return { verdict, reason, nearest };
  };
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() !== '') console.log(JSON.stringify(answerLine(line)));
  }
};

if (values.jsonl) await judgeLines();
else {
  console.error('Usage: npm run -s judge -- --jsonl < guesses.jsonl');
  process.exitCode = 2;
}
