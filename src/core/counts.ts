/** Something that happened `count` times. */
export interface Counted {
  readonly id: string;
  readonly count: number;
}

/**
 * Counts one more of `id` in a list of at most `limit`, most frequent first. When it is full, the rarest makes room, and the
 * newcomer takes over its count as an upper bound of its own past (the Space-Saving sketch): what is frequent stays in.
 */
export const countIn = (counts: readonly Counted[], id: string, limit: number): readonly Counted[] => {
  const known = counts.find((one) => one.id === id);
  const others = counts.filter((one) => one.id !== id);
  const kept = known === undefined ? others.slice(0, limit - 1) : others;
  const inherited = known?.count ?? (others.length >= limit ? (others.at(-1)?.count ?? 0) : 0);
  return [...kept, { id, count: inherited + 1 }].sort((a, b) => b.count - a.count);
};
