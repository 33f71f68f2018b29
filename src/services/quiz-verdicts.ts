import { fromReference } from '../core/catalogue/reference.ts';
import type { Explanation, Judge, Question, Verdict } from '../core/judge/judge.ts';
import { whyOf } from '../core/judge/why.ts';
import type { ExplainedGuess } from '../core/judge/why.ts';
import type { EventOf, GameState } from '../core/quiz/types.ts';
import { createLastGuesses } from './last-guesses.ts';
import type { QuizAliases } from './quiz-aliases.ts';

/** What the open round asks; between rounds nothing is right. */
export const questionOf = (state: GameState): Question => ({
  kind: state.game.settings.answer,
  answerIds: state.phase === 'asking' || state.phase === 'grace' ? state.round.prepared.answerIds : [],
});

interface VerdictsDeps {
  readonly judge: Judge;
  readonly explain: (guess: string, question: Question) => Explanation;
  readonly aliases: Pick<QuizAliases, 'answerIds'>;
}

/** The judge's verdicts, with what this server has voted to accept, and why they were given. */
export const createVerdicts = ({ judge, explain, aliases }: VerdictsDeps) => {
  const lastGuesses = createLastGuesses();

  const verdictOn = (guildId: string, text: string, question: Question): Verdict => {
    const verdict = judge(text, question);
    if (verdict.kind === 'correct') return verdict;
    const known = aliases.answerIds(guildId, question.kind, text);
    return known.some((id) => question.answerIds.includes(id))
      ? { kind: 'correct', reason: 'server-alias' }
      : verdict;
  };

  return {
    guessesOf: lastGuesses.ofMember,
    forget: lastGuesses.forget,
    of: (state: GameState, text: string): Verdict => verdictOn(state.game.guildId, text, questionOf(state)),
    /** Remembered for those who ask why. One that was near says what the room could vote for. */
    ofTyped: (
      state: GameState,
      memberId: string,
      text: string,
    ): Pick<EventOf<'guess'>, 'verdict' | 'near'> => {
      const question = questionOf(state);
      const { gameId, guildId } = state.game;
      const verdict = verdictOn(guildId, text, question);
      if (state.phase !== 'asking' && state.phase !== 'grace') return { verdict };
      const { roundId } = state.round;
      lastGuesses.note(guildId, memberId, { gameId, roundId, text, question });
      if (verdict.kind !== 'near' || fromReference(text.trim()) !== undefined) return { verdict };
      const close = explain(text, question).candidates.find(({ isAnswer }) => isAnswer)?.id;
      const answerId = close ?? question.answerIds[0];
      return answerId === undefined ? { verdict } : { verdict, near: { text, answerId } };
    },
    why: (state: GameState | undefined, guildId: string, memberId: string): ExplainedGuess | undefined => {
      const last = lastGuesses.of(guildId, memberId);
      if (last === undefined) return undefined;
      const { text, question, gameId, roundId } = last;
      const isOpen =
        state?.game.gameId === gameId &&
        state.phase !== 'ended' &&
        !state.game.history.some((record) => record.roundId === roundId);
      const explained = { ...explain(text, question), verdict: verdictOn(guildId, text, question) };
      return { ...whyOf(explained, isOpen), guess: text, kind: question.kind, isOpen };
    },
  };
};

export type Verdicts = ReturnType<typeof createVerdicts>;
