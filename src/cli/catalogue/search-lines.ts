import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { answerLine } from '../../core/search/jsonl.ts';
import { createSearch } from '../../core/search/search.ts';

export interface SearchCli {
  readonly input: Readable;
  readonly output: Writable;
  readonly catalogue: Catalogue;
}

/** Answers each line of `input` with a line of `output`, in order, as they come; blank lines are skipped. */
export const runSearchCli = async ({ input, output, catalogue }: SearchCli): Promise<void> => {
  const search = createSearch(catalogue);
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    if (!output.write(`${answerLine(line, search, catalogue)}\n`)) await once(output, 'drain');
  }
};
