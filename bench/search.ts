import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadCatalogue } from '../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../src/core/catalogue/catalogue.ts';
import { searchQueries } from '../test/support/catalogue.ts';
import { growCatalogue } from './support/grow-catalogue.ts';
import { contenders, type Contender, type Find } from './support/search-peers.ts';

const grownSongs = 100_000;
/** A contender that takes seconds a query is asked every nth only, but never fewer than this, so that the table comes the same day. */
const patienceMs = 20_000;
const leastAsked = 10;

interface Row {
  readonly top1: number;
  readonly top5: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly asked: number;
}

const memoryMb = (): number => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const measure = (find: Find): Row => {
  const all = searchQueries();
  const startMs = performance.now();
  find('warm up');
  const warmUp = all.slice(0, performance.now() - startMs > 200 ? 1 : 60);
  for (const { query } of warmUp) find(query);
  const expectedMs = ((performance.now() - startMs) / (warmUp.length + 1)) * all.length * 2;
  const stride = Math.min(Math.ceil(expectedMs / patienceMs), Math.floor(all.length / leastAsked));
  const queries = all.filter((_, place) => place % stride === 0);
  if (stride === 1) for (const { query } of queries) find(query);
  const timesMs: number[] = [];
  let top1 = 0;
  let top5 = 0;
  for (const { query, expected } of queries) {
    const askedMs = performance.now();
    const found = find(query);
    timesMs.push(performance.now() - askedMs);
    const place = found.findIndex((id) => expected.includes(id));
    if (place === 0) top1 += 1;
    if (place >= 0 && place < 5) top5 += 1;
  }
  timesMs.sort((a, b) => a - b);
  const asked = queries.length;
  return {
    top1: top1 / asked,
    top5: top5 / asked,
    p50Ms: percentile(timesMs, 0.5),
    p99Ms: percentile(timesMs, 0.99),
    asked,
  };
};

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const line = ({ name, build }: Contender, catalogue: Catalogue, label: string): string => {
  const beforeMb = memoryMb();
  const startMs = performance.now();
  const find = build(catalogue);
  const buildMs = performance.now() - startMs;
  const usedMb = memoryMb() - beforeMb;
  const { top1, top5, p50Ms, p99Ms, asked } = measure(find);
  const cells = [
    label,
    name,
    percent(top1),
    percent(top5),
    `${p50Ms.toFixed(2)} ms`,
    `${p99Ms.toFixed(2)} ms`,
  ];
  return `| ${[...cells, `${buildMs.toFixed(0)} ms`, `${usedMb.toFixed(0)} MB`, asked].join(' | ')} |`;
};

/** Sonagi's search beside three libraries: same data, same queries, same process. */
export const run = async (): Promise<string> => {
  const catalogue = await loadCatalogue('data');
  const grown = growCatalogue(catalogue, grownSongs);
  const lines = [
    ...contenders.map((contender) => line(contender, catalogue, `${catalogue.songs.size} songs`)),
    ...contenders.map((contender) => line(contender, grown, `${grown.songs.size} songs`)),
  ];
  return [
    '| catalogue | search | top 1 | top 5 | p50 | p99 | index built | memory | queries asked |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
};
