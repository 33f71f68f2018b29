import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { fromReference } from '../core/catalogue/reference.ts';
import { isUserError, UserError } from '../core/errors.ts';
import type { AskedSettings } from '../core/quiz/types.ts';
import { button, defineCommand } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import { botMay, guildContext, inServer, isModerator } from '../discord/guards.ts';
import type { CommandData } from '../discord/options.ts';
import { say, silently, update, whisper } from '../discord/replies.ts';
import type { Reply } from '../discord/replies.ts';
import type { Member } from '../services/quiz-acts.ts';
import type { Quizzes } from '../services/quizzes.ts';
import type { Label } from '../views/labels.ts';
import { nearVoteView, whyView } from '../views/quiz-near.ts';
import { guessView, poolTooSmallView, quizStarted, scoresView } from '../views/quiz.ts';
import { routes } from '../views/routes.ts';

const choice = <const Value extends string>(value: Value, name: string) => ({ name, value });

export const data = {
  name: 'quiz',
  description: 'Name the drama from the song',
  options: [
    {
      type: OptionType.Subcommand,
      name: 'start',
      description: 'Start a quiz in this channel',
      options: [
        {
          type: OptionType.String,
          name: 'mode',
          description: 'How it is played (classic)',
          choices: [
            choice('classic', 'Classic: everybody guesses, the first scores most'),
            choice('choice', 'Choice: four buttons'),
            choice('lives', 'Lives: three wrong answers and you are out'),
            choice('sudden-death', 'Sudden death: one miss and you are out'),
            choice('teams', 'Teams: two sides'),
            choice('ladder', 'Ladder: the earlier you know it, the more it is worth'),
          ],
        },
        {
          type: OptionType.String,
          name: 'answer',
          description: 'What to name (drama)',
          choices: [choice('drama', 'The drama'), choice('song', 'The song'), choice('artist', 'The artist')],
        },
        {
          type: OptionType.String,
          name: 'play',
          description: 'Where the clues come from (auto)',
          choices: [
            choice('auto', 'Auto: voice if you are in a voice channel'),
            choice('voice', 'Voice: clips'),
            choice('text', 'Text: written clues'),
          ],
        },
        {
          type: OptionType.Integer,
          name: 'rounds',
          description: 'How many rounds (10)',
          min_value: 1,
          max_value: 50,
        },
        {
          type: OptionType.Integer,
          name: 'seconds',
          description: 'Seconds a round (30)',
          min_value: 5,
          max_value: 120,
        },
        {
          type: OptionType.String,
          name: 'difficulty',
          description: 'How well-known the songs are (any)',
          choices: [
            choice('easy', 'Easy'),
            choice('normal', 'Normal'),
            choice('hard', 'Hard'),
            choice('any', 'Any'),
          ],
        },
        {
          type: OptionType.String,
          name: 'years',
          description: 'Years of the dramas: 2016, 2010-2019 or 2010s',
          max_length: 20,
        },
        {
          type: OptionType.String,
          name: 'pool',
          description: 'Which songs may come (everything)',
          choices: [
            choice('everything', 'Everything'),
            choice('watched', 'Dramas the players have watched'),
            choice('favourites', 'Songs the players have saved'),
          ],
        },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'stop',
      description: 'End the quiz and show the recap (host, moderators)',
    },
    { type: OptionType.Subcommand, name: 'skip', description: 'Vote to skip this round' },
    { type: OptionType.Subcommand, name: 'hint', description: 'Vote for the next clue' },
    {
      type: OptionType.Subcommand,
      name: 'why',
      description: 'Why your last guess was right, close or wrong',
    },
    { type: OptionType.Subcommand, name: 'scores', description: 'The points so far' },
  ],
} as const satisfies CommandData;

export interface QuizDeps {
  readonly catalogue: Catalogue;
  readonly label: Label;
  readonly quizzes: Quizzes;
  /** The channel a server plays its quizzes in, when it has chosen one. */
  readonly quizChannelOf?: (guildId: string) => string | undefined;
}

const mayStart = [inServer, botMay('ViewChannel', 'SendMessages', 'EmbedLinks')];

const defaultRounds = 10;
const defaultSeconds = 30;

/** `gameId` is that of the button, if one was pressed. */
const memberOf = (context: Context, gameId?: string): Member => ({
  memberId: context.userId,
  at: context.at,
  moderator: isModerator(context),
  ...(gameId !== undefined && { gameId }),
});

export const createQuiz = ({ quizzes, catalogue, label, quizChannelOf }: QuizDeps) => {
  const start = async (context: Context, asked: AskedSettings): Promise<Reply> => {
    const { guildId, channelId } = guildContext(context);
    const chosen = quizChannelOf?.(guildId);
    if (chosen !== undefined && chosen !== channelId && !isModerator(context))
      throw new UserError('quizElsewhere', { channelId: chosen });
    try {
      const { settings, plan } = await quizzes.start({ guildId, channelId }, memberOf(context), asked);
      return say(quizStarted({ hostId: context.userId, settings, plan }, context.guildText));
    } catch (error) {
      if (!isUserError(error, 'poolTooSmall')) throw error;
      return whisper(poolTooSmallView(asked, error.params, context.text));
    }
  };

  const stop = async (context: Context, gameId?: string) => {
    await quizzes.stop(guildContext(context).guildId, memberOf(context, gameId));
  };

  const vote = async (
    context: Context,
    kind: 'skip' | 'hint',
    button?: { readonly game: string; readonly round: number },
  ) => {
    const member = memberOf(context, button?.game);
    await quizzes.vote(guildContext(context).guildId, member, kind, button?.round);
    return whisper({ content: context.text.quiz.voted });
  };

  const why = (context: Context): Reply => {
    const told = quizzes.why(guildContext(context).guildId, context.userId);
    if (told === undefined) return whisper({ content: context.text.quiz.why.none });
    const picked = fromReference(told.guess);
    const shown = (picked === undefined ? undefined : label(told.kind, picked)) ?? told.guess;
    return whisper(whyView(picked === undefined ? told : { ...told, read: '' }, shown, context.text));
  };

  return defineCommand(data, {
    handlers: {
      'quiz start': {
        guards: mayStart,
        defer: 'none',
        run: async (context, options) => {
          const settings: AskedSettings = {
            mode: options.mode ?? 'classic',
            answer: options.answer ?? 'drama',
            play: options.play ?? 'auto',
            rounds: options.rounds ?? defaultRounds,
            seconds: options.seconds ?? defaultSeconds,
            difficulty: options.difficulty ?? 'any',
            years: options.years ?? null,
            pool: options.pool ?? 'everything',
          };
          return start(context, settings);
        },
      },
      'quiz stop': {
        guards: [inServer],
        defer: 'none',
        run: async (context) => {
          await stop(context);
          return whisper({ content: context.text.quiz.stopped });
        },
      },
      'quiz skip': { guards: [inServer], defer: 'none', run: (context) => vote(context, 'skip') },
      'quiz hint': { guards: [inServer], defer: 'none', run: (context) => vote(context, 'hint') },
      'quiz why': { guards: [inServer], defer: 'none', run: why },
      'quiz scores': {
        guards: [inServer],
        defer: 'none',
        run: (context) => whisper(scoresView(quizzes.scores(guildContext(context).guildId), context.text)),
      },
    },
    components: [
      button(routes.quizWiden, {
        guards: mayStart,
        run: (context, { params }) =>
          start(context, { ...params, years: params.years === '' ? null : params.years }),
      }),
      button(routes.quizSkip, {
        guards: [inServer],
        run: (context, { params }) => vote(context, 'skip', params),
      }),
      button(routes.quizHint, {
        guards: [inServer],
        run: (context, { params }) => vote(context, 'hint', params),
      }),
      button(routes.quizPick, {
        guards: [inServer],
        run: async (context, { params }) => {
          const { guildId } = guildContext(context);
          const told = await quizzes.pick(
            guildId,
            memberOf(context, params.game),
            params.round,
            params.choice,
          );
          return whisper(guessView(told.outcome, context.text.quiz.yourChoice, context.text));
        },
      }),
      button(routes.quizTeam, {
        guards: [inServer],
        run: async (context, { params }) => {
          await quizzes.joinTeam(guildContext(context).guildId, memberOf(context, params.game), params.team);
          return whisper({
            content: context.text.quiz.joinedTeam({ team: context.text.quiz.team[params.team] }),
          });
        },
      }),
      button(routes.quizJoin, {
        guards: [inServer],
        run: async (context, { params }) => {
          const member = memberOf(context, params.game);
          const isIn = await quizzes.join(guildContext(context).guildId, member);
          const { quiz } = context.text;
          return whisper({ content: isIn ? quiz.joined : quiz.outcome.out() });
        },
      }),
      button(routes.quizBegin, {
        guards: [inServer],
        run: async (context, { params }) => {
          await quizzes.begin(guildContext(context).guildId, memberOf(context, params.game));
          return silently;
        },
      }),
      button(routes.quizAgain, {
        guards: [inServer],
        run: async (context, { params }) => {
          await quizzes.playAgain(guildContext(context).guildId, memberOf(context, params.game));
          return silently;
        },
      }),
      button(routes.quizStop, {
        guards: [inServer],
        run: async (context, { params }) => {
          await stop(context, params.game);
          return silently;
        },
      }),
      button(routes.quizNear, {
        guards: [inServer],
        run: async (context, { params }) => {
          const { guildId } = guildContext(context);
          const voted = await quizzes.voteNear(guildId, memberOf(context, params.game), params.round);
          // An accepted one is shown by the screen, as it would be after a restart.
          return voted.vote.accepted
            ? silently
            : update(nearVoteView(catalogue, voted, voted.tally, context.guildText));
        },
      }),
      button(routes.quizUnalias, {
        guards: [inServer],
        run: async (context, { params }) => {
          await quizzes.undoAlias(guildContext(context).guildId, memberOf(context), params.alias);
          return update({ content: context.guildText.quiz.near.undone, components: [] });
        },
      }),
      button(routes.quizRematch, {
        guards: [inServer],
        run: async (context, { params }) => {
          await quizzes.rematch(guildContext(context).guildId, memberOf(context, params.game));
          return silently;
        },
      }),
      button(routes.quizReport, {
        guards: [inServer],
        run: async (context, { params }) => {
          const item = { roundId: params.round, songId: params.song };
          const filed = await quizzes.report(guildContext(context).guildId, memberOf(context), item);
          return whisper({ content: context.text.reports.outcome[filed] });
        },
      }),
    ],
  });
};
