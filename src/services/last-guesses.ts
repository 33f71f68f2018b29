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
    of: (guildId: string, memberId: string): LastGuess | undefined => guesses.get(`${guildId}:${memberId}`),
  };
};
