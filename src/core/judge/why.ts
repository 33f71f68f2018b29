import type { AnswerKind } from '../quiz/types.ts';
import type { Explanation, Verdict } from './judge.ts';
import type { Reason } from './reasons.ts';

/** What a member may be told about their own guess. */
export interface Why {
  readonly verdict: Verdict['kind'];
  readonly reason: Reason;
  /** The guess as it was read. */
  readonly read: string;
  /** Titles it was taken for or could have been. */
  readonly titles: readonly string[];
}

/** A guess of an open round, or of one that is over. */
export interface ExplainedGuess extends Why {
  readonly guess: string;
  readonly kind: AnswerKind;
  readonly isOpen: boolean;
}

/**
 * While the round is open nothing in here may tell the answer, not even by what is left out: only a wrong guess that
 * names one other thing is told what it was taken for, and a sibling of the answer is not told from any other title.
 */
export const whyOf = ({ verdict, read, candidates }: Explanation, isOpen: boolean): Why => {
  const told = { verdict: verdict.kind, reason: verdict.reason, read };
  if (!isOpen) return { ...told, titles: candidates.map(({ title }) => title) };
  if (verdict.kind !== 'wrong') return { ...told, titles: [] };
  const [only, ...others] = candidates;
  const isPlain = only !== undefined && others.length === 0 && !only.isAnswer;
  return {
    ...told,
    reason: verdict.reason === 'another-number' ? 'another-title' : verdict.reason,
    titles: isPlain ? [only.title] : [],
  };
};
