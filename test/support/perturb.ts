import { assemble, disassemble, convertHangulToQwerty } from 'es-hangul';
import { romanize } from 'koroman';
import { fold } from '../../src/core/text/fold.ts';
import { choseong, hasHangul, keyboardSwap } from '../../src/core/text/hangul.ts';

/** A source of chance that gives the same numbers in every run (mulberry32). */
export const createChance = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

type Chance = () => number;
const pick = <T>(items: readonly T[], chance: Chance): T => items[Math.floor(chance() * items.length)]!;

const vowels: Readonly<Record<string, string>> = {
  ㅏ: 'ㅓ',
  ㅓ: 'ㅏ',
  ㅗ: 'ㅜ',
  ㅜ: 'ㅗ',
  ㅐ: 'ㅔ',
  ㅔ: 'ㅐ',
  ㅡ: 'ㅜ',
  ㅣ: 'ㅢ',
  ㅕ: 'ㅓ',
  ㅑ: 'ㅏ',
};
const neighbours = Array.from('qwertyuiopasdfghjklzxcvbnm');

/** A vowel slipped for its neighbour in one syllable. */
const jamoSlip = (title: string, chance: Chance): string | undefined => {
  const places = Array.from(title).flatMap((letter, at) => (/[가-힣]/u.test(letter) ? [at] : []));
  if (places.length < 2) return undefined;
  const at = pick(places, chance);
  const keys = Array.from(disassemble(Array.from(title)[at]!));
  const vowel = keys.findIndex((key) => vowels[key] !== undefined);
  if (vowel < 0) return undefined;
  keys[vowel] = vowels[keys[vowel]!]!;
  return Array.from(title)
    .map((letter, place) => (place === at ? assemble(keys) : letter))
    .join('');
};

const latinSlip = (title: string, chance: Chance): string | undefined => {
  const places = Array.from(title).flatMap((letter, at) => (/[a-z]/iu.test(letter) ? [at] : []));
  if (places.length < 5) return undefined;
  const letters = Array.from(title);
  const at = pick(places.slice(0, -1), chance);
  const how = Math.floor(chance() * 4);
  if (how === 0) letters.splice(at, 1);
  else if (how === 1) letters.splice(at, 0, pick(neighbours, chance));
  else if (how === 2)
    letters[at] = pick(
      neighbours.filter((letter) => letter !== letters[at]?.toLowerCase()),
      chance,
    );
  else [letters[at], letters[at + 1]] = [letters[at + 1]!, letters[at]!];
  return letters.join('');
};

const fanSpelling = (title: string): string =>
  romanize(fold(title))
    .replaceAll('eo', 'u')
    .replaceAll('eu', 'u')
    .replaceAll('oo', 'u')
    .replaceAll('kk', 'gg')
    .replaceAll('u', 'oo');

const templates = [
  'is it %?', 'omg %!!', 'I think it’s %', '||%||', '% lol', '**%** 😭', 'maybe % ?', 'the answer is %', '% right?', '정답 %', '% 아니야?',
  '혹시 %', '% 인가요?', '“%”', 'pretty sure it’s %', '% ㅋㅋㅋ', '% OST', '🎵 % 🎵',
]; // prettier-ignore

/** Every mechanical way to mistype a title; undefined where a way does not apply to it. */
export const perturbations: Readonly<Record<string, (title: string, chance: Chance) => string | undefined>> =
  {
    'as it is': (title) => title,
    'lower case, no signs': (title) => fold(title),
    'full width': (title) =>
      /^[\x20-\x7E]+$/u.test(title)
        ? title.replace(/[!-~]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
        : undefined,
    NFD: (title) => (hasHangul(title) ? title.normalize('NFD') : undefined),
    'no spaces': (title) => fold(title).replaceAll(' ', ''),
    'wrong space': (title, chance) => {
      const letters = Array.from(fold(title));
      if (!hasHangul(title) || letters.length < 4) return undefined;
      letters.splice(1 + Math.floor(chance() * (letters.length - 2)), 0, ' ');
      return letters.join('');
    },
    'one jamo': jamoSlip,
    'one Latin letter': latinSlip,
    'two Latin letters': (title, chance) =>
      title.replace(/[^a-z]/giu, '').length < 12 ? undefined : latinSlip(latinSlip(title, chance)!, chance),
    'first consonants': (title) => {
      const text = choseong(fold(title)).replaceAll(' ', '');
      return /^[ㄱ-ㅎ]{4,}$/u.test(text) ? text : undefined;
    },
    'English keyboard': (title) => (/^[가-힣 ]{2,}$/u.test(title) ? convertHangulToQwerty(title) : undefined),
    'Korean keyboard': (title) =>
      /^[a-z ]{4,}$/iu.test(title) ? keyboardSwap(title.toLowerCase()) : undefined,
    romanised: (title) => (/^[가-힣 ]{3,}$/u.test(title) ? romanize(title) : undefined),
    'fan spelling': (title) => (/^[가-힣 ]{3,}$/u.test(title) ? fanSpelling(title) : undefined),
    chatty: (title, chance) => pick(templates, chance).replace('%', () => title),
  };
