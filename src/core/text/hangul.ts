import { assemble, convertHangulToQwerty, convertQwertyToAlphabet, disassemble } from 'es-hangul';

const hangul = /[ㄱ-ㆎ가-힣]/u;
const syllableOrJamo = /[ㄱ-ㆎ가-힣]/gu;
const plainVowel = /^[ㅏ-ㅣ]/u;

export const hasHangul = (text: string): boolean => hangul.test(text);

/** es-hangul walks a whole word to split one syllable; a title uses few of the 11,172, so each is split once. */
const keystrokes = new Map<string, string>();

const keystrokesOf = (character: string): string => {
  let jamo = keystrokes.get(character);
  if (jamo === undefined) {
    jamo = disassemble(character);
    keystrokes.set(character, jamo);
  }
  return jamo;
};

/**
 * Hangul as the keys that type it: 값 → ㄱㅏㅂㅅ, 왜 → ㅗㅐ. Everything else stays. Edit distance over this form counts slips of
 * the finger, and syllables cut short while typing are prefixes of the full ones.
 */
export const jamo = (text: string): string =>
  hasHangul(text) ? text.replace(syllableOrJamo, keystrokesOf) : text;

/**
 * The first consonant of each syllable (사랑의 → ㅅㄹㅇ), of loose consonants the consonants (ㄳ, typed for ㄱㅅ, → ㄱㅅ). Loose vowels
 * go, everything else stays.
 */
export const choseong = (text: string): string =>
  text.replace(syllableOrJamo, (character) => {
    const keys = keystrokesOf(character);
    if (character >= '가') return keys.charAt(0);
    return plainVowel.test(keys) ? '' : keys;
  });

/** Upper case without a Shift key of its own (Caps Lock left on) is the plain key. */
const shiftedKeys = /[QWERTOP]/u;
const toJamoKey = (letter: string): string =>
  convertQwertyToAlphabet(shiftedKeys.test(letter) ? letter : letter.toLowerCase());

/** Keystrokes that make whole syllables: the sign that Latin letters were meant as Hangul. */
const wholeSyllables = /^(?:[ㄱ-ㅎ]{1,3}[ㅏ-ㅣ]{1,2})+[ㄱ-ㅎ]{0,2}$/u;
const looseVowel = /[ㅏ-ㅣ]/u;

/** es-hangul refuses words that begin with a loose vowel, so only those that make syllables are put together. */
const compose = (keys: string): string => (wholeSyllables.test(keys) ? assemble(keys.split('')) : keys);

/**
 * What the same keys give on the other keyboard: rhqmffls → 고블린 and 해ㅠㅣㅑㅜ → goblin. Keys that make no syllables stay
 * loose jamo. Takes text before folding, as Shift tells ㄲ from ㄱ.
 */
export const keyboardSwap = (text: string): string => {
  if (hasHangul(text)) return convertHangulToQwerty(jamo(text)).toLowerCase();
  const shifted = text === text.toUpperCase() ? text.toLowerCase() : text;
  return shifted.replace(/[a-z]+/giu, (word) => compose(word.replace(/[a-z]/giu, toJamoKey)));
};

/** Whether a word is Hangul with no vowel left over, as anything meant as Hangul is. */
export const isWholeHangul = (word: string): boolean => hasHangul(word) && !looseVowel.test(word);
