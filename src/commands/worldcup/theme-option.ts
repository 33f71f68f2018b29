import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { isMood, moods } from '../../core/catalogue/moods.ts';
import { resolveHits } from '../../core/search/resolve.ts';
import type { Search } from '../../core/search/search.ts';
import { fold } from '../../core/text/fold.ts';
import type { Theme } from '../../core/worldcup/types.ts';
import { parseYears, yearsText } from '../../core/years.ts';
import type { Choice } from '../../discord/command.ts';
import type { Catalog } from '../../i18n/index.ts';
import { themeName } from '../../views/worldcup-theme.ts';

const decades = ['2000s', '2010s', '2020s'];
const maxChoices = 25;
/** Of one kind, so that moods, dramas and artists all have a place. */
const maxOfKind = 10;
/** Fewer songs make no cup. */
const leastSongs = 4;

/** A theme as the value of a suggestion. */
const encode = (theme: Theme): string => {
  switch (theme.kind) {
    case 'everything':
    case 'favourites':
      return `${theme.kind}=`;
    case 'mood':
      return `mood=${theme.mood}`;
    case 'drama':
      return `drama=${theme.dramaId}`;
    case 'artist':
      return `artist=${theme.artistId}`;
    case 'years':
      return `years=${yearsText(theme)}`;
  }
};

export interface ThemeOption {
  complete(text: Catalog, typed: string): readonly Choice[];
  /** What a suggestion stands for, or what was typed by hand means; `undefined` when that is nothing. */
  read(text: Catalog, typed: string): Theme | undefined;
}

export const createThemeOption = ({
  catalogue,
  search,
}: {
  readonly catalogue: Catalogue;
  readonly search: Search;
}): ThemeOption => {
  const songsOf = (theme: Theme): number | undefined => {
    if (theme.kind === 'drama') return catalogue.songsOfDrama(theme.dramaId).length;
    if (theme.kind === 'artist') return catalogue.songsOfArtist(theme.artistId).length;
    return undefined;
  };

  const choice = (theme: Theme, text: Catalog): Choice => {
    const songs = songsOf(theme);
    const count = songs === undefined ? '' : ` · ${text.ost.songCount({ songs })}`;
    return { name: themeName(catalogue, theme, text) + count, value: encode(theme) };
  };

  const years = (typed: string): Theme[] => {
    const range = parseYears(typed);
    return range === undefined ? [] : [{ kind: 'years', ...range }];
  };

  const moodThemes = (text: Catalog, words: string): readonly Theme[] =>
    moods
      .filter((mood) => fold(text.moods.names[mood]).includes(words) || fold(mood).includes(words))
      .map((mood) => ({ kind: 'mood', mood }));

  const plainThemes = (text: Catalog, words: string): readonly Theme[] =>
    (['favourites', 'everything'] as const)
      .filter(
        (kind) =>
          fold(text.worldcup.theme[kind]).includes(words) ||
          text.worldcup.words[kind].some((word) => fold(word).startsWith(words)),
      )
      .map((kind) => ({ kind }));

  const found = (typed: string, kind: 'drama' | 'artist'): readonly Theme[] =>
    search
      .find(typed, { kind, limit: maxOfKind })
      .map(({ id }): Theme => (kind === 'drama' ? { kind, dramaId: id } : { kind, artistId: id }))
      .filter((theme) => (songsOf(theme) ?? 0) >= leastSongs);

  const decode = (typed: string): Theme | undefined => {
    const [, kind, value = ''] = /^(everything|favourites|mood|drama|artist|years)=(.*)$/.exec(typed) ?? [];
    switch (kind) {
      case 'everything':
      case 'favourites':
        return { kind };
      case 'mood':
        return isMood(value) ? { kind, mood: value } : undefined;
      case 'drama':
        return catalogue.drama(value) && { kind, dramaId: value };
      case 'artist':
        return catalogue.artist(value) && { kind, artistId: value };
      case 'years':
        return years(value)[0];
      default:
        return undefined;
    }
  };

  /** A mood, favourites or everything is meant when its name is typed whole; else a drama or an artist, the likelier one. */
  const understand = (text: Catalog, typed: string): Theme | undefined => {
    const words = fold(typed);
    if (words === '') return undefined;
    const mood = moods.find((one) => fold(text.moods.names[one]) === words || fold(one) === words);
    if (mood !== undefined) return { kind: 'mood', mood };
    const plain = (['favourites', 'everything'] as const).find((kind) =>
      [text.worldcup.theme[kind], ...text.worldcup.words[kind]].some((word) => fold(word) === words),
    );
    if (plain !== undefined) return { kind: plain };
    const hits = search.find(typed, { limit: maxChoices }).filter(({ kind }) => kind !== 'song');
    const resolved = resolveHits(hits);
    if (!resolved.found) return undefined;
    const kind = hits.find(({ id }) => id === resolved.id)?.kind;
    return kind === 'artist' ? { kind, artistId: resolved.id } : { kind: 'drama', dramaId: resolved.id };
  };

  return {
    complete: (text, typed) => {
      const words = fold(typed);
      if (words === '') {
        const first: readonly Theme[] = [{ kind: 'everything' }, { kind: 'favourites' }];
        const rest = [...decades.flatMap(years), ...moodThemes(text, '')];
        return [...first, ...rest].slice(0, maxChoices).map((theme) => choice(theme, text));
      }
      return [
        ...years(typed),
        ...plainThemes(text, words),
        ...moodThemes(text, words),
        ...found(typed, 'drama'),
        ...found(typed, 'artist'),
      ]
        .slice(0, maxChoices)
        .map((theme) => choice(theme, text));
    },
    read: (text, typed) => decode(typed) ?? years(typed)[0] ?? understand(text, typed),
  };
};
