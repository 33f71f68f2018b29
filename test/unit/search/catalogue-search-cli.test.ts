import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { runSearchCli } from '../../../src/cli/catalogue/search-lines.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';

const ask = async (...lines: string[]): Promise<unknown[]> => {
  const output = new PassThrough();
  const answered = text(output);
  await runSearchCli({
    input: Readable.from(lines.map((line) => `${line}\n`)),
    output,
    catalogue: await repositoryCatalogue(),
  });
  output.end();
  return (await answered)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
};

test('each query is answered by a line, and a malformed one does not stop the rest', async () => {
  const answers = await ask(
    '{"query":"stay with me goblin"}',
    'not json',
    '',
    '{"query":7}',
    '{"query":"love","kind":"film"}',
    '{"query":"사랑의불시착","kind":"drama"}',
    '{"query":""}',
  );
  expect(answers).toHaveLength(6);
  expect(answers[0]).toMatchObject({
    query: 'stay with me goblin',
    results: expect.arrayContaining([
      expect.objectContaining({
        kind: 'song',
        id: 'stay-with-me-chanyeol',
        title: 'Stay With Me',
        titleKo: null,
        drama: 'Guardian: The Lonely and Great God',
        artists: expect.arrayContaining(['CHANYEOL']) as unknown,
      }),
    ]) as unknown,
  });
  for (const place of [1, 2, 3]) expect(answers[place]).toHaveProperty('error');
  expect(answers[4]).toMatchObject({
    results: [{ kind: 'drama', id: 'crash-landing-on-you', titleKo: '사랑의 불시착' }],
  });
  expect(answers[5]).toEqual({ query: '', results: [] });
});

test('at most ten results, best first', async () => {
  const [answer] = (await ask('{"query":"love"}')) as { results: { score: number }[] }[];
  const scores = answer?.results.map(({ score }) => score) ?? [];
  expect(scores).toHaveLength(10);
  expect(scores).toEqual(scores.toSorted((a, b) => b - a));
});
