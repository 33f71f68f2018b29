import type { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { fromReference } from '../catalogue/reference.ts';
import type { verdictSchema } from '../quiz/schema.ts';
import type { AnswerKind } from '../quiz/types.ts';
import { createResolver } from './resolve.ts';

export type Verdict = z.infer<typeof verdictSchema>;

/** What a guess is measured against: the ids of every right answer, all of one kind. */
export interface Question {
  readonly kind: AnswerKind;
  readonly answerIds: readonly string[];
}

/** Judges a guess as typed. Never throws: what cannot be read is wrong. */
export type Judge = (guess: string, question: Question) => Verdict;

/** Reads the whole catalogue once; the catalogue is immutable, so is what it knows. */
export const createJudge = (catalogue: Catalogue): Judge => {
  const resolve = createResolver(catalogue);
  return (guess, { kind, answerIds }) => {
    const reference = fromReference(guess.trim());
    if (reference !== undefined) {
      const id = catalogue[kind](reference)?.id;
      const isRight = id !== undefined && answerIds.includes(id);
      return isRight
        ? { kind: 'correct', reason: 'reference' }
        : { kind: 'wrong', reason: id === undefined ? 'unknown' : 'another-title' };
    }
    const { accepted, reason } = resolve(guess, kind);
    if (answerIds.some((id) => accepted.has(id))) return { kind: 'correct', reason };
    return { kind: 'wrong', reason: accepted.size === 0 ? reason : 'another-title' };
  };
};
