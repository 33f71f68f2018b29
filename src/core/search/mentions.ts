import { compact, fold } from '../text/fold.ts';
import { hasHangul } from '../text/hangul.ts';
import type { Entry } from './entries.ts';
import { wordsOf } from './mention-words.ts';
import type { Word } from './mention-words.ts';
import { lettersOf, type NameUse } from './names.ts';
import type { IndexedSearch, SearchIndex } from './search.ts';

/** A song or drama that a text names. */
export interface Mention {
  readonly kind: 'song' | 'drama';
  readonly id: string;
  /** The words that name it, as they were written. */
  readonly words: string;
}

export type FindMentions = (text: string) => readonly Mention[];

/** A message has at most 4,000 characters; embeds add to that. */
const maxTextLength = 6_000;
const maxMentions = 25;
const maxWindow = 9;
/** Songs of one title to offer when nothing else in the text tells them apart. */
const maxNamesakes = 3;
/** Searching costs about a millisecond, looking up a title nothing: only so many stretches are searched for. */
const maxSearches = 20;
/** Quotation marks say that a title is meant, so a misspelt one is believed sooner than a capitalised run. */
const leastQuotedScore = 0.7;
const leastRunScore = 0.75;
/** "my love" in small letters is hardly ever a title, "stay with me" may well be: at least this many letters. */
const leastSmallLetters = 9;
/** Popularity from which a drama goes by names that are plain words: Goblin, Signal. */
const wellKnown = 0.6;
const leastHangulLetters = 3;
const leastLatinLetters = 4;

const quoted =
  /["“”„«「『《〈]([^"“”„«»「」『』《》〈〉\n]{1,80})["“”»」』》〉]|(?<!\p{L})['‘]([^'‘’\n]{2,80})['’](?!\p{L})/gu;

/** "샤크시즌2": where the season begins. */
const gluedSeason = /(?<=\p{L})(?=(?:season|시즌)\s?[0-9]{1,2}$)/iu;

const keyOf = (text: string): string => compact(fold(text));

/** Whether a stretch of a sentence looks like a title rather than like words that happen to be one. */
const looksLikeTitle = (words: readonly Word[], isDrama: boolean): boolean => {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const [first] = words;
  if (first === undefined) return false;
  if (words.some(({ text }) => hasHangul(text))) {
    return letters >= leastHangulLetters || (letters === 2 && isDrama);
  }
  const isCapitalised = words.every(({ isCapital, isSmallWord }) => isCapital || isSmallWord);
  if (words.length > 1) return letters >= leastSmallLetters || (isCapitalised && first.isCapital);
  if (first.isAcronym) return letters >= 3;
  // The first word of a sentence is capitalised anyway, and many songs are called by one plain word.
  return first.isCapital && letters >= leastLatinLetters && (!first.isSentenceStart || isDrama);
};

/** "CLOY", "DOTS": the initials of a drama's title. Three letters are too often something else (OST, OMG). */
const leastInitials = 4;

/** The best known drama with these initials. */
const indexInitials = ({ entries, names }: SearchIndex): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  entries.forEach((entry, place) => {
    if (entry.kind !== 'drama') return;
    for (const { use } of names.names.ofEntry(place)) {
      const { text } = use;
      const initials = (text.match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? []).map((word) => word.charAt(0));
      const key = initials.join('').toUpperCase();
      const known = entries[places.get(key) ?? -1];
      if (known === undefined || entry.popularity > known.popularity) places.set(key, place);
    }
  });
  return places;
};

const placesOf = (entries: readonly Entry[], kind: Entry['kind']): ReadonlyMap<string, number> =>
  new Map(entries.flatMap((entry, place) => (entry.kind === kind ? [[entry.id, place]] : [])));

interface Stretch {
  readonly words: string;
  readonly at: number;
  readonly places: readonly number[];
}

const overlaps = (taken: readonly { from: number; to: number }[], from: number, to: number): boolean =>
  taken.some((span) => from < span.to && to > span.from);

const createFinder = (index: SearchIndex, find: IndexedSearch['find']): FindMentions => {
  const { entries, names } = index;
  const initials = indexInitials(index);
  const songs = placesOf(entries, 'song');
  const dramas = placesOf(entries, 'drama');
  const usesOf = (text: string): readonly NameUse[] => {
    const name = names.letters.exact(lettersOf(text.replace(gluedSeason, ' ')));
    if (name === undefined) return [];
    // The index takes "Season 1" for "1"; in a sentence only what is written is a title.
    const key = keyOf(text);
    return names.names.usesOf(name).filter((use) => keyOf(use.text) === key);
  };
  const lookUp = (text: string): readonly number[] => [...new Set(usesOf(text).map(({ entry }) => entry))];
  /** A drama called so, or one so well known that any of its names will do. */
  const isDramaName = (words: string): boolean =>
    usesOf(words).some((use) => {
      const entry = entries[use.entry];
      return entry?.kind === 'drama' && (!use.isAlias || entry.popularity >= wellKnown);
    });

  const searchFor = (text: string, leastScore: number): readonly number[] => {
    const [best] = find(text, { limit: 1 });
    if (best === undefined || best.kind === 'artist' || best.score < leastScore) return [];
    const place = (best.kind === 'song' ? songs : dramas).get(best.id);
    return place === undefined ? [] : [place];
  };

  /** The stretches that name something, and everything the text has the words of: enough to tell namesakes apart. */
  const read = (text: string): { stretches: Stretch[]; hinted: ReadonlySet<number> } => {
    const hinted = new Set<number>();
    const stretches: Stretch[] = [];
    const taken: { from: number; to: number }[] = [];
    let searches = 0;
    const take = (from: number, to: number, places: readonly number[]): void => {
      if (places.length === 0) return;
      taken.push({ from, to });
      stretches.push({ words: text.slice(from, to).trim(), at: from, places });
    };
    const searchOnce = (words: string, least: number): readonly number[] =>
      searches++ < maxSearches ? searchFor(words, least) : [];

    for (const match of text.matchAll(quoted)) {
      const title = match[1] ?? match[2] ?? '';
      const from = match.index + 1;
      const exact = lookUp(title);
      take(from, from + title.length, exact.length > 0 ? exact : searchOnce(title, leastQuotedScore));
    }
    const takeTitles = (line: readonly Word[], size: number): void => {
      for (let start = 0; start + size <= line.length; start += 1) {
        const words = line.slice(start, start + size);
        const from = words[0]?.from ?? 0;
        const last = words.at(-1);
        if (last === undefined || overlaps(taken, from, last.to)) continue;
        for (const ending of last.endings) {
          const name = text.slice(from, ending);
          const places = lookUp(name);
          if (places.length === 0) continue;
          for (const place of places) hinted.add(place);
          const seen = [...words.slice(0, -1), { ...last, text: text.slice(last.from, ending) }];
          // A line of nothing but a title needs no other sign.
          const isWholeLine = size === line.length;
          if (!isWholeLine && !looksLikeTitle(seen, isDramaName(name))) continue;
          take(from, ending, places);
          break;
        }
      }
    };

    for (const line of wordsOf(text)) {
      for (let size = Math.min(maxWindow, line.length); size > 1; size -= 1) takeTitles(line, size);
      for (const run of capitalRuns(line)) {
        const from = run[0]?.from ?? 0;
        const to = run.at(-1)?.to ?? 0;
        if (!overlaps(taken, from, to)) take(from, to, searchOnce(text.slice(from, to), leastRunScore));
      }
      takeTitles(line, 1);
      for (const { text: word, from, to, isAcronym } of line) {
        const place = isAcronym && word.length >= leastInitials ? initials.get(word) : undefined;
        if (place !== undefined && !overlaps(taken, from, to)) take(from, to, [place]);
      }
    }
    for (const { places } of stretches) for (const place of places) hinted.add(place);
    return { stretches: stretches.sort((a, b) => a.at - b.at), hinted };
  };

  /** Of several entries with one name, those that something else in the text belongs to; else the best known. */
  const choose = (
    { places }: Stretch,
    hinted: ReadonlySet<number>,
    singers: ReadonlySet<number>,
  ): readonly Entry[] => {
    const own = places.flatMap((place) => entries[place] ?? []);
    // "Punch - Stay With Me" means the singer, not the drama of that name.
    const isCredit = places.some((place) => entries[place]?.kind === 'artist' && singers.has(place));
    if (isCredit) return [];
    const dramas = own.filter(({ kind }) => kind === 'drama');
    const songs = own.filter(({ kind }) => kind === 'song').sort((a, b) => b.popularity - a.popularity);
    const related = songs.filter(({ artists, dramas: from }) =>
      [...artists, ...from].some((place) => hinted.has(place) && !places.includes(place)),
    );
    return [...dramas, ...(related.length > 0 ? related : songs.slice(0, maxNamesakes))];
  };

  return (raw) => {
    const text = readable(raw);
    const { stretches, hinted } = read(text);
    // Who sings the songs that other stretches name: a song that bears its singer's name does not count.
    const singers = new Set(
      stretches.flatMap(({ places }) =>
        places.flatMap((place) =>
          (entries[place]?.artists ?? []).filter((artist) => !places.includes(artist)),
        ),
      ),
    );
    const mentions = new Map<string, Mention>();
    for (const stretch of stretches) {
      for (const { kind, id } of choose(stretch, hinted, singers)) {
        const key = `${kind} ${id}`;
        if (kind !== 'artist' && !mentions.has(key)) mentions.set(key, { kind, id, words: stretch.words });
      }
    }
    return [...mentions.values()].slice(0, maxMentions);
  };
};

/**
 * Finding is a look-up of every run of up to nine words, longest first, in the names that searches are answered from; what
 * it needs besides is read when it is first used.
 */
export const createFindMentions = (search: IndexedSearch): FindMentions => {
  let finder: FindMentions | undefined;
  return (text) => {
    finder ??= createFinder(search.index(), search.find);
    return finder(text);
  };
};

/** Without addresses, mentions, emoji and markdown, which are nobody's titles. */
const readable = (raw: string): string =>
  raw
    .slice(0, maxTextLength)
    .toWellFormed()
    .normalize('NFC')
    .replace(/https?:\/\/\S+/gu, '\n')
    .replace(/<(?:a?:\w+:|@[!&]?|#|\/[^:>]+:|t:)[^>]*>/gu, '\n')
    .replace(/[*_~`|]+/gu, ' ');

/** Two or more words in a row that are written like a name. */
const capitalRuns = (line: readonly Word[]): Word[][] => {
  const runs: Word[][] = [];
  let run: Word[] = [];
  const close = (): void => {
    while (run.at(-1)?.isSmallWord === true) run.pop();
    if (run.length > 1) runs.push(run);
    run = [];
  };
  for (const word of line) {
    if (word.isCapital || (run.length > 0 && word.isSmallWord)) run.push(word);
    else close();
  }
  close();
  return runs;
};
