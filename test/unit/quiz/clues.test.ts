import { describe, expect, it } from 'vitest';
import { buildClues, initialsOf, maskTitle } from '../../../src/core/quiz/clues.ts';
import { parseYears } from '../../../src/core/years.ts';
import { artistRow, catalogueOf, dramaRow, songRow } from '../../support/fixture-catalogue.ts';

const catalogue = catalogueOf(
  [
    dramaRow('goblin', { titles: { en: 'Goblin', ko: '도깨비' }, year: 2016, network: 'tvN' }),
    dramaRow('bare'),
  ],
  [
    songRow('beautiful', ['goblin'], ['crush'], {
      titles: { en: 'Beautiful' },
      part: '4',
      lengthMs: 225_000,
      moods: [{ tag: 'calm', source: 'test' }],
    }),
    songRow('unknown', ['bare'], []),
  ],
  [artistRow('crush', { names: { en: 'Crush', ko: '크러쉬' } })],
);
const beautiful = catalogue.song('beautiful')!;

describe('the clue ladder', () => {
  it('goes from the year to the masked title', () => {
    expect(buildClues(catalogue, beautiful, 'drama', false)).toEqual([
      { kind: 'year', year: 2016 },
      { kind: 'network', network: 'tvN' },
      { kind: 'part', part: '4' },
      { kind: 'length', lengthMs: 225_000 },
      { kind: 'mood', moods: ['calm'] },
      { kind: 'artistInitials', initials: 'C.' },
      { kind: 'artist', artist: 'Crush' },
      { kind: 'maskedTitle', masked: 'G_____' },
    ]);
  });

  it('skips what is not known', () => {
    expect(buildClues(catalogue, catalogue.song('unknown')!, 'drama', false).map(({ kind }) => kind)).toEqual(
      ['maskedTitle'],
    );
  });

  it('does not name the artist who is asked for, nor give away one of four buttons', () => {
    const kinds = (withChoices: boolean) =>
      buildClues(catalogue, beautiful, 'artist', withChoices).map(({ kind }) => kind);
    expect(kinds(false)).toEqual([
      'year',
      'network',
      'part',
      'length',
      'mood',
      'artistInitials',
      'maskedTitle',
    ]);
    expect(kinds(true)).toEqual(['year', 'network', 'part', 'length', 'mood']);
  });

  it('masks the title of what is asked for', () => {
    expect(buildClues(catalogue, beautiful, 'song', false).at(-1)).toEqual({
      kind: 'maskedTitle',
      masked: 'B________',
    });
  });

  it.each([
    ['Goblin', 'G_____'],
    ['Reply 1988', 'R____ ____'],
    ['W', '_'],
    ["It's Okay to Not Be Okay", "I_'_ O___ t_ N__ B_ O___"],
    ['도깨비', 'ㄷㄲㅂ'],
    ['49 Days', '__ D___'],
  ])('masks %s as %s', (title, masked) => {
    expect(maskTitle(title)).toBe(masked);
  });

  it.each([
    ['Crush', 'C.'],
    ['Kim Na-young', 'K. N. Y.'],
    ['크러쉬', 'ㅋㄹㅅ'],
    ['10cm', '1.'],
  ])('abbreviates %s to %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});

describe('years', () => {
  it.each([
    ['2016', { from: 2016, to: 2016 }],
    [' 2010-2019 ', { from: 2010, to: 2019 }],
    ['2019–2010', { from: 2010, to: 2019 }],
    ['2010s', { from: 2010, to: 2019 }],
    ['2015s', undefined],
    ['16', undefined],
    ['recent', undefined],
  ])('%s', (typed, range) => {
    expect(parseYears(typed)).toEqual(range);
  });
});
