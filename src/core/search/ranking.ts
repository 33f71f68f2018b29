import type { Entry } from './entries.ts';
import { worth, weightOf, type NameMatches } from './finding.ts';
import type { NameMatch } from './matching.ts';
import type { NameIndex, NameUse } from './names.ts';
import type { Query } from './query.ts';
import type { SearchHit, SearchKind } from './search.ts';

export interface Ranked {
  readonly entry: number;
  readonly score: number;
  readonly matched: string;
  readonly how: SearchHit['how'];
}

/** An entry's best name for the query, and the best of those spelt exactly, which accounts for fewer words but surely. */
interface Direct {
  readonly match: NameMatch;
  readonly use: NameUse;
  readonly worth: number;
  readonly exact: NameMatch | undefined;
}

type DirectMatches = ReadonlyMap<number, Direct>;

/** Words of the query that something else than a song's own title accounts for. */
interface Help {
  readonly mask: number;
  readonly value: number;
  readonly kinds: number;
}

/** Bands of the score. Exact titles, then exact aliases, then everything else by likeness; popularity only breaks ties. */
const exactTitle = 0.95;
const exactAlias = 0.9;
const likeness = 0.79;
const kindWeights: Readonly<Record<SearchKind, number>> = { drama: 0.004, song: 0.002, artist: 0.003 };
/** An artist and a drama together name a song nearly as well as its title; one of them only hints at it. */
const untitledCost = { one: 0.35, both: 0.06 };
/** Songs of one artist or drama looked at for the words left over: the best known first, so that time stays bounded. */
const songsPerOwner = 300;
const noHelp: Help = { mask: 0, value: 0, kinds: 0 };

const matchEntries = (query: Query, matches: NameMatches, { names }: NameIndex): Map<number, Direct> => {
  const direct = new Map<number, Direct>();
  for (const [name, match] of matches) {
    const value = worth(query, match);
    for (const use of names.usesOf(name)) {
      const known = direct.get(use.entry);
      const rated = value - (use.isAlias ? 0.015 : 0);
      const exact = match.how === 'exact' ? match : known?.exact;
      if (known === undefined || rated > known.worth)
        direct.set(use.entry, { match, use, worth: rated, exact });
      else if (exact !== known.exact && known.exact === undefined) direct.set(use.entry, { ...known, exact });
    }
  }
  return direct;
};

/** A year or season that no name accounts for is right if the entry bears it, and wrong otherwise. */
const numbersOf = (query: Query, entry: Entry, covered: number): number => {
  let mask = 0;
  query.words.forEach((word, place) => {
    if ((covered & (1 << place)) !== 0 || !/^[0-9]+$/u.test(word)) return;
    const isYear = word.length === 4 && entry.year === Number(word);
    const isFirstSeason = query.season === '1' && word === '1';
    const isPart = query.season === undefined && entry.part === word;
    if (isYear || isFirstSeason || isPart) mask |= 1 << place;
  });
  return mask;
};

/** The artists and dramas of a song that account for words its own title leaves over. */
const helpOf = (query: Query, direct: DirectMatches, entry: Entry, covered: number): Help => {
  let mask = covered;
  let value = 0;
  let kinds = 0;
  for (const group of [entry.artists, entry.dramas]) {
    let bestGain = 0;
    let bestMask = 0;
    for (const place of group) {
      const owner = direct.get(place);
      for (const match of [owner?.match, owner?.exact]) {
        if (match === undefined || (match.mask & mask) !== 0) continue;
        const gain = weightOf(query, match.mask) * match.quality;
        if (gain <= bestGain) continue;
        bestGain = gain;
        bestMask = match.mask;
      }
    }
    if (bestMask !== 0) kinds += 1;
    mask |= bestMask;
    value += bestGain;
  }
  return { mask: mask & ~covered, value, kinds };
};

/** The whole query is the name: the same letters, then the same but for case, then popularity tell namesakes apart. */
const scoreExact = (query: Query, entry: Entry, { use }: Direct): number => {
  const sameCase = use.text === query.text ? 0.02 : 0;
  const sameLetters = use.text.toLowerCase() === query.text.toLowerCase() ? 0.015 : 0;
  const base = use.isAlias ? exactAlias : exactTitle;
  return base + Math.max(sameCase, sameLetters) + 0.02 * entry.popularity + kindWeights[entry.kind];
};

const scoreLikeness = (
  query: Query,
  direct: DirectMatches,
  entry: Entry,
  found: Direct | undefined,
): number => {
  const own = found?.match.mask ?? 0;
  const help = entry.kind === 'song' ? helpOf(query, direct, entry, own) : noHelp;
  const numbers = numbersOf(query, entry, own | help.mask);
  const coveredWeight = weightOf(query, own | help.mask | numbers);
  const ownValue = found === undefined ? 0 : weightOf(query, own) * found.match.quality;
  const value = (ownValue + help.value + weightOf(query, numbers)) / (coveredWeight || 1);
  const share = coveredWeight / query.totalWeight;
  const alias = found?.use.isAlias === true ? 0.01 : 0;
  const untitled = help.kinds > 1 ? untitledCost.both : untitledCost.one;
  const cost = alias + (found === undefined ? untitled : 0);
  /** A part of a title says less, so who is meant depends more on who is known. */
  const fame = found?.match.isPart === true ? 0.14 : 0.06;
  return (
    likeness * Math.max(0, value * (0.15 + 0.85 * share) - cost) +
    fame * entry.popularity +
    kindWeights[entry.kind]
  );
};

const rankEntry = (
  query: Query,
  direct: DirectMatches,
  place: number,
  entry: Entry,
  found: Direct | undefined,
): Ranked => {
  const matched = found?.use.text ?? '';
  if (found?.match.how === 'exact' && found.match.mask === query.allMask) {
    const score = scoreExact(query, entry, found);
    return { entry: place, score, matched, how: found.use.isAlias ? 'alias' : 'exact' };
  }
  const score = scoreLikeness(query, direct, entry, found);
  return { entry: place, score, matched, how: found?.match.how === 'prefix' ? 'prefix' : 'fuzzy' };
};

export const createRanking = (
  entries: readonly Entry[],
  index: NameIndex,
  matchWords: (name: number, skip?: number) => NameMatch | undefined,
) => {
  /** The name of a song that best fits the words its owner does not account for, unless a known one already does. */
  const titleBeside = (
    query: Query,
    song: number,
    owner: NameMatch,
    known: Direct | undefined,
  ): Direct | undefined => {
    let best = known !== undefined && (known.match.mask & owner.mask) === 0 ? known : undefined;
    for (const { name, use } of best === undefined ? index.names.ofEntry(song) : []) {
      const match = matchWords(name, owner.mask);
      if (match === undefined) continue;
      const value = worth(query, match);
      if (best === undefined || value > best.worth) best = { match, use, worth: value, exact: undefined };
    }
    return best;
  };

  /** Songs of a well-matched artist or drama, whose titles may be too far down the candidates to have been looked at. */
  const rankSongsOf = (
    query: Query,
    direct: DirectMatches,
    owner: Direct,
    songs: readonly number[],
  ): Ranked[] =>
    songs.slice(0, songsPerOwner).flatMap((place) => {
      const song = entries[place];
      const known = direct.get(place);
      const found = titleBeside(query, place, owner.exact ?? owner.match, known);
      if (song === undefined || (found === undefined ? known !== undefined : found === known)) return [];
      return [rankEntry(query, direct, place, song, found)];
    });

  /** An entry may come more than once, by different names: its best score counts. */
  return (query: Query, matches: NameMatches, kind: SearchKind | undefined): Ranked[] => {
    const direct = matchEntries(query, matches, index);
    const results: Ranked[] = [];
    for (const [place, found] of direct) {
      const entry = entries[place];
      if (entry === undefined) continue;
      if (kind === undefined || entry.kind === kind)
        results.push(rankEntry(query, direct, place, entry, found));
      const mayOwn = entry.kind !== 'song' && kind !== 'drama' && kind !== 'artist';
      if (mayOwn && found.match.quality > 0.75)
        results.push(...rankSongsOf(query, direct, found, entry.songs));
    }
    return results;
  };
};
