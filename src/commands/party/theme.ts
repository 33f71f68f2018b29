import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { isMood, moods } from '../../core/catalogue/moods.ts';
import type { Theme } from '../../core/party/types.ts';
import { resolveHits } from '../../core/search/resolve.ts';
import type { Search, SearchHit } from '../../core/search/search.ts';
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

/** “Ten years of Goblin”, “Goblin 10th anniversary”, “도깨비 10주년”: what is said beside the drama. */
const anniversaryWords = [
  /^(?:\S+ years|(?:(?:the|\S+(?:st|nd|rd|th)) )*anniversary) of /iu,
  /(?: \S+(?:st|nd|rd|th))? anniversary$/iu,
  /\s*\d*\s*주년(?:\s*기념)?$/u,
];

/** `undefined` when no anniversary is spoken of. */
const celebrated = (typed: string): string | undefined =>
  anniversaryWords
    .map((words) => typed.replace(words, ''))
    .find((rest) => rest !== typed && rest.trim() !== '');

/** The option `theme`: what is chosen from the suggestions, or typed and meant. */
export const createThemeOption = ({
  catalogue,
  search,
  label,
}: {
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly label: Label;
}) => {
  const hasSongs = ({ kind, id }: Pick<SearchHit, 'kind' | 'id'>): boolean =>
    (kind === 'drama' && catalogue.songsOfDrama(id).length > 0) ||
    (kind === 'artist' && catalogue.songsOfArtist(id).length > 0);

  /** A drama or an artist that is meant rather than merely alike, and of whom there is something to play. */
  const subject = (typed: string): Theme | undefined => {
    const hits = search.find(typed, { limit: maxChoices }).filter(hasSongs);
    const resolved = resolveHits(hits);
    if (!resolved.found) return undefined;
    const { id } = resolved;
    const isArtist = hits.find((hit) => hit.id === id)?.kind === 'artist';
    return isArtist ? { kind: 'artist', artistId: id } : { kind: 'drama', dramaId: id };
  };

  const anniversary = (typed: string): Theme | undefined => {
    const drama = celebrated(typed);
    const theme = drama === undefined ? undefined : subject(drama);
    return theme?.kind === 'drama' ? { ...theme, kind: 'anniversary' } : undefined;
  };

  const understand = (typed: string, text: Catalog): Theme | undefined => {
    const words = fold(typed);
    const mood = moods.find((one) => one === words || fold(text.moods.names[one]) === words);
    if (mood !== undefined) return { kind: 'mood', mood };
    const favourites = [text.party.themes.favourites, ...text.worldcup.words.favourites];
    if (favourites.some((name) => fold(name) === words)) return { kind: 'favourites' };
    return anniversary(typed) ?? subject(typed);
  };

  return {
    pick: (typed: string, text: Catalog): Theme | undefined => {
      const [kind = '', id = ''] = typed.split(separator, 2);
      return themeOf(catalogue, kind, id) ?? understand(typed, text);
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
        search
          .find(typed, { kind, limit: ofEachKind })
          .filter(hasSongs)
          .map(({ id }) => id);
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
  };
};
