import type { AttachmentPayload } from 'discord.js';
import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { mainTitle } from '../core/catalogue/names.ts';
import { UserError } from '../core/errors.ts';
import type { Search } from '../core/search/search.ts';
import { CUP_SIZES, SECONDS_LEAST, SECONDS_MOST } from '../core/worldcup/rules.ts';
import type { CupSize } from '../core/worldcup/rules.ts';
import type { CupState } from '../core/worldcup/types.ts';
import { button, defineCommand } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import { botMay, guildContext, inServer, isModerator } from '../discord/guards.ts';
import type { CommandData } from '../discord/options.ts';
import { say, silently, whisper } from '../discord/replies.ts';
import type { View } from '../discord/replies.ts';
import type { CupMember, Worldcups } from '../services/worldcups.ts';
import { escapeText } from '../views/format.ts';
import { routes } from '../views/routes.ts';
import { cupStarted, cupStatusView } from '../views/worldcup.ts';
import { createThemeOption } from './worldcup/theme-option.ts';

const sizeChoices: readonly { readonly name: string; readonly value: CupSize }[] = CUP_SIZES.map((size) => ({
  name: String(size),
  value: size,
}));

export const data = {
  name: 'worldcup',
  description: 'Which song do you like better? The server votes pair by pair (이상형 월드컵)',
  options: [
    {
      type: OptionType.Subcommand,
      name: 'start',
      description: 'Start a World Cup of songs in this channel',
      options: [
        {
          type: OptionType.Integer,
          name: 'size',
          description: 'How many songs (16)',
          choices: sizeChoices,
        },
        {
          type: OptionType.String,
          name: 'theme',
          description: 'A mood, a drama, an artist, years, or the favourites of this server (all songs)',
          autocomplete: true,
          max_length: 100,
        },
        {
          type: OptionType.Integer,
          name: 'seconds',
          description: 'Time to vote on a pair (30); 86400 is a day',
          min_value: SECONDS_LEAST,
          max_value: SECONDS_MOST,
        },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'status',
      description: 'The bracket as it stands, and the hall of fame of this server',
    },
    {
      type: OptionType.Subcommand,
      name: 'stop',
      description: 'End the World Cup of this channel without a champion (host, moderators)',
    },
  ],
} as const satisfies CommandData;

export interface WorldcupDeps {
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly worldcups: Worldcups;
  /** The bracket of a cup as a picture. */
  readonly bracket: (guildId: string, state: CupState) => Promise<readonly AttachmentPayload[]>;
}

const defaultSize = 16;
const defaultSeconds = 30;
/** Champions shown beside a cup that is running; without one, all of them. */
const champions = { beside: 3, alone: 50 };

const memberOf = (context: Context): CupMember => ({
  memberId: context.userId,
  at: context.at,
  moderator: isModerator(context),
});

export const createWorldcup = ({ catalogue, search, worldcups, bracket }: WorldcupDeps) => {
  const themes = createThemeOption({ catalogue, search });

  const status = async (context: Context): Promise<View> => {
    const { guildId, channelId, text } = guildContext(context);
    const state = worldcups.current(channelId);
    const hall = (await worldcups.champions(guildId)).map(({ songId, settings, at }) => ({
      songId,
      theme: settings.theme,
      size: settings.size,
      at,
    }));
    const shown = hall.slice(0, state === undefined ? champions.alone : champions.beside);
    const files = state === undefined ? [] : await bracket(guildId, state);
    return cupStatusView(catalogue, state, shown, files, text);
  };

  return defineCommand(data, {
    handlers: {
      'worldcup start': {
        guards: [inServer, botMay('ViewChannel', 'SendMessages', 'EmbedLinks', 'AttachFiles')],
        defer: 'none',
        run: async (context, options) => {
          const { guildId, channelId, text, guildText } = guildContext(context);
          const theme =
            options.theme === undefined
              ? ({ kind: 'everything' } as const)
              : themes.read(text, options.theme);
          if (theme === undefined) throw new UserError('noTheme', { theme: options.theme ?? '' });
          const settings = {
            size: options.size ?? defaultSize,
            theme,
            seconds: options.seconds ?? defaultSeconds,
          };
          await worldcups.start({ guildId, channelId }, memberOf(context), settings);
          return say(cupStarted(catalogue, context.userId, settings, guildText));
        },
        complete: { theme: ({ text }, typed) => themes.complete(text, typed) },
      },
      'worldcup status': {
        guards: [inServer],
        defer: 'none',
        run: async (context) => whisper(await status(context)),
      },
      'worldcup stop': {
        guards: [inServer],
        defer: 'none',
        run: async (context) => {
          await worldcups.steer(guildContext(context).channelId, memberOf(context), 'stop');
          return whisper({ content: context.text.worldcup.stopped });
        },
      },
    },
    components: [
      button(routes.cupVote, {
        guards: [inServer],
        run: async (context, { params: { cup, pair, side } }) => {
          const { channelId, text } = guildContext(context);
          const vote = { cupId: cup, number: pair, side };
          const taken = await worldcups.vote(channelId, memberOf(context), vote);
          const song = catalogue.song(taken.songId);
          const title = escapeText(mainTitle(song?.titles ?? {}) || taken.songId);
          return whisper({
            content: taken.changed ? text.worldcup.votedAgain({ title }) : text.worldcup.voted({ title }),
          });
        },
      }),
      button(routes.cupSteer, {
        guards: [inServer],
        run: async (context, { params }) => {
          const { channelId } = guildContext(context);
          if (worldcups.current(channelId)?.cup.cupId !== params.cup) throw new UserError('expired', {});
          await worldcups.steer(channelId, memberOf(context), params.act);
          return silently;
        },
      }),
    ],
  });
};
