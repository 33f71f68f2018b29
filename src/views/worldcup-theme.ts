import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles, mainTitle } from '../core/catalogue/names.ts';
import type { Theme } from '../core/worldcup/types.ts';
import { yearsText } from '../core/years.ts';
import type { Catalog } from '../i18n/index.ts';

/** A theme in words, without markdown. */
export const themeName = (catalogue: Catalogue, theme: Theme, text: Catalog): string => {
  const words = text.worldcup.theme;
  switch (theme.kind) {
    case 'everything':
      return words.everything;
    case 'favourites':
      return words.favourites;
    case 'mood':
      return words.mood({ mood: text.moods.names[theme.mood] });
    case 'drama':
      return words.drama({ title: mainTitle(catalogue.drama(theme.dramaId)?.titles ?? {}) });
    case 'artist':
      return words.artist({ name: bothTitles(catalogue.artist(theme.artistId)?.names ?? {}) });
    case 'years':
      return words.years({ years: yearsText(theme) });
  }
};
