import { wordTable } from './word-table.ts';

const ordinals = wordTable({
  one: '1', first: '1', '1st': '1', two: '2', second: '2', '2nd': '2', three: '3', third: '3', '3rd': '3',
  four: '4', fourth: '4', '4th': '4', five: '5', fifth: '5', '5th': '5',
}); // prettier-ignore
/** Only where it ends a title: "i", "v" and "x" are words and names too often. */
const romanNumerals = wordTable({ ii: '2', iii: '3', iv: '4', vi: '6' });
const seasonWords: ReadonlySet<string> = new Set([
  'season',
  'seasons',
  'sn',
  '시즌',
  'sijeun',
  'shijeun',
  'sizeun',
]);
const plainNumber = /^[0-9]{1,2}$/u;

const seasonNumber = (word: string | undefined): string | undefined => {
  if (word === undefined) return undefined;
  return plainNumber.test(word) ? String(Number(word)) : (ordinals[word] ?? romanNumerals[word]);
};

/**
 * The words of a folded title or query with every way to number a season brought to the bare number: "season 2", "s2",
 * "시즌 2", "2nd season", "season two", "II" → "2". `season` is the number when it was said to be one.
 */
export const numberSeasons = (
  words: readonly string[],
): { readonly words: string[]; readonly season?: string } => {
  if (words.length < 2) return { words: [...words] };
  const result: string[] = [];
  let season: string | undefined;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? '';
    const short = /^s0?([1-9])$/u.exec(word)?.[1];
    const after = seasonWords.has(word) ? seasonNumber(words[i + 1]) : undefined;
    const before = seasonWords.has(words[i + 1] ?? '') ? seasonNumber(word) : undefined;
    const found = short ?? after ?? before;
    if (found !== undefined) {
      season = found;
      result.push(found);
      if (short === undefined) i += 1;
    } else {
      result.push(i > 0 && i === words.length - 1 ? (romanNumerals[word] ?? word) : word);
    }
  }
  return season === undefined ? { words: result } : { words: result, season };
};
