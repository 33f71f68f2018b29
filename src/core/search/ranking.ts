import type { Entry } from './entries.ts';
import { worth, type NameMatches } from './finding.ts';
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

interface Direct {
  readonly match: NameMatch;
  readonly use: NameUse;
  readonly worth: number;
}

/** Bands of the score. Exact titles, then exact aliases, then everything else by likeness; popularity only breaks ties. */
const exactTitle = 0.95;
const exactAlias = 0.9;
const likeness = 0.79;
const kindWeights: Readonly<Record<SearchKind, number>> = { drama: 0.004, song: 0.002, artist: 0.003 };

export const createRanking = (
  entries: readonly Entry[],
  { names }: NameIndex,
  matchWords: (name: number, skip?: number) => NameMatch | undefined,
) => {
  const namesOfEntry: { name: number; use: NameUse }[][] = entries.map(() => []);
  names.forEach((name, number) => {
    for (const use of name.uses) {
      namesOfEntry[use.entry]?.push({ name: number, use });
    }
  });

  return (query: Query, matches: NameMatches, kind: SearchKind | undefined): Ranked[] => {
    const direct = new Map<number, Direct>();
    for (const [name, match] of matches) {
      const value = worth(query, match);
      for (const use of names[name]?.uses ?? []) {
        const known = direct.get(use.entry);
        const rated = value - (use.isAlias ? 0.015 : 0);
        if (known === undefined || rated > known.worth) direct.set(use.entry, { match, use, worth: rated });
      }
    }

    const weigh = (mask: number): number =>
      query.weights.reduce((sum, weight, place) => ((mask & (1 << place)) === 0 ? sum : sum + weight), 0);

    /** A year or season that no name accounts for is right if the entry bears it, and wrong otherwise. */
    const numberMask = (entry: Entry, free: number): number => {
      let mask = 0;
      query.words.forEach((word, place) => {
        if ((free & (1 << place)) === 0 || !/^[0-9]+$/u.test(word)) return;
        const isYear = word.length === 4 && entry.year === Number(word);
        const isFirstSeason = query.season === '1' && word === '1';
        const isPart = query.season === undefined && entry.part === word;
        if (isYear || isFirstSeason || isPart) mask |= 1 << place;
      });
      return mask;
    };

    /** The artists and dramas of a song that account for words its own title leaves over. */
    const related = (entry: Entry, covered: number): { mask: number; value: number; kinds: number } => {
      let mask = covered;
      let value = 0;
      let kinds = 0;
      for (const group of [entry.artists, entry.dramas]) {
        let bestGain = 0;
        let bestMask = 0;
        for (const place of group) {
          const match = direct.get(place)?.match;
          if (match === undefined || (match.mask & mask) !== 0) continue;
          const gain = weigh(match.mask) * match.quality;
          if (gain > bestGain) {
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

    const results: Ranked[] = [];
    const add = (place: number, entry: Entry, found: Direct | undefined): void => {
      const own = found?.match.mask ?? 0;
      const isWhole = own === query.allMask && found?.match.how === 'exact';
      const popularity = entry.popularity;
      if (found !== undefined && isWhole) {
        const raw =
          found.use.text === query.text
            ? 0.02
            : found.use.text.toLowerCase() === query.text.toLowerCase()
              ? 0.015
              : 0;
        const base = found.use.isAlias ? exactAlias : exactTitle;
        results.push({
          entry: place,
          score: base + raw + 0.02 * popularity + kindWeights[entry.kind],
          matched: found.use.text,
          how: found.use.isAlias ? 'alias' : 'exact',
        });
        return;
      }
      const help = entry.kind === 'song' ? related(entry, own) : { mask: 0, value: 0, kinds: 0 };
      const numbers = numberMask(entry, ~(own | help.mask));
      const ownValue = found === undefined ? 0 : weigh(own) * found.match.quality;
      const covered = own | help.mask | numbers;
      const share = weigh(covered) / query.totalWeight;
      const value = (ownValue + help.value + weigh(numbers)) / (weigh(covered) || 1);
      const alias = found?.use.isAlias === true ? 0.01 : 0;
      const untitled = found !== undefined ? 0 : help.kinds > 1 ? 0.06 : 0.35;
      /** A part of a title says less, so who is meant depends more on who is known. */
      const fame = found?.match.isPart === true ? 0.14 : 0.06;
      const score =
        likeness * Math.max(0, value * (0.15 + 0.85 * share) - alias - untitled) +
        fame * popularity +
        kindWeights[entry.kind];
      results.push({
        entry: place,
        score,
        matched: found?.use.text ?? '',
        how: found?.match.how === 'prefix' ? 'prefix' : 'fuzzy',
      });
    };

    /** Songs of a well-matched artist or drama whose titles were too far down the candidates to be looked at. */
    const addSongsOf = (owner: Direct, songs: readonly number[]): void => {
      for (const song of songs.slice(0, 300)) {
        const entry = entries[song];
        if (entry === undefined) continue;
        let best = direct.get(song);
        if (best !== undefined && (best.match.mask & owner.match.mask) === 0) continue;
        for (const { name, use } of namesOfEntry[song] ?? []) {
          const match = matchWords(name, owner.match.mask);
          if (match === undefined) continue;
          const value = worth(query, match);
          if (best === undefined || (best.match.mask & owner.match.mask) !== 0 || value > best.worth)
            best = { match, use, worth: value };
        }
        if (best !== direct.get(song) && best !== undefined) add(song, entry, best);
        else if (!direct.has(song)) add(song, entry, undefined);
      }
    };

    for (const [place, found] of direct) {
      const entry = entries[place];
      if (entry === undefined) continue;
      add(place, entry, found);
      if (entry.kind !== 'song' && found.match.quality > 0.75 && kind !== 'drama' && kind !== 'artist')
        addSongsOf(found, entry.songs);
    }
    return kind === undefined ? results : results.filter(({ entry }) => entries[entry]?.kind === kind);
  };
};
