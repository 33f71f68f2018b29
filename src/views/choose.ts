import type { APIMessageTopLevelComponent } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles } from '../core/catalogue/names.ts';
import { UserError } from '../core/errors.ts';
import type { SearchKind } from '../core/search/search.ts';
import type { View } from '../discord/replies.ts';
import type { Catalog } from '../i18n/index.ts';
import { selectRow } from './components.ts';
import { errorView } from './errors.ts';
import type { Label } from './labels.ts';
import { routes } from './routes.ts';

const selectIds: Readonly<Record<SearchKind, string>> = {
  song: routes.songOpen.encode({}),
  drama: routes.dramaPick.encode({}),
  artist: routes.artistPick.encode({ list: 'meant' }),
};

interface Offer {
  readonly kind: SearchKind;
  readonly ids: readonly string[];
  /** What a choice does, when it is not to open the entry's card. */
  readonly customId?: string;
}

/** "Did you mean another one?": other entries that fit a query as well, or nearly. */
export const choose = (
  catalogue: Catalogue,
  label: Label,
  { kind, ids, customId = selectIds[kind] }: Offer,
  placeholder: string,
): APIMessageTopLevelComponent[] =>
  selectRow(
    customId,
    placeholder,
    ids.flatMap((id) => {
      const name = label(kind, id);
      const song = kind === 'song' ? catalogue.song(id) : undefined;
      const drama = song && catalogue.drama(song.dramaIds[0]);
      if (name === undefined) return [];
      return [
        { label: name, value: id, ...(drama !== undefined && { description: bothTitles(drama.titles) }) },
      ];
    }),
  );

const notFoundCodes = {
  song: 'songNotFound',
  drama: 'dramaNotFound',
  artist: 'artistNotFound',
} as const satisfies Record<SearchKind, string>;

/** What a query that fits nothing comes to: a sentence, and the nearest entries where there are any. */
export const nothingFound = (
  catalogue: Catalogue,
  label: Label,
  { kind, ids, query }: Offer & { readonly query: string },
  text: Catalog,
): View => ({
  ...errorView(text, new UserError(notFoundCodes[kind], { query })),
  components: choose(catalogue, label, { kind, ids }, text.ost.nearest),
});
