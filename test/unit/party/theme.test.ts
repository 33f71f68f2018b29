import { describe, expect, it } from 'vitest';
import { createThemeOption } from '../../../src/commands/party/theme.ts';
import { moods } from '../../../src/core/catalogue/moods.ts';
import { createTexts } from '../../../src/i18n/index.ts';
import { createLabel } from '../../../src/views/labels.ts';
import { catalogue, search } from '../../support/ost.ts';

const themes = createThemeOption({ catalogue, search, label: createLabel(catalogue) });
const texts = createTexts('en');
const goblin = 'guardian-the-lonely-and-great-god';

describe('a theme typed by hand', () => {
  it.each([
    ['Goblin', { kind: 'drama', dramaId: goblin }],
    ['도깨비', { kind: 'drama', dramaId: goblin }],
    ['IU', { kind: 'artist', artistId: 'iu' }],
    ['ten years of Goblin', { kind: 'anniversary', dramaId: goblin }],
    ['10 years of goblin', { kind: 'anniversary', dramaId: goblin }],
    ['Goblin anniversary', { kind: 'anniversary', dramaId: goblin }],
    ['Goblin 10th anniversary', { kind: 'anniversary', dramaId: goblin }],
    ['the 10th anniversary of Goblin', { kind: 'anniversary', dramaId: goblin }],
    ['anniversary of Goblin', { kind: 'anniversary', dramaId: goblin }],
    ['도깨비 10주년', { kind: 'anniversary', dramaId: goblin }],
    ['도깨비 10주년 기념', { kind: 'anniversary', dramaId: goblin }],
    ['Favourites', { kind: 'favourites' }],
    ['my favorites', { kind: 'favourites' }],
    ['Romantic', { kind: 'mood', mood: 'romantic' }],
    ['10 years of nothing that was ever on', undefined],
    ['anniversary', undefined],
    ['', undefined],
  ])('%s', (typed, theme) => {
    expect(themes.pick(typed, texts('en-US'))).toEqual(theme);
  });

  it('is a mood by its name in the member’s language', () => {
    for (const mood of moods)
      expect(themes.pick(texts('ko').moods.names[mood], texts('ko'))).toEqual({ kind: 'mood', mood });
  });
});

it('suggests what it understands, and no drama without a song', () => {
  const choices = themes.complete('anniversary', texts('en-US'));
  for (const { value } of [...choices, ...themes.complete('goblin', texts('en-US'))]) {
    const theme = themes.pick(value, texts('en-US'));
    expect(theme).toBeDefined();
    if (theme?.kind === 'drama') expect(catalogue.songsOfDrama(theme.dramaId)).not.toEqual([]);
  }
});
