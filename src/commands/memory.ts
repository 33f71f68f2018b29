import { ApplicationCommandOptionType as OptionType } from 'discord.js';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { UserError } from '../core/errors.ts';
import { maxMemoryLength } from '../core/memory.ts';
import type { Memory } from '../core/memory.ts';
import type { Search } from '../core/search/search.ts';
import { createCatalogueOption } from '../discord/catalogue-option.ts';
import { button, defineCommand, modal, select } from '../discord/command.ts';
import type { Context } from '../discord/context.ts';
import { guildContext, inServer, isModerator } from '../discord/guards.ts';
import type { CommandData } from '../discord/options.ts';
import { ask, update, whisper } from '../discord/replies.ts';
import type { View } from '../discord/replies.ts';
import type { Editor, Memories } from '../services/memories.ts';
import type { Label } from '../views/labels.ts';
import { episodeField, memoryEpisodeModal, memoryListView, memoryView } from '../views/memory.ts';
import type { MemoryScope } from '../views/memory.ts';
import { rowTitle } from '../views/party-parts.ts';
import { routes } from '../views/routes.ts';

const song = { type: OptionType.String, name: 'song', autocomplete: true, max_length: 200 } as const;

export const data = {
  name: 'memory',
  description: 'What a song means to you, kept in this server',
  options: [
    {
      type: OptionType.Subcommand,
      name: 'add',
      description: 'Tie a memory to a song',
      options: [
        { ...song, description: 'Title, in Hangul or Latin letters', required: true },
        {
          type: OptionType.String,
          name: 'text',
          description: 'What you remember when you hear it',
          required: true,
          max_length: maxMemoryLength,
        },
      ],
    },
    {
      type: OptionType.Subcommand,
      name: 'list',
      description: 'Your memories here, or everybody’s of one song',
      options: [{ ...song, description: 'A song, to read what everybody told of it' }],
    },
  ],
} as const satisfies CommandData;

export interface MemoryCommandDeps {
  readonly catalogue: Catalogue;
  readonly search: Search;
  readonly memories: Memories;
  readonly label: Label;
}

const guards = [inServer];

const readerOf = (context: Context): Editor => ({
  memberId: context.userId,
  isModerator: isModerator(context),
});

export const createMemoryCommand = ({ catalogue, search, memories, label }: MemoryCommandDeps) => {
  const option = createCatalogueOption('song', { search, label });

  const listOf = async (
    context: Context,
    scope: MemoryScope,
    songId: string,
    page: number,
  ): Promise<View> => {
    const reader = readerOf(context);
    const all = await memories.list(guildContext(context).guildId);
    const shown = all.filter((one) =>
      scope === 'own' ? one.memberId === reader.memberId : scope === 'all' || one.songId === songId,
    );
    return memoryListView(
      catalogue,
      shown,
      { scope, songId, page, mayModerate: reader.isModerator },
      context.text,
    );
  };

  const find = async (context: Context, memoryId: string): Promise<Memory> => {
    const all = await memories.list(guildContext(context).guildId);
    const found = all.find((one) => one.memoryId === memoryId);
    if (found === undefined) throw new UserError('expired', {});
    return found;
  };

  const card = (context: Context, memory: Memory, lead?: string): View =>
    memoryView(catalogue, memory, readerOf(context), context.text, lead);

  const change = async (
    context: Context,
    memoryId: string,
    changes: Partial<Pick<Memory, 'isAloud' | 'spoils'>>,
  ): Promise<View> => {
    const { guildId, userId } = guildContext(context);
    const changed = await memories.change(guildId, userId, memoryId, changes);
    if (changed === undefined) throw new UserError('expired', {});
    return card(context, changed);
  };

  return defineCommand(data, {
    handlers: {
      'memory add': {
        guards,
        defer: 'none',
        run: async (context, options) => {
          const songId = option.pick(options.song);
          if (songId === undefined) throw new UserError('songNotFound', { query: options.song });
          const { guildId, userId, text } = guildContext(context);
          if (options.text.trim() === '') return whisper({ content: text.memory.empty.own });
          const memory = await memories.add(guildId, { memberId: userId, songId, text: options.text });
          return whisper(card(context, memory, text.memory.added({ song: rowTitle(catalogue, songId) })));
        },
        complete: { song: option.complete },
      },
      'memory list': {
        guards,
        defer: 'none',
        run: async (context, options) => {
          if (options.song === undefined) return whisper(await listOf(context, 'own', '', 0));
          const songId = option.pick(options.song);
          if (songId === undefined) throw new UserError('songNotFound', { query: options.song });
          return whisper(await listOf(context, 'song', songId, 0));
        },
        complete: { song: option.complete },
      },
    },
    components: [
      button(routes.memoryPage, {
        guards,
        run: async (context, { params }) => {
          // The server's whole list is for moderators, also by an id that was made up.
          const scope = params.scope === 'all' && !isModerator(context) ? 'own' : params.scope;
          return update(await listOf(context, scope, params.song, params.page));
        },
      }),
      button(routes.memoryAll, {
        guards,
        run: async (context) => update(await listOf(context, isModerator(context) ? 'all' : 'own', '', 0)),
      }),
      select(routes.memoryPick, {
        guards,
        run: async (context, { values }) => update(card(context, await find(context, values[0] ?? ''))),
      }),
      button(routes.memoryAloud, {
        guards,
        run: async (context, { params }) =>
          update(await change(context, params.memory, { isAloud: params.to === 'yes' })),
      }),
      button(routes.memoryEpisode, {
        guards,
        run: async (context, { params }) =>
          ask(memoryEpisodeModal(await find(context, params.memory), context.text)),
      }),
      modal(routes.memoryEpisodeSend, {
        guards,
        run: async (context, { params, fields }) => {
          const typed = (fields[episodeField] ?? '').trim();
          const memory = await find(context, params.memory);
          const dramaId = catalogue.song(memory.songId)?.dramaIds[0];
          const episode = /^[1-9]\d{0,3}$/.test(typed) ? Number(typed) : undefined;
          if (typed !== '' && (episode === undefined || dramaId === undefined))
            return whisper({ content: context.text.memory.episodeBad });
          const spoils = episode === undefined || dramaId === undefined ? null : { dramaId, episode };
          return update(await change(context, params.memory, { spoils }));
        },
      }),
      button(routes.memoryDelete, {
        guards,
        run: async (context, { params }) => {
          const { guildId, text } = guildContext(context);
          const removed = await memories.remove(guildId, readerOf(context), params.memory);
          const content =
            removed === undefined
              ? text.memory.gone
              : text.memory.removed({ song: rowTitle(catalogue, removed.songId) });
          return update({ content });
        },
      }),
    ],
  });
};
