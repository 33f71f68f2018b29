import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles } from '../core/catalogue/names.ts';
import { UserError } from '../core/errors.ts';
import type { Search } from '../core/search/search.ts';
import { catalogueOptionData, createCatalogueOption } from '../discord/catalogue-option.ts';
import { button, defineCommand } from '../discord/command.ts';
import type { CommandData } from '../discord/options.ts';
import { update, whisper } from '../discord/replies.ts';
import type { Progress } from '../services/progress.ts';
import type { Watched } from '../services/watched.ts';
import { escapeText } from '../views/format.ts';
import type { Label } from '../views/labels.ts';
import { routes } from '../views/routes.ts';
import { removedDramaView, shortTime, watchedView } from '../views/saved-list.ts';

const drama = catalogueOptionData('drama');

export const data = {
  name: 'watched',
  description: 'The dramas you have watched, for quizzes of your own and against spoilers',
  options: [
    {
      type: OptionType.Subcommand,
      name: 'add',
      description: 'Note a drama you have watched',
      options: [
        { ...drama, description: 'Title in English or Korean, or a short name such as CLOY' },
        {
          type: OptionType.Integer,
          name: 'episode',
          description: 'How far you are, if you have not finished it: no spoilers beyond that',
          min_value: 1,
          max_value: 2_000,
        },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'remove',
      description: 'Take a drama off your list',
      options: [{ ...drama, description: 'One of your dramas' }],
    },
    { type: OptionType.Subcommand, name: 'list', description: 'Your dramas, latest first' },
  ],
} as const satisfies CommandData;

export interface WatchedDeps {
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly watched: Watched;
  readonly progress: Progress;
  readonly label: Label;
}

export const createWatchedCommand = ({ catalogue, search, watched, progress, label }: WatchedDeps) => {
  const option = createCatalogueOption('drama', { search, label });
  const titleOf = (id: string): string => {
    const found = catalogue.drama(id);
    return found === undefined ? id : bothTitles(found.titles);
  };

  /** What somebody is watching, and what they have watched. */
  const ownIds = async (userId: string): Promise<readonly string[]> => [
    ...(await progress.list(userId)).map(({ dramaId }) => dramaId),
    ...(await watched.list(userId)),
  ];
  const ownList = async (userId: string) => ({
    watching: await progress.list(userId),
    watched: await watched.entries(userId),
  });

  return defineCommand(data, {
    handlers: {
      'watched add': {
        defer: 'none',
        run: async ({ userId, text }, options) => {
          const id = option.pick(options.drama);
          if (id === undefined) throw new UserError('dramaNotFound', { query: options.drama });
          const title = escapeText(titleOf(id), 200);
          const { episode } = options;
          const last = catalogue.drama(id)?.episodes ?? Infinity;
          if (episode !== undefined && episode < last && !(await watched.list(userId)).includes(id)) {
            await progress.set(userId, id, episode);
            return whisper({ content: text.watched.isAt({ title, episode }) });
          }
          const isNew = await watched.add(userId, id);
          await progress.remove(userId, id);
          return whisper({
            content: isNew ? text.watched.added({ title }) : text.watched.alreadyAdded({ title }),
          });
        },
        complete: { drama: option.complete },
      },
      'watched remove': {
        defer: 'none',
        run: async ({ userId, text }, options) => {
          const id = option.pickOwn(await ownIds(userId), options.drama);
          if (id !== undefined && (await progress.remove(userId, id)))
            return whisper({ content: text.watched.removed({ title: escapeText(titleOf(id), 200) }) });
          const removed = id === undefined ? undefined : await watched.remove(userId, id);
          if (removed === undefined) return whisper({ content: text.watched.notThere });
          return whisper(removedDramaView(titleOf(removed.id), removed, text));
        },
        complete: {
          drama: async ({ userId }, typed) => option.completeOwn(await ownIds(userId), typed),
        },
      },
      'watched list': {
        defer: 'none',
        run: async ({ userId, text }) => whisper(watchedView(catalogue, await ownList(userId), 0, text)),
      },
    },
    components: [
      button(routes.watchedPage, {
        run: async ({ userId, text }, { params }) =>
          update(watchedView(catalogue, await ownList(userId), params.page, text)),
      }),
      button(routes.watchedUndo, {
        run: async ({ userId, text }, { params }) => {
          await watched.restore(userId, { id: params.drama, savedAt: shortTime.decode(params.at) });
          return update({
            content: text.watched.restored({ title: escapeText(titleOf(params.drama), 200) }),
          });
        },
      }),
    ],
  });
};
