import { josa } from 'es-hangul';

type Josa = Parameters<typeof josa.pick>[1];

/** Particles of quoting, which the library has no forms for; they go by 이 as 이나/나 does. */
type Quoting = '이라고/라고' | '이라는/라는';
const isQuoting = (forms: Josa | Quoting): forms is Quoting =>
  forms === '이라고/라고' || forms === '이라는/라는';

/** Syllables that end as a word does: in a vowel, in ㄹ, in another consonant. */
const endings = { vowel: '나', rieul: '물', consonant: '산' } as const;

/** 영 일 이 삼 사 오 육 칠 팔 구. */
const digits = '산물나산나나산물물나';

/** Zeros after another digit are read 십, 백, 천 … 억: all end in a consonant. */
const ofNumber = (number: string): string => digits[Number(number.at(-1))] ?? endings.vowel;

/** As Koreans say names in Latin letters: "Goblin" 고블린, "Signal" 시그널, "Pinocchio" 피노키오, "Cat" 캣, "Love" 러브. */
const ofLatin = (word: string): string => {
  if (/(?:l|le)$/i.test(word)) return endings.rieul;
  return /(?:[mn]|ng|[aeiou][cbkpt]|ck)$/i.test(word) ? endings.consonant : endings.vowel;
};

/** The name itself: without markdown, quotes and what stands in brackets behind it, which is not read aloud. */
const spoken = (text: string): string => {
  const bare = text.normalize('NFC').replace(/\\/g, '');
  const cut = bare.replace(/\s*[([][^()[\]]*[)\]]\s*$/, '');
  return (/[\p{L}\p{N}]/u.test(cut) ? cut : bare).replace(/[^\p{L}\p{N}]+$/u, '');
};

/** A Hangul word that ends as this one does when it is read aloud. */
const readAs = (name: string): string => {
  const word = spoken(name);
  if (/\p{Script=Hangul}$/u.test(word)) return word;
  const number = /\d+$/.exec(word)?.[0];
  return number === undefined ? ofLatin(word) : ofNumber(number);
};

/** The form of a particle after a name, in any script: of 을/를, 를 after "도깨비" and 을 after "Signal". */
export const particle = (name: string, forms: Josa | Quoting): string => {
  const word = readAs(name);
  if (!isQuoting(forms)) return josa.pick(word, forms);
  const [afterConsonant = '', afterVowel = ''] = forms.split('/');
  return josa.pick(word, '이나/나') === '이나' ? afterConsonant : afterVowel;
};
