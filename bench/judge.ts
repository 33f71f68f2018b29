import Fuse from 'fuse.js';
import { loadCatalogue } from '../src/adapters/catalogue-files.ts';
import type { Catalogue } from '../src/core/catalogue/catalogue.ts';
import type { Titles } from '../src/core/catalogue/schema.ts';
import { createJudging } from '../src/core/judge/judge.ts';
import type { AnswerKind } from '../src/core/quiz/types.ts';
import { distance } from '../src/core/text/distance.ts';
import { accepts, rejects, type JudgingCase } from '../test/support/judging-set.ts';

/** A rule that says whether a guess is right. */
type Rule = (guess: string, kind: AnswerKind, answerIds: readonly string[]) => boolean;

interface Row {
  readonly id: string;
  readonly titles: readonly string[];
}

const titlesOf = ({ en, ko, romanised, short = [], other = [] }: Titles): string[] =>
  [en, ko, romanised, ...short, ...other].filter((title) => title !== undefined);

const rowsOf = (catalogue: Catalogue): Readonly<Record<AnswerKind, readonly Row[]>> => ({
  drama: [...catalogue.dramas.values()].map(({ id, titles }) => ({ id, titles: titlesOf(titles) })),
  song: [...catalogue.songs.values()].map(({ id, titles }) => ({ id, titles: titlesOf(titles) })),
  artist: [...catalogue.artists.values()].map(({ id, names }) => ({ id, titles: titlesOf(names) })),
});

const plain = (text: string): string => text.normalize('NFC').toLowerCase().trim();

/** What a quiz bot does that compares strings: the answer's own titles, case aside. */
const createTitleRule = (
  rows: Readonly<Record<AnswerKind, readonly Row[]>>,
  isSame: (guess: string, title: string) => boolean,
): Rule => {
  const byId = new Map(
    Object.entries(rows).flatMap(([kind, list]) => list.map((row) => [`${kind} ${row.id}`, row] as const)),
  );
  return (guess, kind, answerIds) =>
    answerIds.some((id) =>
      byId.get(`${kind} ${id}`)?.titles.some((title) => isSame(plain(guess), plain(title))),
    );
};

/** Fuse.js with the settings its docs give for short titles; right when the best hit is an answer. */
const createFuseRule = (rows: Readonly<Record<AnswerKind, readonly Row[]>>): Rule => {
  const create = (list: readonly Row[]) =>
    new Fuse(list, {
      keys: ['titles'],
      threshold: 0.3,
      ignoreLocation: true,
      ignoreDiacritics: true,
      includeScore: true,
    });
  const fuses = { drama: create(rows.drama), song: create(rows.song), artist: create(rows.artist) };
  return (guess, kind, answerIds) => {
    const [best, ...others] = fuses[kind].search(guess, { limit: 10 });
    const tied = [best, ...others].filter((hit) => hit !== undefined && hit.score === best?.score);
    return tied.some((hit) => hit !== undefined && answerIds.includes(hit.item.id));
  };
};

interface Score {
  readonly accepted: number;
  readonly falselyAccepted: number;
  readonly perSecond: number;
  readonly p99Ms: number;
}

const now = (): number => performance.now();

const scoreOf = (rule: Rule, answerIdsOf: (item: JudgingCase) => readonly string[]): Score => {
  const cases = [...accepts, ...rejects].map((item) => ({ ...item, answerIds: answerIdsOf(item) }));
  const run = (sample: typeof cases): { readonly verdicts: boolean[]; readonly times: number[] } => {
    const times: number[] = [];
    const verdicts = sample.map(({ guess, kind, answerIds }) => {
      const start = now();
      const verdict = rule(guess, kind, answerIds);
      times.push(now() - start);
      return verdict;
    });
    return { verdicts, times };
  };
  run(cases.slice(0, 30));
  const { verdicts, times } = run(cases);
  const totalMs = times.reduce((sum, time) => sum + time, 0);
  return {
    accepted: verdicts.slice(0, accepts.length).filter(Boolean).length,
    falselyAccepted: verdicts.slice(accepts.length).filter(Boolean).length,
    perSecond: (1000 * times.length) / totalMs,
    p99Ms: times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0,
  };
};

const percent = (count: number, all: number): string => `${((100 * count) / all).toFixed(1)} %`;

/** Scores the judge and three plainer rules on the judging set: a markdown table. */
export const run = async (): Promise<string> => {
  const catalogue = await loadCatalogue('data');
  const start = now();
  const { judge, named } = createJudging(catalogue);
  const buildMs = now() - start;
  const rows = rowsOf(catalogue);
  const rules: Readonly<Record<string, Rule>> = {
    Sonagi: (guess, kind, answerIds) => judge(guess, { kind, answerIds }).kind === 'correct',
    'exact match': createTitleRule(rows, (guess, title) => guess === title),
    'Damerau–Levenshtein ≤ 2': createTitleRule(rows, (guess, title) => distance(guess, title, 2) <= 2),
    'Fuse.js': createFuseRule(rows),
  };
  const lines = Object.entries(rules).map(([name, rule]) => {
    const score = scoreOf(rule, ({ answer, kind }) => named(answer, kind));
    return `| ${name} | ${percent(score.accepted, accepts.length)} | ${score.falselyAccepted} | ${Math.round(score.perSecond).toLocaleString('en')} | ${score.p99Ms.toFixed(2)} ms |`;
  });
  return [
    `Judge: ${accepts.length} guesses to accept, ${rejects.length} to refuse; read the catalogue in ${Math.round(buildMs)} ms.`,
    '',
    '| rule | accepted | falsely accepted | judgements a second | p99 |',
    '|---|---:|---:|---:|---:|',
    ...lines,
  ].join('\n');
};
