import { LRUCache } from 'lru-cache';
import type { Question } from '../core/judge/judge.ts';

/** Guesses are words of members: they stay in memory, so many of them, and go with the process. */
const mostGuesses = 5_000;

interface LastGuess {
  readonly gameId: string;
  readonly roundId: number;
  readonly text: string;
  readonly question: Question;
}

/** The last guess of each member of a server, for those who ask why. */
export const createLastGuesses = () => {
  const guesses = new LRUCache<string, LastGuess>({ max: mostGuesses });
  return {
    note: (guildId: string, memberId: string, guess: LastGuess): void => {
      guesses.set(`${guildId}:${memberId}`, guess);
    },
    /** What a member guessed last, in each server. */
    ofMember: (memberId: string): readonly { readonly guildId: string; readonly text: string }[] =>
      [...guesses].flatMap(([key, { text }]) => {
        const [guildId = '', id] = key.split(':');
        return id === memberId ? [{ guildId, text }] : [];
      }),
    forget: (memberId: string): void => {
      for (const key of [...guesses.keys()]) if (key.endsWith(`:${memberId}`)) guesses.delete(key);
    },
    of: (guildId: string, memberId: string): LastGuess | undefined => guesses.get(`${guildId}:${memberId}`),
  };
};
