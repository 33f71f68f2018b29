import type { ImportResult } from './import-raw.ts';

const escape = (text: string): string => text.replace(/[|<>]/g, (sign) => `\\${sign}`);

const details = (title: string, lines: readonly string[]): string[] => [
  `<details><summary>${title} (${lines.length})</summary>`,
  '',
  ...lines.map((line) => `- ${escape(line)}`),
  '',
  '</details>',
  '',
];

const sections = (groups: ReadonlyMap<string, readonly string[]>): string[] =>
  [...groups].flatMap(([title, lines]) => details(title, lines));

const table = (rows: readonly (readonly [string, number])[]): string[] => [
  '| what | count |',
  '|---|---:|',
  ...rows.map(([what, count]) => `| ${escape(what)} | ${count} |`),
  '',
];

const sizes = (groups: ReadonlyMap<string, readonly string[]>): [string, number][] =>
  [...groups].map(([name, lines]) => [name, lines.length]);

/** The page `docs/catalogue-report.md`. */
export const importReport = ({ counts, record }: ImportResult): string =>
  [
    '# What the catalogue import did',
    '',
    'Written by `npm run catalogue -- import raw DIR`; do not edit. What a person decided is in `data/import/overrides.json`, with reasons.',
    '',
    '## Counts',
    '',
    ...table(Object.entries(counts)),
    '### Merges by rule',
    '',
    ...table(sizes(record.merges)),
    '### Drops by reason',
    '',
    ...table(sizes(record.drops)),
    '### Open',
    '',
    ...table([
      ['conflicts (better-sourced value kept)', record.conflicts.length],
      ...sizes(record.undecided),
    ]),
    '## Every merge',
    '',
    ...sections(record.merges),
    '## Every drop',
    '',
    ...sections(record.drops),
    '## Rows corrected by hand',
    '',
    ...details('Rows corrected by hand, with the reason', record.corrections),
    '## Rows filled from pages',
    '',
    ...details('Fields that were empty, from `data/import/fills.jsonl`', record.fills),
    '## Every conflict',
    '',
    ...details('Two rows disagree; the better-sourced value is kept', record.conflicts),
    '## Undecided',
    '',
    ...sections(record.undecided),
  ].join('\n');
