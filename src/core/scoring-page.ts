import type { ScoringDescription } from './scoring.ts';

const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The page `docs/scoring.md`. Every number in it comes from the constants that give the points. */
export const scoringPage = ({
  constants,
  formula,
  byMode,
  byHints,
  byStreak,
}: ScoringDescription): string => `# How points are made

Written by \`npm run docs\` from \`src/core/scoring.ts\`; do not edit.

\`\`\`text
points = ${formula}
\`\`\`

\`first\` is what the first right answer of the round is worth; \`share\` is 1 for the first (and whoever ties with it) and
\`GRACE_SHARE\` for the others; \`hints\` is how many hints had been given before the answer; \`streak\` counts rounds in a row
with a right answer, this one included.

${table(['constant', 'value'], Object.entries(constants))}

## By mode

Without hints and without a streak. A ladder has a value for each step, from the first to the last; this one has
${byMode.find(({ mode }) => mode === 'ladder')?.first.length ?? 0} steps.

${table(
  ['mode', 'first', 'within the grace'],
  byMode.map(({ mode, first, grace }) => [mode, first.join(', '), grace.join(', ')]),
)}

## Hints

What is left of a first right answer in a classic game.

${table(
  ['hints', 'points'],
  byHints.map(({ hints, points }) => [hints, points]),
)}

## Streaks

Added on top of each right answer.

${table(
  ['rounds in a row', 'bonus'],
  byStreak.map(({ streak, bonus }) => [streak, bonus]),
)}
`;
