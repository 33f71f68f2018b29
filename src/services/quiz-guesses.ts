import { toReference } from '../core/catalogue/reference.ts';
import type { Judge } from '../core/judge/judge.ts';
import type { WrongReason } from '../core/judge/reasons.ts';
import type { AnswerKind, Effect, GameEvent, GameState } from '../core/quiz/types.ts';
import type { Act, Member } from './quiz-acts.ts';
import type { QuizRunner } from './quiz-runner.ts';
import { questionOf } from './quiz-verdicts.ts';
import type { Verdicts } from './quiz-verdicts.ts';

type GuessTold = Extract<Effect, { type: 'guessOutcome' }>;

/** The ways to guess. */
export interface QuizGuesses {
  /** Judges what a member typed and takes it into the game. @throws UserError `noGame`. */
  guess(guildId: string, member: Member, text: string): Promise<GuessTold>;
  /** Takes a chat message for a guess if it names or resembles something; talk is neither judged aloud nor stored. */
  overhear(guildId: string, member: Member, text: string, messageId: string): Promise<GuessTold | undefined>;
  /** Presses one of the answer buttons of a round. */
  pick(guildId: string, member: Member, roundId: number, choice: number): Promise<GuessTold>;
}

/** Discord wants a first answer within three seconds, and what is left of the reading takes up to one. */
const mostWaitMs = 1_000;

export interface QuizGuessesDeps {
  readonly runner: Pick<QuizRunner, 'find' | 'gameOf'>;
  readonly act: Act;
  readonly judge: Judge;
  /** Resolves when answers of this kind can be judged at once; else the first guess holds everything up for about a second. */
  readonly canJudge?: ((kind: AnswerKind, withinMs: number) => Promise<void>) | undefined;
  readonly verdicts: Pick<Verdicts, 'of' | 'ofTyped'>;
}

/** Verdicts on what is no guess at all. */
const talkReasons: ReadonlySet<string> = new Set<WrongReason>(['empty', 'too-short', 'unknown']);

/** The answer a button stands for, as text that the judge reads; nothing when its round is over. */
const choiceText = (state: GameState, roundId: number, choice: number): string => {
  const isOpen = state.phase === 'asking' || state.phase === 'grace';
  const id = isOpen && state.round.roundId === roundId ? state.round.prepared.choiceIds[choice] : undefined;
  return id === undefined ? '' : toReference(id);
};

export const createQuizGuesses = ({
  runner,
  act,
  judge,
  canJudge,
  verdicts,
}: QuizGuessesDeps): QuizGuesses => {
  const ready = async (guildId: string): Promise<void> => {
    const game = runner.find(guildId);
    if (game !== undefined) await canJudge?.(game.state.game.settings.answer, mostWaitMs);
  };

  const take = async (
    guildId: string,
    member: Member,
    event: (state: GameState) => GameEvent,
  ): Promise<GuessTold> => {
    await ready(guildId);
    const told = (await act(guildId, member, event)).find((effect) => effect.type === 'guessOutcome');
    if (told === undefined) throw new Error('The engine left a guess without an outcome.');
    return told;
  };

  return {
    guess: (guildId, member, text) =>
      take(guildId, member, (state) => {
        const { memberId, at } = member;
        return { type: 'guess', at, memberId, ...verdicts.ofTyped(state, memberId, text) };
      }),
    overhear: async (guildId, member, text, messageId) => {
      const { memberId, at } = member;
      await ready(guildId);
      const { reason } = verdicts.of(runner.gameOf(guildId).state, text);
      if (talkReasons.has(reason)) return undefined;
      return take(guildId, member, (state) => ({
        type: 'guess',
        at,
        memberId,
        messageId,
        ...verdicts.ofTyped(state, memberId, text),
      }));
    },
    pick: (guildId, member, roundId, choice) =>
      take(guildId, member, (state) => {
        const { memberId, at } = member;
        const verdict = judge(choiceText(state, roundId, choice), questionOf(state));
        return { type: 'guess', at, memberId, roundId, verdict };
      }),
  };
};
