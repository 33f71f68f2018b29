import type { KeyedQueue } from '../core/keyed-queue.ts';
import type { Clock } from '../core/ports.ts';
import { goneId, isNamed, renamed } from '../core/quiz/forget.ts';
import { replay } from '../core/quiz/reduce.ts';
import { scoreOf } from '../core/quiz/standings.ts';
import type { GameEvent } from '../core/quiz/types.ts';
import type { QuizLog } from './quiz-log.ts';
import type { Running } from './quiz-running.ts';

export interface MemberInGame {
  readonly guildId: string;
  readonly points: number;
  readonly events: readonly GameEvent[];
}

/** What the servers' latest games hold of a member. */
export interface MemberGames {
  exportMember(memberId: string): Promise<readonly MemberInGame[]>;
  /** Takes a member out of the games and their name out of the stored events. */
  forgetMember(memberId: string): Promise<void>;
}

export interface MemberGamesDeps {
  readonly quizLog: Pick<QuizLog, 'read' | 'append'>;
  readonly clock: Clock;
  /** The servers' turns. */
  readonly queue: KeyedQueue;
  /** By server. */
  readonly games: ReadonlyMap<string, Running>;
  /** Takes an event into the game, in the server's turn. */
  readonly advance: (game: Running, event: GameEvent) => Promise<unknown>;
}

export const createMemberGames = ({
  quizLog,
  clock,
  queue,
  games,
  advance,
}: MemberGamesDeps): MemberGames => {
  /** In the turn of every server whose game names the member. */
  const inEach = <Result>(
    memberId: string,
    visit: (guildId: string, game: Running) => Promise<Result>,
  ): Promise<readonly Result[]> => {
    const named = [...games].filter(([, { state }]) => isNamed(state.game, memberId));
    const visits = named.map(([guildId]) =>
      queue.run(guildId, async () => {
        // A rematch may have taken its place, or the server may have been forgotten.
        const game = games.get(guildId);
        return game === undefined ? [] : [await visit(guildId, game)];
      }),
    );
    return Promise.all(visits).then((results) => results.flat());
  };

  /** The game goes on as it is: the events are stored anew as somebody's without a name, and give the same state. */
  const forgetIn = async (game: Running, memberId: string): Promise<void> => {
    if (!isNamed(game.state.game, memberId)) return;
    await advance(game, { type: 'leave', at: clock.now(), memberId });
    const { gameId } = game.state.game;
    const gone = goneId(game.state.game);
    const events = await quizLog.read(gameId, game.length);
    const anonymous = events.map((event) => renamed(event, memberId, gone));
    for (const [index, event] of anonymous.entries())
      if (JSON.stringify(event) !== JSON.stringify(events[index])) await quizLog.append(gameId, index, event);
    game.state = replay(anonymous) ?? game.state;
  };

  return {
    exportMember: (memberId) =>
      inEach(memberId, async (guildId, { state, length }) => {
        const events = await quizLog.read(state.game.gameId, length);
        const own = events.filter((event) => 'memberId' in event && event.memberId === memberId);
        return { guildId, points: scoreOf(state.game, memberId), events: own };
      }),
    forgetMember: async (memberId) => {
      await inEach(memberId, (_guildId, game) => forgetIn(game, memberId));
    },
  };
};
