import { hasHangul } from '../text/hangul.ts';
import { createKeyTable } from '../text/key-table.ts';
import type { Words } from './forms.ts';
import type { Hit, TitleIndex } from './title-index.ts';

const digits = /[^0-9]+/gu;
const longest = 7;

/** Whether `rest` is made of beginnings of the words from `at` on, in order; `pieces` counts the words used. */
const isMadeOf = (rest: string, words: Words, at: number, pieces: number): boolean => {
  if (rest === '') return pieces >= 2;
  for (let next = at; next < words.length; next += 1) {
    const word = words[next] ?? '';
    let length = 0;
    while (length < word.length && length < rest.length && word[length] === rest[length]) length += 1;
    for (let taken = length; taken > 0; taken -= 1)
      if (isMadeOf(rest.slice(taken), words, next + 1, pieces + 1)) return true;
    if (next === 0) return false;
  }
  return false;
};

/** Finds titles by the beginnings of their words, as Korean shortens them: 별그대 for 별에서 온 그대, 슬의생 for 슬기로운 의사 생활. */
export const createAbbreviations = (index: TitleIndex): ((letters: string) => readonly Hit[]) => {
  const { titles } = index;
  const listed = createKeyTable();
  for (let title = 0; title < titles.count; title += 1) {
    const words = titles.wordsOf(title);
    const first = words[0]?.charAt(0) ?? '';
    if (words.length > 1 && hasHangul(first)) listed.add(first, title);
  }
  const byFirst = listed.build();
  return (letters) => {
    const bare = letters.replace(/[0-9]+/gu, '');
    if (bare.length < 3 || letters.length > longest) return [];
    const number = letters.replace(digits, '');
    return byFirst
      .get(letters.charAt(0))
      .map((title) => ({ entry: titles.entryOf(title), words: titles.wordsOf(title) }))
      .filter(({ words }) => {
        const title = words.join('');
        const isShorter = bare.length <= (title.length * 2) / 3;
        return isShorter && title.replace(digits, '') === number && isMadeOf(letters, words, 0, 0);
      })
      .map(({ entry, words }) => ({ entry, looseness: 0, source: words.join('') }));
  };
};
