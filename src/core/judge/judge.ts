import type { z } from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { mainTitle } from '../catalogue/names.ts';
import { fromReference } from '../catalogue/reference.ts';
import type { verdictSchema } from '../quiz/schema.ts';
import type { AnswerKind } from '../quiz/types.ts';
import { distance } from '../text/distance.ts';
import { digitsOf, lettersOf, wordsOf } from './forms.ts';
import { createNaming } from './naming.ts';
import type { Reason } from './reasons.ts';
import { createResolver, type Resolution } from './resolve.ts';
import { slipsFor } from './slips.ts';
import { readTitles, type TitleIndex } from './title-index.ts';
import { entriesOf, type Entry } from './titles.ts';

export type Verdict = z.infer<typeof verdictSchema> & { readonly reason: Reason };

/** What a guess is measured against: the ids of every right answer, all of one kind. */
export interface Question {
  readonly kind: AnswerKind;
  readonly answerIds: readonly string[];
}

/** Judges a guess as typed. Never throws: what cannot be read is wrong. */
export type Judge = (guess: string, question: Question) => Verdict;

/** What a guess is accepted for and near to, whatever was asked. */
export interface Understood {
  readonly accepted: ReadonlySet<string>;
  readonly near: ReadonlySet<string>;
  readonly resolution: Resolution;
}

/** For `/quiz why`. */
export interface Explanation {
  readonly verdict: Verdict;
  /** The guess as it was read: folded, without chatter, in the script it was meant in. */
  readonly read: string;
  /** What it was taken for, and what it could have been taken for, nearest first; at most five. */
  readonly candidates: readonly { readonly id: string; readonly title: string; readonly isAnswer: boolean }[];
}

interface Bench {
  readonly index: TitleIndex;
  readonly resolve: (guess: string) => Resolution;
}

/** Ids of artists that are group and member to each other, namesakes included: the catalogue has some groups twice. */
const relativesOf = (catalogue: Catalogue, index: TitleIndex): ((id: string) => ReadonlySet<string>) => {
  const namesakes = (id: string): string[] => {
    const letters = index.lettersOf(index.places.get(id) ?? -1);
    const places = letters.flatMap((title) => index.whole.get(title).map(({ entry }) => entry));
    return [id, ...places.flatMap((place) => index.entries[place]?.id ?? [])];
  };
  const known = new Map<string, ReadonlySet<string>>();
  return (id) => {
    let relatives = known.get(id);
    if (relatives === undefined) {
      const direct = namesakes(id).flatMap((same) => [
        ...(catalogue.artist(same)?.memberOf ?? []),
        ...catalogue.membersOf(same).map((member) => member.id),
      ]);
      relatives = new Set(direct.flatMap(namesakes));
      known.set(id, relatives);
    }
    return relatives;
  };
};

const withoutDigits = (letters: string): string => letters.replace(/[0-9]+/gu, '');

/** Reads the whole catalogue once; the catalogue is immutable, so is what the judge knows. */
export const createJudging = (catalogue: Catalogue) => {
  /** Made when first asked for: each takes some hundred milliseconds, and many servers only ever ask for dramas. */
  const made = new Map<AnswerKind, Bench>();
  const reading = new Map<AnswerKind, ReturnType<typeof readTitles>>();
  const readAhead = (kind: AnswerKind): Bench | undefined => {
    const ready = made.get(kind);
    if (ready !== undefined) return ready;
    const steps = reading.get(kind) ?? readTitles(entriesOf(catalogue, kind), kind);
    reading.set(kind, steps);
    const { done, value: index } = steps.next();
    if (done !== true) return undefined;
    const bench = { index, resolve: createResolver(index, createNaming(catalogue, kind, index)) };
    made.set(kind, bench);
    reading.delete(kind);
    return bench;
  };
  const benchOf = (kind: AnswerKind): Bench => {
    for (;;) {
      const ready = readAhead(kind);
      if (ready !== undefined) return ready;
    }
  };
  let relativesOfArtist: ReturnType<typeof relativesOf> | undefined;
  const relatives = (id: string): ReadonlySet<string> => {
    relativesOfArtist ??= relativesOf(catalogue, benchOf('artist').index);
    return relativesOfArtist(id);
  };

  const idsOf = (index: TitleIndex, entries: readonly number[]): string[] =>
    entries.flatMap((entry) => index.entries[entry]?.id ?? []);
  const titleOf = (entry: Entry): string => mainTitle(entry.titles);

  const understand = (guess: string, kind: AnswerKind): Understood => {
    const { index, resolve } = benchOf(kind);
    const resolution = resolve(guess);
    const accepted = new Set(resolution.kind === 'one' ? idsOf(index, resolution.entries) : []);
    const near = new Set(resolution.kind === 'several' ? idsOf(index, resolution.entries) : []);
    if (kind === 'artist')
      for (const id of accepted) for (const relative of relatives(id)) near.add(relative);
    return { accepted, near, resolution };
  };

  /** Whether the guess is a title of the answer but for its number. */
  const hasOnlyOtherNumber = (index: TitleIndex, read: string, answerIds: readonly string[]): boolean => {
    const letters = lettersOf(wordsOf(read));
    const bare = withoutDigits(letters);
    return (
      bare.length > 1 &&
      answerIds.some((id) =>
        index
          .lettersOf(index.places.get(id) ?? -1)
          .some((title) => withoutDigits(title) === bare && digitsOf(title) !== digitsOf(letters)),
      )
    );
  };

  /** Whether a guess that is close to nothing is at least not far from the answer; its numbers must agree. */
  const isNotFar = (index: TitleIndex, read: string, answerIds: readonly string[]): boolean => {
    const letters = lettersOf(wordsOf(read));
    const limit = 2 * slipsFor(letters);
    return (
      limit > 0 &&
      answerIds.some((id) =>
        index
          .lettersOf(index.places.get(id) ?? -1)
          .some((title) => digitsOf(title) === digitsOf(letters) && distance(title, letters, limit) <= limit),
      )
    );
  };

  const wrong = (reason: Reason, nearest: Entry | undefined): Verdict =>
    nearest === undefined ? { kind: 'wrong', reason } : { kind: 'wrong', reason, nearest: titleOf(nearest) };

  const byReference = (reference: string, { kind, answerIds }: Question): Verdict => {
    const id = catalogue[kind](reference)?.id;
    const nearest =
      id === undefined ? undefined : benchOf(kind).index.entries[benchOf(kind).index.places.get(id) ?? -1];
    if (id === undefined || nearest === undefined) return { kind: 'wrong', reason: 'unknown' };
    if (answerIds.includes(id)) return { kind: 'correct', reason: 'reference', nearest: titleOf(nearest) };
    if (kind === 'artist' && answerIds.some((answer) => relatives(answer).has(id)))
      return { kind: 'near', reason: 'group-or-member', nearest: titleOf(nearest) };
    return wrong('another-title', nearest);
  };

  const judgeUnderstood = (
    { accepted, near, resolution }: Understood,
    { kind, answerIds }: Question,
  ): Verdict => {
    const { index } = benchOf(kind);
    const entryOf = (id: string | undefined): Entry | undefined =>
      id === undefined ? undefined : index.entries[index.places.get(id) ?? -1];
    const right = entryOf(answerIds.find((id) => accepted.has(id)));
    if (right !== undefined && resolution.kind === 'one')
      return { kind: 'correct', reason: resolution.reason, nearest: titleOf(right) };
    if (resolution.kind === 'list') {
      const sets = resolution.named.map((entries) => idsOf(index, entries));
      const areAllRight = resolution.isWhole && sets.every((ids) => ids.some((id) => answerIds.includes(id)));
      const nearest = entryOf(sets[0]?.[0]);
      return areAllRight && nearest
        ? { kind: 'correct', reason: 'in-context', nearest: titleOf(nearest) }
        : wrong('several-titles', nearest);
    }
    const [understood] = accepted;
    if (hasOnlyOtherNumber(index, resolution.read, answerIds))
      return wrong('another-number', entryOf(understood));
    const close = answerIds.find((id) => near.has(id));
    if (close !== undefined) {
      const reason =
        understood === undefined && resolution.kind === 'several' ? resolution.reason : 'group-or-member';
      const nearest = entryOf(understood ?? close);
      return nearest ? { kind: 'near', reason, nearest: titleOf(nearest) } : { kind: 'near', reason };
    }
    if (understood !== undefined) return wrong('another-title', entryOf(understood));
    if (resolution.kind === 'none' && isNotFar(index, resolution.read, answerIds)) {
      const nearest = entryOf(answerIds[0]);
      return nearest
        ? { kind: 'near', reason: 'too-many-slips', nearest: titleOf(nearest) }
        : { kind: 'near', reason: 'too-many-slips' };
    }
    const [other] = near;
    return wrong(resolution.kind === 'none' ? resolution.reason : 'another-title', entryOf(other));
  };

  const judge: Judge = (guess, question) => {
    const reference = fromReference(guess.trim());
    if (reference !== undefined) return byReference(reference, question);
    return judgeUnderstood(understand(guess, question.kind), question);
  };

  const explain = (guess: string, question: Question): Explanation => {
    const { index } = benchOf(question.kind);
    const { accepted, near, resolution } = understand(guess, question.kind);
    const listed =
      resolution.kind === 'list' ? resolution.named.flatMap((entries) => idsOf(index, entries)) : [];
    const candidates = [...new Set([...accepted, ...listed, ...near])].slice(0, 5).flatMap((id) => {
      const entry = index.entries[index.places.get(id) ?? -1];
      return entry ? [{ id, title: titleOf(entry), isAnswer: question.answerIds.includes(id) }] : [];
    });
    return { verdict: judge(guess, question), read: resolution.read, candidates };
  };

  /** Ids of everything of a kind that has this very title; what another has for its own title is not looked for among aliases. */
  const named = (title: string, kind: AnswerKind): readonly string[] => {
    const { index } = benchOf(kind);
    const hits = index.whole.get(lettersOf(wordsOf(title)));
    return [
      ...new Set(
        idsOf(
          index,
          hits.map(({ entry }) => entry),
        ),
      ),
    ];
  };

  return {
    judge,
    explain,
    named,
    resolve: understand,
    /** Takes a step of a few milliseconds towards judging answers of a kind; false when there is none left to take. */
    readAhead: (kind: AnswerKind): boolean => readAhead(kind) === undefined,
  };
};
