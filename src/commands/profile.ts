import { ApplicationCommandOptionType as OptionType, ApplicationCommandType, User } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import type { PaintCard } from '../core/profile-card.ts';
import { button, defineCommand, select } from '../discord/command.ts';
import type { Component, ContextMenu } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import type { CommandData } from '../discord/options.ts';
import { say, update, whisper } from '../discord/replies.ts';
import type { View } from '../discord/replies.ts';
import type { Daily } from '../services/daily.ts';
import type { Stamps } from '../services/stamps.ts';
import type { QuizResults } from '../services/quiz-results.ts';
import { stampBookView, stampPageView } from '../views/stamps.ts';
import { routes } from '../views/routes.ts';
import { profileCard, profileView } from '../views/profile.ts';

export const data = {
  name: 'profile',
  description: 'A member’s card: level, ranks, streaks',
  options: [{ type: OptionType.User, name: 'member', description: 'Whose (yours)' }],
} as const satisfies CommandData;

export interface ProfileDeps {
  readonly catalogue: Catalogue;
  readonly results: Pick<QuizResults, 'member'>;
  readonly daily: Pick<Daily, 'streak'>;
  readonly paintCard: PaintCard;
  readonly stamps: Pick<Stamps, 'of'>;
}

interface Person {
  readonly id: string;
  readonly name: string;
}

const createProfileOf =
  ({ catalogue, results, daily, paintCard }: ProfileDeps) =>
  async ({ guildId, guildText, at }: Context, { id, name }: Person): Promise<View> => {
    const everywhere = await results.member('global', id);
    const here = guildId === null ? undefined : await results.member({ guildId }, id);
    const card = profileCard(
      catalogue,
      {
        memberId: id,
        name,
        totals: everywhere.tally.all,
        favouriteDramaId: everywhere.favouriteDramaId,
        server: here && { rank: here.rank },
        globalRank: everywhere.rank,
        dailyStreak: await daily.streak(id, guildId, at),
      },
      guildText,
    );
    return profileView(id, card, await paintCard(card), guildText);
  };

/** The stamp book behind the button of a profile: private to who opens it, whosever it is. */
const stampBook = ({ catalogue, stamps }: ProfileDeps): readonly Component[] => {
  const bookOf = async (memberId: string) => ({
    memberId,
    stamped: new Set((await stamps.of(memberId)).map(({ songId }) => songId)),
  });
  return [
    button(routes.stampOpen, {
      run: async ({ text }, { params }) =>
        whisper(stampBookView(catalogue, await bookOf(params.member), 'drama', 0, text)),
    }),
    button(routes.stampKind, {
      run: async ({ text }, { params }) =>
        update(stampBookView(catalogue, await bookOf(params.member), params.kind, 0, text)),
    }),
    button(routes.stampBook, {
      run: async ({ text }, { params: { member, kind, page } }) =>
        update(stampBookView(catalogue, await bookOf(member), kind, page, text)),
    }),
    select(routes.stampPick, {
      run: async ({ text }, { params: { member, kind }, values: [id = ''] }) => {
        const view = stampPageView(catalogue, await bookOf(member), kind, id, text);
        if (view === undefined) throw new UserError('expired', {});
        return update(view);
      },
    }),
  ];
};

export const createProfile = (deps: ProfileDeps) => {
  const profileOf = createProfileOf(deps);
  return defineCommand(data, {
    handlers: {
      profile: {
        defer: 'none',
        run: async (context, { member }) =>
          say(
            await profileOf(
              context,
              member === undefined
                ? { id: context.userId, name: context.userName }
                : { id: member.id, name: member.displayName },
            ),
          ),
      },
    },
    components: stampBook(deps),
  });
};

/** The same card, privately, from the menu on a member. */
export const createProfileMenu = (deps: ProfileDeps): ContextMenu => {
  const profileOf = createProfileOf(deps);
  return {
    data: { type: ApplicationCommandType.User, name: 'OST profile' },
    defer: 'none',
    run: async (context, target) => {
      if (!(target instanceof User)) throw new Error('The menu "OST profile" is on members only.');
      return whisper(await profileOf(context, { id: target.id, name: target.displayName }));
    },
  };
};
