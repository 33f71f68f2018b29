/** How often a song was right in rounds played with the default settings, over all servers. */
export interface SongStats {
  readonly shown: number;
  readonly right: number;
}

/** The prior weighs as much as this many rounds, so a song's first rounds move its rate only a little. */
const PRIOR_ROUNDS = 10;

/** The expected rate of a song nobody knows (popularity 0) and of one everybody knows (100). */
const PRIOR_LEAST = 0.1;
const PRIOR_MOST = 0.9;

/** Popularity of a song of which nothing is known: rather little known. */
const POPULARITY_UNKNOWN = 25;

/**
 * The smoothed share of rounds in which a song is known, between 0 and 1:
 * `(right + PRIOR_ROUNDS × prior) / (shown + PRIOR_ROUNDS)`, where `prior` grows evenly with the popularity from
 * `PRIOR_LEAST` to `PRIOR_MOST`, and the popularity is the mean of what is known of the song's and its drama's.
 */
export const correctRate = (
  stats: SongStats | undefined,
  popularities: readonly (number | undefined)[],
): number => {
  const known = popularities.filter((popularity) => popularity !== undefined);
  const popularity =
    known.length === 0 ? POPULARITY_UNKNOWN : known.reduce((sum, value) => sum + value, 0) / known.length;
  const prior = PRIOR_LEAST + ((PRIOR_MOST - PRIOR_LEAST) * popularity) / 100;
  const { shown, right } = stats ?? { shown: 0, right: 0 };
  return (right + PRIOR_ROUNDS * prior) / (shown + PRIOR_ROUNDS);
};

/**
 * The part of `ranked` (easiest first) that a difficulty stands for: the easiest, middle and hardest third. Thirds rather
 * than fixed rates, so that each difficulty has songs in every catalogue.
 */
export const bandOf = <Item>(
  ranked: readonly Item[],
  difficulty: 'easy' | 'normal' | 'hard' | 'any',
): readonly Item[] => {
  const third = (count: number) => Math.round((ranked.length * count) / 3);
  switch (difficulty) {
    case 'easy':
      return ranked.slice(0, third(1));
    case 'normal':
      return ranked.slice(third(1), third(2));
    case 'hard':
      return ranked.slice(third(2));
    case 'any':
      return ranked;
  }
};
