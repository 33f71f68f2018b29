import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles } from '../core/catalogue/names.ts';
import type { SearchKind } from '../core/search/search.ts';
import { songLabel } from './song-card.ts';

/** One line for any entry of the catalogue, for suggestions and selects; `undefined` for an unknown id. */
export type Label = (kind: SearchKind, id: string) => string | undefined;

export const createLabel =
  (catalogue: Catalogue): Label =>
  (kind, id) => {
    switch (kind) {
      case 'song': {
        const song = catalogue.song(id);
        return song && songLabel(catalogue, song);
      }
      case 'drama': {
        const drama = catalogue.drama(id);
        return drama && bothTitles(drama.titles) + (drama.year === undefined ? '' : ` (${drama.year})`);
      }
      case 'artist': {
        const artist = catalogue.artist(id);
        return artist && bothTitles(artist.names);
      }
    }
  };
