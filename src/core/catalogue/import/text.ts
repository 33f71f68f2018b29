import { romanize } from 'koroman';

export const hasHangul = (text: string): boolean => /[가-힣]/.test(text);

export const hasLatin = (text: string): boolean => /[a-z]/i.test(text);

/** Composed letters, plain quotes and dashes, single spaces: the form in which text is stored. */
export const cleanText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑]/g, '-')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\s+/g, ' ')
    .trim();

/** Two texts with one key are the same title or name: case, spaces, accents and punctuation do not count. */
export const keyOf = (text: string): string => {
  const bare = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/&/g, 'and')
    .replace(/[^\p{L}\p{N}]/gu, '');
  return bare === '' ? text.trim() : bare;
};

export const romanised = (hangul: string): string =>
  romanize(hangul, { casingOption: 'lowercase', usePronunciationRules: true });

/**
 * Latin spellings of one Korean word fall together: Revised, McCune-Reischauer-like and fan spellings differ in vowel
 * digraphs and in voicing only. Coarse on purpose, so callers need a second sign (same drama, three syllables …).
 */
export const soundKey = (latin: string): string =>
  latin
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\b(?:park|pak)\b/g, 'bak')
    .replace(/\b(?:lee|yi|rhee)\b/g, 'i')
    .replace(/\b(?:lim|im|yim)\b/g, 'im')
    .replace(/[^a-z]/g, '')
    .replace(/sh/g, 's')
    .replace(/ch|tch/g, 'j')
    .replace(/ck/g, 'k')
    .replace(/wu|woo|oo|ou|eo|eu|u|o/g, 'o')
    .replace(/ae|ay|ai|oe|we|e+/g, (vowels) => (vowels === 'ee' ? 'i' : 'e'))
    .replace(/y(?=[aoe])/g, '')
    .replace(/y/g, 'i')
    .replace(/[kq]/g, 'g')
    .replace(/[pf]/g, 'b')
    .replace(/t/g, 'd')
    .replace(/r/g, 'l')
    .replace(/z/g, 'j')
    .replace(/(.)\1+/g, '$1');

export const unique = <T>(values: Iterable<T>): T[] => [...new Set(values)];

/** First of each group of texts with one key. */
export const uniqueByKey = (texts: Iterable<string>): string[] => {
  const seen = new Map<string, string>();
  for (const text of texts) {
    const key = keyOf(text);
    if (!seen.has(key)) seen.set(key, text);
  }
  return [...seen.values()];
};

/** Code-unit order: the same on every machine, unlike `localeCompare`. */
export const compareText = (left: string, right: string): number =>
  left < right ? -1 : left > right ? 1 : 0;
