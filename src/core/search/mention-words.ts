import { hasHangul } from '../text/hangul.ts';

/** A word of a text, with what its writing says of it. */
export interface Word {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Where the word may end when it is a noun: its own end first, then before each Korean particle it could carry. */
  readonly endings: readonly number[];
  readonly isCapital: boolean;
  /** "CLOY": capitals only, in a line that is not all capitals. */
  readonly isAcronym: boolean;
  /** "of", "the": small letters even within a title. */
  readonly isSmallWord: boolean;
  readonly isSentenceStart: boolean;
}

const wordPattern = /[\p{L}\p{N}♥]+(?:['’&][\p{L}\p{N}]+)*/gu;
const smallWords = new Set(
  'a an and as at but by for from in into is it me my nor not of on or so the to with you your'.split(' '),
);

/** Particles that follow a noun without a space, longest first. */
const particles = [
  '에서',
  '이랑',
  '부터',
  '까지',
  '보다',
  '처럼',
  '으로',
  '이나',
  '은',
  '는',
  '이',
  '가',
  '을',
  '를',
  '의',
  '에',
  '와',
  '과',
  '도',
  '랑',
  '로',
  '만',
  '야',
];

const endingsOf = (word: string, to: number): number[] => [
  to,
  ...(hasHangul(word)
    ? particles
        .filter((particle) => word.endsWith(particle) && word.length - particle.length >= 2)
        .map((particle) => to - particle.length)
    : []),
];

const wordsOfLine = (line: string, offset: number): Word[] => {
  // Capitals tell nothing where everything is in capitals.
  const isShouted = !/\p{Ll}/u.test(line) && (line.match(wordPattern) ?? []).length > 2;
  return [...line.matchAll(wordPattern)].map(({ 0: text, index }) => {
    const to = offset + index + text.length;
    const before = line.slice(0, index).trimEnd();
    return {
      text,
      from: offset + index,
      to,
      endings: endingsOf(text, to),
      isCapital: !isShouted && /^[\p{Lu}\p{N}]/u.test(text),
      isAcronym: !isShouted && /^\p{Lu}{3,}\d*$/u.test(text),
      isSmallWord: smallWords.has(text.toLowerCase()),
      isSentenceStart: before === '' || /[.!?…]$/u.test(before),
    };
  });
};

/** The words of each line: a title never runs over a line's end. */
export const wordsOf = (text: string): readonly (readonly Word[])[] => {
  let offset = 0;
  return text.split('\n').map((line) => {
    const words = wordsOfLine(line, offset);
    offset += line.length + 1;
    return words;
  });
};
