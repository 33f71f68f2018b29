import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Titles } from '../catalogue/schema.ts';
import type { AnswerKind } from '../quiz/types.ts';
import { isChatter } from './chatter.ts';
import { lettersOf, looseness, variantsOf, wordsOf, type Words } from './forms.ts';
import type { Resolution } from './resolve.ts';
import type { TitleIndex } from './title-index.ts';

/** Reads several names in one guess: a title with what belongs to it, or a list of titles. */
export interface Naming {
  readonly readNames: (words: Words) => Resolution | undefined;
}

const longestName = 10;
const fillers: ReadonlySet<string> = new Set(
  (
    'ost osts by from of in on feat ft featuring with sung and the a an or vs song soundtrack theme drama kdrama series tv part pt ' +
    'the artist singer title version ver 의 노래 드라마 가수 에서 나온 삽입곡 주제곡 오에스티 랑 이랑 하고 와 과 또는 아니면 그리고 혹은 둘 중'
  ).split(' '),
);

const isFiller = (word: string): boolean => fillers.has(word) || isChatter([word]);

/** Titles whole, and without their subtitle. */
const lettersOfTitles = (titles: Titles | undefined): string[] =>
  titles === undefined
    ? []
    : [titles.en, titles.ko, titles.romanised, ...(titles.short ?? []), ...(titles.other ?? [])]
        .filter((text) => text !== undefined)
        .flatMap((text) => [
          lettersOf(wordsOf(text)),
          ...variantsOf(text, false)
            .filter((variant) => variant.looseness <= looseness.tail)
            .map((variant) => lettersOf(variant.words)),
        ]);

/** Titles of everything a title may be named together with. */
const companions = (catalogue: Catalogue, kind: AnswerKind, id: string): Titles[] => {
  const namesOfArtist = (artistId: string): (Titles | undefined)[] => {
    const artist = catalogue.artist(artistId);
    return [artist?.names, ...(artist?.memberOf ?? []).map((group) => catalogue.artist(group)?.names)];
  };
  const found = ((): (Titles | undefined)[] => {
    if (kind === 'artist')
      return [...namesOfArtist(id), ...catalogue.songsOfArtist(id).map((song) => song.titles)];
    if (kind === 'drama')
      return [
        catalogue.drama(id)?.titles,
        ...catalogue
          .songsOfDrama(id)
          .flatMap((song) => [song.titles, ...song.credits.flatMap(({ artist }) => namesOfArtist(artist))]),
      ];
    const song = catalogue.song(id);
    return [
      song?.titles,
      ...(song?.dramaIds ?? []).map((drama) => catalogue.drama(drama)?.titles),
      ...(song?.credits ?? []).flatMap(({ artist }) => namesOfArtist(artist)),
    ];
  })();
  return found.filter((titles) => titles !== undefined);
};

interface Span {
  readonly from: number;
  readonly to: number;
  readonly entries: readonly number[];
}

export const createNaming = (catalogue: Catalogue, kind: AnswerKind, index: TitleIndex): Naming => {
  const known = new Map<number, ReadonlySet<string>>();
  const companionsOf = (entry: number): ReadonlySet<string> => {
    let letters = known.get(entry);
    if (letters === undefined) {
      const { id = '', year } = index.entries[entry] ?? {};
      letters = new Set(companions(catalogue, kind, id).flatMap(lettersOfTitles));
      if (year !== undefined) letters = new Set([...letters, String(year)]);
      known.set(entry, letters);
    }
    return letters;
  };

  /** A drama named together with another drama is a list, even if a song of the one is called like the other. */
  const isAnotherAnswer = (letters: string, entry: number): boolean =>
    kind === 'drama' &&
    index.whole.get(letters).some((hit) => hit.entry !== entry && hit.looseness === 0) &&
    !index.lettersOf(entry).includes(letters);

  const isCovered = (words: Words, entry: number): boolean => {
    const reached = [true];
    for (let to = 1; to <= words.length; to += 1) {
      reached[to] = reached[to - 1] === true && isFiller(words[to - 1] ?? '');
      for (let from = Math.max(0, to - longestName); from < to && !reached[to]; from += 1) {
        if (reached[from] !== true) continue;
        const letters = lettersOf(words.slice(from, to));
        const isKnown =
          companionsOf(entry).has(letters) || companionsOf(entry).has(letters.replace(/s$/u, ''));
        reached[to] = isKnown && !isAnotherAnswer(letters, entry);
      }
    }
    return reached[words.length] === true;
  };

  const spansOf = (words: Words): Span[] => {
    const spans: Span[] = [];
    for (let from = 0; from < words.length; from += 1) {
      for (let to = Math.min(words.length, from + longestName); to > from; to -= 1) {
        const letters = lettersOf(words.slice(from, to));
        const whole = index.whole.get(letters);
        const hits = whole.length > 0 ? whole : index.short.get(letters);
        const least = Math.min(...hits.map((hit) => hit.looseness));
        const entries = [...new Set(hits.filter((hit) => hit.looseness === least).map(({ entry }) => entry))];
        if (entries.length > 0) spans.push({ from, to, entries });
      }
    }
    return spans.sort((a, b) => b.to - b.from - (a.to - a.from));
  };

  const inContext = (words: Words, spans: readonly Span[]): number[] => {
    for (const { from, to, entries } of spans) {
      if ([...words.slice(0, from), ...words.slice(to)].every(isFiller)) continue;
      const covered = entries.filter(
        (entry) => isCovered(words.slice(0, from), entry) && isCovered(words.slice(to), entry),
      );
      if (covered.length > 0) return covered;
    }
    return [];
  };

  return {
    readNames(words) {
      const read = words.join(' ');
      const spans = spansOf(words);
      const entries = inContext(words, spans);
      if (entries.length > 0) return { kind: 'one', entries, reason: 'in-context', read };
      const taken: Span[] = [];
      for (const span of spans) {
        if (span.to - span.from === 1 && isFiller(words[span.from] ?? '')) continue;
        if (taken.every(({ from, to }) => span.to <= from || span.from >= to)) taken.push(span);
      }
      const rest = words.filter(
        (word, at) => !isFiller(word) && !taken.some(({ from, to }) => at >= from && at < to),
      );
      const isWhole = rest.length === 0;
      const named = taken.map((span) => span.entries);
      return named.length < 2 ? undefined : { kind: 'list', named, isWhole, read };
    },
  };
};
