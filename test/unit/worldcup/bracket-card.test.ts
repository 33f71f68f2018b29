import { loadImage } from '@napi-rs/canvas';
import { describe, expect, test } from 'vitest';
import { paintBracket } from '../../../src/adapters/bracket-painter.ts';
import { loadCatalogue } from '../../../src/adapters/catalogue-files.ts';
import { bracketWindow } from '../../../src/core/worldcup/bracket-card.ts';
import { CUP_SIZES } from '../../../src/core/worldcup/rules.ts';
import type { CupSize } from '../../../src/core/worldcup/rules.ts';
import type { CupState } from '../../../src/core/worldcup/types.ts';
import { en } from '../../../src/i18n/en.ts';
import {
  bracketCard,
  bracketFile,
  championView,
  cupStarted,
  cupStatusView,
  openPairOf,
  pairView,
  resultView,
} from '../../../src/views/worldcup.ts';
import { playCup } from '../../support/cup-scenario.ts';
import { expectWithinLimits } from '../../support/limits.ts';

const catalogue = await loadCatalogue('data');
/** The longest titles there are, so that limits are met. */
const longest = [...catalogue.songs.values()]
  .toSorted((a, b) => JSON.stringify(b.titles).length - JSON.stringify(a.titles).length)
  .map(({ id }) => id);

/** A cup of real songs, shown each time something changes. */
const states = (size: CupSize): readonly CupState[] => {
  const cup = playCup({ size });
  const seen: CupState[] = [cup.state()];
  while (cup.state().phase !== 'ended') {
    if (cup.state().phase === 'voting') cup.vote('ann', seen.length % 3 === 0 ? 'b' : 'a');
    cup.wait(5_500);
    if (cup.state() !== seen.at(-1)) seen.push(cup.state());
  }
  return seen.map((state) => ({ ...state, cup: { ...state.cup, songIds: longest.slice(0, size) } }));
};

describe('the window on a bracket', () => {
  test.each(CUP_SIZES)('of %i has at most sixteen places, halves to one, and holds the open pair', (size) => {
    for (const state of states(size)) {
      const pair = openPairOf(state);
      const number = pair?.number ?? Math.max(1, state.cup.results.length);
      const window = bracketWindow(state.cup, number);
      expect(window[0]?.length).toBe(Math.min(size, 16));
      expect(window.map(({ length }) => length)).toEqual(
        window.map((_, column) => (window[0]?.length ?? 0) / 2 ** column),
      );
      expect(window.at(-1)).toHaveLength(1);
      if (pair === undefined) continue;
      const side = window.findLast((places) => places.includes(pair.a) && places.includes(pair.b)) ?? [];
      expect(side.indexOf(pair.b)).toBe(side.indexOf(pair.a) + 1);
    }
  });

  test('marks the open pair and who is out', () => {
    const card = bracketCard(catalogue, states(8)[4]!, en);
    const all = card.rounds.flat();
    expect(all.filter(({ state }) => state === 'now')).toHaveLength(2);
    expect(card.rounds[0]?.filter(({ state }) => state === 'lost').length).toBeGreaterThan(0);
  });
});

test('every message of every size is within Discord’s limits', () => {
  for (const size of CUP_SIZES) {
    for (const state of states(size)) {
      const pair = openPairOf(state);
      const last = state.cup.results.at(-1);
      if (pair !== undefined && state.phase === 'voting')
        expectWithinLimits(pairView(catalogue, state, pair, [], en));
      if (last !== undefined) expectWithinLimits(resultView(catalogue, state, last, [], en));
      if (state.phase === 'ended') expectWithinLimits(championView(catalogue, state, 1, [], en));
      const hall = Array.from({ length: 50 }, (_, index) => ({
        songId: longest[index] ?? '',
        theme: state.cup.settings.theme,
        size,
        at: 0,
      }));
      expectWithinLimits(cupStatusView(catalogue, state, hall.slice(0, 3), [], en));
      expectWithinLimits(cupStatusView(catalogue, undefined, hall, [], en));
    }
  }
  const settings = { size: 64, theme: { kind: 'everything' }, seconds: 86_400 } as const;
  expect(cupStarted(catalogue, '1', settings, en).content).toContain('1 day');
});

test('the picture is drawn at every size, and told in words', async () => {
  const widths = [];
  for (const size of CUP_SIZES) {
    const card = bracketCard(catalogue, states(size)[2]!, en);
    const png = await paintBracket(card);
    const image = await loadImage(Buffer.from(png));
    widths.push(image.width);
    expect(png.length).toBeLessThan(500_000);
    const { description = '' } = bracketFile(card, png, en);
    expect(description).toContain(card.subtitle);
    expect(description.length).toBeLessThanOrEqual(1_024);
  }
  expect(widths).toEqual(widths.toSorted((a, b) => a - b));
});
