import { distance } from '../text/distance.ts';
import { fold } from '../text/fold.ts';
import { jamo } from '../text/hangul.ts';
import { numberSeasons } from '../text/numbering.ts';
import { wordTable } from '../text/word-table.ts';

/** A title or guess as folded words, with every way to write a season brought to its number. */
export type Words = readonly string[];

/** Signs that folding drops although titles differ by them: "Hospital Playlist++" is its second season. */
const meaningfulSigns = (text: string): string =>
  /[+%]/u.test(text) ? text.replace(/\+{2,}/gu, ' 2').replaceAll('%', ' percent ') : text;

export const foldedWords = (text: string): Words => fold(meaningfulSigns(text)).split(' ').filter(Boolean);

const season = 'season';
const seasonJamo = jamo('시즌');

const isSeasonMistyped = (word: string): boolean =>
  /[a-z]/u.test(word)
    ? word.length >= 4 && distance(word, season, 2) <= 2
    : distance(jamo(word), seasonJamo, 1) <= 1;

/** goblinnnn, looove: no title has a letter thrice but in a word of nothing else (III, www). */
const drawnOut = /\b(?!([a-z])\1+\b)[a-z]+/giu;
const drawnOutLetter = /([a-z])\1{2,}/giu;

/** A guess as folded words; "seaosn 2" and "yumiscellsseason2" are seasons too. */
export const guessWords = (text: string): Words => {
  const words = foldedWords(text.replace(drawnOut, (word) => word.replace(drawnOutLetter, '$1'))).flatMap(
    (word, at, all) => {
      const [, title = '', glued] = /^(.{2,})(season|시즌)$/u.exec(word) ?? [];
      return glued !== undefined && /^[0-9]{1,2}$/u.test(all[at + 1] ?? '') ? [title, glued] : [word];
    },
  );
  return words.map((word, at) =>
    /^[0-9]{1,2}$/u.test(words[at + 1] ?? '') && at > 0 && !/[0-9]/u.test(word) && isSeasonMistyped(word)
      ? season
      : word,
  );
};

export const wordsOf = (text: string): Words => numberSeasons(foldedWords(text)).words;

/** The keystrokes of all words, without spaces: what exact titles and slips are compared by. */
export const lettersOf = (words: Words): string => jamo(words.join(''));

export const digitsOf = (letters: string): string => letters.replace(/[^0-9]+/gu, '');

const wordForms = wordTable({
  its: 'it is', im: 'i am', ive: 'i have', ill: 'i will', youre: 'you are', were: 'were', whats: 'what is', whos: 'who is',
  thats: 'that is', theres: 'there is', lets: 'let us', dont: 'do not', cant: 'can not', cannot: 'can not', wont: 'will not',
  isnt: 'is not', didnt: 'did not', doesnt: 'does not', shes: 'she is', hes: 'he is', wanna: 'want to', gonna: 'going to',
  okay: 'ok', doctor: 'dr', mister: 'mr', missus: 'mrs', versus: 'vs', alright: 'all right', through: 'thru',
  u: 'you', ur: 'your', r: 'are', n: 'and', luv: 'love', cuz: 'because', cause: 'because', '미스타': '미스터',
  goodbye: 'good bye', bye: 'bye', mom: 'mom', mum: 'mom', colour: 'color', favourite: 'favorite', honour: 'honor', neighbour: 'neighbor',
}); // prettier-ignore

const units = wordTable({
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13,
  fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
}); // prettier-ignore
const tens = wordTable({
  twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}); // prettier-ignore

/** "twenty five twenty one" → 25 21, "hundred days" → 100 days. */
const numberWords = (words: Words): string[] => {
  const result: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const ten = tens[word];
    const unit = units[words[at + 1] ?? ''] ?? 10;
    if (ten !== undefined && unit < 10) {
      result.push(String(ten + unit));
      at += 1;
    } else if (word === 'hundred') result.push('100');
    else if (word === 'thousand') result.push('1000');
    else result.push(String(ten ?? units[word] ?? word));
  }
  return result;
};

const droppable: ReadonlySet<string> = new Set(['the', 'a', 'an', 'and', 'part', '파트', 'vol', 'volume']);

/** The words without what people leave out or write another way: articles, "and", contractions, numbers in words. */
export const simplify = (words: Words): Words => {
  const plain = words.flatMap((word) => (wordForms[word] ?? word).split(' '));
  const kept = numberWords(plain).filter((word) => !droppable.has(word));
  return kept.length === 0 ? words : kept;
};

/** How far a short form is from the title it stands for; the nearest kind of short form wins. */
export const looseness = { title: 0, plain: 1, head: 2, numbered: 3, tail: 4, shuffled: 5 } as const;
/** What a title is also called elsewhere must not win over what another one is called here. */
export const aliasLooseness = 6;

export interface Variant {
  readonly words: Words;
  readonly looseness: number;
}

/** Where a subtitle begins: a colon, a spaced dash, a tilde, a bracket. */
const subtitleBreak = /\s*[:：~～([（「『]\s*|\s+[-–—―]\s*|\s*[-–—―]\s+/u;
const closing = /[)\]）」』~～]+/gu;

const fullYear = /^(?:19|20)([0-9]{2})$/u;

/**
 * Every shorter or plainer way a title is written, each with how far it is from the title; the plainest whole one first.
 * @param words those of the text, where they are known.
 */
export const variantsOf = (text: string, isDrama: boolean, words = wordsOf(text)): readonly Variant[] => {
  const variants: Variant[] = [];
  const add = (form: Words, distance: number): void => {
    if (form.length > 0) variants.push({ words: form, looseness: distance });
  };
  const plain = simplify(words);
  add(plain, looseness.plain);
  const parts = text
    .split(subtitleBreak)
    .map((part) => part.replace(closing, ' ').trim())
    .filter(Boolean);
  const digits = digitsOf(words.join(''));
  if (parts.length > 1) {
    const [head = '', ...rest] = parts;
    const headWords = wordsOf(head);
    const isWhole = digitsOf(headWords.join('')) === digits;
    if (isWhole) {
      add(headWords, looseness.head);
      add(simplify(headWords), looseness.head);
    }
    for (const part of rest) {
      add(wordsOf(part), looseness.tail);
      add(simplify(wordsOf(part)), looseness.tail);
    }
    if (rest.length > 1) add(wordsOf(rest.join(' ')), looseness.tail);
  }
  if (isDrama) {
    if (digits === '') add([...words, '1'], looseness.numbered);
    const shortYear = words.map((word) => fullYear.exec(word)?.[1] ?? word);
    if (shortYear.some((word, at) => word !== words[at])) add(shortYear, looseness.numbered);
  }
  if (words.length > 1) add([...plain].sort(), looseness.shuffled);
  return variants;
};
