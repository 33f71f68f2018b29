import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import { UserError } from '../core/errors.ts';
import type { FollowKind } from '../core/follow.ts';
import type { Search } from '../core/search/search.ts';
import { catalogueOptionData, createCatalogueOption } from '../discord/catalogue-option.ts';
import { button, defineCommand, select } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import type { CommandData } from '../discord/options.ts';
import { update, whisper } from '../discord/replies.ts';
import type { Follows } from '../services/follows.ts';
import { followedView, followListView, followValue } from '../views/follow.ts';
import { escapeText } from '../views/format.ts';
import type { Label } from '../views/labels.ts';
import { routes } from '../views/routes.ts';

const query = catalogueOptionData('query');

export const data = {
  name: 'follow',
  description: 'Hear of new songs and anniversaries',
  options: [
    {
      type: OptionType.Subcommand,
      name: 'drama',
      description: 'Follow a drama: its new songs, and its anniversaries',
      options: [{ ...query, description: 'Title in English or Korean, or a short name such as CLOY' }],
    },
    {
      type: OptionType.Subcommand,
      name: 'artist',
      description: 'Follow an artist: their new OST songs',
      options: [{ ...query, description: 'Name, in Hangul or Latin letters' }],
    },
    { type: OptionType.Subcommand, name: 'list', description: 'What you follow, and a way to stop' },
  ],
} as const satisfies CommandData;

export interface FollowCommandDeps {
  readonly search: Search;
  readonly follows: Follows;
  readonly label: Label;
  /** Where a server wants to hear of news. */
  readonly announcementsOf: (guildId: string) => string | undefined;
}

const notFound = { drama: 'dramaNotFound', artist: 'artistNotFound' } as const;

export const createFollowCommand = ({ search, follows, label, announcementsOf }: FollowCommandDeps) => {
  const options = {
    drama: createCatalogueOption('drama', { search, label }),
    artist: createCatalogueOption('artist', { search, label }),
  };

  const follow = async ({ userId, guildId, text }: Context, kind: FollowKind, typed: string) => {
    const id = options[kind].pick(typed);
    if (id === undefined) throw new UserError(notFound[kind], { query: typed });
    const isNew = await follows.add(userId, { kind, id, guildId });
    const channelId = guildId === null ? undefined : announcementsOf(guildId);
    return whisper(followedView({ kind, id, name: label(kind, id) ?? id, channelId }, isNew, text));
  };

  return defineCommand(data, {
    handlers: {
      'follow drama': {
        defer: 'none',
        run: (context, given) => follow(context, 'drama', given.query),
        complete: { query: options.drama.complete },
      },
      'follow artist': {
        defer: 'none',
        run: (context, given) => follow(context, 'artist', given.query),
        complete: { query: options.artist.complete },
      },
      'follow list': {
        defer: 'none',
        run: async ({ userId, guildId, text }) =>
          whisper(followListView(label, await follows.list(userId), guildId, text)),
      },
    },
    components: [
      button(routes.followUndo, {
        run: async ({ userId, guildId, text }, { params: { kind, id } }) => {
          await follows.remove(userId, { kind, id, guildId });
          return update({
            content: text.follow.unfollowed({ name: escapeText(label(kind, id) ?? id, 150) }),
          });
        },
      }),
      select(routes.followPick, {
        run: async ({ userId, guildId, text }, { values }) => {
          const target = followValue.decode(values[0] ?? '');
          if (target !== undefined) await follows.remove(userId, target);
          return update(followListView(label, await follows.list(userId), guildId, text));
        },
      }),
    ],
  });
};
