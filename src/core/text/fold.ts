const apostrophes = /['’‘`´ʼ′＇]/gu;
/** NFKC would turn typed jamo (ㅅ) into conjoining ones and glue them together, so those are left out of it. */
const outsideTypedJamo = /[^\u3130-\u318F]+/gu;
const outsideHangul = /[^\u3130-\u318F\uAC00-\uD7A3]+/gu;
const conjoiningJamo = /[\u1100-\u1112\u1161-\u1175\u11A8-\u11C2]/gu;
const marks = /\p{M}+/gu;
const notWord = /[^\p{L}\p{N}]+/gu;
const asciiOnly = /^[\x20-\x7E]*$/u;
/** Most titles: nothing left to fold. */
const plainWords = /^[a-z]+(?: [a-z]+)*$/u;
/** Letters that Unicode does not decompose, as people without that keyboard type them. */
const undecomposable: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
};
const undecomposableLetters = /[øđðłßæœıþ]/gu;

const initialJamo = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const medialJamo = 'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ';
const finalJamo = 'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ';

const toTypedJamo = (jamo: string): string => {
  const code = jamo.charCodeAt(0);
  if (code < 0x1161) return initialJamo.charAt(code - 0x1100);
  return code < 0x11a8 ? medialJamo.charAt(code - 0x1161) : finalJamo.charAt(code - 0x11a8);
};

const foldLetters = (text: string): string =>
  text
    .replace(outsideTypedJamo, (run) => run.normalize('NFKC'))
    .toLowerCase()
    .replace(outsideHangul, (run) => run.normalize('NFD').replace(marks, '').normalize('NFC'))
    .replace(conjoiningJamo, toTypedJamo)
    .replace(undecomposableLetters, (letter) => undecomposable[letter] ?? letter);

/**
 * One spelling for everything that differs in case, width, diacritics, Unicode form or punctuation: lower-case words
 * with single spaces between. Hangul stays composed; Hangul and digits are set apart (모범택시2 → 모범택시 2). Text of
 * nothing but signs ("♥") keeps them, so that it can still be told apart. Idempotent.
 */
export const fold = (text: string): string => {
  const letters = asciiOnly.test(text) ? text.toLowerCase() : foldLetters(text.toWellFormed());
  if (plainWords.test(letters)) return letters;
  const words = letters
    .replaceAll('&', ' and ')
    .replace(apostrophes, '')
    .replace(notWord, ' ')
    .replace(/([ㄱ-ㅣ가-힣])(?=[a-z0-9])|([a-z0-9])(?=[ㄱ-ㅣ가-힣])|([a-z]{2})(?=[0-9])/gu, '$& ')
    .trim();
  return words === '' ? letters.replace(/\s+/gu, '') : words;
};

/** The words of a folded text, joined: what is left when spacing is not to be trusted. */
export const compact = (folded: string): string => folded.replaceAll(' ', '');
