import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Titles, Version } from '../catalogue/schema.ts';
import type { AnswerKind } from '../quiz/types.ts';
import { createKeyTable } from '../text/key-table.ts';
import { digitsOf, lettersOf, wordsOf, type Words } from './forms.ts';

/** Something that can be an answer. */
export interface Entry {
  readonly id: string;
  readonly titles: Titles;
  readonly year: number | undefined;
  /** 0–100: decides between equal first letters only. */
  readonly popularity: number;
}

/** A title as it stands, and as read: reading it is what an index costs most, so that it is done once. */
export interface TitleText {
  readonly text: string;
  readonly isAlias: boolean;
  readonly words: Words;
  readonly letters: string;
}

const ownTexts = ({ en, ko, romanised, short = [] }: Titles): readonly string[] =>
  [en, ko, romanised, ...short].filter((text) => text !== undefined);

export const textsOf = (titles: Titles): readonly TitleText[] => {
  const read = (text: string, isAlias: boolean): TitleText => {
    const words = wordsOf(text);
    return { text, isAlias, words, letters: lettersOf(words) };
  };
  return [
    ...ownTexts(titles).map((text) => read(text, false)),
    ...(titles.other ?? []).map((text) => read(text, true)),
  ];
};

/**
 * What an entry is also called elsewhere is no title of it where another entry has that for its own ("Life" for *When
 * Life Gives You Tangerines*), nor where it only lacks the number that sets the entry apart from a sibling of that name.
 */
export const dropStolenAliases = (
  texts: readonly (readonly TitleText[])[],
): readonly (readonly TitleText[])[] => {
  const owned = createKeyTable();
  const borne = createKeyTable();
  texts.forEach((titles, entry) => {
    const isEntry = (known: number): boolean => known === entry;
    for (const { letters, isAlias } of titles) {
      borne.add(letters, entry, isEntry);
      if (!isAlias) owned.add(letters, entry, isEntry);
    }
  });
  const [owners, bearers] = [owned.build(), borne.build()];
  const numbered = texts.map((titles) => {
    const own = titles.filter(({ isAlias }) => !isAlias);
    return own.length > 0 && own.every(({ letters }) => digitsOf(letters) !== '');
  });
  return texts.map((titles, entry) =>
    titles.filter(({ letters, isAlias }) => {
      if (!isAlias) return true;
      const owning = owners.get(letters);
      if (owning.length > 0 && !owning.includes(entry)) return false;
      const lacksNumber = numbered[entry] === true && digitsOf(letters) === '';
      return !(lacksNumber && bearers.get(letters).some((bearer) => numbered[bearer] === false));
    }),
  );
};

/** A song may be named by the title of any version of it. */
const withVersions = (titles: Titles, versions: readonly Version[]): Titles => {
  const others = versions.flatMap(({ titles: own }) => [...ownTexts(own), ...(own.other ?? [])]);
  return others.length === 0 ? titles : { ...titles, other: [...(titles.other ?? []), ...others] };
};

export const entriesOf = (catalogue: Catalogue, kind: AnswerKind): readonly Entry[] => {
  switch (kind) {
    case 'drama':
      return [...catalogue.dramas.values()].map(({ id, titles, year, popularity = 0 }) => ({
        id,
        titles,
        year,
        popularity,
      }));
    case 'song':
      return [...catalogue.songs.values()].map(
        ({ id, titles, popularity = 0, releaseDate, versions = [] }) => ({
          id,
          titles: withVersions(titles, versions),
          year: releaseDate === undefined ? undefined : Number(releaseDate.slice(0, 4)),
          popularity,
        }),
      );
    case 'artist':
      return [...catalogue.artists.values()].map(({ id, names }) => ({
        id,
        titles: names,
        year: undefined,
        popularity: Math.min(100, catalogue.songsOfArtist(id).length * 5),
      }));
  }
};
