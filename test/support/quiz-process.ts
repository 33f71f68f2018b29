import { openSqliteStores } from '../../src/adapters/store.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { mainTitle } from '../../src/core/catalogue/names.ts';
import type { Judge } from '../../src/core/judge/judge.ts';
import type { Log } from '../../src/core/log.ts';
import type { Stores } from '../../src/core/ports.ts';
import type { Effect, GameState } from '../../src/core/quiz/types.ts';
import { createSeededRng } from '../../src/core/rng.ts';
import { createFavourites } from '../../src/services/favourites.ts';
import { createQuizResults } from '../../src/services/quiz-results.ts';
import type { QuizResults } from '../../src/services/quiz-results.ts';
import { createQuizRounds } from '../../src/services/quiz-rounds.ts';
import { createQuizzes } from '../../src/services/quizzes.ts';
import type { Quizzes } from '../../src/services/quizzes.ts';
import { createReports } from '../../src/services/reports.ts';
import type { Reports } from '../../src/services/reports.ts';
import type { SavedList } from '../../src/services/saved-list.ts';
import { createWatched } from '../../src/services/watched.ts';
import type { createSteppedTime } from './stepped-time.ts';

/** Exact ids only: how a guess is read is the judge's own test. */
const exactJudge =
  (catalogue: Catalogue): Judge =>
  (guess, { answerIds }) => {
    const other = catalogue.drama(guess.replace('wrong:', ''));
    if (guess.startsWith('wrong:') && other !== undefined) {
      return { kind: 'wrong', reason: 'another-title', nearest: mainTitle(other.titles) };
    }
    if (answerIds.includes(guess.replace('near:', '')) && guess.startsWith('near:'))
      return { kind: 'near', reason: 'too-many-slips' };
    return answerIds.includes(guess)
      ? { kind: 'correct', reason: 'title' }
      : { kind: 'wrong', reason: 'another-title' };
  };

export interface Process {
  readonly quizzes: Quizzes;
  readonly stores: Stores;
  readonly results: QuizResults;
  readonly watched: SavedList;
  readonly reports: Reports;
  readonly shown: { state: GameState; effect: Effect }[];
  readonly errors: object[];
  /** The answer of the open round. */
  answer(): string;
}

/** What the screen was told of one kind. */
export const effectsOf = <Type extends Effect['type']>({ shown }: Process, type: Type) =>
  shown
    .map(({ effect }) => effect)
    .filter((effect): effect is Extract<Effect, { type: Type }> => effect.type === type);

/** One life of the bot on a database; `around` puts a fault between the two. */
export const bootQuizzes = async (
  url: string,
  catalogue: Catalogue,
  time: ReturnType<typeof createSteppedTime>,
  around: (stores: Stores) => Stores = (stores) => stores,
  canJudge: () => Promise<void> = () => Promise.resolve(),
): Promise<Process> => {
  const judge = exactJudge(catalogue);
  const stores = around(await openSqliteStores(url));
  const shown: Process['shown'] = [];
  const errors: object[] = [];
  const note = () => undefined;
  const log: Log = { debug: note, info: note, warn: note, error: (fields) => errors.push(fields) };
  const rng = createSeededRng('test');
  const { clock } = time;
  const results = createQuizResults({ stores, clock, catalogue, zone: 'UTC' });
  const favourites = createFavourites({ stores, clock });
  const watched = createWatched({ stores, clock });
  const reports = createReports({ stores, clock });
  const quizzes = createQuizzes({
    stores,
    clock: time.clock,
    timers: time.timers,
    rng,
    log,
    judge,
    canJudge,
    explain: (guess, question) => ({ verdict: judge(guess, question), read: guess, candidates: [] }),
    rounds: createQuizRounds({ catalogue, results, watched, favourites }),
    results,
    reports,
    screen: {
      show: (_place, state, effect) => {
        shown.push({ state, effect });
      },
    },
  });
  const answer = () => {
    const round = shown.map(({ effect }) => effect).findLast((effect) => effect.type === 'announceRound');
    return round?.round.prepared.answerIds[0] ?? '';
  };
  return { quizzes, stores, results, watched, reports, shown, errors, answer };
};
