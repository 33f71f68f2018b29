import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { Period } from '../core/quiz/tally.ts';
import { button, defineCommand } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import { guildContext } from '../discord/guards.ts';
import type { CommandData } from '../discord/options.ts';
import { say, update } from '../discord/replies.ts';
import type { View } from '../discord/replies.ts';
import type { UserNames } from '../discord/user-names.ts';
import type { QuizResults } from '../services/quiz-results.ts';
import { boardPage, leaderboardView } from '../views/leaderboard.ts';
import type { BoardScope } from '../views/leaderboard.ts';
import { routes } from '../views/routes.ts';

const choice = <const Value extends string>(value: Value, name: string) => ({ name, value });

export const data = {
  name: 'leaderboard',
  description: 'Who knows their OSTs best',
  options: [
    {
      type: OptionType.String,
      name: 'period',
      description: 'Points of which time (week)',
      choices: [
        choice('week', 'This week'),
        choice('month', 'This month'),
        choice('year', 'This year'),
        choice('all', 'All time'),
      ],
    },
    {
      type: OptionType.String,
      name: 'scope',
      description: 'Of which servers (this one)',
      choices: [choice('server', 'This server'), choice('global', 'All servers')],
    },
  ],
} as const satisfies CommandData;

export interface LeaderboardDeps {
  readonly results: Pick<QuizResults, 'leaderboard'>;
  readonly userNames: UserNames;
}

export const createLeaderboard = ({ results, userNames }: LeaderboardDeps) => {
  const show = async (context: Context, period: Period, scope: BoardScope, page: number): Promise<View> => {
    const ranks = await results.leaderboard(
      scope === 'global' ? 'global' : { guildId: guildContext(context).guildId },
      period,
    );
    const { shown } = boardPage({ ranks, page });
    const names =
      scope === 'global' ? await userNames(shown.map(({ memberId }) => memberId)) : new Map<string, string>();
    const board = { ranks, period, scope, page, readerId: context.userId };
    return leaderboardView(board, names, context.guildText);
  };

  return defineCommand(data, {
    handlers: {
      leaderboard: {
        defer: 'none',
        run: async (context, { period = 'week', scope }) => {
          const usual = context.guildId === null ? 'global' : 'server';
          return say(await show(context, period, scope ?? usual, 0));
        },
      },
    },
    components: [
      button(routes.leaderboardPage, {
        run: async (context, { params }) =>
          update(await show(context, params.period, params.scope, params.page)),
      }),
    ],
  });
};
