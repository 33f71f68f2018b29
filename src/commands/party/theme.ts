import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { isMood, moods } from '../../core/catalogue/moods.ts';
import type { Theme } from '../../core/party/types.ts';
import type { Search } from '../../core/search/search.ts';
import { fold } from '../../core/text/fold.ts';
import type { Choice } from '../../discord/command.ts';
import type { Catalog } from '../../i18n/index.ts';
import { cut } from '../../views/format.ts';
import type { Label } from '../../views/labels.ts';

const maxChoices = 25;
const ofEachKind = 5;

/** What `theme` holds: a kind alone, or a kind and an id. */
const separator = ':';

const themeOf = (catalogue: Catalogue, kind: string, id: string): Theme | undefined => {
  switch (kind) {
    case 'favourites':
      return { kind };
    case 'mood':
      return isMood(id) ? { kind, mood: id } : undefined;
    case 'drama':
    case 'anniversary':
      return catalogue.drama(id) === undefined ? undefined : { kind, dramaId: id };
    case 'artist':
      return catalogue.artist(id) === undefined ? undefined : { kind, artistId: id };
    default:
      return undefined;
  }
};

/** The option `theme`: what is chosen from the suggestions, or typed and meant. */
export const createThemeOption = ({
  catalogue,
  search,
  label,
}: {
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly label: Label;
}) => ({
  pick: (typed: string): Theme | undefined => {
    const [kind = '', id = ''] = typed.split(separator, 2);
    const chosen = themeOf(catalogue, kind, id);
    if (chosen !== undefined) return chosen;
    const mood = moods.find((one) => one === fold(typed));
    if (mood !== undefined) return { kind: 'mood', mood };
    const hit = search.find(typed, { limit: 1 })[0];
    if (hit?.kind === 'drama') return { kind: 'drama', dramaId: hit.id };
    return hit?.kind === 'artist' ? { kind: 'artist', artistId: hit.id } : undefined;
  },
  complete: (typed: string, text: Catalog): readonly Choice[] => {
    const words = text.party.themes;
    const folded = fold(typed);
    const entry = (kind: 'drama' | 'artist' | 'anniversary', id: string): Choice => ({
      name: cut(words[kind]({ name: label(kind === 'artist' ? 'artist' : 'drama', id) ?? id }), 100),
      value: [kind, id].join(separator),
    });
    const favourites = { name: words.favourites, value: 'favourites' };
    const moodChoices = moods
      .filter((mood) => fold(text.moods.names[mood]).includes(folded))
      .map((mood) => ({
        name: words.mood({ name: text.moods.names[mood] }),
        value: `mood${separator}${mood}`,
      }));
    if (folded === '') return [favourites, ...moodChoices].slice(0, maxChoices);
    const find = (kind: 'drama' | 'artist') =>
      search.find(typed, { kind, limit: ofEachKind }).map(({ id }) => id);
    const dramas = find('drama');
    return [
      ...(fold(words.favourites).includes(folded) ? [favourites] : []),
      ...moodChoices,
      ...dramas.map((id) => entry('drama', id)),
      ...find('artist').map((id) => entry('artist', id)),
      ...dramas.map((id) => entry('anniversary', id)),
    ]
      .filter(({ value }) => value.length <= 100)
      .slice(0, maxChoices);
  },
});
