import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import { button, defineCommand, modal } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import type { CommandData } from '../discord/options.ts';
import { ask, say, update, whisper } from '../discord/replies.ts';
import type { Daily, DailyPlayer, DailyState } from '../services/daily.ts';
import { dailyModal, dailyShareView, dailyView } from '../views/daily.ts';
import { routes } from '../views/routes.ts';

export const data = {
  name: 'daily',
  description: 'Today’s puzzle: one song, six steps, the same for everybody',
} as const satisfies CommandData;

export interface DailyCommandDeps {
  readonly catalogue: Catalogue;
  readonly daily: Daily;
}

const playerOf = ({ userId, guildId, at }: Context): DailyPlayer => ({ userId, guildId, at });

export const createDailyCommand = ({ catalogue, daily }: DailyCommandDeps) => {
  const view = (state: DailyState, { text }: Context) => dailyView(catalogue, state, text);

  return defineCommand(data, {
    handlers: {
      daily: {
        defer: 'none',
        run: async (context) => whisper(view(await daily.today(playerOf(context)), context)),
      },
    },
    components: [
      button(routes.dailyAnswer, {
        run: ({ text }, { params }) => ask(dailyModal(params.day, text)),
      }),
      modal(routes.dailyModal, {
        run: async (context, { params, fields }) =>
          update(view(await daily.guess(playerOf(context), params.day, fields['answer'] ?? ''), context)),
      }),
      button(routes.dailyClue, {
        run: async (context, { params }) =>
          update(view(await daily.clue(playerOf(context), params.day), context)),
      }),
      button(routes.dailyShare, {
        run: async ({ userId, guildText }, { params }) => {
          const play = await daily.finished(userId, params.day);
          if (play === undefined) throw new UserError('expired', {});
          return say(dailyShareView(userId, play, guildText));
        },
      }),
    ],
  });
};
