import { fold } from '../text/fold.ts';
import { choseong, hasHangul, isWholeHangul, jamo, keyboardSwap } from '../text/hangul.ts';
import { numberSeasons } from '../text/numbering.ts';
import { romaniseBySyllable, skeleton } from '../text/romanise.ts';
import { digitsOf } from './names.ts';

/** Longer queries are cut: no title is longer, and time must stay bounded whatever is pasted. */
const maxLetters = 96;
const maxWords = 12;
const maxRawLength = 300;

/** Neighbouring words of the query as one string, and which words they are. */
export interface Span {
  readonly letters: string;
  readonly mask: number;
  readonly digits: string;
}

/** The words of a query in one spelling: as letters, as romanised Korean, as first consonants. */
export interface Reading {
  readonly words: readonly string[];
  readonly spans: readonly Span[];
  /** All words. */
  readonly whole: Span;
}

/** A query cut into words, and the ways to understand it. Bit n of a mask stands for word n. */
export interface Query {
  /** As typed, trimmed. */
  readonly text: string;
  readonly words: readonly string[];
  /** What each word counts when it is not found: little for "ost" or "the". */
  readonly weights: readonly number[];
  readonly totalWeight: number;
  readonly season: string | undefined;
  readonly isHangul: boolean;
  readonly allMask: number;
  readonly typed: Reading;
  readonly skeleton: Reading;
  readonly choseong: Reading | undefined;
}

const fillers: ReadonlySet<string> = new Set(
  (
    'ost osts song songs soundtrack music from the a an of in on by to and ft feat featuring with drama kdrama kdramas series tv ' +
    'what whats which who find play name called please opening ending insert full lyrics kpop show main ' +
    'theme title track version ver part pt that this for sung sings singer artist original korean ' +
    '노래 드라마 삽입곡 주제가 음악 곡 오에스티 의 가수 에서 나온 나오는'
  ).split(' '),
);

const weightOf = (word: string): number => {
  if (fillers.has(word)) return 0.6;
  if (/^[0-9]+$/u.test(word)) return 6;
  return 2 + Math.min(10, jamo(word).length);
};

const createReading = (words: readonly string[], join: (words: readonly string[]) => string): Reading => {
  const spans: Span[] = [];
  let whole: Span = { letters: '', mask: 0, digits: '' };
  for (let from = 0; from < words.length; from += 1) {
    let mask = 0;
    for (let to = from; to < words.length; to += 1) {
      mask |= 1 << to;
      const letters = join(words.slice(from, to + 1));
      whole = { letters, mask, digits: digitsOf(letters) };
      if (letters !== '') spans.push(whole);
    }
  }
  return { words, spans, whole: spans.find((span) => span.mask === (1 << words.length) - 1) ?? whole };
};

/** goblinost; but not outermost, or permafrost. */
const gluedOst = /([a-z]{4}[^mrh\s])osts?$/u;
const looseVowel = /[ㅏ-ㅣ]/u;
const looseConsonant = /[ㄱ-ㅎ]/u;
const looseConsonantsOnly = /^[ㄱ-ㅎ]+$/u;

const joinLetters = (words: readonly string[]): string => words.join('');

const clip = (words: readonly string[]): string[] => {
  const kept: string[] = [];
  let letters = 0;
  for (const word of words.slice(0, maxWords)) {
    const room = maxLetters - letters;
    if (room <= 0) break;
    kept.push(word.slice(0, room).toWellFormed());
    letters += jamo(kept.at(-1) ?? '').length;
  }
  return kept;
};

const readWords = (text: string, folded: string): Query | undefined => {
  const { words: numbered, season } = numberSeasons(folded.replace(gluedOst, '$1 ost').split(' '));
  const words = clip(numbered.filter((word) => word !== ''));
  if (words.length === 0) return undefined;
  const weights = words.map(weightOf);
  return {
    text,
    words,
    weights,
    totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
    season,
    isHangul: hasHangul(folded),
    allMask: (1 << words.length) - 1,
    typed: createReading(words.map(jamo), joinLetters),
    skeleton: createReading(words.map(romaniseBySyllable), (span) => skeleton(span.join(' '))),
    choseong: looseConsonant.test(folded) ? createReading(words.map(choseong), joinLetters) : undefined,
  };
};

/** "ehRoql ost" is 도깨비 ost: words every keyboard types in Latin stay. */
const swapWord = (word: string): string => (fillers.has(word.toLowerCase()) ? word : keyboardSwap(word));

/** Latin letters that make whole syllables, or first consonants, may have been meant as Hangul. */
const makesHangul = (swapped: string): boolean => {
  const words = swapped.split(' ').filter((word) => !fillers.has(word) && !/^[0-9]+$/u.test(word));
  const whole = words.every(
    (word) => isWholeHangul(word) && (word.length > 2 || !looseConsonantsOnly.test(word)),
  );
  return words.length > 0 && whole;
};

export interface Readings {
  readonly typed: Query | undefined;
  /** The same keys read on the other keyboard, where that could make sense. */
  readonly swapped: Query | undefined;
  /** Loose vowels are never meant; without them the other keyboard is a guess for when nothing else fits. */
  readonly isSwapLikely: boolean;
}

export const readQuery = (text: string): Readings => {
  const raw = text.slice(0, maxRawLength).toWellFormed().normalize('NFC').trim();
  const swapped = fold(raw.split(/\s+/u).map(swapWord).join(' '));
  const typed = fold(raw);
  const isHangul = hasHangul(typed);
  const couldSwap = isHangul ? !looseConsonantsOnly.test(typed) : makesHangul(swapped);
  return {
    typed: readWords(raw, typed),
    swapped: couldSwap ? readWords(raw, swapped) : undefined,
    isSwapLikely: !isHangul || looseVowel.test(typed),
  };
};
