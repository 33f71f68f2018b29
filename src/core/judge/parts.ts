import { hasHangul } from '../text/hangul.ts';
import type { Reading } from './chatter.ts';
import { digitsOf, lettersOf, type Words } from './forms.ts';
import type { Resolution } from './resolve.ts';
import type { TitleIndex } from './title-index.ts';

/** Words that say nothing about which title is meant. */
const small: ReadonlySet<string> = new Set(
  'the a an of to in on and my me is it you i for with at we our your be s 의 내 나의 나 너'.split(' '),
);

const articles: ReadonlySet<string> = new Set(['the', 'a', 'an']);

/** How much of a title must be there: several words, or one long one. */
const enough = (words: Words, share: number): boolean => {
  const content = words.filter((word) => !small.has(word));
  const { length } = lettersOf(content);
  if (content.length >= 2) return length >= 8 && share >= (content.length > 2 ? 0.3 : 0.4);
  return length >= 7 && share >= 0.5;
};

/** A title of which the guess has some words, in any order, when no other title has them all. */
export const matchPart = (index: TitleIndex, readings: readonly Reading[]): Resolution | undefined => {
  for (const { words } of readings.slice(0, 4)) {
    if (words.every((word) => small.has(word))) continue;
    const [first, ...others] = words
      .map((word) => index.titles.withWord(word))
      .sort((a, b) => a.length - b.length);
    if (first === undefined || first.length === 0) continue;
    const digits = digitsOf(words.join(''));
    const fitting = first.filter(
      (number) =>
        others.every((list) => list.includes(number)) &&
        digitsOf(index.titles.wordsOf(number).join('')) === digits,
    );
    const entries = [...new Set(fitting.map((number) => index.titles.entryOf(number)))];
    if (entries.length === 0) continue;
    const read = words.join(' ');
    const guessed = lettersOf(words.filter((word) => !articles.has(word))).length;
    const share = Math.max(
      ...fitting.map((number) => guessed / lettersOf(index.titles.wordsOf(number)).length),
    );
    if (entries.length === 1 && enough(words, share))
      return { kind: 'one', entries, reason: 'part-of-title', read };
    const isTelling = guessed >= (hasHangul(read) ? 5 : 4);
    if (entries.length > 4 || !isTelling) return { kind: 'none', reason: 'too-short', read };
    return { kind: 'several', entries, reason: entries.length === 1 ? 'incomplete' : 'ambiguous', read };
  }
  return undefined;
};
