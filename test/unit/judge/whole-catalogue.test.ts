import { describe, expect, test } from 'vitest';
import type { Titles } from '../../../src/core/catalogue/schema.ts';
import { lettersOf, wordsOf } from '../../../src/core/judge/forms.ts';
import { createJudging } from '../../../src/core/judge/judge.ts';
import { repositoryCatalogue } from '../../support/catalogue.ts';
import { createChance, perturbations } from '../../support/perturb.ts';

const catalogue = await repositoryCatalogue();
const { judge, named, resolve } = createJudging(catalogue);

const ownTitles = (titles: Titles): string[] =>
  [titles.en, titles.ko, titles.romanised, ...(titles.short ?? [])].filter((title) => title !== undefined);
const allTitles = (titles: Titles): string[] => [...ownTitles(titles), ...(titles.other ?? [])];
const dramas = [...catalogue.dramas.values()];

/** The very same title, but for case, spaces and signs. */
const sameTitle = (title: string): string => lettersOf(wordsOf(title));

describe('over all ordered pairs of dramas', () => {
  const bearers = new Map<string, Set<string>>();
  for (const { id, titles } of dramas)
    for (const title of allTitles(titles))
      bearers.set(sameTitle(title), (bearers.get(sameTitle(title)) ?? new Set()).add(id));

  // A guess is resolved once to everything it is accepted for, so one pass over the titles answers for every pair.
  const wronglyAccepted = (wrap: (title: string) => string): string[] =>
    dramas.flatMap(({ id, titles }) =>
      allTitles(titles).flatMap((title) =>
        [...resolve(wrap(title), 'drama').accepted]
          .filter((other) => other !== id && bearers.get(sameTitle(title))?.has(other) !== true)
          .map((other) => `${title} (${id}) accepted for ${other}`),
      ),
    );

  test('no title of one is accepted for another', { timeout: 30_000 }, () => {
    expect(wronglyAccepted((title) => title)).toEqual([]);
  });

  test('nor when it is asked', { timeout: 30_000 }, () => {
    expect(wronglyAccepted((title) => `is it ${title}?`)).toEqual([]);
  });

  test('resolving once says the same as judging pair by pair', () => {
    const chance = createChance(1);
    const any = () => dramas[Math.floor(chance() * dramas.length)]!;
    for (let i = 0; i < 2000; i += 1) {
      const [asked, guessed] = [any(), i % 4 === 0 ? any() : dramas[i]!];
      const guess = ownTitles(guessed.titles)[0]!;
      const isAccepted = resolve(guess, 'drama').accepted.has(asked.id);
      expect(judge(guess, { kind: 'drama', answerIds: [asked.id] }).kind === 'correct').toBe(isAccepted);
    }
  });
});

describe('every title, mistyped by rule', () => {
  const rows = {
    drama: dramas.map(({ titles }) => titles),
    song: [...catalogue.songs.values()].map(({ titles }) => titles),
    artist: [...catalogue.artists.values()].map(({ names }) => names),
  };
  /** Of ten thousand short Korean names many are one slip apart: such a slip is refused on purpose. */
  const least = { drama: 0.97, song: 0.95, artist: 0.9 };

  for (const kind of ['drama', 'song', 'artist'] as const) {
    test.each(Object.keys(perturbations))(`${kind}: %s`, { timeout: 60_000 }, (name) => {
      const chance = createChance(7);
      const missed: string[] = [];
      let count = 0;
      for (const titles of rows[kind]) {
        for (const title of new Set([titles.en, titles.ko])) {
          const guess = title === undefined ? undefined : perturbations[name]!(title, chance);
          if (title === undefined || guess === undefined) continue;
          count += 1;
          const { accepted } = resolve(guess, kind);
          if (!named(title, kind).some((id) => accepted.has(id))) missed.push(`${title} ← ${guess}`);
        }
      }
      expect(count).toBeGreaterThan(50);
      expect(1 - missed.length / count, missed.slice(0, 20).join('\n')).toBeGreaterThanOrEqual(least[kind]);
    });
  }
});
