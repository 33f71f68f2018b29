import { UserError } from '../core/errors.ts';
import type { Effect, GameEvent, GameState } from '../core/quiz/types.ts';
import type { QuizRunner } from './quiz-runner.ts';

/** Who does something in a game. */
export interface Member {
  readonly memberId: string;
  /** When Discord saw them act, in milliseconds. */
  readonly at: number;
  readonly moderator?: boolean;
  /** The game whose button they pressed. That of a game which is not the server's any more is told as `expired`. */
  readonly gameId?: string;
}

/** Takes what a member does into the game they mean. @throws UserError `noGame`, or what the engine refuses. */
export type Act = (
  guildId: string,
  member: Member,
  event: (state: GameState) => GameEvent,
) => Promise<readonly Effect[]>;

/** @throws UserError `expired` when they mean a game that is not the server's any more. */
export const mustMean = ({ gameId }: Member, state: GameState): void => {
  if (gameId !== undefined && gameId !== state.game.gameId) throw new UserError('expired', {});
};

export const createAct =
  ({ submit }: Pick<QuizRunner, 'submit'>): Act =>
  (guildId, member, event) =>
    submit(guildId, (state) => {
      mustMean(member, state);
      return event(state);
    });
