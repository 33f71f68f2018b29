import { distance } from '../text/distance.ts';
import { fold } from '../text/fold.ts';
import { choseong, hasHangul, keyboardSwap } from '../text/hangul.ts';
import { romanise, romaniseBySyllable, skeleton } from '../text/romanise.ts';
import { createAbbreviations } from './abbreviations.ts';
import { cleanMessage, isChatter, readingsOf, type Reading } from './chatter.ts';
import { foldedWords, guessWords, lettersOf, simplify, wordsOf, type Words } from './forms.ts';
import type { Naming } from './naming.ts';
import { matchPart } from './parts.ts';
import type { CorrectReason, NearReason, WrongReason } from './reasons.ts';
import { settle as settleHits, type Settled } from './settle.ts';
import { slipsFor } from './slips.ts';
import type { Hit, SlipTable, TitleIndex } from './title-index.ts';

/** What a guess was understood as, whatever the question. */
export type Resolution =
  | {
      readonly kind: 'one';
      readonly entries: readonly number[];
      readonly reason: CorrectReason;
      readonly read: string;
    }
  | {
      readonly kind: 'several';
      readonly entries: readonly number[];
      readonly reason: NearReason;
      readonly read: string;
    }
  /** Several things named at once; `named` has the namesakes of each. */
  | {
      readonly kind: 'list';
      readonly named: readonly (readonly number[])[];
      readonly isWhole: boolean;
      readonly read: string;
    }
  | { readonly kind: 'none'; readonly reason: WrongReason; readonly read: string };

const latinLetters = /^[a-z0-9]+$/u;

/**
 * Few slip on the first letter of a short word, but many words differ by it: healer, dealer. Spellings of one sound (g, k)
 * do not count.
 */
const isOtherFirstLetter = (letters: string, title: string): boolean =>
  letters.length < 8 &&
  latinLetters.test(letters) &&
  letters.slice(1) === title.slice(1) &&
  skeleton(letters.charAt(0)) !== skeleton(title.charAt(0));

interface Slipped {
  readonly settled: Settled;
  readonly words: Words;
  readonly edits: number;
}

/** No title has as many; what is longer is not an answer, and time must stay bounded. */
const maxWords = 40;
const maxLetters = 200;
/** Readings compared slip by slip; the others only letter by letter. */
const maxSlipReadings = 6;

const firstConsonants = /^[ㄱ-ㅎ]+[0-9]*$/u;

/** Words of everyday talk that are somebody's first letters too. */
const commonWords: ReadonlySet<string> = new Set(
  (
    'the and you for was her his him she why who how yes lol omg wtf idk wow hey not but all out now new old mom dad bro sis one two man boy god gay sad bad mad big ' +
    'ost are can did get got had has let may off our own say see too use way day any ask end far few hot its job lot low put run set sit ten top try yet this that with from ' +
    'what when have they your them then than some love like just know good here time star song sing wait nice cool kiss hate help hint skip stop next pass quiz game start win won'
  ).split(' '),
);

const one = (settled: Settled | undefined): settled is Settled & { kind: 'one' } => settled?.kind === 'one';

export const createResolver = (index: TitleIndex, { readNames }: Naming) => {
  const settle = (hits: readonly Hit[]): Settled | undefined => settleHits(hits, index.areOne);
  const findAbbreviated = createAbbreviations(index);
  const popularityOf = (entry: number): number => index.entries[entry]?.popularity ?? 0;

  /** First letters, and what sounds alike, mean the best known that has them, if it is by far the best known. */
  const settleByFame = (hits: readonly Hit[]): Settled | undefined => {
    const settled = settle(hits);
    if (settled === undefined || settled.kind === 'one') return settled;
    const [first, second] = [...new Set(hits.map(({ entry }) => entry))].sort(
      (a, b) => popularityOf(b) - popularityOf(a),
    );
    if (first === undefined || second === undefined) return settled;
    return popularityOf(first) - popularityOf(second) >= 20 ? { kind: 'one', entries: [first] } : settled;
  };

  const whole = (words: Words): Settled | undefined => settle(index.whole.get(lettersOf(words)));
  const short = (words: Words): Settled | undefined => {
    const plain = simplify(words);
    const hits = [
      ...index.short.get(lettersOf(words)),
      ...index.short.get(lettersOf(plain)),
      ...index.whole.get(lettersOf(plain)).map((hit) => ({ ...hit, looseness: hit.looseness + 0.5 })),
    ];
    return settle(hits.length > 0 ? hits : index.shuffled.get(lettersOf([...plain].sort())));
  };

  const byFirstConsonants = (words: Words): Settled | undefined => {
    const letters = choseong(words.join(''));
    return firstConsonants.test(words.join('')) && letters.length >= 3
      ? settleByFame(index.consonants.get(letters))
      : undefined;
  };

  const byInitials = (words: Words): Settled | undefined => {
    const letters = words.join('');
    if (hasHangul(letters)) return settleByFame(findAbbreviated(letters));
    const isSpelt = words.length === 1 || words.every((word) => word.length === 1);
    if (letters.length < 3 || !isSpelt || !latinLetters.test(letters) || commonWords.has(letters))
      return undefined;
    return settleByFame(index.initials.get(letters));
  };

  /** Two spellings of one sound in one script are one title only if they look alike as well: "bride" is not "pride". */
  const looksAlike = (letters: string, { source }: Hit): boolean => {
    if (hasHangul(source) !== hasHangul(letters)) return true;
    const limit = Math.floor(Math.max(source.length, letters.length) / 4);
    return source.length >= 6 && distance(source, letters, limit) <= limit;
  };

  const bySound = (words: Words): Settled | undefined => {
    const text = words.join(' ');
    const letters = lettersOf(words);
    // English in Hangul has a vowel between consonants that English does not have: 고블린 is go-beul-lin.
    const keys = hasHangul(text)
      ? [romanise(text), romaniseBySyllable(text), romaniseBySyllable(text).replaceAll('eu', '')].map(
          skeleton,
        )
      : [skeleton(text)];
    const hits = keys
      .flatMap((key) => (key.length < 4 ? [] : index.sound.get(key)))
      .filter((hit) => looksAlike(letters, hit));
    const settled = settle(hits);
    if (settled?.kind !== 'several') return settled;
    const latin = romanise(text).replaceAll(' ', '');
    const apart = hits.map((hit) => distance(hit.latin ?? '', latin, 9));
    const least = Math.min(...apart);
    return settleByFame(hits.filter((_, at) => apart[at] === least));
  };

  const nearest = (
    table: SlipTable,
    letters: string,
    limit: number,
    sameDigits = true,
  ): { readonly edits: number; readonly hits: readonly Hit[] } | undefined => {
    let edits = limit + 1;
    let hits: Hit[] = [];
    for (const slip of table.index.near(letters, limit, sameDigits)) {
      if (slip.edits > edits || (table === index.slips && isOtherFirstLetter(letters, table.keyAt(slip.key))))
        continue;
      if (slip.edits < edits) hits = [];
      edits = slip.edits;
      hits.push(...table.hitsAt(slip.key));
    }
    return hits.length === 0 ? undefined : { edits, hits };
  };

  /** Of all readings the one with the fewest slips, and of those the one that leaves out least. */
  const bySlips = (readings: readonly Reading[], most = 9): Slipped | undefined => {
    let best: { edits: number; hits: readonly Hit[]; words: Words } | undefined;
    for (const { words } of readings.slice(0, maxSlipReadings)) {
      for (const form of new Set([lettersOf(words), lettersOf(simplify(words))])) {
        const limit = Math.min(slipsFor(form), best === undefined ? most : best.edits - 1);
        if (limit < 1) continue;
        const found = nearest(index.slips, form, limit);
        if (found !== undefined) best = { ...found, words };
      }
    }
    const settled = best && settle(best.hits);
    return best && settled && { settled, words: best.words, edits: best.edits };
  };

  const bySoundSlips = (readings: readonly Reading[]): Slipped | undefined => {
    for (const { words } of readings.slice(0, 3)) {
      const key = skeleton(romaniseBySyllable(words.join(' ')));
      if (key.length < 7) continue;
      const found = nearest(index.soundSlips, key, key.length < 14 ? 1 : 2);
      const isHangul = hasHangul(words.join(''));
      const hits = found?.hits.filter(({ source }) => hasHangul(source) !== isHangul) ?? [];
      const settled = settle(hits);
      if (settled) return { settled, words, edits: 2 };
    }
    return undefined;
  };

  type Step = readonly [CorrectReason, (words: Words) => Settled | undefined];
  const exactly: readonly Step[] = [
    ['title', whole],
    ['short-title', short],
  ];
  const firstLetters: readonly Step[] = [
    ['first-consonants', byFirstConsonants],
    ['initials', byInitials],
  ];
  const soundAlike: readonly Step[] = [['by-sound', bySound]];

  /** The first step and reading that leads to one thing; else the first that leads to several. */
  const take = (
    steps: readonly Step[],
    readings: readonly Reading[],
    as?: CorrectReason,
  ): Resolution | undefined => {
    let open: Resolution | undefined;
    for (const [reason, step] of steps) {
      for (const { words } of readings) {
        const settled = step(words);
        const read = words.join(' ');
        if (one(settled)) return { kind: 'one', entries: settled.entries, reason: as ?? reason, read };
        if (settled) open ??= { kind: 'several', entries: settled.entries, reason: 'ambiguous', read };
        // What fits several things as it stands is not to be decided by reading less of it.
        if (open) return open;
      }
    }
    return undefined;
  };

  /** Both keyboards, word by word and as a whole; empty when the other one gives no syllables or letters. */
  const swappedReadings = (text: string): readonly Reading[] => {
    const swapped = keyboardSwap(text);
    const folded = fold(swapped);
    if (swapped === text || (hasHangul(text) && hasHangul(folded))) return [];
    if (!hasHangul(text) && /[ㅏ-ㅣ]/u.test(folded)) return [];
    return readingsOf(foldedWords(swapped)).map(({ words, dropped }) => ({
      words: wordsOf(words.join(' ')),
      dropped,
    }));
  };

  return (guess: string): Resolution => {
    const text = cleanMessage(guess);
    const words = guessWords(text.length > 4 * maxLetters ? '' : text);
    const read = words.join(' ').slice(0, maxLetters);
    if (words.length === 0) return { kind: 'none', reason: text === '' ? 'empty' : 'unknown', read };
    if (words.length > maxWords || read.length === maxLetters)
      return { kind: 'none', reason: 'unknown', read };
    const asTyped = whole(wordsOf(text));
    if (one(asTyped)) return { kind: 'one', entries: asTyped.entries, reason: 'title', read };
    const readings = readingsOf(words).map((reading) => ({
      ...reading,
      words: wordsOf(reading.words.join(' ')),
    }));
    const swapped = swappedReadings(text);

    const exact = take(exactly, readings) ?? take(exactly, swapped, 'keyboard');
    if (exact) return exact;
    if (isChatter(words)) return { kind: 'none', reason: 'empty', read };
    const named = readNames(wordsOf(words.join(' ')));
    if (named?.kind === 'one' || (named?.kind === 'list' && named.isWhole)) return named;
    const initials = take(firstLetters, readings);
    if (initials) return initials;
    const oneSlip = bySlips(readings, 1);
    const sound = oneSlip ? undefined : (take(soundAlike, readings) ?? take(soundAlike, swapped, 'keyboard'));
    if (sound) return sound;
    const slip = oneSlip ?? bySlips(readings) ?? bySoundSlips(readings) ?? bySlips(swapped);
    const part = slip?.edits === 1 ? undefined : matchPart(index, readings);
    // Words without a slip say more than a whole title with several.
    if (slip === undefined || part?.kind === 'one')
      return (
        part ?? named ?? { kind: 'none', reason: lettersOf(words).length < 4 ? 'too-short' : 'unknown', read }
      );
    const { entries, kind } = slip.settled;
    const understood = { entries, read: slip.words.join(' ') };
    return kind === 'one'
      ? { kind, reason: 'typo', ...understood }
      : { kind, reason: 'ambiguous', ...understood };
  };
};
