import { romanize } from 'koroman';
import { hasHangul } from './hangul.ts';

/** Revised Romanization of the Hangul in a folded text, by pronunciation (신라 → silla). Everything else stays. */
export const romanise = (folded: string): string => (hasHangul(folded) ? romanize(folded) : folded);

/** Many at once: koroman's cost is three parts the call and one part a title. */
export const romaniseAll = (folded: readonly string[]): readonly string[] => {
  const hangul = folded.filter(hasHangul);
  const latin = romanize(hangul.join('\n')).split('\n').values();
  return folded.map((text) => (hasHangul(text) ? (latin.next().value ?? text) : text));
};

const bySyllable = new Map<string, string>();

const romaniseSyllable = (syllable: string): string => {
  let latin = bySyllable.get(syllable);
  if (latin === undefined) {
    latin = romanize(syllable);
    bySyllable.set(syllable, latin);
  }
  return latin;
};

/** Syllable by syllable, as fans write who know the letters but not the sound changes (신라 → sinra). */
export const romaniseBySyllable = (folded: string): string => folded.replace(/[가-힣]/gu, romaniseSyllable);

const spellings: Readonly<Record<string, string>> = {
  yeo: 'o', yae: 'e', wae: 'e', weo: 'o', eui: 'i', woo: 'o', yoo: 'o',
  eo: 'o', eu: 'o', oo: 'o', uh: 'o', ae: 'e', oe: 'e', oi: 'e', we: 'e', ue: 'e', ye: 'e', ee: 'i', ui: 'i', wi: 'i', yi: 'i',
  ya: 'a', wa: 'a', yo: 'o', wo: 'o', yu: 'o', wu: 'o', u: 'o', y: 'i', w: '',
  ng: 'n', nl: 'l', ln: 'l', ll: 'l', rl: 'l', lr: 'l', rr: 'l', r: 'l',
  kk: 'k', gg: 'k', ck: 'k', kh: 'k', gh: 'k', g: 'k', q: 'k', c: 'k', x: 'ks',
  tch: 'c', ch: 'c', jj: 'c', tj: 'c', dj: 'c', j: 'c', ts: 'c', tz: 'c', z: 'c',
  tt: 't', dd: 't', th: 't', d: 't', pp: 'p', bb: 'p', ph: 'p', b: 'p', f: 'p', v: 'p', sh: 's', ss: 's',
}; // prettier-ignore
/** Longest first, so that the regular expression prefers them. */
const spelling = new RegExp(Object.keys(spellings).sort((a, b) => b.length - a.length).join('|'), 'gu'); // prettier-ignore
/** An h that Korean spelling leaves out as often as not: after a consonant, before one, or at the end. */
const silentH = /(?<=[bdfgjklmnpqrtvxz])h(?=[aeiouyw])|(?<=[aeio])h(?![aeiouyw])/gu;
/** Park, Byurl: Korean has no r before a consonant, so it only lengthens the vowel. */
const lengtheningR = /r(?![aeiouywrlh])/gu;
/** The surname 이 is never spelled as it sounds. */
const surnameI = /\b(?:lee|rhee|yi)\b/gu;
const doubled = /([^0-9])\1+/gu;

/**
 * Folds the habits of romanising Korean to one coarse form: vowels to a, e, i, o, consonants to one of each place, so that
 * dokkaebi, dokebi and tokkaebi, or eungdaphara, eungdabhara and eungdapara, are the same. Takes folded Latin text and
 * drops its spaces. Only a key for finding: it also merges words that are not the same.
 */
export const skeleton = (latin: string): string =>
  latin
    .replace(surnameI, 'i')
    .replaceAll(' ', '')
    .replaceAll('ght', 't')
    .replace(silentH, '')
    .replace(lengtheningR, '')
    .replace(spelling, (letters) => spellings[letters] ?? letters)
    .replace(doubled, '$1');
