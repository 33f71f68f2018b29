import { LRUCache } from 'lru-cache';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { mainTitle } from '../core/catalogue/names.ts';
import { titlesOfAnswer } from '../core/quiz/answers.ts';
import type { AnswerKind, EventOf, GameState } from '../core/quiz/types.ts';
import { nobody } from './member-data.ts';

/** Games whose open round's wrong answers are kept; one that was abandoned leaves them behind. */
const maxOpen = 10_000;

/** Ids by title, for the wrong answers a verdict names; a title of two is nobody's. */
const idsByTitle = (catalogue: Catalogue, kind: AnswerKind): ReadonlyMap<string, string | undefined> => {
  const ids = new Map<string, string | undefined>();
  const all = { drama: catalogue.dramas, song: catalogue.songs, artist: catalogue.artists }[kind];
  for (const id of all.keys()) {
    const title = mainTitle(titlesOfAnswer(catalogue, kind, id) ?? {});
    ids.set(title, ids.has(title) ? undefined : id);
  }
  return ids;
};

/** Wrong answers of the rounds that are open, by round, each with who gave it. Lost with the process. */
export const createWrongAnswers = (catalogue: Catalogue) => {
  const titles = {
    drama: idsByTitle(catalogue, 'drama'),
    song: idsByTitle(catalogue, 'song'),
    artist: idsByTitle(catalogue, 'artist'),
  };
  const open = new LRUCache<string, { roundId: number; wrong: Map<string, Set<string>> }>({ max: maxOpen });
  return {
    note: (state: GameState, { verdict, memberId }: EventOf<'guess'>): void => {
      if ((state.phase !== 'asking' && state.phase !== 'grace') || verdict.kind !== 'wrong') return;
      const { gameId, settings } = state.game;
      const id = titles[settings.answer].get(verdict.nearest ?? '');
      if (id === undefined) return;
      const { roundId } = state.round;
      const before = open.get(gameId);
      const round = before?.roundId === roundId ? before : { roundId, wrong: new Map<string, Set<string>>() };
      const key = `${settings.answer}:${id}`;
      round.wrong.set(key, (round.wrong.get(key) ?? new Set()).add(memberId));
      open.set(gameId, round);
    },
    /** The answer was still wrong, so it is counted, as nobody's. */
    forget: (memberId: string): void => {
      for (const { wrong } of open.values())
        for (const members of wrong.values()) if (members.delete(memberId)) members.add(nobody);
    },
    take: (gameId: string, roundId: number): ReadonlyMap<string, number> => {
      const round = open.get(gameId);
      if (round?.roundId !== roundId) return new Map();
      open.delete(gameId);
      return new Map([...round.wrong].map(([id, members]) => [id, members.size]));
    },
  };
};
