import type { z } from 'zod';
import type { verdictSchema } from '../quiz/schema.ts';
import type { AnswerKind } from '../quiz/types.ts';

export type Verdict = z.infer<typeof verdictSchema>;

/** What a guess is measured against: the ids of every right answer, all of one kind. */
export interface Question {
  readonly kind: AnswerKind;
  readonly answerIds: readonly string[];
}

/** Judges a guess as typed. Never throws: what cannot be read is wrong. */
export type Judge = (guess: string, question: Question) => Verdict;
