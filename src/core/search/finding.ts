import { distance, distanceWithin } from '../text/distance.ts';
import { compact } from '../text/fold.ts';
import { jamo } from '../text/hangul.ts';
import { createWordMatcher, matchInside, matchSpans, type NameMatch } from './matching.ts';
import type { Channel, NameIndex } from './names.ts';
import { consonantsOf, digitsOf } from './names.ts';
import type { Query, Reading } from './query.ts';

/** Candidates looked at closely per spelling: more cost time and change no answer in the query set. */
const candidateLimit = 120;
/** The same where the query is somebody's very name: what else there is only fills the list. */
const namedLimit = 40;
const skeletonLimit = 60;
/** The same sound, or the same first consonants, is a little less than the same letters. */
const soundsAlike = 0.92;

/** The s of hps2, for Hospital Playlist, season 2. */
const seasonOfInitials = /(?<=[a-z]{2})s(?=[1-9]$)/u;

/** Names that fit a query, by their number. */
export type NameMatches = ReadonlyMap<number, NameMatch>;

/** What the words of a mask count together. */
export const weightOf = (query: Query, mask: number): number =>
  query.weights.reduce((sum, weight, place) => ((mask & (1 << place)) === 0 ? sum : sum + weight), 0);

/** What a match is worth alone: its likeness times the share of the query it accounts for. */
export const worth = (query: Query, match: NameMatch): number =>
  match.quality * (0.15 + (0.85 * weightOf(query, match.mask)) / query.totalWeight);

export const createNameFinder = (index: NameIndex) => {
  const { names } = index;
  const words = createWordMatcher(index);

  const find = (query: Query): NameMatches => {
    const matches = new Map<number, NameMatch>();
    let isNamed = false;
    const keep = (name: number, match: NameMatch | undefined): void => {
      if (match === undefined) return;
      const known = matches.get(name);
      if (known?.how === 'exact' && match.how !== 'exact') return;
      if (known === undefined || worth(query, match) > worth(query, known)) matches.set(name, match);
    };

    const findLetters = ({ spans, words: spelt }: Reading): void => {
      for (const { letters, mask } of spans) {
        const name = index.letters.exact(letters);
        if (name !== undefined) keep(name, { mask, quality: 1, how: 'exact' });
      }
      isNamed = spans.some(
        ({ letters, mask }) => mask === query.allMask && index.letters.exact(letters) !== undefined,
      );
      for (const name of index.letters.near(spelt.join(' '), isNamed ? namedLimit : candidateLimit)) {
        const letters = names.lettersOf(name);
        if (matches.get(name)?.mask === query.allMask && matches.get(name)?.quality === 1) continue;
        keep(name, matchSpans(letters, names.digitsOf(name), query.typed));
        keep(name, matchInside(letters, query, query.typed));
        keep(name, words.match(name));
      }
    };

    const keepKey = (
      channel: Channel,
      key: number,
      match: NameMatch | undefined,
      rate: (name: number, match: NameMatch) => number,
    ): void => {
      if (match === undefined) return;
      for (const name of channel.namesAt(key))
        keep(name, { ...match, quality: rate(name, match), how: 'fuzzy' });
    };

    const romanisedWords = (mask: number): string =>
      query.skeleton.words
        .filter((_, place) => (mask & (1 << place)) !== 0)
        .map(compact)
        .join('');

    /** Skeletons say two names sound alike; how much of the spelling agrees says how much alike. */
    const findSounds = (): void => {
      const { skeletons } = index;
      const reading = query.skeleton;
      const rate = (name: number, match: NameMatch): number => {
        const sought = romanisedWords(match.mask);
        const latin = names.latinOf(name);
        const longest = Math.max(sought.length, latin.length);
        const edits =
          match.isPart === true
            ? distanceWithin(sought, latin, sought.length)
            : distance(sought, latin, Math.ceil(longest * 0.7));
        const alike = Math.max(0, 1 - edits / (match.isPart === true ? sought.length : longest));
        return (
          match.quality *
          soundsAlike *
          (0.4 + 0.6 * alike) *
          (names.isHangul(name) && query.isHangul ? 0.85 : 1)
        );
      };
      for (const { letters, mask } of reading.spans) {
        const key = letters.length < 3 ? undefined : skeletons.index.exact(letters);
        if (key !== undefined) keepKey(skeletons, key, { mask, quality: 1, how: 'fuzzy' }, rate);
      }
      if (isNamed || reading.whole.letters.length < 4) return;
      for (const key of skeletons.index.near(reading.whole.letters, skeletonLimit)) {
        const letters = skeletons.keyAt(key);
        if (letters.length >= 5)
          keepKey(skeletons, key, matchSpans(letters, digitsOf(letters), reading), rate);
        if (reading.whole.letters.length >= 5)
          keepKey(skeletons, key, matchInside(letters, query, reading), rate);
      }
    };

    /** Syllables typed in full among the consonants (사ㄹ의ㅂ시착) must be in the name. */
    const findFirstConsonants = (reading: Reading): void => {
      const typed = [...query.words.join('').matchAll(/[가-힣]/gu)].map(([syllable]) => jamo(syllable));
      const rate = (name: number, match: NameMatch): number => {
        const letters = names.lettersOf(name);
        const missing = typed.filter((keys) => !letters.includes(keys)).length;
        return match.quality * soundsAlike * (1 - (0.6 * missing) / (typed.length || 1));
      };
      for (const { letters, mask } of reading.spans) {
        const key = letters.length < 2 ? undefined : index.choseong.index.exact(letters);
        if (key !== undefined) keepKey(index.choseong, key, { mask, quality: 1, how: 'fuzzy' }, rate);
      }
      if (reading.whole.letters.length < 2) return;
      for (const key of index.choseong.index.near(reading.whole.letters, skeletonLimit)) {
        const letters = index.choseong.keyAt(key);
        keepKey(index.choseong, key, matchInside(letters, query, reading), rate);
        if (letters.length >= 6)
          keepKey(index.choseong, key, matchSpans(letters, digitsOf(letters), reading), rate);
      }
    };

    const findInitials = (): void => {
      for (const { letters, mask } of query.typed.spans) {
        if (letters.length < 3) continue;
        for (const name of index.initials.get(letters.replace(seasonOfInitials, '')))
          keep(name, { mask, quality: 0.88, how: 'fuzzy' });
      }
    };

    /** English words written in Hangul keep their consonants; the vowels tell how likely it is these words. */
    const findTransliterated = (): void => {
      const silentWords = query.skeleton.words.reduce(
        (mask, word, place) => (consonantsOf(word) === '' ? mask | (1 << place) : mask),
        0,
      );
      for (const { mask } of query.skeleton.spans) {
        if ((mask & silentWords) !== 0) continue;
        const sought = romanisedWords(mask);
        const consonants = consonantsOf(sought);
        if (consonants.length < 3) continue;
        for (const name of index.consonants.get(consonants)) {
          const latin = names.latinOf(name);
          const longest = Math.max(sought.length, latin.length);
          const alike = 1 - distance(sought, latin, longest) / longest;
          keep(name, { mask, quality: 0.45 + 0.4 * alike, how: 'fuzzy' });
        }
      }
    };

    words.begin(query);
    findLetters(query.typed);
    findSounds();
    if (query.choseong !== undefined) findFirstConsonants(query.choseong);
    findInitials();
    if (query.choseong === undefined && query.isHangul) findTransliterated();
    return matches;
  };

  return { find, matchWords: words.match };
};
