import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { bothTitles } from '../core/catalogue/names.ts';
import { UserError } from '../core/errors.ts';
import type { Search } from '../core/search/search.ts';
import { catalogueOptionData, createCatalogueOption } from '../discord/catalogue-option.ts';
import { button, defineCommand } from '../discord/command.ts';
import type { CommandData } from '../discord/options.ts';
import { update, whisper } from '../discord/replies.ts';
import type { Favourites } from '../services/favourites.ts';
import type { Label } from '../views/labels.ts';
import { escapeText } from '../views/format.ts';
import { routes } from '../views/routes.ts';
import { favouritesExport, favouritesView, removedSongView, shortTime } from '../views/saved-list.ts';

const song = catalogueOptionData('song');

export const data = {
  name: 'favourites',
  description: 'The songs you saved, private to you',
  options: [
    {
      type: OptionType.Subcommand,
      name: 'add',
      description: 'Save a song',
      options: [{ ...song, description: 'Title, in Hangul or Latin letters' }],
    },
    {
      type: OptionType.Subcommand,
      name: 'remove',
      description: 'Take a song off your list',
      options: [{ ...song, description: 'One of your songs' }],
    },
    { type: OptionType.Subcommand, name: 'list', description: 'Your songs, latest first' },
    {
      type: OptionType.Subcommand,
      name: 'export',
      description: 'Your songs as a file, with links to listen',
    },
  ],
} as const satisfies CommandData;

export interface FavouritesDeps {
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly favourites: Favourites;
  readonly label: Label;
}

export const createFavouritesCommand = ({ catalogue, search, favourites, label }: FavouritesDeps) => {
  const option = createCatalogueOption('song', { search, label });
  const titleOf = (id: string): string => {
    const found = catalogue.song(id);
    return found === undefined ? id : bothTitles(found.titles);
  };

  return defineCommand(data, {
    handlers: {
      'favourites add': {
        defer: 'none',
        run: async ({ userId, text }, options) => {
          const id = option.pick(options.song);
          if (id === undefined) throw new UserError('songNotFound', { query: options.song });
          const title = escapeText(titleOf(id), 200);
          const isNew = await favourites.add(userId, id);
          return whisper({ content: isNew ? text.ost.saved({ title }) : text.ost.alreadySaved({ title }) });
        },
        complete: { song: option.complete },
      },
      'favourites remove': {
        defer: 'none',
        run: async ({ userId, text }, options) => {
          const id = option.pickOwn(await favourites.list(userId), options.song);
          const removed = id === undefined ? undefined : await favourites.remove(userId, id);
          if (removed === undefined) return whisper({ content: text.favourites.notThere });
          return whisper(removedSongView(titleOf(removed.id), removed, text));
        },
        complete: {
          song: async ({ userId }, typed) => option.completeOwn(await favourites.list(userId), typed),
        },
      },
      'favourites list': {
        defer: 'none',
        run: async ({ userId, text }) =>
          whisper(favouritesView(catalogue, await favourites.entries(userId), 0, text)),
      },
      'favourites export': {
        defer: 'none',
        run: async ({ userId, text }) => {
          const entries = await favourites.entries(userId);
          if (entries.length === 0) return whisper({ content: text.favourites.empty });
          return whisper(favouritesExport(catalogue, entries, text));
        },
      },
    },
    components: [
      button(routes.favouritesPage, {
        run: async ({ userId, text }, { params }) =>
          update(favouritesView(catalogue, await favourites.entries(userId), params.page, text)),
      }),
      button(routes.favouriteUndo, {
        run: async ({ userId, text }, { params }) => {
          const savedAt = shortTime.decode(params.at);
          await favourites.restore(userId, { id: params.song, savedAt });
          return update({
            content: text.favourites.restored({ title: escapeText(titleOf(params.song), 200) }),
          });
        },
      }),
    ],
  });
};
