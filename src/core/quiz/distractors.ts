import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import type { Rng } from '../ports.ts';
import { shuffled } from '../rng.ts';
import { creditedAs } from '../catalogue/names.ts';
import { answersOf, titlesOfAnswer } from './answers.ts';
import { buildClues, contradicts } from './clues.ts';
import { CHOICES } from './rules.ts';
import type { AnswerKind, Clue } from './types.ts';

export interface DistractorRequest {
  readonly catalogue: Catalogue;
  readonly song: Song;
  readonly kind: AnswerKind;
  readonly rng: Rng;
  /** Wrong answers members gave for this song, by answer id, with how often. */
  readonly commonWrong: ReadonlyMap<string, number>;
}

export type Choices =
  /** In the order of the buttons; exactly one is right. */
  | { readonly kind: 'ready'; readonly choiceIds: readonly string[] }
  /** The catalogue has too few answers that are clearly wrong for this song. */
  | { readonly kind: 'too-few'; readonly found: number };

/** Songs of dramas that aired this close in time are easily taken for one another. */
const NEAR_YEARS = 2;

const idsOf = (catalogue: Catalogue, kind: AnswerKind): Iterable<string> => {
  switch (kind) {
    case 'drama':
      return catalogue.dramas.keys();
    case 'song':
      return catalogue.songs.keys();
    case 'artist':
      return catalogue.artists.keys();
  }
};

/** The songs an answer would be right for. */
const songsOf = (catalogue: Catalogue, kind: AnswerKind, id: string): readonly Song[] => {
  switch (kind) {
    case 'drama':
      return catalogue.songsOfDrama(id);
    case 'song': {
      const song = catalogue.song(id);
      return song === undefined ? [] : [song];
    }
    case 'artist':
      return catalogue.songsOfArtist(id).filter((song) => creditedAs(song, 'performer').includes(id));
  }
};

const bare = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

const namesOf = (catalogue: Catalogue, kind: AnswerKind, id: string): readonly string[] => {
  const titles = titlesOfAnswer(catalogue, kind, id);
  if (titles === undefined) return [];
  const { en, ko, romanised, short = [], other = [] } = titles;
  return [en, ko, romanised, ...short, ...other].filter((title) => title !== undefined).map(bare);
};

/** Who could with some right be named as the singer: anyone credited, also of a cover, their group and its members. */
const alsoArguable = (catalogue: Catalogue, song: Song, kind: AnswerKind): ReadonlySet<string> => {
  if (kind !== 'artist') return new Set();
  const credits = [song.credits, ...(song.versions ?? []).map((version) => version.credits ?? [])].flat();
  const credited = credits.map(({ artist }) => artist);
  return new Set(
    credited.flatMap((id) => [
      id,
      ...(catalogue.artist(id)?.memberOf ?? []),
      ...catalogue.membersOf(id).map((member) => member.id),
    ]),
  );
};

/** How easily an answer is taken for the right one: same artist, network or time, well known, or really answered. */
const createTemptation = ({ catalogue, song, kind, rng, commonWrong }: DistractorRequest) => {
  const drama = catalogue.drama(song.dramaIds[0]);
  const performers = new Set(creditedAs(song, 'performer'));
  const mostWrong = Math.max(1, ...commonWrong.values());
  return (id: string, songs: readonly Song[]): number => {
    const dramas = songs.map((other) => catalogue.drama(other.dramaIds[0]));
    const sameTime = dramas.some(
      (other) =>
        other?.year !== undefined &&
        drama?.year !== undefined &&
        Math.abs(other.year - drama.year) <= NEAR_YEARS,
    );
    const sameNetwork = dramas.some(
      (other) => other?.network !== undefined && other.network === drama?.network,
    );
    const sameArtist =
      kind !== 'artist' &&
      songs.some((other) => creditedAs(other, 'performer').some((artist) => performers.has(artist)));
    const wrong = (commonWrong.get(id) ?? 0) / mostWrong;
    const known = Math.max(0, ...dramas.map((other) => other?.popularity ?? 0)) / 100;
    const likeness = Number(sameTime) * 2 + Number(sameNetwork) + Number(sameArtist) * 2;
    return likeness + wrong * 4 + known + rng.next() * 2;
  };
};

/** A wrong answer is clearly wrong when each song it would be right for is contradicted by a clue of this round. */
const isClearlyWrong = (
  catalogue: Catalogue,
  kind: AnswerKind,
  clues: readonly Clue[],
  songs: readonly Song[],
): boolean => songs.every((other) => contradicts(clues, buildClues(catalogue, other, kind, true)));

/**
 * Three wrong answers beside a right one. Never two that can be defended: not another right answer, not one of the same
 * name, not somebody with a hand in the song, and nothing that fits all the clues the round may show.
 */
export const pickDistractors = (request: DistractorRequest): Choices => {
  const { catalogue, song, kind, rng } = request;
  const answers = answersOf(catalogue, song, kind);
  const right = answers[0];
  if (right === undefined) return { kind: 'too-few', found: 0 };
  const clues = buildClues(catalogue, song, kind, true);
  const arguable = alsoArguable(catalogue, song, kind);
  const temptation = createTemptation(request);
  const candidates = [...idsOf(catalogue, kind)]
    .filter((id) => !answers.includes(id) && !arguable.has(id))
    .map((id) => ({ id, songs: songsOf(catalogue, kind, id) }))
    .filter(({ songs }) => songs.length > 0)
    .map((candidate) => ({ ...candidate, score: temptation(candidate.id, candidate.songs) }))
    .sort((a, b) => b.score - a.score);

  const taken = new Set(answers.flatMap((id) => namesOf(catalogue, kind, id)));
  const picked: string[] = [];
  for (const { id, songs } of candidates) {
    if (picked.length === CHOICES - 1) break;
    const names = namesOf(catalogue, kind, id);
    if (names.length === 0 || names.some((name) => taken.has(name))) continue;
    if (!isClearlyWrong(catalogue, kind, clues, songs)) continue;
    picked.push(id);
    for (const name of names) taken.add(name);
  }
  return picked.length < CHOICES - 1
    ? { kind: 'too-few', found: picked.length }
    : { kind: 'ready', choiceIds: shuffled([right, ...picked], rng) };
};
