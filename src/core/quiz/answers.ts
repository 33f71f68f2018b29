import type { Catalogue, Song } from '../catalogue/catalogue.ts';
import { creditedAs } from '../catalogue/names.ts';
import type { Titles } from '../catalogue/schema.ts';
import type { AnswerKind } from './types.ts';

/** Every id that is right for this song; none when the catalogue does not say. A song of two dramas has two. */
export const answersOf = (catalogue: Catalogue, song: Song, kind: AnswerKind): readonly string[] => {
  switch (kind) {
    case 'drama':
      return song.dramaIds.filter((id) => catalogue.drama(id) !== undefined);
    case 'song':
      return [song.id];
    case 'artist':
      return creditedAs(song, 'performer').filter((id) => catalogue.artist(id) !== undefined);
  }
};

export const titlesOfAnswer = (catalogue: Catalogue, kind: AnswerKind, id: string): Titles | undefined => {
  switch (kind) {
    case 'drama':
      return catalogue.drama(id)?.titles;
    case 'song':
      return catalogue.song(id)?.titles;
    case 'artist':
      return catalogue.artist(id)?.names;
  }
};
