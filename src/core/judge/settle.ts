import type { Hit } from './title-index.ts';

/** Entries a way of reading leads to: one thing (or several of the very same title), or several that fit as well. */
export interface Settled {
  readonly kind: 'one' | 'several';
  readonly entries: readonly number[];
}

/** The entries whose title is nearest to the form they were found by. Namesakes count as one. */
export const settle = (
  hits: readonly Hit[],
  areOne: (entries: readonly number[]) => boolean = () => false,
): Settled | undefined => {
  if (hits.length === 0) return undefined;
  const least = Math.min(...hits.map((hit) => hit.looseness));
  const best = hits.filter((hit) => hit.looseness === least);
  const entries = [...new Set(best.map(({ entry }) => entry))];
  if (entries.length === 1) return { kind: 'one', entries };
  const bearers = new Map<string, Set<number>>();
  for (const { source, entry } of best) bearers.set(source, (bearers.get(source) ?? new Set()).add(entry));
  const areNamesakes = [...bearers.values()].some((group) => group.size === entries.length);
  return { kind: areNamesakes || areOne(entries) ? 'one' : 'several', entries };
};
