import { getChoseong } from 'es-hangul';
import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import { answersOf, titlesOfAnswer } from './answers.ts';
import { creditedAs, mainTitle } from '../catalogue/names.ts';
import type { AnswerKind, Clue } from './types.ts';

const isHangulSyllable = (letter: string): boolean => /[가-힣]/.test(letter);
const isLetterOrDigit = (letter: string): boolean => /[\p{L}\p{N}]/u.test(letter);

/** "Crush" → "C.", "Kim Na-young" → "K. N. Y.", "크러쉬" → "ㅋㄹㅅ". */
export const initialsOf = (name: string): string =>
  name
    .split(/[\s\-‐–]+/u)
    .map((word) => {
      if (Array.from(word).some(isHangulSyllable)) return getChoseong(word);
      const initial = Array.from(word).find(isLetterOrDigit);
      return initial === undefined ? '' : `${initial.toUpperCase()}.`;
    })
    .filter((initials) => initials !== '')
    .join(' ');

/**
 * Keeps the first letter of each Latin word of two letters or more and, in Hangul, each syllable's first consonant.
 * Digits are never shown: they are what tells Reply 1988 from Reply 1994.
 */
export const maskTitle = (title: string): string =>
  title
    .split(' ')
    .map((word) => {
      const letters = Array.from(word);
      const first = letters.findIndex(isLetterOrDigit);
      const countsAsWord = letters.filter(isLetterOrDigit).length > 1;
      return letters
        .map((letter, index) => {
          if (!isLetterOrDigit(letter)) return letter;
          if (isHangulSyllable(letter)) return getChoseong(letter);
          return index === first && countsAsWord && !/\p{N}/u.test(letter) ? letter : '_';
        })
        .join('');
    })
    .join(' ');

const artistClues = (catalogue: Catalogue, song: Song): readonly Clue[] => {
  const names = creditedAs(song, 'performer')
    .map((id) => catalogue.artist(id)?.names)
    .filter((titles) => titles !== undefined)
    .map(mainTitle);
  if (names.length === 0) return [];
  return [
    { kind: 'artistInitials', initials: names.map(initialsOf).join(' & ') },
    { kind: 'artist', artist: names.join(' & ') },
  ];
};

const factClues = (catalogue: Catalogue, song: Song): readonly Clue[] => {
  const drama = catalogue.drama(song.dramaIds[0]);
  const moods = (song.moods ?? []).map(({ tag }) => tag);
  return [
    ...(drama?.year === undefined ? [] : [{ kind: 'year', year: drama.year } as const]),
    ...(drama?.network === undefined ? [] : [{ kind: 'network', network: drama.network } as const]),
    ...(song.part === undefined ? [] : [{ kind: 'part', part: song.part } as const]),
    ...(song.lengthMs === undefined ? [] : [{ kind: 'length', lengthMs: song.lengthMs } as const]),
    ...(moods.length === 0 ? [] : [{ kind: 'mood', moods } as const]),
    ...artistClues(catalogue, song),
  ];
};

/**
 * The clue ladder of a song, hardest first; facts the catalogue does not state are left out. The artist is no clue
 * to itself, and where the answer is among four buttons neither its letters nor, for an artist, its initials are.
 */
export const buildClues = (
  catalogue: Catalogue,
  song: Song,
  kind: AnswerKind,
  withChoices: boolean,
): readonly Clue[] => {
  const facts = factClues(catalogue, song).filter(
    (clue) =>
      kind !== 'artist' || (clue.kind !== 'artist' && !(withChoices && clue.kind === 'artistInitials')),
  );
  const answerId = answersOf(catalogue, song, kind)[0];
  const titles = answerId === undefined ? undefined : titlesOfAnswer(catalogue, kind, answerId);
  if (withChoices || titles === undefined) return facts;
  const masked = maskTitle(mainTitle(titles));
  // A Hangul name has the same letters left in both.
  const ladder = facts.filter(
    (clue) => !(kind === 'artist' && clue.kind === 'artistInitials' && clue.initials === masked),
  );
  return [...ladder, { kind: 'maskedTitle', masked }];
};

/** How many facts there are to make clues of, besides the title: cheap, for going through the whole catalogue. */
export const countFacts = (catalogue: Catalogue, song: Song, kind: AnswerKind): number => {
  const drama = catalogue.drama(song.dramaIds[0]);
  const singer = kind === 'artist' ? undefined : creditedAs(song, 'performer')[0];
  return [drama?.year, drama?.network, song.part, song.lengthMs, song.moods?.[0], singer].filter(
    (fact) => fact !== undefined,
  ).length;
};

/** Lists disagree about a song's length by up to this much. */
const SAME_LENGTH_MS = 2_000;

const clash = (given: Clue, theirs: Clue): boolean => {
  if (given.kind === 'length' && theirs.kind === 'length')
    return Math.abs(given.lengthMs - theirs.lengthMs) > SAME_LENGTH_MS;
  // A mood that no source states may still be felt.
  if (given.kind === 'mood') return false;
  return given.kind === theirs.kind && JSON.stringify(given) !== JSON.stringify(theirs);
};

/** Whether a clue of `given` is false of the song whose clues `theirs` are. What is unknown speaks against nothing. */
export const contradicts = (given: readonly Clue[], theirs: readonly Clue[]): boolean =>
  given.some((clue) => theirs.some((other) => clash(clue, other)));
