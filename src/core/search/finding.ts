import { createWordMatcher, matchInside, matchSpans, type NameMatch } from './matching.ts';
import type { Channel, NameIndex } from './names.ts';
import { consonantsOf, digitsOf } from './names.ts';
import type { Query, Reading } from './query.ts';

/** Candidates looked at closely per spelling: more cost time and change no answer in the query set. */
const candidateLimit = 120;
const skeletonLimit = 60;

/** Names that fit a query, by their number. */
export type NameMatches = ReadonlyMap<number, NameMatch>;

const weightOfMask = (query: Query, mask: number): number =>
  query.weights.reduce((sum, weight, place) => ((mask & (1 << place)) === 0 ? sum : sum + weight), 0);

/** What a match is worth alone: its likeness times the share of the query it accounts for. */
export const worth = (query: Query, match: NameMatch): number =>
  match.quality * (0.15 + (0.85 * weightOfMask(query, match.mask)) / query.totalWeight);

export const createNameFinder = (index: NameIndex) => {
  const words = createWordMatcher(index);

  const find = (query: Query): NameMatches => {
    const matches = new Map<number, NameMatch>();
    const keep = (name: number, match: NameMatch | undefined): void => {
      if (match === undefined) return;
      const known = matches.get(name);
      if (known === undefined || worth(query, match) > worth(query, known)) matches.set(name, match);
    };

    const findLetters = ({ spans, words: spelt }: Reading): void => {
      for (const { letters, mask } of spans) {
        const name = index.letters.exact(letters);
        if (name !== undefined) keep(name, { mask, quality: 1, how: 'exact' });
      }
      for (const name of index.letters.near(spelt.join(' '), candidateLimit)) {
        const letters = index.names[name]?.letters ?? '';
        if (matches.get(name)?.mask === query.allMask && matches.get(name)?.quality === 1) continue;
        keep(name, matchSpans(letters, index.names[name]?.digits ?? '', query.typed));
        keep(name, matchInside(letters, query, query.typed));
        keep(name, words.match(name));
      }
    };

    /** Keys of a coarse spelling: short ones say too little, and even the same key is less than the same letters. */
    const findCoarse = (
      channel: Channel,
      reading: Reading,
      limits: { least: number; best: number; slips: boolean },
    ): void => {
      const keepAll = (key: number, match: NameMatch | undefined): void => {
        if (match === undefined) return;
        for (const name of channel.names[key] ?? [])
          keep(name, { ...match, quality: match.quality * limits.best, how: 'fuzzy' });
      };
      for (const { letters, mask } of reading.spans) {
        const key = letters.length < limits.least ? undefined : channel.index.exact(letters);
        if (key !== undefined) keepAll(key, { mask, quality: 1, how: 'fuzzy' });
      }
      if (reading.whole.letters.length < limits.least) return;
      for (const key of channel.index.near(reading.whole.letters, skeletonLimit)) {
        const letters = channel.keys[key] ?? '';
        if (limits.slips && letters.length >= 5)
          keepAll(key, matchSpans(letters, digitsOf(letters), reading));
        keepAll(key, matchInside(letters, query, reading));
      }
    };

    const findInitials = (): void => {
      query.words.forEach((word, place) => {
        if (word.length < 2) return;
        for (const name of index.initials.get(word) ?? [])
          keep(name, { mask: 1 << place, quality: 0.88, how: 'fuzzy' });
      });
      for (const { letters, mask } of query.typed.spans) {
        if (letters.length < 3) continue;
        for (const name of index.initials.get(letters) ?? [])
          keep(name, { mask, quality: 0.88, how: 'fuzzy' });
      }
    };

    /** English words written in Hangul. */
    const findTransliterated = (): void => {
      for (const { letters, mask } of query.skeleton.spans) {
        const consonants = consonantsOf(letters);
        if (consonants.length < 3) continue;
        for (const name of index.consonants.get(consonants) ?? [])
          keep(name, { mask, quality: 0.7, how: 'fuzzy' });
      }
    };

    words.begin(query);
    findLetters(query.typed);
    findCoarse(index.skeletons, query.skeleton, { least: 3, best: 0.92, slips: true });
    if (query.choseong !== undefined)
      findCoarse(index.choseong, query.choseong, { least: 2, best: 0.92, slips: false });
    findInitials();
    if (query.choseong === undefined && /[가-힣]/u.test(query.text)) findTransliterated();
    return matches;
  };

  return { find, matchWords: words.match };
};
